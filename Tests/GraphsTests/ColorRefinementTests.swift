import AlignmentTestSupport
import Foundation
import Parallel
import Testing

@testable import Graphs

@Suite("Color refinement") struct ColorRefinementTests {
  @Test("colors small graphs as one does by hand")
  func byHand() {
    #expect(ColorRefinement(of: .path(5)).classes == [0, 1, 2, 1, 0])
    #expect(ColorRefinement(of: .star(5)).classes == [0, 1, 1, 1, 1])
    #expect(ColorRefinement(of: .cycle(8)).classCount == 1)
    #expect(ColorRefinement(of: .complete(7)).classCount == 1)
    #expect(ColorRefinement(of: .grid(rows: 3, columns: 3)).classes == [0, 1, 0, 1, 2, 1, 0, 1, 0])
    #expect(ColorRefinement(of: .grid(rows: 2, columns: 3)).classes == [0, 1, 0, 0, 1, 0])
    // A triangle with a tail of two: both far corners alike, the rest apart.
    let kite = Graph(nodeCount: 5, edges: [(0, 1), (0, 2), (1, 2), (0, 3), (3, 4)])
    #expect(ColorRefinement(of: kite).classes == [0, 1, 1, 2, 3])
    #expect(ColorRefinement(of: kite).hitsCeiling == 0.8)
  }

  @Test("does not tell two triangles from a hexagon, though no automorphism exchanges them")
  func regular() {
    let triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)]
    let hexagon = (0..<6).map { (6 + $0, 6 + ($0 + 1) % 6) }
    #expect(ColorRefinement(of: Graph(nodeCount: 12, edges: triangles + hexagon)).classCount == 1)
  }

  @Test("handles graphs without nodes or edges")
  func degenerate() {
    #expect(ColorRefinement(of: .path(0)).classCount == 0)
    #expect(ColorRefinement(of: .path(0)).hitsCeiling == 1)
    #expect(ColorRefinement(of: .path(1)).classes == [0])
    #expect(ColorRefinement(of: Graph(nodeCount: 4, edges: [(1, 3)])).classes == [0, 1, 0, 1])
  }

  @Test("tells edges that leave from edges that enter")
  func directed() {
    let path = Graph(nodeCount: 3, edges: [(0, 1), (1, 2)], isDirected: true)
    #expect(ColorRefinement(of: path).classes == [0, 1, 2])
    let cycle = Graph(nodeCount: 3, edges: [(0, 1), (1, 2), (2, 0)], isDirected: true)
    #expect(ColorRefinement(of: cycle).classCount == 1)
  }

  @Test("starts from the colors it is given")
  func initialClasses() {
    #expect(ColorRefinement(of: .cycle(4), initialClasses: [7, 5, 5, 5]).classes == [0, 1, 2, 1])
    let stable = ColorRefinement(of: .grid(rows: 4, columns: 5))
    #expect(
      ColorRefinement(of: .grid(rows: 4, columns: 5), initialClasses: stable.classes) == stable)
  }

  @Test("takes nodes apart whose attributes differ, in any column")
  func attributes() {
    let attributes = NodeAttributes([
      .init(name: "role", categories: ["a", "b", "a", "b", "a"]),
      .init(name: "age", numbers: [1, 2, 1, 2, 3]),
    ])
    #expect(attributes.classes == [0, 1, 0, 1, 2])
    // A path is symmetric; its ends have different ages.
    #expect(ColorRefinement(of: .path(5), initialClasses: attributes.classes).hitsCeiling == 1)
    let alike = NodeAttributes([.init(name: "role", categories: ["a", "b", "c", "b", "a"])])
    #expect(ColorRefinement(of: .path(5), initialClasses: alike.classes).hitsCeiling == 0.6)
  }

  @Test("agrees with refinement in plain rounds", arguments: [false, true])
  func twin(isDirected: Bool) {
    for seed in 0..<40 {
      let graph = Graph.random(
        nodeCount: 10 + seed, edgeProbability: seed % 2 == 0 ? 0.06 : 0.12, seed: UInt64(seed),
        isDirected: isDirected)
      #expect(ColorRefinement(of: graph).classes == Self.colorsInRounds(graph))
    }
  }

  @Test("relabelling the graph relabels the colors")
  func equivariant() {
    var generator = SeededGenerator(seed: 3)
    for seed in 0..<10 {
      let graph = Graph.random(nodeCount: 60, edgeProbability: 0.03, seed: UInt64(seed))
      let permutation = generator.permutation(60)
      let colors = ColorRefinement(of: graph)
      let others = ColorRefinement(of: graph.relabeled(by: permutation))
      #expect(others.classCount == colors.classCount)
      for i in 0..<60 {
        for j in 0..<60 {
          #expect(
            (colors.classes[i] == colors.classes[j])
              == (others.classes[permutation[i]] == others.classes[permutation[j]]))
        }
      }
    }
  }

  @Test("finds the classes of a long path in time, though they take n/2 rounds")
  func longPath() {
    #expect(ColorRefinement(of: .path(20_001)).classCount == 10_001)
  }

  /// The definition, round by round: O(n · m) time.
  private static func colorsInRounds(_ graph: Graph) -> [Int] {
    var colors = [Int](repeating: 0, count: graph.nodeCount)
    while true {
      var names: [[[Int]]: Int] = [:]
      let refined = (0..<graph.nodeCount).map { node in
        let key =
          [[colors[node]]]
          + [graph.outgoing, graph.incoming].map { adjacency in
            let row = adjacency[node]
            return row.indices.map { colors[Int(row[$0])] }.sorted()
          }
        if let name = names[key] { return name }
        names[key] = names.count
        return names.count - 1
      }
      if refined == colors { return colors }
      colors = refined
    }
  }
}

@Suite("Color refinement of public graphs") struct ColorRefinementDataTests {
  @Test(
    "reaches the known ceiling",
    .enabled(if: SharedData.has("graphs/in-arenas.txt"), "\(SharedData.absence)"),
    arguments: [
      // Classes over nodes, computed with an independent program; to the three digits given.
      ("in-arenas", 0.976), ("bio-celegans", 0.925), ("ca-netscience", 0.702),
      ("inf-euroroad", 0.945), ("ca-GrQc", 0.776), ("soc-facebook", 0.959),
    ])
  func ceiling(name: String, expected: Double) throws {
    let graph = try PublicData.graph(name)
    #expect(abs(ColorRefinement(of: graph).hitsCeiling - expected) <= 0.0005)
  }
}

/// The graphs of other publishers, which this package does not contain.
private enum PublicData {
  /// Reads lines “u v”, whose nodes are consecutive numbers.
  static func graph(_ name: String) throws -> Graph {
    let path = SharedData.path("graphs/\(name).txt")
    let edges = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
      .map { line in
        let nodes = line.split(whereSeparator: \.isWhitespace).prefix(2).compactMap { Int($0) }
        return (try #require(nodes.first), try #require(nodes.last))
      }
    return Graph(nodeCount: 1 + edges.map { max($0.0, $0.1) }.max()!, edges: edges)
  }
}
