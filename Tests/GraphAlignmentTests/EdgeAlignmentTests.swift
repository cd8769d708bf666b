import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Parallel
import Testing

@Suite("Directions, weights and relations in alignment") struct EdgeAlignmentTests {
  /// Hits@1 of the default aligner.
  static func hits(_ source: Graph, _ target: Graph, _ truth: [Int], usesLabels: Bool = true)
    throws -> Double
  {
    var aligner = RobustAligner()
    aligner.usesEdgeLabels = usesLabels
    return try aligner.align(source, to: target).scores(against: truth).hits(at: 1)
  }

  @Test("a directed path is matched forward with itself", arguments: [7, 30, 101])
  func directedPath(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let path = Graph(
      nodeCount: count, edges: (1..<count).map { ($0 - 1, $0) }, isDirected: true)
    let order = generator.permutation(count)
    #expect(try Self.hits(path, path.relabeled(by: order), order) == 1)
  }

  /// A graph of few edges and a copy that lacks a sixth of them, with directions, weights, or both.
  static func pair(seed: UInt64, isDirected: Bool, isWeighted: Bool) throws -> PerturbedPair {
    let plain = Graph.random(
      nodeCount: 300, edgeProbability: isDirected ? 0.0045 : 0.007, seed: seed,
      isDirected: isDirected)
    let edges = plain.edgeList()
    var generator = SeededGenerator(seed: seed + 1)
    let graph = Graph(
      nodeCount: 300, sources: edges.sources, targets: edges.targets,
      weights: isWeighted ? edges.sources.map { _ in generator.unit() - 0.3 } : nil,
      isDirected: isDirected)
    return try NoiseModel(kind: .oneWay, removedShare: 0.16).perturb(graph, seed: seed)
  }

  /// The same edges without weights and directions.
  static func bare(_ graph: Graph) -> Graph {
    let edges = graph.edgeList()
    return Graph(nodeCount: graph.nodeCount, sources: edges.sources, targets: edges.targets)
  }

  @Test(
    "what edges say finds more than edges alone",
    arguments: [(true, false), (false, true), (true, true)])
  func labelsHelp(isDirected: Bool, isWeighted: Bool) throws {
    var (with, without) = (0.0, 0.0)
    for seed: UInt64 in [1, 2, 3] {
      let pair = try Self.pair(seed: seed, isDirected: isDirected, isWeighted: isWeighted)
      with += try Self.hits(pair.source, pair.target, pair.truth) / 3
      without += try Self.hits(Self.bare(pair.source), Self.bare(pair.target), pair.truth) / 3
    }
    #expect(with > without + 0.02, "\(with) with, \(without) without")
  }

  @Test("relations of other names find more than edges alone")
  func relationsHelp() throws {
    var generator = SeededGenerator(seed: 6)
    let triples = (0..<420).map { _ in
      EdgeRelations.Triple(
        head: Int32(generator.index(below: 300)), relation: Int32(generator.index(below: 8)),
        tail: Int32(generator.index(below: 300)))
    }
    let order = generator.permutation(8)
    let source = Graph(
      nodeCount: 300, triples: triples, relationNames: (0..<8).map { "r\($0)" }, isDirected: false)
    let renamed = Graph(
      nodeCount: 300,
      triples: triples.map {
        .init(head: $0.head, relation: Int32(order[Int($0.relation)]), tail: $0.tail)
      }, relationNames: (0..<8).map { "s\($0)" }, isDirected: false)
    let pair = try NoiseModel(kind: .oneWay, removedShare: 0.12).perturb(renamed, seed: 7)
    let with = try Self.hits(source, pair.target, pair.truth)
    let without = try Self.hits(Self.bare(source), Self.bare(pair.target), pair.truth)
    #expect(with > without + 0.02, "\(with) with, \(without) without")
  }

  @Test("directions and weights that are noise cost nothing", arguments: [1, 2, 3] as [UInt64])
  func noise(seed: UInt64) throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 400, edgesPerNode: 3, triangleProbability: 0.4, seed: seed)
    let pair = try NoiseModel(kind: .oneWay, removedShare: 0.1).perturb(graph, seed: seed)
    var generator = SeededGenerator(seed: seed)
    func noisy(_ graph: Graph) -> Graph {
      let edges = graph.edgeList()
      let turned = edges.sources.map { _ in generator.index(below: 2) == 0 }
      let places = edges.sources.indices
      return Graph(
        nodeCount: graph.nodeCount,
        sources: places.map { turned[$0] ? edges.targets[$0] : edges.sources[$0] },
        targets: places.map { turned[$0] ? edges.sources[$0] : edges.targets[$0] },
        weights: places.map { _ in generator.unit() + 0.1 }, isDirected: true)
    }
    let with = try Self.hits(noisy(pair.source), noisy(pair.target), pair.truth)
    let without = try Self.hits(pair.source, pair.target, pair.truth)
    #expect(with >= without - 0.02, "\(with) with, \(without) without")
  }

  @Test("weights that differ between the directions of an edge, and not between edges, are no obstacle")
  func reciprocalWeights() throws {
    let edges = Graph.random(nodeCount: 60, edgeProbability: 0.06, seed: 1).edgeList()
    func graph(without dropped: Int) -> Graph {
      let kept = edges.sources.indices.filter { $0 != dropped }
      let (heads, tails) = (kept.map { edges.sources[$0] }, kept.map { edges.targets[$0] })
      return Graph(
        nodeCount: 60, sources: heads + tails, targets: tails + heads,
        weights: heads.map { _ in 1 } + tails.map { _ in 0.5 }, isDirected: true)
    }
    let alignment = try RobustAligner().align(graph(without: -1), to: graph(without: 7))
    #expect(alignment.scores(against: Array(0..<60)).hits(at: 1) > 0.8)
  }

  @Test("graphs whose edges say nothing are aligned as before, and labels can be left out")
  func unchanged() throws {
    let pair = try Self.pair(seed: 4, isDirected: false, isWeighted: false)
    var plain = RobustAligner()
    plain.usesEdgeLabels = false
    #expect(
      try RobustAligner().align(pair.source, to: pair.target)
        == plain.align(pair.source, to: pair.target))
    let directed = try Self.pair(seed: 4, isDirected: true, isWeighted: true)
    let ignoring = try plain.align(directed.source, to: directed.target)
    #expect(
      ignoring == (try plain.align(Self.bare(directed.source), to: Self.bare(directed.target))))
  }
}
