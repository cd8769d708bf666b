internal import Foundation

/// The package that the tool was built in, or that of the working folder.
enum PackageFolder {
  /// Where a file of the package is; `nil` if it is neither above the tool nor above the working folder.
  static func path(of name: String) -> String? {
    let own = Bundle.main.executableURL?.resolvingSymlinksInPath()
    for start in [own, URL(fileURLWithPath: FileManager.default.currentDirectoryPath)] {
      guard var place = start?.standardizedFileURL else { continue }
      while place.path != "/" {
        let path = place.appendingPathComponent(name).path
        if FileManager.default.isReadableFile(atPath: path) { return path }
        place.deleteLastPathComponent()
      }
    }
    return nil
  }
}
