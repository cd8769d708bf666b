/// Unpacking gzip data that are in memory.
enum Gzip {
  /// Whether the bytes start as gzip data do.
  static func isCompressed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 2 else { return false }
    return unsafe bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  /// Unpacks gzip data; see ``GzipUnpacker``.
  ///
  /// - Throws: ``FileError`` when they are damaged, end too early, or unpack to more than may be held.
  /// - Complexity: O(unpacked bytes)
  static func unpack(
    _ packed: UnsafeBufferPointer<UInt8>, name: String
  ) throws(FileError) -> GrowingBytes {
    let unpacker = try GzipUnpacker(name: name)
    let unpacked = GrowingBytes(name: name)
    try unsafe unpacker.unpack(packed) { (bytes) throws(FileError) in
      try unsafe unpacked.append(bytes)
    }
    try unpacker.finish()
    return unpacked
  }
}
