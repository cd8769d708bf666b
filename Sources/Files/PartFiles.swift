internal import Foundation

/// The files of a folder that together are one, as Spark and Hadoop write them: `part-00000`, `part-00001`, ….
///
/// Files whose names begin with `.` or `_`, such as `_SUCCESS`, are not among them.
package struct PartFiles: Sendable, Equatable {
  /// The folder.
  package let folder: String
  /// The files, in the order of their names.
  package let paths: [String]

  /// - Returns: `nil` if the path leads to no folder.
  /// - Throws: ``FileError`` when the folder cannot be listed, has no such files, or something else in it.
  package init?(at path: String) throws(FileError) {
    var isFolder: ObjCBool = false
    guard path != "-", unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      isFolder.boolValue
    else { return nil }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
        .filter(Self.isPart)
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw FileError(file: path, reason: "cannot be listed: \(error.localizedDescription)")
    }
    guard !names.isEmpty else {
      throw FileError(file: path, reason: "is a folder without files to read")
    }
    folder = path
    paths = names.map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
    for path in paths {
      if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        throw FileError(
          file: path, reason: "is a folder in a folder: what is read together lies in one")
      }
    }
  }

  /// Whether what is written at a path would be read with the files the next time.
  package func wouldRead(_ path: String) -> Bool {
    let place = URL(fileURLWithPath: Destination.resolvingDanglingLinks(path))
    return Self.isPart(place.lastPathComponent)
      && FileIdentity(place.deletingLastPathComponent().path, isOutput: false)
        == FileIdentity(folder, isOutput: false)
  }

  private static func isPart(_ name: String) -> Bool { !name.hasPrefix(".") && !name.hasPrefix("_") }
}
