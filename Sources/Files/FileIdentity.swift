internal import Foundation

/// Which file a path leads to, however it is written: by way of symbolic links, hard links or `..`.
package struct FileIdentity: Hashable, Sendable {
  private enum Place: Hashable {
    /// A file that exists.
    case file(device: UInt64, inode: UInt64)
    /// A file to be made, in a folder that exists.
    case entry(device: UInt64, inode: UInt64, name: String)
    /// Anything else: there is nothing to be found.
    case path(String)
  }

  private let place: Place
  /// Whether something is there.
  package let exists: Bool
  /// Whether what is there is no regular file but a device, a pipe or a terminal, which holds nothing that could
  /// be written over.
  package let isDevice: Bool

  /// - Parameters:
  ///   - path: of a file or folder, existing or not; `-` is standard input or output.
  ///   - isOutput: which of the two.
  package init(_ path: String, isOutput: Bool) {
    var status = stat()
    let found =
      path == "-"
      ? unsafe fstat(isOutput ? STDOUT_FILENO : STDIN_FILENO, &status) == 0
      : unsafe stat(path, &status) == 0
    if found {
      let kind = status.st_mode & S_IFMT
      place = .file(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
      (exists, isDevice) = (true, kind != S_IFREG && kind != S_IFDIR)
      return
    }
    (exists, isDevice) = (false, path == "-")
    // A link at which there is nothing yet stands for the file that will be there.
    let url = URL(fileURLWithPath: Destination.resolvingDanglingLinks(path))
    let folder = url.deletingLastPathComponent().path
    if unsafe stat(folder, &status) == 0 {
      place = .entry(
        device: UInt64(status.st_dev), inode: UInt64(status.st_ino), name: url.lastPathComponent)
    } else {
      place = .path(url.standardizedFileURL.path)
    }
  }

  /// The bytes of a regular file; `nil` of anything else.
  package static func size(ofFile path: String) -> Int? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  package static func == (first: FileIdentity, second: FileIdentity) -> Bool {
    first.place == second.place
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(place) }
}
