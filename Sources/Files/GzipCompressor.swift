internal import CZlib

/// Packs bytes with gzip as they come.
@safe final class GzipCompressor {
  // On the heap, because zlib keeps the address of a stream inside of it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var block = [UInt8](repeating: 0, count: 1 << 16)

  /// `nil` when there is no memory.
  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe ga_deflate_init_gzip(stream, Z_DEFAULT_COMPRESSION) == Z_OK else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Packs `bytes`, handing out what is ready.
  ///
  /// - Parameter isLast: whether to finish, so that everything is handed out.
  func compress<Failure: Error>(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool,
    _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var position = 0
    while true {
      // zlib counts its input in 32 bits.
      let given = min(bytes.count - position, 1 << 30)
      let mode = isLast && position + given == bytes.count ? Z_FINISH : Z_NO_FLUSH
      // SAFETY: zlib reads `given` bytes from `position` on, all inside `bytes`, and does not write
      // to them; it writes at most `block.count` bytes to `block`.
      let status = unsafe block.withUnsafeMutableBufferPointer { block in
        if let start = bytes.baseAddress {
          let next = unsafe (start + position).assumingMemoryBound(to: UInt8.self)
          unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: next)
        }
        unsafe stream.pointee.avail_in = UInt32(given)
        unsafe stream.pointee.next_out = block.baseAddress!
        unsafe stream.pointee.avail_out = UInt32(block.count)
        return unsafe deflate(stream, mode)
      }
      position += unsafe given - Int(stream.pointee.avail_in)
      let made = unsafe block.count - Int(stream.pointee.avail_out)
      try unsafe block.withUnsafeBufferPointer { (block) throws(Failure) in
        let packed = unsafe UnsafeBufferPointer(rebasing: block[..<made])
        if made > 0 { try unsafe write(UnsafeRawBufferPointer(packed)) }
      }
      if mode == Z_FINISH ? status == Z_STREAM_END : position == bytes.count && made < block.count {
        return
      }
    }
  }
}
