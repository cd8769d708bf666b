internal import Foundation

/// Whether there is a folder at a path.
package func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    && isFolder.boolValue
}

/// Whether there is a file at a path that may be read.
package func isReadableFile(_ path: String) -> Bool { FileManager.default.isReadableFile(atPath: path) }

/// What is in a folder but hidden files, in alphabetical order.
package func visibleNames(in folder: String) throws(FileError) -> [String] {
  do {
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { !$0.hasPrefix(".") }.sorted()
  } catch {
    throw FileError(file: folder, reason: "cannot be read: \(error.localizedDescription)")
  }
}
