import AlignmentTestSupport
import Graphs
import LinearAlgebra
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Ratios of edge labels") struct EdgeRatiosTests {
  /// A random graph whose edges have directions, weights or relations as asked for.
  static func graph(
    _ nodeCount: Int, edgesPerNode: Int = 4, seed: UInt64, isDirected: Bool = false,
    isWeighted: Bool = false
  ) -> Graph {
    var generator = SeededGenerator(seed: seed)
    let count = nodeCount * edgesPerNode
    let sources = (0..<count).map { _ in Int32(generator.index(below: nodeCount)) }
    let targets = (0..<count).map { _ in Int32(generator.index(below: nodeCount)) }
    return Graph(
      nodeCount: nodeCount, sources: sources, targets: targets,
      weights: isWeighted ? (0..<count).map { _ in generator.unit() * 9 - 3 } : nil,
      isDirected: isDirected)
  }

  /// Every node matched with itself.
  static func identity(_ count: Int) -> EdgeRatios.Matches {
    .init(targets: (0..<Int32(count)).map { $0 }, weights: .init(repeating: 1, count: count))
  }

  static func ratios(_ source: Graph, _ target: Graph) throws -> (
    EdgeRatios, EdgeLabeling, EdgeLabeling
  ) {
    let labels = try #require(EdgeLabeling.labels(of: source, target))
    return (
      EdgeRatios(
        identity(source.nodeCount), source: source.undirected, labels.source,
        target: target.undirected, labels.target), labels.source, labels.target
    )
  }

  @Test("there are none where edges say no more than that they are there")
  func nothing() {
    let plain = Self.graph(20, seed: 1)
    let directed = Self.graph(20, seed: 1, isDirected: true)
    #expect(EdgeLabeling.labels(of: plain, plain) == nil)
    #expect(EdgeLabeling.labels(of: plain, directed) == nil)
    #expect(EdgeLabeling.labels(of: directed, Self.graph(20, seed: 2, isWeighted: true)) == nil)
  }

  @Test("labels of (i, j) and (j, i) are mirrored")
  func mirrored() throws {
    let graph = Self.graph(40, seed: 3, isDirected: true, isWeighted: true)
    let labeling = try #require(EdgeLabeling.labels(of: graph, graph)).source
    let adjacency = graph.undirected
    #expect(labeling.labels.count == adjacency.entryCount)
    for i in 0..<40 {
      for place in adjacency.offsets[i]..<adjacency.offsets[i + 1] {
        let j = Int(adjacency.neighbors[place])
        let (a, b) = (
          labeling.parts[Int(labeling.labels[place])],
          labeling.parts[Int(labeling.labels[adjacency.place(of: i, from: j)])]
        )
        #expect(a.outgoing == b.incoming)
        #expect(a.incoming == b.outgoing)
        #expect((a.outgoing > 0) == graph.outgoing.contains(i, j))
      }
    }
  }

  @Test("directions that agree are likelier, those that do not are less likely")
  func directions() throws {
    let graph = Self.graph(200, seed: 5, isDirected: true)
    let (ratios, labels, _) = try Self.ratios(graph, graph)
    let out = try #require(labels.parts.firstIndex { $0.direction == 0 })
    let back = try #require(labels.parts.firstIndex { $0.direction == 1 })
    #expect(ratios[out, out] > 1.7 && ratios[back, back] > 1.7)
    #expect(ratios[out, back] < 0.1 && ratios[back, out] < 0.1)
    #expect(ratios.information > 0.5)
    // Whoever reverses all edges of a graph finds the reverse.
    let edges = graph.edgeList()
    let reversed = Graph(
      nodeCount: 200, sources: edges.targets, targets: edges.sources, isDirected: true)
    let (other, first, second) = try Self.ratios(graph, reversed)
    let a = try #require(first.parts.firstIndex { $0.direction == 0 })
    let b = try #require(second.parts.firstIndex { $0.direction == 1 })
    #expect(other[a, b] > 1.7)
  }

  @Test("noise in directions and weights says nothing", arguments: 0..<5)
  func noise(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let plain = Self.graph(300, seed: seed).edgeList()
    func noisy() -> Graph {
      let turned = plain.sources.map { _ in generator.index(below: 2) == 0 }
      return Graph(
        nodeCount: 300,
        sources: plain.sources.indices.map { turned[$0] ? plain.targets[$0] : plain.sources[$0] },
        targets: plain.sources.indices.map { turned[$0] ? plain.sources[$0] : plain.targets[$0] },
        weights: plain.sources.map { _ in generator.unit() + 0.1 }, isDirected: true)
    }
    let (ratios, _, _) = try Self.ratios(noisy(), noisy())
    #expect(ratios.ratios.allSatisfy { $0 > 0.8 && $0 < 1.25 })
    #expect(abs(ratios.information) < 0.02)
  }

  @Test("weights that agree are likelier the finer they agree, whatever their units")
  func weights() throws {
    let graph = Self.graph(300, seed: 8, isWeighted: true)
    let edges = graph.edgeList()
    let other = Graph(
      nodeCount: 300, sources: edges.sources, targets: edges.targets,
      weights: edges.weights!.map { $0 < 0 ? -1000 * $0 * $0 : 7 * $0 })
    let (ratios, labels, second) = try Self.ratios(graph, other)
    #expect(labels.weightClassCount == 64)
    for (a, part) in labels.parts.enumerated() {
      let b = try #require(second.parts.firstIndex { $0.outgoing == part.outgoing })
      #expect(ratios[a, b] > 5)
    }
    let (low, high) = (
      try #require(labels.parts.firstIndex { $0.outgoing <= 64 }),
      try #require(second.parts.firstIndex { $0.outgoing > 64 })
    )
    #expect(ratios[low, high] < 0.5, "the signs differ")
    #expect(ratios.information > 1)
  }

  @Test("relations correspond as they occur together, whatever they are called")
  func relations() throws {
    var generator = SeededGenerator(seed: 9)
    let triples = (0..<2000).map { _ in
      EdgeRelations.Triple(
        head: Int32(generator.index(below: 400)), relation: Int32(generator.index(below: 12)),
        tail: Int32(generator.index(below: 400)))
    }
    let order = generator.permutation(12)
    let source = Graph(
      nodeCount: 400, triples: triples, relationNames: (0..<12).map { "r\($0)" })
    let target = Graph(
      nodeCount: 400,
      triples: triples.map {
        .init(head: $0.head, relation: Int32(order[Int($0.relation)]), tail: $0.tail)
      }, relationNames: (0..<12).map { "s\($0)" })
    let (ratios, first, second) = try Self.ratios(source, target)
    for (a, part) in first.parts.enumerated() {
      let best = second.parts.indices.max { ratios[a, $0] < ratios[a, $1] }!
      let (own, found) = (Int(part.relation) - 1, Int(second.parts[best].relation) - 1)
      #expect(found / 2 == order[own / 2])
      #expect(found % 2 == own % 2)
      #expect(ratios[a, best] > 10)
      #expect(second.parts.indices.allSatisfy { $0 == best || ratios[a, $0] < 0.9 })
    }
  }

  @Test("graphs swapped give the table transposed", arguments: 0..<4)
  func transposed(seed: UInt64) throws {
    let first = TriplesOfTests.random(seed: seed)
    let second = TriplesOfTests.random(seed: seed + 9)
    let (ratios, _, _) = try Self.ratios(first, second)
    let (other, _, _) = try Self.ratios(second, first)
    #expect(ratios.sourceCount == other.targetCount)
    for a in 0..<ratios.sourceCount {
      for b in 0..<ratios.targetCount {
        // Sums in another order: a few roundings of Float.
        let quotient: Float = ratios[a, b] / other[b, a]
        #expect(abs(quotient - 1) < 1e-5)
      }
    }
    #expect(abs(ratios.information - other.information) < 1e-6)
  }

  @Test("without matches every ratio is 1")
  func noMatches() throws {
    let graph = Self.graph(30, seed: 2, isDirected: true, isWeighted: true)
    let labels = try #require(EdgeLabeling.labels(of: graph, graph))
    let none = EdgeRatios(
      .init(targets: .init(repeating: -1, count: 30), weights: .init(repeating: 0, count: 30)),
      source: graph.undirected, labels.source, target: graph.undirected, labels.target)
    #expect(none.ratios.allSatisfy { $0 == 1 } && none.information == 0)
  }

  @Test("labels stay few, however many relations and weights there are")
  func manyLabels() throws {
    var generator = SeededGenerator(seed: 4)
    let triples = (0..<9000).map { i in
      EdgeRelations.Triple(
        head: Int32(generator.index(below: 900)), relation: Int32(i % 6000),
        tail: Int32(generator.index(below: 900)))
    }
    let graph = Graph(
      nodeCount: 900, triples: triples, relationNames: (0..<6000).map { "\($0)" })
    let labels = try #require(EdgeLabeling.labels(of: graph, graph))
    #expect(labels.source.count <= EdgeLabeling.mostLabels)
    #expect(labels.source.labels.allSatisfy { Int($0) < labels.source.count })
  }
}

/// Graphs of triples on twenty nodes.
enum TriplesOfTests {
  static func random(seed: UInt64) -> Graph {
    var generator = SeededGenerator(seed: seed)
    let triples = (0..<150).map { _ in
      EdgeRelations.Triple(
        head: Int32(generator.index(below: 20)), relation: Int32(generator.index(below: 5)),
        tail: Int32(generator.index(below: 20)))
    }
    return Graph(nodeCount: 20, triples: triples, relationNames: ["a", "b", "c", "d", "e"])
  }
}
