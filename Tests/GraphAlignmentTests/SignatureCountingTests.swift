import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Testing

@Suite("Signatures, by every way of counting") struct SignatureCountingTests {
  @Test(
    "count the rings that sets find: sparse graphs, small worlds, more than 255 searches",
    arguments: [1, 2, 3, 4, 5], [0.004, 0.02, 0.3])
  func agreeWithSets(hopCount: Int, edgeProbability: Double) throws {
    for (isDirected, direction) in [
      (false, SignatureOptions.RingDirection.both), (true, .outgoing), (true, .both),
    ] {
      let graph = Graph.random(
        nodeCount: 300, edgeProbability: edgeProbability, seed: 11, isDirected: isDirected)
      var options = SignatureOptions()
      options.hopCount = hopCount
      options.discount = 0.5
      options.ringDirection = direction
      let rows = try Signatures(of: [graph], options: options).rows
      let adjacency = direction == .both ? graph.undirected : graph.outgoing
      for node in 0..<graph.nodeCount {
        var expected = [Double](repeating: 0, count: rows.columnCount)
        for (hop, ring) in rings(around: node, in: adjacency, count: hopCount).enumerated() {
          for member in ring {
            let degree = Int(graph.degree(of: member))
            guard degree > 0 else { continue }
            let bucket = Int.bitWidth - 1 - degree.leadingZeroBitCount
            expected[bucket] += options.weight(ofHop: hop)
          }
        }
        // Counts times powers of a half: exact in either order.
        #expect(
          rows.elements[(node * expected.count)..<((node + 1) * expected.count)].map(Double.init)
            == expected)
      }
    }
  }

  @Test("are the same by batches of searches", arguments: [2, 3, 4], [0.002, 0.02])
  func agreeByBatches(hopCount: Int, edgeProbability: Double) throws {
    // Above 1 023 nodes batches are used where rings cover much of the graph.
    let graph = Graph.random(nodeCount: 1300, edgeProbability: edgeProbability, seed: 4)
    var options = SignatureOptions()
    options.hopCount = hopCount
    options.discount = 0.5
    let rows = try Signatures(of: [graph], options: options).rows
    for node in [0, 1, 511, 512, 700, 1299] {
      var expected = [Double](repeating: 0, count: rows.columnCount)
      let rings = rings(around: node, in: graph.undirected, count: hopCount)
      for (hop, ring) in rings.enumerated() {
        for member in ring where graph.degree(of: member) > 0 {
          let degree = Int(graph.degree(of: member))
          expected[Int.bitWidth - 1 - degree.leadingZeroBitCount] += options.weight(ofHop: hop)
        }
      }
      let row = rows[row: node]
      #expect(row.indices.map { Double(row[$0]) } == expected)
    }
  }

  /// The nodes 0, 1, …, `count` steps from a node.
  private func rings(around node: Int, in adjacency: Adjacency, count: Int) -> [Set<Int>] {
    var met: Set = [node]
    var rings: [Set<Int>] = [[node]]
    for _ in 0..<count {
      var ring: Set<Int> = []
      for member in rings.last! {
        let row = adjacency[member]
        for i in row.indices where !met.contains(Int(row[i])) { ring.insert(Int(row[i])) }
      }
      met.formUnion(ring)
      rings.append(ring)
    }
    return rings
  }
}
