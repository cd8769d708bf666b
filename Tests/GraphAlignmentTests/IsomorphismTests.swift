import AlignmentTestSupport
import Graphs
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Isomorphism") struct IsomorphismTests {
  /// Graphs full of symmetries, and two without any.
  static let graphs: [(name: String, graph: Graph)] = [
    ("complete", .complete(40)), ("grid", .grid(rows: 12, columns: 12)), ("cycle", .cycle(50)),
    ("star", .star(300)), ("path", .path(301)), ("no edges", Graph(nodeCount: 7, edges: [])),
    ("one node", Graph(nodeCount: 1, edges: [])),
    ("six complete graphs", Graph(nodeCount: 60, edges: cliques(6, of: 10))),
    ("path and cycle", Graph(nodeCount: 12, edges: pathAndCycle)),
    ("binary tree", Graph(nodeCount: 127, edges: (1..<127).map { ($0, ($0 - 1) / 2) })),
    (
      "power law",
      .powerLawCluster(nodeCount: 400, edgesPerNode: 2, triangleProbability: 0.3, seed: 1)
    ),
  ]

  private static func cliques(_ count: Int, of size: Int) -> [(Int, Int)] {
    (0..<count).flatMap { clique in
      (0..<size).flatMap { i in (0..<i).map { (clique * size + i, clique * size + $0) } }
    }
  }

  private static let pathAndCycle =
    (0..<6).map { ($0, $0 + 1) } + (0..<5).map { (7 + $0, 7 + ($0 + 1) % 5) }

  private func isomorphism(_ a: Graph, _ b: Graph, seed: UInt64 = 3) -> Isomorphism? {
    Isomorphism(
      from: [a.undirected], to: [b.undirected], classes: nil, otherCount: 4, seed: seed)
  }

  @Test("is chosen by anchors that are not certain, where one agrees with them", arguments: [0, 3, 1])
  func uncertainAnchors(target: Int) throws {
    let path = Graph.path(4)
    let evidence = AlignmentEvidence(anchors: [
      WeightedAnchor(source: 0, target: target, confidence: 0.8)
    ])
    let matches = try RobustAligner().align(path, to: path, evidence: evidence).bestMatches
    // An end can be mapped to either end, and to no other node.
    if target == 0 { #expect(matches == [0, 1, 2, 3]) }
    if target == 3 { #expect(matches == [3, 2, 1, 0]) }
    #expect(Set(matches).count == 4 && (matches[0] == 0 || matches[0] == 3))
  }

  @Test("maps each graph to a renumbered copy and keeps all edges", arguments: graphs.indices)
  func findsRenumberedCopies(index: Int) throws {
    let graph = Self.graphs[index].graph
    var random = SeededGenerator(seed: 11)
    let copy = graph.relabeled(by: random.permutation(graph.nodeCount))
    let found = try #require(isomorphism(graph, copy), "\(Self.graphs[index].name)")
    #expect(Set(found.targets).count == graph.nodeCount)
    let (a, b) = (graph.undirected, copy.undirected)
    for node in 0..<graph.nodeCount {
      let mapped = Set(
        a.neighbors[a.offsets[node]..<a.offsets[node + 1]].map { found.targets[Int($0)] })
      let mate = Int(found.targets[node])
      #expect(mapped == Set(b.neighbors[b.offsets[mate]..<b.offsets[mate + 1]]))
    }
  }

  @Test("counts as alternatives the nodes of the same color")
  func countsAlternatives() throws {
    let graph = Self.graphs[3].graph
    let colors = ColorRefinement(of: graph)
    let sizes = Dictionary(grouping: colors.classes, by: { $0 }).mapValues(\.count)
    let found = try #require(isomorphism(graph, graph))
    for node in 0..<graph.nodeCount {
      #expect(Int(found.alternatives[node]) == sizes[colors.classes[node]])
      #expect(!found.others[node].contains(found.targets[node]))
      #expect(found.others[node].count == min(4, sizes[colors.classes[node]]! - 1))
    }
  }

  @Test("finds none between graphs that differ in an edge")
  func refusesDifferentGraphs() {
    let graph = Self.graphs[10].graph
    let edges = graph.edgeList()
    let pairs = zip(edges.sources, edges.targets).map { (Int($0), Int($1)) }
    let less = Graph(nodeCount: graph.nodeCount, edges: Array(pairs.dropLast()))
    #expect(isomorphism(graph, less) == nil)
    // Equally many nodes, edges and neighbors, but no isomorphism.
    #expect(
      isomorphism(
        .cycle(6), Graph(nodeCount: 6, edges: [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]))
        == nil)
  }

  @Test("keeps directions and classes")
  func keepsDirections() throws {
    let forward = Graph(nodeCount: 5, edges: (0..<4).map { ($0, $0 + 1) }, isDirected: true)
    let found = try #require(
      Isomorphism(
        from: [forward.outgoing, forward.incoming], to: [forward.outgoing, forward.incoming],
        classes: nil, otherCount: 2, seed: 1))
    #expect(found.targets == [0, 1, 2, 3, 4])
    #expect(found.alternatives == [1, 1, 1, 1, 1])
    let cycle = Graph.cycle(4).undirected
    let classed = try #require(
      Isomorphism(
        from: [cycle], to: [cycle], classes: ([7, 0, 0, 0], [0, 0, 7, 0]), otherCount: 2, seed: 1))
    #expect(classed.targets[0] == 2 && classed.targets[2] == 0)
  }

  @Test("does not prefer equal numbers")
  func drawsLots() throws {
    let graph = Graph.complete(60)
    let fixed = try (0..<20).map { seed in
      try #require(isomorphism(graph, graph, seed: UInt64(seed))).targets.enumerated()
        .count { $0.offset == Int($0.element) }
    }
    // One of sixty is expected each time, twenty altogether; more than fifty has a chance below 10⁻⁸.
    #expect(fixed.reduce(0, +) < 50)
  }

  @Test("answers at once on large graphs of few kinds of nodes")
  func copesWithManyAlternatives() throws {
    for graph in [Graph.star(20_000), .path(20_000), .complete(300)] {
      let found = try #require(isomorphism(graph, graph))
      #expect(found.targets.count == graph.nodeCount)
    }
  }
}
