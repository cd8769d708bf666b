internal import Graphs
internal import Parallel

/// Rings of leaves that hang on one node: any two of a bucket can be exchanged, so one search serves all.
///
/// Alone each would look at all others, in time quadratic in their number: a star of a million leaves would
/// take a day.
extension RingHistograms {
  /// For each node the leaf whose rings have the same histograms, itself for others; `nil` unless that saves
  /// half of all searches of a graph that is not small.
  ///
  /// - Complexity: O(n)
  func leafRepresentatives() -> [Int32]? {
    // Where edges have a direction, leaves of one node may be reached from different ones.
    guard isSymmetric else { return nil }
    let nodeCount = adjacency.nodeCount
    // In a small graph the searches cost less than looking for leaves does.
    guard nodeCount >= 256 else { return nil }
    var firstLeaf = [Int32](repeating: -1, count: nodeCount)
    var representatives = (0..<Int32(nodeCount)).map { $0 }
    var saved = 0
    for node in 0..<nodeCount where adjacency.count(of: node) == 1 {
      let neighbor = Int(adjacency[node][0])
      if firstLeaf[neighbor] < 0 {
        firstLeaf[neighbor] = Int32(node)
      } else if buckets[node] == buckets[Int(firstLeaf[neighbor])] {
        representatives[node] = firstLeaf[neighbor]
        saved += 1
      }
    }
    return 2 * saved > nodeCount ? representatives : nil
  }

  /// ``forEachRange(_:)`` with one search for all leaves of a node.
  ///
  /// - Complexity: that of the searches of all representatives, and O(n · stride)
  func forEachRange(
    representatives: [Int32], packed: [UInt32]?,
    _ body: @Sendable (Range<Int>, UnsafeBufferPointer<UInt32>) -> Void
  ) {
    let nodes = representatives.indices.filter { Int(representatives[$0]) == $0 }
    var placeOf = [Int32](repeating: -1, count: representatives.count)
    for (place, node) in nodes.enumerated() { placeOf[node] = Int32(place) }
    var table = [UInt32](repeating: 0, count: nodes.count * stride)
    let (stride, nodeCount) = (stride, adjacency.nodeCount)
    unsafe table.withUnsafeMutableBufferPointer { table in
      // SAFETY: each range of places writes only its own rows.
      nonisolated(unsafe) let table = unsafe table
      parallelFor(
        nodes.count, grain: 16, state: { SearchWorkspace(nodeCount: nodeCount) },
        body: { workspace, places in
          for place in places {
            let row = unsafe UnsafeMutableBufferPointer(
              rebasing: table[place * stride..<(place + 1) * stride])
            unsafe count(
              nodes[place]..<nodes[place] + 1, packed: packed, &workspace, into: row)
          }
        })
    }
    let (rows, places) = (table, placeOf)
    parallelFor(nodeCount, grain: 64) { range in
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: range.count * stride) {
        counts in
        for (index, node) in range.enumerated() {
          let first = Int(places[Int(representatives[node])]) * stride
          for i in 0..<stride {
            unsafe counts.initializeElement(at: index * stride + i, to: rows[first + i])
          }
        }
        unsafe body(range, UnsafeBufferPointer(counts))
      }
    }
  }
}
