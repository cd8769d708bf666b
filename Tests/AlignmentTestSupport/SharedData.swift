public import Foundation

/// Public data sets that are not part of the repository.
///
/// They are looked for in the folder that `GRAPH_ALIGNMENT_DATA` names, or else in `shared/data`
/// beside the package. A test that needs one is skipped where it is absent:
///
/// ```swift
/// @Test(.enabled(if: SharedData.has("graphs/in-arenas.txt"), "\(SharedData.absence)"))
/// ```
///
/// With `GRAPH_ALIGNMENT_REQUIRE_DATA=1`, which .ci/run sets, no such test is skipped: it fails where it
/// cannot read its file.
public enum SharedData {
  /// Why a test is skipped.
  public static let absence =
    "the data set is absent: set GRAPH_ALIGNMENT_DATA to the folder that holds it"

  /// The folder of all data sets.
  public static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["GRAPH_ALIGNMENT_DATA"] {
      return URL(fileURLWithPath: path, isDirectory: true)
    }
    // Tests/AlignmentTestSupport/SharedData.swift is three steps below the package.
    var package = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { package.deleteLastPathComponent() }
    return package.deletingLastPathComponent().appending(path: "shared/data")
  }()

  /// Whether tests must not be skipped for want of data.
  public static let isRequired =
    ProcessInfo.processInfo.environment["GRAPH_ALIGNMENT_REQUIRE_DATA"] == "1"

  /// The path of a file, whether it exists or not.
  public static func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Whether a test that needs a file is to run: the file is there, or it has to be.
  public static func has(_ name: String) -> Bool {
    isRequired || FileManager.default.isReadableFile(atPath: path(name))
  }
}
