internal import Foundation

/// Writes a folder whole or not at all.
///
/// ```swift
/// try FolderWriter.write(to: "rel_1") { (folder) throws(FileError) in
///   try FileWriter.write(to: folder + "/a.txt") { (file) throws(FileError) in try file.append("0\n") }
/// }
/// ```
///
/// The files go to a hidden folder beside it, which takes the final name at the end; on an error it is
/// removed. When a signal ends the process in between, the hidden folder is left.
package enum FolderWriter {
  /// - Parameters:
  ///   - path: a folder that does not exist yet, or is empty; folders above it are created.
  ///   - body: gets the path of the folder to write to.
  /// - Throws: ``FileError`` when the folder is in use, with the system's reason, and what `body` throws.
  package static func write(
    to path: String, _ body: (String) throws(FileError) -> Void
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
    do {
      try manager.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    } catch {
      throw FileError(file: path, reason: "cannot be created: \(error.localizedDescription)")
    }
    do throws(FileError) {
      try body(temporary)
      // Renaming takes the place of an empty folder, and of nothing else.
      guard unsafe rename(temporary, final) == 0 else {
        throw FileError(file: path, "cannot be created", code: errno)
      }
    } catch {
      try? manager.removeItem(atPath: temporary)
      throw error
    }
  }
}
