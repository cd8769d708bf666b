internal import CZlib

/// The files in a zip archive, stored or deflated, as NumPy and others write them.
///
/// What the central directory says counts, since sizes before the data of a file may be missing. An archive whose
/// directory lies beyond 4 GB is not read.
///
/// - SeeAlso: PKWARE, “.ZIP file format specification”, version 6.3.10.
@unsafe package struct ZipArchive {
  private struct Entry {
    var method: Int
    var checksum: Int
    var packedCount: Int
    var count: Int
    /// Where its own header starts.
    var start: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: String
  private var entries: [String: Entry] = [:]

  /// The names of the files, sorted.
  package var names: [String] { unsafe entries.keys.sorted() }

  /// Whether bytes start as an archive with files in it does.
  package static func isZip(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe bytes.starts(with: [0x50, 0x4b, 0x03, 0x04])
  }

  /// Reads the directory.
  ///
  /// - Parameters:
  ///   - bytes: the archive; they must stay valid.
  ///   - file: what errors call it.
  /// - Throws: ``FileError`` when there is no directory, or it is damaged.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(FileError) {
    unsafe (self.bytes, self.file) = unsafe (bytes, file)
    // The end record is 22 bytes and a comment of at most 65535.
    var end = bytes.count - 22
    let first = Swift.max(0, end - 65535)
    while end >= first, try unsafe number(at: end, 4) != 0x0605_4b50 { end -= 1 }
    guard end >= first else {
      throw FileError(file: file, reason: "the zip archive has no directory: it ends too early")
    }
    let count = try unsafe number(at: end + 10, 2)
    var place = try unsafe number(at: end + 16, 4)
    for _ in 0..<count { try unsafe readEntry(&place) }
  }

  /// A number of some bytes, the lowest first.
  private func number(at place: Int, _ count: Int) throws(FileError) -> Int {
    guard place >= 0, unsafe place <= bytes.count - count else {
      throw unsafe FileError(file: file, reason: "the zip archive is damaged: it ends too early")
    }
    var value = 0
    // SAFETY: just checked.
    for i in (0..<count).reversed() { unsafe value = value << 8 | Int(bytes[place + i]) }
    return value
  }

  private mutating func readEntry(_ place: inout Int) throws(FileError) {
    guard try unsafe number(at: place, 4) == 0x0201_4b50 else {
      throw unsafe FileError(file: file, reason: "the directory of the zip archive is damaged")
    }
    var entry = unsafe Entry(
      method: try number(at: place + 10, 2), checksum: try number(at: place + 16, 4),
      packedCount: try number(at: place + 20, 4), count: try number(at: place + 24, 4),
      start: try number(at: place + 42, 4))
    let nameCount = try unsafe number(at: place + 28, 2)
    let extraCount = try unsafe number(at: place + 30, 2)
    let commentCount = try unsafe number(at: place + 32, 2)
    let extra = place + 46 + nameCount
    _ = try unsafe number(at: extra + extraCount, 0)
    // SAFETY: the end of the name is inside, as was just checked.
    let name = unsafe String(decoding: bytes[(place + 46)..<extra], as: UTF8.self)
    try unsafe readLargeSizes(&entry, extra..<(extra + extraCount))
    unsafe entries[name] = entry
    place = extra + extraCount + commentCount
  }

  /// Sizes and places from 4 GB on stand in a field of their own, in this order.
  private func readLargeSizes(_ entry: inout Entry, _ extra: Range<Int>) throws(FileError) {
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      let (kind, count) = try unsafe (number(at: place, 2), number(at: place + 2, 2))
      place += 4
      if kind == 1 {
        var field = place
        func large(_ value: inout Int) throws(FileError) {
          guard value == 0xffff_ffff else { return }
          value = try unsafe number(at: field, 8)
          field += 8
        }
        try large(&entry.count)
        try large(&entry.packedCount)
        try large(&entry.start)
      }
      place += count
    }
  }

  /// The bytes of a file; `nil` if there is none of the name.
  ///
  /// - Throws: ``FileError`` when they are damaged, packed in another way, or more than may be held.
  /// - Complexity: O(bytes)
  package func contents(of name: String) throws(FileError) -> [UInt8]? {
    guard let entry = unsafe entries[name] else { return nil }
    func failure(_ reason: String) -> FileError {
      unsafe FileError(file: file, reason: "“\(name)” in the zip archive \(reason)")
    }
    let data =
      try unsafe entry.start + 30 + number(at: entry.start + 26, 2)
      + number(at: entry.start + 28, 2)
    guard entry.packedCount >= 0, unsafe data <= bytes.count - entry.packedCount else {
      throw failure("ends too early")
    }
    guard entry.count <= MemoryLimit.bytesOfFile else {
      throw failure("unpacks to \(byteCount(Double(entry.count))), more than may be held")
    }
    // SAFETY: just checked.
    let packed = unsafe UnsafeBufferPointer(rebasing: bytes[data..<(data + entry.packedCount)])
    var contents: [UInt8]?
    switch entry.method {
    case 0: contents = unsafe Array(packed)
    case 8: contents = try unsafe inflated(packed, limit: entry.count)
    default: throw failure("is packed in a way that is not read (\(entry.method))")
    }
    guard let contents, contents.count == entry.count,
      unsafe Self.checksum(contents) == UInt(entry.checksum)
    else { throw failure("is damaged") }
    return contents
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      // SAFETY: zlib reads as many bytes as it is told.
      UInt(unsafe crc32_z(0, bytes.baseAddress, bytes.count))
    }
  }

  /// Unpacks deflated data; `nil` if they are damaged or unpack to more than `limit`.
  private func inflated(
    _ packed: UnsafeBufferPointer<UInt8>, limit: Int
  ) throws(FileError) -> [UInt8]? {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    defer { unsafe stream.deallocate() }
    guard unsafe ga_inflate_init_raw(stream) == Z_OK else {
      throw unsafe FileError(file: file, reason: "there is no memory to unpack a zip archive")
    }
    defer { unsafe inflateEnd(stream) }
    var (result, position): ([UInt8], Int) = ([], 0)
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // zlib counts its input in 32 bits.
      let given = min(packed.count - position, 1 << 30)
      let room = block.count
      // SAFETY: zlib reads `given` bytes from `position` on, all inside `packed`, and writes at most `room`.
      let status = unsafe block.withUnsafeMutableBufferPointer { block in
        unsafe stream.pointee.next_in = unsafe packed.baseAddress.map {
          unsafe UnsafeMutablePointer(mutating: $0 + position)
        }
        unsafe stream.pointee.avail_in = UInt32(given)
        unsafe stream.pointee.next_out = block.baseAddress!
        unsafe stream.pointee.avail_out = UInt32(room)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
      position += unsafe given - Int(stream.pointee.avail_in)
      let made = unsafe room - Int(stream.pointee.avail_out)
      guard result.count + made <= limit else { return nil }
      result += block[..<made]
      if status == Z_STREAM_END { return result }
      guard status == Z_OK, made > 0 || position < packed.count else { return nil }
    }
  }
}
