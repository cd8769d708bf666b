import Graphs
import Parallel
import Testing

@Suite("Rows of a graph") struct RowMergingTests {
  /// A star whose center has `count` entries, some of them repeated with other weights.
  @Test(
    "are sorted and merged, short and long",
    arguments: [1, 2, 15, 16, 17, 31, 127, 128, 129, 130, 1000, 70_000])
  func star(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let nodeCount = 2 * count + 2
    let leaves = (0..<count).map { _ in Int32(1 + generator.index(below: nodeCount - 1)) }
    let weights = leaves.map { _ in Double(1 + generator.index(below: 9)) / 4 }
    var expected: [Int32: Double] = [:]
    for (leaf, weight) in zip(leaves, weights) {
      expected[leaf] = max(expected[leaf] ?? 0, weight)
    }
    let sorted = expected.sorted { $0.key < $1.key }
    for known in [weights, nil] {
      let graph = Graph(
        nodeCount: nodeCount, sources: leaves.map { _ in 0 }, targets: leaves, weights: known)
      #expect(graph.edgeCount == sorted.count)
      #expect(Array(graph.outgoing.neighbors[..<sorted.count]) == sorted.map(\.key))
      #expect((1..<nodeCount).allSatisfy { graph.outgoing.count(of: $0) <= 1 })
      if let found = graph.outgoing.weights {
        #expect(Array(found[..<sorted.count]) == sorted.map(\.value))
      } else {
        #expect(known == nil || sorted.allSatisfy { $0.value == 1 })
      }
    }
  }
}
