internal import Foundation

/// Where a ``FileWriter`` puts its bytes: a temporary file that is renamed at the end, or a device,
/// pipe or standard output, where bytes once written are gone.
final class Destination {
  private let name: String
  private let descriptor: Int32
  private let replacement: Replacement?

  /// A temporary file and the place it is for.
  private struct Replacement {
    let temporary: String
    let final: String
  }

  init(_ path: String, name: String) throws(FileError) {
    self.name = name
    guard path != "-" else {
      // What was printed before should stay before.
      fflush(nil)
      (descriptor, replacement) = (STDOUT_FILENO, nil)
      return
    }
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    if !exists, errno == ELOOP { throw FileError(file: name, "cannot be opened", code: ELOOP) }
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR { throw FileError(file: name, reason: "is a directory, not a file") }
    if exists, kind != S_IFREG {
      let (opened, code) = uninterrupted { unsafe Int(open(path, O_WRONLY | O_CLOEXEC)) }
      guard opened >= 0 else { throw FileError(file: name, "cannot be opened", code: code) }
      (descriptor, replacement) = (Int32(opened), nil)
      return
    }
    // Renaming would put a file in the place of a file that its owner has locked against writing.
    if exists, unsafe access(path, W_OK) != 0 {
      throw FileError(file: name, "cannot be written", code: errno)
    }
    // It would also put a file in the place of a symbolic link, instead of where the link leads.
    let final = exists ? Self.resolvingLinks(path) : Self.resolvingDanglingLinks(path)
    let (opened, temporary, code) = Self.createTemporary(
      for: final, mode: exists ? status.st_mode & 0o7777 : nil)
    guard opened >= 0 else { throw FileError(file: name, "cannot be created", code: code) }
    descriptor = opened
    replacement = Replacement(temporary: temporary, final: final)
  }

  /// Whether there may be a file: its folder is there, and neither is locked against writing.
  static func requirePlace(for path: String) throws(FileError) {
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR { throw FileError(file: path, reason: "is a directory, not a file") }
    if exists, kind != S_IFREG { return }
    if exists, unsafe access(path, W_OK) != 0 {
      throw FileError(file: path, "cannot be written", code: errno)
    }
    let final = exists ? resolvingLinks(path) : resolvingDanglingLinks(path)
    let folder = final.lastIndex(of: "/").map { String(final[...$0]) } ?? "."
    guard unsafe access(folder, W_OK | X_OK) == 0 else {
      throw FileError(file: path, "cannot be created", code: errno)
    }
  }

  /// Writes all of `bytes`.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try unsafe writeAll(bytes, to: descriptor, name: name)
  }

  /// Closes the file and gives it its final name, or leaves that to the group that it belongs to.
  func commit() throws(FileError) {
    guard descriptor != STDOUT_FILENO else { return }
    // Some file systems report only here that the disk is full.
    guard close(descriptor) == 0 else {
      let code = errno
      removeTemporary()
      throw FileError(file: name, "cannot be written", code: code)
    }
    guard let replacement else { return }
    let file = OutputGroup.Finished(
      temporary: replacement.temporary, final: replacement.final, name: name)
    if let group = OutputGroup.current { return group.add(file) }
    do {
      try file.rename()
    } catch {
      removeTemporary()
      throw error
    }
  }

  /// Closes the file and removes it.
  func discard() {
    if descriptor != STDOUT_FILENO { close(descriptor) }
    removeTemporary()
  }

  private func removeTemporary() {
    guard let replacement else { return }
    unsafe unlink(replacement.temporary)
    TemporaryFiles.forget(replacement.temporary)
  }

  /// Where a link leads to at which there is nothing yet.
  static func resolvingDanglingLinks(_ path: String) -> String {
    let manager = FileManager.default
    var path = path
    // Links in a circle have been refused, and the system follows 40 at most.
    for _ in 0..<40 {
      guard let next = try? manager.destinationOfSymbolicLink(atPath: path) else { return path }
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      path = next.hasPrefix("/") ? next : folder + next
    }
    return path
  }

  private static func resolvingLinks(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    // SAFETY: `realpath` allocated the string for us.
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Creates a file beside `path`, hidden and under a name that nothing else has.
  ///
  /// - Parameter mode: its permissions; those of a new file unless given.
  private static func createTemporary(
    for path: String, mode: mode_t?
  ) -> (descriptor: Int32, path: String, code: Int32) {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    while true {
      let unique = String(UInt32.random(in: 0...UInt32.max), radix: 36)
      // Long names have little room for more: keep a part that still says whose file this is.
      let temporary = "\(path[..<slash]).\(path[slash...].prefix(50)).\(unique)"
      var (opened, code) = (-1, Int32(0))
      TemporaryFiles.create(temporary) {
        (opened, code) = uninterrupted {
          unsafe Int(open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666))
        }
        return opened >= 0
      }
      if opened < 0, code == EEXIST { continue }
      if opened >= 0, let mode { fchmod(Int32(opened), mode) }
      return (Int32(opened), temporary, code)
    }
  }
}
