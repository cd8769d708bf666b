import Foundation

/// The checkout that the tests were built from.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The paths of what is in a folder.
  static func files(in folder: String) -> [String] { folders(in: folder).map { "\(folder)/\($0)" } }

  /// The paths of all files below a folder whose names end so.
  static func files(below folder: String, ending suffix: String) -> [String] {
    let path = root.appendingPathComponent(folder).path
    return (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
  }

  /// The paths of all documents.
  static let documents: [String] = {
    files(in: ".").filter { $0.hasSuffix(".md") }.map { String($0.dropFirst(2)) }
      + ["Benchmarks", "Bindings", "Datasets", "Sources"].flatMap { files(below: $0, ending: ".md") }
  }()

  /// The names of what is in a folder.
  static func folders(in folder: String) -> [String] {
    let path = root.appendingPathComponent(folder).path
    return (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
  }
}
