import AlignmentTestSupport
import LinearAlgebra
import Synchronization
import Testing

@testable import Graphs

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
        graph.undirected, buckets: buckets, bucketCount: bucketCount, hopCount: hopCount)
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

  @Test("are the same for any number of threads")
  func independentOfThreads() {
    let graph = Graph.random(nodeCount: 1200, edgeProbability: 0.004, seed: 8)
    for bucketCount in [3, 40] {
      let buckets = (0..<1200).map { Int32($0 % bucketCount) }
      let rings = RingHistograms(
        graph.undirected, buckets: buckets, bucketCount: bucketCount, hopCount: 3)
      let one = Parallelism.withThreadCount(1) { allCounts(rings, 1200) }
      #expect(Parallelism.withThreadCount(2) { allCounts(rings, 1200) } == one)
      #expect(Parallelism.withThreadCount(5) { allCounts(rings, 1200) } == one)
    }
  }

  @Test("begin their stamps anew before they run out of numbers")
  func stampsWrap() {
    var workspace = SearchWorkspace(nodeCount: 3)
    #expect(workspace.takeEpochs(10) == 1)
    #expect(workspace.takeEpochs(1) == 11)
    workspace.marks = [11, 5, 0]
    let most = Int(UInt32.max) - 12
    #expect(workspace.takeEpochs(most) == 12)
    #expect(workspace.marks == [11, 5, 0], "no number was used twice yet")
    #expect(workspace.takeEpochs(2) == 1)
    #expect(workspace.marks == [0, 0, 0])
    #expect(workspace.takeEpochs(1) == 3)
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
