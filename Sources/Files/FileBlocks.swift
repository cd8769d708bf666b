internal import Foundation

/// The bytes of a file from front to back, a block at a time, unpacked if they are compressed.
///
/// ```swift
/// var lineCount = 0
/// try FileBlocks.read(from: "huge.json.gz") { (block) throws(FileError) in
///   for i in block.indices where block[i] == 10 { lineCount += 1 }
/// }
/// ```
///
/// For files that do not fit into memory: however large they are, one block is there at a time. What
/// fits is better read as ``FileContents``.
package enum FileBlocks {
  /// Reads the file at `path`, or standard input for `-`.
  ///
  /// Whether the bytes are compressed with gzip is told by their first two, whatever the file's name.
  ///
  /// - Parameters:
  ///   - size: the size of the blocks that are read; those handed out differ if data are compressed.
  ///   - body: gets each block, which is not empty.
  /// - Throws: ``FileError`` when the file cannot be read or its gzip data are damaged or end too early,
  ///   and what `body` throws.
  package static func read(
    from path: String, size: Int = 1 << 18, _ body: (Span<UInt8>) throws(FileError) -> Void
  ) throws(FileError) {
    let name = path == "-" ? "standard input" : path
    var descriptor = STDIN_FILENO
    if path != "-" {
      let (opened, code) = uninterrupted { unsafe Int(open(path, O_RDONLY | O_CLOEXEC)) }
      guard opened >= 0 else { throw FileError(file: name, "cannot be opened", code: code) }
      descriptor = Int32(opened)
      var status = stat()
      if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        close(descriptor)
        throw FileError(file: name, reason: "is a directory, not a file")
      }
    }
    defer { if path != "-" { close(descriptor) } }
    // The pages of a file that is read once need not stay in the system's cache.
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)

    var block = [UInt8](repeating: 0, count: max(size, 2))
    // A pipe may hand out a single byte, and two tell whether data are compressed.
    var count = 0
    while count < 2 {
      let more = try fill(&block, from: count, descriptor, name: name)
      if more == 0 { break }
      count += more
    }
    let isCompressed = unsafe block.withUnsafeBufferPointer { block in
      unsafe Gzip.isCompressed(UnsafeBufferPointer(rebasing: block[..<count]))
    }
    let unpacker = isCompressed ? try GzipUnpacker(name: name) : nil
    while count > 0 {
      try unsafe block.withUnsafeBufferPointer { (block) throws(FileError) in
        let bytes = unsafe UnsafeBufferPointer(rebasing: block[..<count])
        // SAFETY: the spans cannot leave `body`, and the bytes are valid as long as that runs.
        if let unpacker {
          try unsafe unpacker.unpack(bytes) { (bytes) throws(FileError) in
            try body(unsafe Span(_unsafeElements: bytes))
          }
        } else {
          try body(unsafe Span(_unsafeElements: bytes))
        }
      }
      count = try fill(&block, from: 0, descriptor, name: name)
    }
    try unpacker?.finish()
  }

  /// Reads what comes next into `block`, from `start` on, and returns how many bytes that is.
  private static func fill(
    _ block: inout [UInt8], from start: Int, _ descriptor: Int32, name: String
  ) throws(FileError) -> Int {
    let (count, code) = unsafe block.withUnsafeMutableBytes { block in
      // SAFETY: `read` writes no more than what is left of `block`.
      uninterrupted {
        unsafe Foundation.read(descriptor, block.baseAddress! + start, block.count - start)
      }
    }
    guard count >= 0 else { throw FileError(file: name, "cannot be read", code: code) }
    return count
  }
}
