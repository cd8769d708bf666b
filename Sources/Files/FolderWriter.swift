internal import Foundation

/// Writes a folder whole or not at all.
///
/// ```swift
/// try FolderWriter.write(to: "rel_1") { (folder) throws(FileError) in
///   try folder.write(Array("0\n".utf8), to: "a.txt")
/// }
/// ```
///
/// The files go to a hidden folder beside it, which takes the final name at the end; on an error it is
/// removed.
package struct FolderWriter: Sendable {
  /// Where files go meanwhile, for writers that want a path.
  package let path: String
  /// What errors call the folder.
  package let name: String

  /// - Parameters:
  ///   - path: a folder that does not exist yet, or is empty; folders above it are created.
  ///   - body: fills the folder.
  /// - Throws: ``FileError`` when the folder is in use, with the system's reason, and what `body` throws.
  package static func write(
    to path: String, _ body: (FolderWriter) throws(FileError) -> Void
  ) throws(FileError) {
    let manager = FileManager.default
    if manager.fileExists(atPath: path),
      (try? manager.contentsOfDirectory(atPath: path))?.isEmpty != true
    {
      throw FileError(file: path, reason: "exists, and is not an empty folder")
    }
    let final = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let slash = final.lastIndex(of: "/").map { final.index(after: $0) } ?? final.startIndex
    let unique = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    let temporary = "\(final[..<slash]).\(final[slash...].prefix(50)).\(unique)"
    try create(temporary, for: path)
    defer { TemporaryFiles.forget(temporary) }
    do throws(FileError) {
      try body(FolderWriter(path: temporary, name: final))
      // Renaming takes the place of an empty folder, and of nothing else.
      let code = TemporaryFiles.rename(temporary, to: final)
      guard code == 0 else { throw FileError(file: path, "cannot be created", code: code) }
    } catch {
      try? manager.removeItem(atPath: temporary)
      throw error
    }
  }

  private static func create(_ temporary: String, for path: String) throws(FileError) {
    var failure: String?
    TemporaryFiles.create(temporary) {
      do {
        try FileManager.default.createDirectory(
          atPath: temporary, withIntermediateDirectories: true)
      } catch {
        failure = error.localizedDescription
      }
      return failure == nil
    }
    if let failure { throw FileError(file: path, reason: "cannot be created: \(failure)") }
  }

  /// A folder inside of this one.
  ///
  /// - Throws: ``FileError`` with the system's reason.
  package func folder(_ name: String) throws(FileError) -> FolderWriter {
    let inner = FolderWriter(path: "\(path)/\(name)", name: "\(self.name)/\(name)")
    guard unsafe mkdir(inner.path, 0o777) == 0 else {
      throw FileError(file: inner.name, "cannot be created", code: errno)
    }
    return inner
  }

  /// Writes a file into the folder; several threads may do so at the same time.
  ///
  /// It gets its name at once: no process looks into the folder before it is whole.
  ///
  /// - Throws: ``FileError`` with the system's reason, also when there is a file of that name.
  package func write(_ bytes: [UInt8], to name: String) throws(FileError) {
    let shown = "\(self.name)/\(name)"
    let (opened, code) = uninterrupted {
      unsafe Int(open("\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666))
    }
    guard opened >= 0 else { throw FileError(file: shown, "cannot be created", code: code) }
    let descriptor = Int32(opened)
    do throws(FileError) {
      try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in
        try unsafe writeAll(UnsafeRawBufferPointer(bytes), to: descriptor, name: shown)
      }
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems report only here that the disk is full.
    guard close(descriptor) == 0 else {
      throw FileError(file: shown, "cannot be written", code: errno)
    }
  }
}

/// Writes all of `bytes` to an open file.
///
/// - Parameter name: what errors call it.
func writeAll(
  _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, name: String
) throws(FileError) {
  var rest = unsafe bytes[...]
  while unsafe !rest.isEmpty {
    // SAFETY: `write` reads no more than the bytes it is given.
    let (count, code) = uninterrupted {
      let piece = unsafe UnsafeRawBufferPointer(rebasing: rest)
      return unsafe Foundation.write(descriptor, piece.baseAddress!, piece.count)
    }
    guard count >= 0 else { throw FileError(file: name, "cannot be written", code: code) }
    unsafe rest = rest.dropFirst(count)
  }
}
