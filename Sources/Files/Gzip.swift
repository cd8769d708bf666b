internal import CZlib

/// Unpacking gzip data.
enum Gzip {
  /// Whether the bytes start as gzip data do.
  static func isCompressed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 2 else { return false }
    return unsafe bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  /// Unpacks gzip data: one member, or several one after the other, as `cat a.gz b.gz` makes them.
  ///
  /// Zeros after the last member are padding, as on tapes; anything else there is an error.
  ///
  /// - Complexity: O(unpacked bytes)
  static func unpack(
    _ packed: UnsafeBufferPointer<UInt8>, name: String
  ) throws(FileError) -> [UInt8] {
    var stream = unsafe z_stream()
    guard unsafe ga_inflate_init_gzip(&stream) == Z_OK else {
      throw FileError(file: name, reason: "there is no memory to unpack gzip data")
    }
    defer { unsafe inflateEnd(&stream) }

    var unpacked: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var position = 0
    while true {
      // zlib counts its input in 32 bits.
      let given = min(packed.count - position, 1 << 30)
      // SAFETY: zlib reads `given` bytes from `position` on, all inside `packed`, and does not write
      // to them; it writes at most `block.count` bytes to `block`.
      let status = unsafe block.withUnsafeMutableBufferPointer { block in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress! + position)
        unsafe stream.avail_in = UInt32(given)
        unsafe stream.next_out = block.baseAddress!
        unsafe stream.avail_out = UInt32(block.count)
        return unsafe inflate(&stream, Z_NO_FLUSH)
      }
      let taken = unsafe given - Int(stream.avail_in)
      let made = unsafe block.count - Int(stream.avail_out)
      position += taken
      unpacked += block[..<made]

      switch status {
      case Z_STREAM_END:
        let rest = unsafe UnsafeBufferPointer(rebasing: packed[position...])
        if unsafe rest.allSatisfy({ $0 == 0 }) { return unpacked }
        guard unsafe isCompressed(rest) else {
          throw FileError(file: name, reason: "something that is not gzip follows the gzip data")
        }
        unsafe inflateReset(&stream)
      case Z_OK where taken > 0 || made > 0: continue
      case Z_OK, Z_BUF_ERROR:
        throw FileError(file: name, reason: "the gzip data end too early")
      default:
        let detail = unsafe stream.msg.map { unsafe ": \(String(cString: $0))" } ?? ""
        throw FileError(file: name, reason: "the gzip data are damaged\(detail)")
      }
    }
  }
}
