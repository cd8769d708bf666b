public import Files
internal import Foundation

/// The edge lists that were released with MEGA, `combined_graph_edges/test/0` and so on, in a folder or
/// in a tar archive of it.
///
/// File *i* belongs to line *i* of the samples, from 0; ``CombinedGraph`` reads it.
public struct ReleasedGraphs: Sendable {
  public let path: String
  private let archive: TarArchive?
  /// The names of an archive's files by their last two parts, `test/0`.
  private var names: [Substring: String] = [:]

  /// - Throws: ``Files/FileError`` when there is neither a folder nor an archive.
  public init(contentsOf path: String) throws(FileError) {
    self.path = path
    var isFolder: ObjCBool = false
    if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      isFolder.boolValue
    {
      archive = nil
      return
    }
    let archive = try TarArchive(contentsOf: path)
    for name in archive.names {
      let slashes = name.indices.filter { name[$0] == "/" }
      let start = slashes.dropLast().last.map { name.index(after: $0) } ?? name.startIndex
      names[name[start...]] = name
    }
    self.archive = archive
  }

  /// What errors call a graph.
  public func name(split: String, index: Int) -> String { "\(path)/\(split)/\(index)" }

  /// The bytes of a graph; `nil` if it is not there.
  ///
  /// In a folder it is looked for as `split/index` and, for folders of one split, as `index`.
  public func bytes(split: String, index: Int) throws(FileError) -> [UInt8]? {
    if let archive {
      guard let name = names["\(split)/\(index)"[...]] else { return nil }
      return try archive.bytes(of: name)
    }
    for file in ["\(path)/\(split)/\(index)", "\(path)/\(index)"]
    where FileManager.default.fileExists(atPath: file) {
      return try FileContents(at: file).withSpan { (bytes) throws(FileError) in
        bytes.indices.map { bytes[$0] }
      }
    }
    return nil
  }
}
