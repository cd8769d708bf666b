internal import CZlib

/// Unpacks gzip data as they come: one member, or several one after the other, as `cat a.gz b.gz` makes
/// them.
///
/// Zeros after the last member are padding, as on tapes; anything else there is an error.
@safe final class GzipUnpacker {
  private enum Place {
    case member, between, padding
  }

  private let name: String
  // On the heap, because zlib keeps the address of a stream inside of it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var block = [UInt8](repeating: 0, count: 1 << 18)
  private var place = Place.member

  /// - Parameter name: what errors call the data.
  init(name: String) throws(FileError) {
    self.name = name
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe ga_inflate_init_gzip(stream) == Z_OK else {
      unsafe stream.deallocate()
      throw FileError(file: name, reason: "there is no memory to unpack gzip data")
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Unpacks `packed`, which follows what was given before, handing out what it holds.
  func unpack(
    _ packed: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) throws(FileError) -> Void
  ) throws(FileError) {
    var position = 0
    while position < packed.count {
      switch place {
      case .member:
        position = try unsafe inflateMember(packed, from: position, body)
      case .between:
        switch unsafe packed[position] {
        case 0x1f: place = .member
        case 0: place = .padding
        default: throw strangers
        }
      case .padding:
        guard unsafe packed[position] == 0 else { throw strangers }
        position += 1
      }
    }
  }

  /// Says that nothing follows.
  func finish() throws(FileError) {
    if place == .member { throw FileError(file: name, reason: "the gzip data end too early") }
  }

  private var strangers: FileError {
    FileError(file: name, reason: "something that is not gzip follows the gzip data")
  }

  /// Unpacks up to the end of the member or of the data, and returns where that is.
  private func inflateMember(
    _ packed: UnsafeBufferPointer<UInt8>, from start: Int,
    _ body: (UnsafeBufferPointer<UInt8>) throws(FileError) -> Void
  ) throws(FileError) -> Int {
    var position = start
    while true {
      // zlib counts its input in 32 bits.
      let given = min(packed.count - position, 1 << 30)
      // SAFETY: zlib reads `given` bytes from `position` on, all inside `packed`, and does not write
      // to them; it writes at most `block.count` bytes to `block`.
      let status = unsafe block.withUnsafeMutableBufferPointer { block in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: packed.baseAddress! + position)
        unsafe stream.pointee.avail_in = UInt32(given)
        unsafe stream.pointee.next_out = block.baseAddress!
        unsafe stream.pointee.avail_out = UInt32(block.count)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
      position += unsafe given - Int(stream.pointee.avail_in)
      let made = unsafe block.count - Int(stream.pointee.avail_out)
      if made > 0 {
        try unsafe block.withUnsafeBufferPointer { (block) throws(FileError) in
          try unsafe body(UnsafeBufferPointer(rebasing: block[..<made]))
        }
      }
      switch status {
      case Z_STREAM_END:
        unsafe inflateReset(stream)
        place = .between
        return position
      case Z_OK, Z_BUF_ERROR:
        // With room left, zlib has handed out everything that it can.
        if position == packed.count, made < block.count { return position }
        if status == Z_BUF_ERROR, made == 0 { return position }
      default:
        let detail = unsafe stream.pointee.msg.map { unsafe ": \(String(cString: $0))" } ?? ""
        throw FileError(file: name, reason: "the gzip data are damaged\(detail)")
      }
    }
  }
}
