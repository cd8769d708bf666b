// SAFETY: collection methods that know the number of bytes; nothing is indexed.
extension UnsafeBufferPointer<UInt8> {
  /// What files start with that are no text, or no graph as it is read here.
  private static var starts: [(bytes: [UInt8], reason: String)] {
    func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    let onlyGzip = "; of compressed files only those of gzip are read"
    let export = "; what made it can write GraphML or an edge list"
    return [
      ([0x1f, 0x8b], "is compressed with gzip twice: gunzip it once"),
      (text("BZh"), "is compressed with bzip2" + onlyGzip),
      ([0xfd] + text("7zXZ"), "is compressed with xz" + onlyGzip),
      ([0x28, 0xb5, 0x2f, 0xfd], "is compressed with Zstandard" + onlyGzip),
      ([0x04, 0x22, 0x4d, 0x18], "is compressed with LZ4" + onlyGzip),
      (text("7z") + [0xbc, 0xaf], "is an archive of 7-Zip" + onlyGzip),
      (text("PK") + [3, 4], "is a zip archive, or a file of a program that uses them, such as .xlsx"),
      ([0x93] + text("NUMPY"), "is a NumPy array (.npy), no graph; scipy.sparse.save_npz writes one"),
      (text("PAR1"), "is a table of Parquet" + export),
      (text("ARROW1"), "is a table of Arrow or Feather" + export),
      ([0x89] + text("HDF"), "is a file of HDF5" + export),
      (text("SQLite format 3"), "is a database of SQLite" + export),
      (text("%PDF-"), "is a PDF, not the data it may show"),
      ([0x89] + text("PNG"), "is a picture"), ([0xff, 0xd8, 0xff], "is a picture"),
      ([0x7f] + text("ELF"), "is a program"),
      ([0x80, 2], "is a pickle of Python" + export), ([0x80, 3], "is a pickle of Python" + export),
      ([0x80, 4], "is a pickle of Python" + export), ([0x80, 5], "is a pickle of Python" + export),
    ]
  }

  /// Why these bytes are no text, if they are none.
  var reasonAgainstBytes: String? {
    if let found = unsafe Self.starts.first(where: { unsafe starts(with: $0.bytes) }) {
      // A node may be called BZh; what is packed goes on with a digit and the digits of π.
      let isName = found.bytes.elementsEqual("BZh".utf8)
      if unsafe !isName || dropFirst(4).starts(with: [0x31, 0x41]) { return found.reason }
    }
    let utf16 = "is UTF-16 or UTF-32 text; expected UTF-8, which iconv makes of it"
    if unsafe starts(with: [0xff, 0xfe]) || starts(with: [0xfe, 0xff])
      || starts(with: [0, 0, 0xfe, 0xff])
    {
      return utf16
    }
    let head = unsafe Array(prefix(4096))
    guard let zero = head.firstIndex(of: 0) else { return nil }
    // Without a mark, every other byte of what is in ASCII is 0.
    let start = head.prefix(64)
    let zeros = [0, 1].map { rest in
      start.indices.filter { $0 % 2 == rest }.allSatisfy { start[$0] == 0 }
    }
    if start.count > 3, zeros[0] != zeros[1] { return utf16 }
    // An id may hold one, strange as it is.
    let lines = head.lastIndex(of: lineFeed).map { head[...$0] } ?? head[...]
    let isText =
      zero > 0 && 2 * head.count { $0 == 0 } < head.count
      && String(validating: lines, as: UTF8.self) != nil
    return isText ? nil : "is no text: byte \(zero) is 0"
  }

  /// Why a text is none that is read, told from its beginning.
  var reasonAgainstText: String? {
    let head = unsafe withoutByteOrderMark.prefix(200).drop { $0 <= 0x20 }
    if unsafe head.starts(with: "version https://git-lfs".utf8) {
      return "is a Git LFS pointer, not the data it stands for: “git lfs pull” fetches them"
    }
    if unsafe head.starts(with: "MATLAB 5.0 MAT-file".utf8) {
      return "is a MATLAB file, not a table: writematrix makes one of it"
    }
    let start = unsafe String(decoding: head.prefix(15), as: UTF8.self).lowercased()
    if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") {
      return "is a web page, not the data it may lead to"
    }
    if ["<http:", "<https:", "<urn:", "@prefix ", "@base "].contains(where: start.hasPrefix) {
      return "is RDF, which is not read; a table of head, relation and tail, with tabs between them, is"
    }
    return nil
  }
}
