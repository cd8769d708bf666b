import Files
import Foundation
import Graphs

/// A folder of part files of any bytes, read as one graph, by one process and by several.
///
/// The first byte tells how often the rest is repeated: processes divide what is longer than 64 KiB. A byte of 0 ends a file.
enum PartFolder {
  private static let path = FileManager.default.temporaryDirectory.path + "/fuzz-parts-\(getpid())"

  static func read(_ bytes: [UInt8]) throws {
    let repetitions = [1, 2, 1, 4000][Int(bytes.first ?? 0) % 4]
    let once = bytes.dropFirst()
    let files =
      repeatElement(once, count: min(repetitions, 80_000 / max(once.count, 1))).joined()
      .split(separator: 0, maxSplits: 20, omittingEmptySubsequences: false)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    for (index, file) in files.enumerated() {
      try Data(file).write(to: URL(fileURLWithPath: path + String(format: "/part-%05d", index)))
    }
    let graph = Result { try Graph.read(at: path).graph }
    if let joined = joined(files.map(Array.init)) {
      let expected = try? Graph(parsing: joined, named: "joined")
      precondition((try? graph.get()) == expected, "a folder of files is not the file of all their lines")
    }
    let parts = try (0..<3).map { try EdgeListPart(at: path, part: $0, of: 3, options: .init()) }
    let whole = try EdgeListPart(at: path, part: 0, of: 1, options: .init())
    // Only all parts together see a mistake that is in one of them.
    if let whole {
      precondition(
        parts.flatMap { $0!.ends } == whole.ends, "files in three parts do not have the edges of all")
      let expected = try graph.get()
      let found = Set(whole.ends.map { "\($0)" })
      precondition(
        Set((0..<expected.nodeCount).map { expected.identifiers[$0] }).isSuperset(of: found),
        "a part has a node that the graph has not")
    } else {
      precondition(parts.contains { $0 == nil }, "files in three parts hide a mistake")
    }
  }

  /// All lines, behind one another; `nil` where bytes are among them by which a file is read otherwise.
  private static func joined(_ files: [[UInt8]]) -> [UInt8]? {
    guard files.joined().allSatisfy({ $0 < 0x80 && ![0, 0x0d, 0x1f].contains($0) }) else { return nil }
    var first: [UInt8]?
    return files.flatMap { file -> [UInt8] in
      let line = Array(file.prefix { $0 != 0x0a })
      let isRepeated = line == first
      if first == nil, !file.isEmpty { first = line }
      let text = isRepeated ? Array(file.dropFirst(line.count)) : file
      return text.isEmpty || text.last == 0x0a ? text : text + [0x0a]
    }
  }
}
