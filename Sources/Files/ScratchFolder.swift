internal import Foundation

/// A folder for files that are needed for a while, which goes with the last reference to it, or when a signal
/// ends the process: see ``TemporaryFiles``.
package final class ScratchFolder: Sendable {
  /// Where it is.
  package let path: String

  /// Makes a folder among the system's temporary files.
  ///
  /// - Throws: ``FileError`` with the system's reason.
  package init() throws(FileError) {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("graph-alignment-\(UUID().uuidString)").path
    self.path = path
    var code: Int32 = 0
    TemporaryFiles.create(path) {
      code = unsafe mkdir(path, 0o700) == 0 ? 0 : errno
      return code == 0
    }
    if code != 0 { throw FileError(file: path, "cannot be created", code: code) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    TemporaryFiles.forget(path)
  }
}
