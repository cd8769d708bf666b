import AlignmentTestSupport
import Graphs
import Parallel
import Synchronization
import Testing

@testable import GraphAlignment

/// The stamped searches in C against rings made of sets. Below 32 buckets a node's bucket travels in
/// its adjacency entry, from 32 on it is looked up: both are run.
@Suite("Ring histograms") struct RingHistogramsTests {
  static let graphs: [Graph] = {
    var graphs: [Graph] = [
      .star(leafCount: 40), .path(nodeCount: 60), .edgeless(nodeCount: 5), .edgeless(nodeCount: 1),
    ]
    for seed in 0..<12 {
      let nodeCount = 3 + 17 * seed
      graphs.append(
        .random(
          nodeCount: nodeCount, edgeProbability: 2.5 / Double(nodeCount), seed: UInt64(seed)))
    }
    return graphs
  }()

  @Test(
    "count what sets count, with few buckets and with many",
    arguments: [1, 2, 3, 7, 1000], [1, 4, 31, 32, 50])
  func equalSetRings(hopCount: Int, bucketCount: Int) {
    for (index, graph) in Self.graphs.enumerated() {
      var generator = SeededGenerator(seed: UInt64(index))
      // Any buckets will do, and some nodes are in none.
      let buckets = (0..<graph.nodeCount).map { _ in
        Int32(generator.index(below: bucketCount + 1))
      }
      let rings = RingHistograms(
        graph.undirected, buckets: buckets, bucketCount: bucketCount, hopCount: hopCount,
        isSymmetric: true)
      #expect(rings.hopCount == max(1, min(hopCount, graph.nodeCount - 1)))
      let neighbors = NaiveRings.neighbors(graph, .both)
      let counts = allCounts(rings, graph.nodeCount)
      for node in 0..<graph.nodeCount {
        var expected = [UInt32](repeating: 0, count: rings.stride)
        let naive = NaiveRings.rings(neighbors, around: node, hopCount: rings.hopCount)
        for (hop, ring) in naive.enumerated().dropFirst() {
          for other in ring { expected[(hop - 1) * (bucketCount + 1) + Int(buckets[other])] += 1 }
        }
        #expect(counts[node] == expected, "graph \(index), node \(node)")
      }
    }
  }

  @Test("know the visits of two rings exactly, wherever the hubs are")
  func countVisits() {
    for graph in Self.graphs + [Self.hubsInStep] {
      let neighbors = NaiveRings.neighbors(graph, .both)
      let visits = neighbors.joined().reduce(neighbors.joined().count) { $0 + neighbors[$1].count }
      let rings = Self.rings(graph, hopCount: 2)
      let mean = rings.visitsPerSearch(packed: rings.packedEntries())
      #expect(abs(mean * Double(graph.nodeCount) - Double(visits)) <= 1e-9 * Double(visits))
    }
  }

  @Test("estimate the visits of three rings, in which most of these searches meet all hubs")
  func estimateVisits() {
    let graph = Self.hubsInStep
    let neighbors = NaiveRings.neighbors(graph, .both)
    var visits = 0
    for node in 0..<graph.nodeCount {
      let rings = NaiveRings.rings(neighbors, around: node, hopCount: 2)
      visits += rings.joined().reduce(0) { $0 + neighbors[$1].count }
    }
    let rings = Self.rings(graph, hopCount: 3)
    let mean = rings.visitsPerSearch(packed: rings.packedEntries())
    #expect(abs(mean * Double(graph.nodeCount) / Double(visits) - 1) <= 0.3)
  }

  @Test("go by batches where rings cover much of the graph, wherever the hubs are")
  func chooseBatches() {
    func batches(_ graph: Graph, _ hopCount: Int) -> Bool {
      let rings = Self.rings(graph, hopCount: hopCount)
      return rings.prefersBatches(packed: rings.packedEntries())
    }
    #expect(!batches(Self.hubsInStep, 2))
    #expect(batches(.random(nodeCount: 2048, edgeProbability: 0.1, seed: 2), 2))
    #expect(batches(.random(nodeCount: 2048, edgeProbability: 0.01, seed: 2), 3))
  }

  /// 4 096 nodes in pairs, but for 64 in a clique, each with thirty leaves: those whose numbers are
  /// multiples of 64.
  static let hubsInStep: Graph = {
    var edges: [(Int, Int)] = []
    for hub in 0..<64 {
      for other in 0..<hub { edges.append((64 * hub, 64 * other)) }
      for leaf in 1...30 { edges.append((64 * hub, 64 * hub + leaf)) }
      for member in stride(from: 31, to: 63, by: 2) {
        edges.append((64 * hub + member, 64 * hub + member + 1))
      }
    }
    return Graph(nodeCount: 4096, edges: edges)
  }()

  private static func rings(_ graph: Graph, hopCount: Int) -> RingHistograms {
    RingHistograms(
      graph.undirected,
      buckets: (0..<graph.nodeCount).map { Int32(graph.undirected.count(of: $0) % 7) },
      bucketCount: 7, hopCount: hopCount, isSymmetric: true)
  }

  @Test("are the same for any number of threads")
  func independentOfThreads() {
    let graph = Graph.random(nodeCount: 1200, edgeProbability: 0.004, seed: 8)
    for bucketCount in [3, 40] {
      let buckets = (0..<1200).map { Int32($0 % bucketCount) }
      let rings = RingHistograms(
        graph.undirected, buckets: buckets, bucketCount: bucketCount, hopCount: 3, isSymmetric: true
      )
      let one = Parallelism.withThreadCount(1) { allCounts(rings, 1200) }
      #expect(Parallelism.withThreadCount(2) { allCounts(rings, 1200) } == one)
      #expect(Parallelism.withThreadCount(5) { allCounts(rings, 1200) } == one)
    }
  }

  private func allCounts(_ rings: RingHistograms, _ nodeCount: Int) -> [[UInt32]] {
    let all = Mutex([[UInt32]](repeating: [], count: nodeCount))
    unsafe rings.forEachRange { nodes, counts in
      for node in nodes {
        let start = (node - nodes.lowerBound) * rings.stride
        let row = (0..<rings.stride).map { unsafe counts[start + $0] }
        all.withLock { $0[node] = row }
      }
    }
    return all.withLock { $0 }
  }
}
