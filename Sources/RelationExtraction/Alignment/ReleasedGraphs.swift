public import Files
internal import Foundation

/// The edge lists that were released with MEGA, `combined_graph_edges/test/0` and so on, in a folder or
/// in an archive of it.
///
/// File *i* belongs to line *i* of the samples, from 0; ``CombinedGraph`` reads it. Archives are unpacked by
/// the program `tar`, into a folder that goes with the last copy of this value.
public struct ReleasedGraphs: Sendable {
  /// The folder or the archive.
  public let path: String
  /// The folder that holds those of the splits.
  private let folder: String
  private let unpacked: ScratchFolder?

  /// Opens a folder or an archive, in any compression that `tar` knows.
  ///
  /// - Throws: ``/Files/FileError`` when there is neither, when `tar` is missing, and with its reason when it
  ///   cannot unpack the archive.
  /// - Complexity: O(bytes) for an archive
  public init(contentsOf path: String) throws(FileError) {
    self.path = path
    if isFolder(path) {
      (folder, unpacked) = (path, nil)
      return
    }
    // A missing file is to be told in the same words as everywhere.
    _ = try FileContents(at: path)
    let scratch = try ScratchFolder()
    try Self.unpack(path, into: scratch.path)
    // Splits may lie deeper, as in “combined_graph_edges/test”.
    var folder = scratch.path
    while case let inside = try visibleNames(in: folder), inside.count == 1,
      case let inner = folder + "/" + inside[0], isFolder(inner),
      try visibleNames(in: inner).contains(where: { isFolder(inner + "/" + $0) })
    { folder = inner }
    (self.folder, unpacked) = (folder, scratch)
  }

  private static func unpack(_ path: String, into folder: String) throws(FileError) {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // To tar, what has a colon before its first slash is on another machine, and a dash begins an option.
    process.arguments = [
      "tar", "-xf", path.hasPrefix("/") ? path : "./" + path, "-C", folder, "--no-same-owner",
      "--no-same-permissions",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw FileError(file: path, reason: "tar cannot be started: \(error.localizedDescription)")
    }
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    switch process.terminationStatus {
    case 0: return
    case 127:
      throw FileError(
        file: path,
        reason: "unpacking it needs the program tar, which is not on the path; "
          + "install it, or unpack the archive yourself and name the folder")
    default:
      let reason = text.split(separator: "\n").first ?? "it does not say why"
      throw FileError(file: path, reason: "cannot be unpacked: \(reason)")
    }
  }

  /// What errors call a graph.
  func name(split: String, index: Int) -> String { "\(path)/\(split)/\(index)" }

  /// The bytes of a graph; `nil` if it is not there.
  ///
  /// It is looked for as `split/index` and, for folders of one split, as `index`.
  ///
  /// - Throws: ``/Files/FileError`` when the file cannot be read.
  public func bytes(split: String, index: Int) throws(FileError) -> [UInt8]? {
    for file in ["\(folder)/\(split)/\(index)", "\(folder)/\(index)"]
    where FileManager.default.fileExists(atPath: file) {
      return try FileContents(at: file).withSpan { (bytes) throws(FileError) in
        bytes.indices.map { bytes[$0] }
      }
    }
    return nil
  }
}
