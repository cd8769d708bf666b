/// Unpacking gzip data that are in memory.
enum Gzip {
  /// Whether the bytes start as gzip data do.
  static func isCompressed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 2 else { return false }
    return unsafe bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  /// Unpacks gzip data; see ``GzipUnpacker``.
  ///
  /// - Complexity: O(unpacked bytes)
  static func unpack(
    _ packed: UnsafeBufferPointer<UInt8>, name: String
  ) throws(FileError) -> [UInt8] {
    let unpacker = try GzipUnpacker(name: name)
    var unpacked: [UInt8] = []
    try unsafe unpacker.unpack(packed) { (bytes) throws(FileError) in
      unsafe unpacked.append(contentsOf: bytes)
    }
    try unpacker.finish()
    return unpacked
  }
}
