import AlignmentTestSupport
import Foundation
import Graphs
import Testing

@Suite("Embedded data sets") struct DatasetTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Datasets")

  /// The lines of a data set without its comments.
  private func lines(_ name: String) throws -> [Substring] {
    try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
  }

  @Test("the karate club has 34 members, 78 ties and two leaders")
  func karate() throws {
    let edges = try lines("karate.edges").map { line in
      let nodes = line.split(separator: " ").compactMap { Int($0) }
      return (try #require(nodes.first) - 1, try #require(nodes.last) - 1)
    }
    let graph = Graph(nodeCount: 34, edges: edges)
    #expect(edges.count == 78 && graph.edgeCount == 78)
    let isAscending = zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }
    #expect(isAscending)
    // Zachary's figure 1: the administrator has 17 ties, the instructor 16.
    #expect(graph.neighborCounts[33] == 17 && graph.neighborCounts[0] == 16)
    // 15, 16, 19, 21 and 23 know 33 and 34 only, 18 and 22 know 1 and 2 only, and an automorphism
    // exchanges 5 with 11 and 6 with 7.
    let colors = ColorRefinement(of: graph)
    #expect(Set([15, 16, 19, 21, 23].map { colors.classes[$0 - 1] }).count == 1)
    #expect(colors.classCount == 27)
  }

  @Test("Les Misérables has 77 characters, 254 pairs and 820 joint appearances")
  func lesMiserables() throws {
    var degrees: [Substring: Int] = [:]
    var total = 0
    let rows = try lines("lesmis.edges")
    for row in rows {
      let fields = row.split(separator: " ")
      #expect(fields.count == 3 && fields[0] < fields[1])
      degrees[fields[0], default: 0] += 1
      degrees[fields[1], default: 0] += 1
      total += try #require(Int(fields[2]))
    }
    #expect(rows == rows.sorted())
    #expect(rows.count == 254 && degrees.count == 77 && total == 820)
    #expect(degrees["Valjean"] == 36)
  }

  @Test("the generated pair is what its recipe gives")
  func generatedPair() throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 1000, edgesPerNode: 3, triangleProbability: 0.5, seed: 1)
    let pair = try NoiseModel(removedShare: 0.05).perturb(graph, seed: 1)
    #expect(pair.source.edgeCount == 2994 && pair.target.edgeCount == 2844)
    for (name, text) in [
      ("pair-source.edges", pair.source.plainEdgeList),
      ("pair-target.edges", pair.target.plainEdgeList),
      ("pair-truth.tsv", pair.truth.enumerated().map { "\($0)\t\($1)\n" }.joined()),
    ] {
      #expect(try lines(name).map { $0 + "\n" }.joined() == text, "\(name)")
    }
  }

  @Test("the table of data sets names every file with its checksum")
  func checksums() throws {
    let table = try lines("README.md").filter { $0.hasPrefix("| `") }
    for name in [
      "karate.edges", "lesmis.edges", "pair-source.edges", "pair-target.edges", "pair-truth.tsv",
    ] {
      let row = try #require(table.first { $0.contains("`\(name)`") })
      #expect(row.contains(try sha256(name)), "\(name)")
    }
  }

  /// As the command-line tool sees it; nothing in Foundation on Linux computes one.
  private func sha256(_ name: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sha256sum", Self.folder.appendingPathComponent(name).path]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return String(text.prefix(64))
  }
}
