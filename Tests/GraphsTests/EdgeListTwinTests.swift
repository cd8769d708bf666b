import AlignmentTestSupport
import Files
import Parallel
import Testing

@testable import Graphs

@Suite("Edge lists, in pieces") struct EdgeListTwinTests {
  /// The plain twin: line by line, with strings and sets.
  private func plain(_ text: String) -> Graph {
    var edges: [(String, String, Double)] = []
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let tokens = line.split { " \t,;".contains($0) }.map(String.init)
      if tokens.isEmpty { continue }
      edges.append((tokens[0], tokens[1], tokens.count > 2 ? Double(tokens[2])! : 1))
    }
    let areIntegers = Int64(edges[0].0) != nil && Int64(edges[0].1) != nil
    let names = Set(edges.flatMap { [$0.0, $0.1] }).sorted {
      areIntegers ? Int64($0)! < Int64($1)! : $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    let nodes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
    return Graph(
      nodeCount: names.count, sources: edges.map { nodes[$0.0]! },
      targets: edges.map { nodes[$0.1]! },
      weights: edges.map(\.2),
      identifiers: areIntegers ? NodeIdentifiers(names.map { Int64($0)! }) : NodeIdentifiers(names))
  }

  @Test("agree with the plain twin, whatever the size of the pieces", arguments: 0..<40)
  func agrees(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    // Close together, far apart, and strings.
    let spread = [1, 1_000_000_007, 3][seed % 3]
    var text = ""
    for _ in 0..<200 {
      let ends = (0..<2).map { _ in
        "\(seed % 3 == 2 ? "n" : "")\(generator.index(below: 50) * spread)"
      }
      let separator = [" ", "\t", ",", " ; "][generator.index(below: 4)]
      text += ends.joined(separator: separator)
      if seed % 2 == 0 { text += ["", " 0.5", " 2", " 0", " 1e-3"][generator.index(below: 5)] }
      text += ["\n", "\r\n", "\n\n", "\n# c\n"][generator.index(below: 4)]
    }
    if seed % 5 == 0 { text = String(text.reversed().drop { $0.isWhitespace }.reversed()) }
    if text.hasSuffix("# c") { text += "\n" }
    let expected = plain(text)
    let bytes = Array(text.utf8)
    #expect(try Graph(parsing: bytes, named: "x") == expected)
    for size in [1, 7, 64, 1000] {
      let edges = try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(LineFailure) in
        try unsafe NumberedEdges(edgeList: bytes, options: .init(), pieceSize: size)
      }
      #expect(Graph(edges!, isDirected: false) == expected)
    }
  }

  @Test("name the right line in errors, whatever the size of the pieces")
  func lines() {
    let text = (0..<100).map { "\($0) \($0 + 1)\n" }.joined() + "1 x\n" + "bad\n"
    for size in [1, 10, 100, 10_000] {
      let bytes = Array(text.utf8)
      let error = #expect(throws: LineFailure.self) {
        try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(LineFailure) in
          _ = try unsafe NumberedEdges(edgeList: bytes, options: .init(), pieceSize: size)
        }
      }
      #expect(error?.line == 101)
    }
  }

  @Test("build rows by counting digits as a set would, however large the numbers", arguments: 0..<6)
  func building(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let nodeCount = [5, 3000, 200_000][seed % 3]
    let edges = (0..<60_000).map { _ in
      (generator.index(below: nodeCount), generator.index(below: min(nodeCount, 4000)))
    }
    let isDirected = seed >= 3
    let graph = Graph(nodeCount: nodeCount, edges: edges, isDirected: isDirected)
    var rows = [Set<Int32>](repeating: [], count: nodeCount)
    for (i, j) in edges where i != j {
      rows[i].insert(Int32(j))
      if !isDirected { rows[j].insert(Int32(i)) }
    }
    #expect(graph.outgoing.neighbors == rows.flatMap { $0.sorted() })
    #expect((0..<nodeCount).allSatisfy { graph.outgoing.count(of: $0) == rows[$0].count })
  }
}
