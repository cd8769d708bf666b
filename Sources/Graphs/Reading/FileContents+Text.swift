internal import Files

extension FileContents {
  /// Calls `body` with the text of the file, without a byte order mark, its lines ended by line feeds.
  ///
  /// - Throws: when what is there is not the text but stands for it, or is UTF-16.
  func withText<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    let name = name
    return try unsafe withBytes { (bytes) throws(FileError) in
      if let reason = unsafe bytes.reasonAgainstReading {
        throw FileError(file: name, reason: reason)
      }
      let text = unsafe bytes.withoutByteOrderMark
      // The lines of old systems end with carriage returns alone.
      if unsafe text.contains(lineFeed) || !text.contains(0x0d) { return try unsafe body(text) }
      return try unsafe text.map { $0 == 0x0d ? lineFeed : $0 }.withUnsafeBufferPointer(body)
    }
  }
}

// SAFETY: collection methods that know the number of bytes; nothing is indexed.
extension UnsafeBufferPointer<UInt8> {
  /// Why this is no text to be read, if it is none.
  var reasonAgainstReading: String? {
    if unsafe starts(with: [0xff, 0xfe]) || starts(with: [0xfe, 0xff]) {
      return "is UTF-16 text; expected UTF-8"
    }
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
    return nil
  }
}
