internal import Foundation

/// All the bytes of a file, unpacked if it was compressed.
///
/// ```swift
/// let contents = try FileContents(at: "mail.edges.gz")
/// let lines = contents.withBytes { bytes in bytes.count { $0 == 10 } }
/// ```
///
/// Regular files are mapped into memory, so that a large one costs neither a copy nor the memory for
/// it; pipes, FIFOs and standard input (`-`) are read to their end. Whether the bytes are compressed
/// with gzip is told by their first two, whatever the file's name.
///
/// A mapped file must not be cut short while it is in use: the system answers the access to a page
/// that is gone with a signal, not with an error.
@safe public final class FileContents: @unchecked Sendable {
  // Unchecked, because the compiler cannot see that nothing writes to the bytes after `init`.
  @unsafe private enum Storage {
    case mapped(UnsafeRawBufferPointer)
    case owned([UInt8])
    case grown(GrowingBytes)
  }

  /// What errors call the file: its path, or `standard input`.
  package let name: String

  private let storage: Storage

  /// Reads the file at `path`, or standard input for `-`.
  ///
  /// - Throws: ``FileError`` when there is no such file, when it is a directory or may not be read,
  ///   when its gzip data are damaged or end too early, and when bytes that have to be held in memory are more
  ///   than half of ``MemoryLimit``.
  /// - Complexity: O(1) for a regular file without compression, else O(bytes)
  package init(at path: String) throws(FileError) {
    name = path == "-" ? "standard input" : path
    let raw = try unsafe Self.read(path, name: name)
    let unpacked: GrowingBytes?
    do {
      unpacked = try unsafe Self.unpackedIfCompressed(raw, name: name)
    } catch {
      unsafe Self.release(raw)
      throw error
    }
    if let unpacked {
      unsafe Self.release(raw)
      unsafe storage = .grown(unpacked)
    } else {
      unsafe storage = raw
    }
  }

  /// Bytes that are already in memory, unpacked if they are compressed; for tests, and for callers who
  /// have their data from elsewhere.
  ///
  /// - Parameter name: what errors call the data.
  package init(_ bytes: [UInt8], name: String) throws(FileError) {
    self.name = name
    let unpacked = try unsafe Self.unpackedIfCompressed(.owned(bytes), name: name)
    unsafe storage = unpacked.map { unsafe .grown($0) } ?? .owned(bytes)
  }

  deinit { unsafe Self.release(storage) }

  /// Calls `body` with the bytes, which are valid during the call only.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // SAFETY: the pages stay mapped, and the array stays alive, as long as `self` does.
    defer { withExtendedLifetime(self) {} }
    return try unsafe Self.withBytes(of: storage, body)
  }

  private static func withBytes<Result, Failure: Error>(
    of storage: Storage, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch unsafe storage {
    case .mapped(let pages): return try unsafe body(pages.bindMemory(to: UInt8.self))
    case .owned(let bytes): return try unsafe bytes.withUnsafeBufferPointer(body)
    case .grown(let bytes): return try unsafe body(bytes.bytes.bindMemory(to: UInt8.self))
    }
  }

  private static func release(_ storage: Storage) {
    // SAFETY: called once for each mapping, by its last owner.
    guard case .mapped(let pages) = unsafe storage, let start = pages.baseAddress else { return }
    unsafe munmap(UnsafeMutableRawPointer(mutating: start), pages.count)
  }

  private static func unpackedIfCompressed(
    _ storage: Storage, name: String
  ) throws(FileError) -> GrowingBytes? {
    try unsafe withBytes(of: storage) { (bytes) throws(FileError) in
      unsafe Gzip.isCompressed(bytes) ? try Gzip.unpack(bytes, name: name) : nil
    }
  }
}

// MARK: - System calls

extension FileContents {
  private static func read(_ path: String, name: String) throws(FileError) -> Storage {
    if path == "-" { return unsafe .grown(try readToEnd(STDIN_FILENO, name: name)) }
    let (opened, code) = uninterrupted { unsafe Int(open(path, O_RDONLY | O_CLOEXEC)) }
    guard opened >= 0 else { throw FileError(file: name, "cannot be opened", code: code) }
    let descriptor = Int32(opened)
    defer { close(descriptor) }

    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileError(file: name, "cannot be examined", code: errno)
    }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw FileError(file: name, reason: "is a directory, not a file") }
    // Files that the kernel makes up, as in /proc, claim to be regular and to have no bytes.
    guard kind == S_IFREG, status.st_size > 0 else {
      return unsafe .grown(try readToEnd(descriptor, name: name))
    }
    let count = Int(status.st_size)
    let address = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    // Some file systems cannot map; all can read.
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      return unsafe .grown(try readToEnd(descriptor, name: name))
    }
    unsafe madvise(address, count, MADV_SEQUENTIAL)
    return unsafe .mapped(UnsafeRawBufferPointer(start: address, count: count))
  }

  private static func readToEnd(
    _ descriptor: Int32, name: String
  ) throws(FileError) -> GrowingBytes {
    let bytes = GrowingBytes(name: name)
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let (count, code) = unsafe block.withUnsafeMutableBytes { block in
        // SAFETY: `read` writes at most `block.count` bytes.
        uninterrupted { unsafe Foundation.read(descriptor, block.baseAddress!, block.count) }
      }
      guard count >= 0 else { throw FileError(file: name, "cannot be read", code: code) }
      guard count > 0 else { return bytes }
      try unsafe block.withUnsafeBufferPointer { (block) throws(FileError) in
        try unsafe bytes.append(UnsafeBufferPointer(rebasing: block[..<count]))
      }
    }
  }
}
