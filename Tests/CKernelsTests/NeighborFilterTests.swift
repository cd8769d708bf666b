import CKernels
import Parallel
import Testing

@Suite("Filters of neighbors") struct NeighborFilterTests {
  /// The bit that stands for a node, in a list's filter of 8 bits a node.
  private func bit(_ node: Int, _ count: Int) -> Int {
    let hash = UInt32(truncatingIfNeeded: node) &* 2_654_435_769
    return Int((UInt64(hash) * UInt64(8 * count)) >> 32)
  }

  @Test("have the bits of all neighbors and of no other node, list by list", arguments: 1...4)
  func bits(seed: UInt64) {
    let graph = SmallGraph(nodeCount: 300, edgeCount: 100 * Int(seed) * Int(seed), seed: seed)
    var filter = OwnedBuffer<UInt8>(repeating: 0xaa, count: graph.neighbors.count)
    unsafe graph.offsets.withUnsafeBufferPointer { offsets in
      unsafe graph.neighbors.withUnsafeBufferPointer { neighbors in
        // In two ranges, as threads would.
        for (first, last) in [(120, 300), (0, 120)] as [(Int64, Int64)] {
          unsafe ga_filter_neighbors(
            offsets.baseAddress, neighbors.baseAddress, first, last, filter.mutableAddress)
        }
      }
    }
    var (strangers, passed) = (0, 0)
    for node in 0..<300 {
      let (list, start) = (graph.list(node), Int(graph.offsets[node]))
      var expected = [UInt8](repeating: 0, count: list.count)
      for id in list {
        let place = bit(Int(id), list.count)
        expected[place / 8] |= 1 << (place % 8)
      }
      #expect((0..<list.count).map { filter[start + $0] } == expected)
      for other in 0..<300 where !list.isEmpty && !list.contains(Int32(other)) {
        let place = bit(other, list.count)
        strangers += 1
        passed += Int(expected[place / 8] >> (place % 8) & 1)
      }
    }
    // One in nine or fewer.
    #expect(strangers > 10_000 && 8 * passed < strangers)
  }
}
