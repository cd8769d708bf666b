internal import Foundation

/// Writes a file whole or not at all.
///
/// ```swift
/// try FileWriter.write(to: "mail.edges.gz") { (file) throws(FileError) in
///   try file.append("0 1\n")
/// }
/// ```
///
/// The bytes go to a temporary file in the same folder, which takes the final name when everything has
/// been written; on an error it is removed, and a file that was there before stays as it was. What is
/// not a regular file, such as `/dev/null` or a FIFO, is written to directly, as is standard output
/// (`-`). A path that ends in `.gz` is compressed.
///
/// The folder is not forced to the disk (`fsync`): what a power failure right afterwards leaves behind
/// is up to the file system.
///
/// When the reader of a pipe goes away, the system sends SIGPIPE, which ends the process. A
/// command-line tool should ignore that signal (`signal(SIGPIPE, SIG_IGN)`); then it is an ordinary
/// ``FileError``, “Broken pipe”.
package final class FileWriter {
  /// What errors call the file: its path, or `standard output`.
  package let name: String

  private let destination: Destination
  private var compressor: GzipCompressor?
  private var buffer: [UInt8] = []
  private static let capacity = 1 << 17

  /// Writes a file with the bytes that `body` appends.
  ///
  /// - Parameters:
  ///   - path: a file, or `-` for standard output.
  ///   - name: what errors call the file, if that is not its path: in a folder that is not finished
  ///     yet, the place that it will have.
  ///   - body: appends everything.
  /// - Throws: ``FileError`` with the system's reason when something cannot be written, and what
  ///   `body` throws.
  package static func write(
    to path: String, named name: String? = nil, _ body: (FileWriter) throws(FileError) -> Void
  ) throws(FileError) {
    let writer = try FileWriter(path, named: name)
    do {
      try body(writer)
      try writer.finish()
    } catch {
      writer.destination.discard()
      throw error
    }
    try writer.destination.commit()
  }

  /// Writes several files that get their final names when all of them are finished, or not at all.
  ///
  /// ```swift
  /// try FileWriter.together {
  ///   try copy.write(to: "copy.edges")
  ///   try NodePairs.write(truth, source: ids, target: ids, to: "truth.tsv")
  /// }
  /// ```
  ///
  /// It holds for whatever is written by way of this type on the same task. Devices, pipes and standard output
  /// get their bytes at once. Between the first name and the last there is a moment, microseconds long, at which
  /// a process that is killed leaves some of the files, each of them whole.
  ///
  /// - Throws: what `body` throws; ``FileError`` when a file cannot get its name.
  package static func together(_ body: () throws -> Void) throws {
    let group = OutputGroup()
    do {
      try OutputGroup.$current.withValue(group) { try body() }
    } catch {
      group.discard()
      throw error
    }
    try group.commit()
  }

  /// Sees to it that a file can be made or written over, before much is computed for it.
  ///
  /// - Throws: ``FileError`` as ``write(to:named:_:)`` would.
  package static func requirePlace(for path: String) throws(FileError) {
    if path != "-" { try Destination.requirePlace(for: path) }
  }

  private init(_ path: String, named name: String?) throws(FileError) {
    let name = name ?? (path == "-" ? "standard output" : path)
    self.name = name
    destination = try Destination(path, name: name)
    if path.hasSuffix(".gz") {
      guard let compressor = GzipCompressor() else {
        destination.discard()
        throw FileError(file: name, reason: "there is no memory to compress it")
      }
      self.compressor = compressor
    }
  }

  /// Appends text, as UTF-8.
  package func append(_ text: String) throws(FileError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Appends bytes.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in
      try unsafe append(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Appends bytes.
  package func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    if buffer.count + bytes.count <= Self.capacity {
      unsafe buffer.append(contentsOf: bytes)
    } else {
      try flush()
      try unsafe put(bytes)
    }
  }

  private func flush() throws(FileError) {
    try unsafe buffer.withUnsafeBufferPointer { (bytes) throws(FileError) in
      try unsafe put(UnsafeRawBufferPointer(bytes))
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    guard let compressor else { return try unsafe destination.write(bytes) }
    try unsafe compressor.compress(bytes, isLast: false) { (packed) throws(FileError) in
      try unsafe destination.write(packed)
    }
  }

  private func finish() throws(FileError) {
    try flush()
    try unsafe compressor?.compress(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) {
      (packed) throws(FileError) in try unsafe destination.write(packed)
    }
  }
}
