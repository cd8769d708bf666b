internal import CKernels
internal import Graphs
internal import Parallel

/// The degrees in the rings around every node, counted by bucket.
///
/// Each search marks the nodes it has met with its own number, so that nothing is cleared between
/// searches; a node's bucket travels in the upper bits of its entry, so that it costs no further
/// access to memory.
struct RingHistograms {
  let adjacency: Adjacency
  let buckets: [Int32]
  let bucketCount: Int
  let hopCount: Int
  /// Whether a node is always its neighbors' neighbor.
  let isSymmetric: Bool

  /// Numbers per node: a histogram for each ring, one place longer than there are buckets for the
  /// nodes that fall into none.
  var stride: Int { hopCount * (bucketCount + 1) }

  /// - Parameter hopCount: rings beyond n − 1 steps are empty and are left out.
  init(
    _ adjacency: Adjacency, buckets: [Int32], bucketCount: Int, hopCount: Int, isSymmetric: Bool
  ) {
    self.isSymmetric = isSymmetric
    self.adjacency = adjacency
    self.buckets = buckets
    self.bucketCount = bucketCount
    self.hopCount = max(1, min(hopCount, adjacency.nodeCount - 1))
  }

  /// Hands over the counts of consecutive nodes, ``stride`` numbers each, several ranges at once.
  ///
  /// - Complexity: O(n · nodes within K − 1 steps · degree) time, or by batches O(n / 512 · K · (n +
  ///   entries)), whichever promises to be less; O(n) space per thread
  func forEachRange(_ body: @Sendable (Range<Int>, UnsafeBufferPointer<UInt32>) -> Void) {
    let nodeCount = adjacency.nodeCount
    let isPacked = bucketCount < 32 && nodeCount <= 1 << 27
    let packed = isPacked ? packedEntries() : []
    if let representatives = leafRepresentatives() {
      unsafe forEachRange(
        representatives: representatives, packed: isPacked ? packed : nil, body)
      return
    }
    if isPacked, prefersBatches(packed: packed) {
      unsafe forEachBatch(packed: packed, body)
      return
    }
    // Small enough that a hub's chunk, at the end, does not keep all others waiting.
    let grain = max(1, min(64, 1 << 20 / stride))
    parallelFor(
      nodeCount, grain: grain, state: { SearchWorkspace(nodeCount: nodeCount) },
      body: { workspace, nodes in
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: nodes.count * stride) {
          counts in
          unsafe count(nodes, packed: isPacked ? packed : nil, &workspace, into: counts)
          unsafe body(nodes, UnsafeBufferPointer(counts))
        }
      })
  }

  func count(
    _ nodes: Range<Int>, packed: [UInt32]?, _ workspace: inout SearchWorkspace,
    into counts: UnsafeMutableBufferPointer<UInt32>
  ) {
    let nodeCount = Int64(adjacency.nodeCount)
    let (first, last) = (Int64(nodes.lowerBound), Int64(nodes.upperBound))
    unsafe adjacency.offsets.withUnsafeBufferPointer { offsets in
      // Swift's Int and C's int64_t are the same 64 bits here.
      let offsets = unsafe UnsafeRawPointer(offsets.baseAddress!)
        .assumingMemoryBound(to: Int64.self)
      if let packed {
        unsafe ga_ring_histograms(
          first, last, nodeCount, offsets, packed, buckets, isSymmetric ? 1 : 0, Int32(hopCount),
          Int32(bucketCount), &workspace.marks, &workspace.epoch, &workspace.queue,
          counts.baseAddress!)
      } else {
        unsafe ga_ring_histograms_unpacked(
          first, last, nodeCount, offsets, adjacency.neighbors, buckets, Int32(hopCount),
          Int32(bucketCount), &workspace.marks, &workspace.epoch, &workspace.queue,
          counts.baseAddress!)
      }
    }
  }

  /// The neighbors of all nodes, each with its bucket in the upper five bits.
  func packedEntries() -> [UInt32] {
    unsafe [UInt32](unsafeUninitializedCapacity: adjacency.neighbors.count) { entries, count in
      count = adjacency.neighbors.count
      unsafe adjacency.neighbors.withUnsafeBufferPointer { neighbors in
        unsafe buckets.withUnsafeBufferPointer { buckets in
          // SAFETY: each range writes only its own entries; neighbors are nodes, which all have a bucket.
          nonisolated(unsafe) let (entries, neighbors, buckets) = unsafe (
            entries, neighbors, buckets
          )
          unsafe parallelFor(neighbors.count, grain: 8192) { range in
            for i in range {
              let node = unsafe neighbors[i]
              unsafe entries[i] = UInt32(node) | UInt32(buckets[Int(node)]) << 27
            }
          }
        }
      }
    }
  }
}
