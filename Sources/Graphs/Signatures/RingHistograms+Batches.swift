internal import CKernels
internal import LinearAlgebra

/// Rings by batches of 512 searches, for graphs whose rings cover much of them.
///
/// Then each search sees most entries, and one pass through all entries serves 512 searches at once:
/// O(K · (n + entries)) a batch where searches alone would need up to 512 times as many visits.
extension RingHistograms {
  static let batchSize = Int(ga_batch_size)

  /// Memory for one batch, three words of 512 bits a node; more than that is not taken per thread.
  private static let largestBatch = 1 << 28

  /// Whether batches are quicker, judged from the visits of 64 searches evenly spread.
  ///
  /// An entry costs a batch about three visits, being 64 bytes from farther away, and a node twelve a
  /// ring, for counting. Rings count exactly; what their nodes' degrees add up to follows from the mean
  /// degree of each bucket. These are counts and not times, so the choice is the same on every run.
  func prefersBatches(packed: [UInt32]) -> Bool {
    let nodeCount = adjacency.nodeCount
    guard isSymmetric, hopCount >= 2, nodeCount >= 2 * Self.batchSize,
      nodeCount * 3 * Self.batchSize / 8 <= Self.largestBatch
    else { return false }
    var degrees = [Double](repeating: 0, count: bucketCount + 1)
    var sizes = degrees
    for node in 0..<nodeCount {
      degrees[Int(buckets[node])] += Double(adjacency.count(of: node))
      sizes[Int(buckets[node])] += 1
    }
    let sample = Swift.stride(from: 0, to: nodeCount, by: nodeCount / 64)
    var workspace = SearchWorkspace(nodeCount: nodeCount)
    var (visits, searches) = (0.0, 0.0)
    for node in sample {
      visits += Double(adjacency.count(of: node))
      searches += 1
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: stride) { counts in
        unsafe count(node..<node + 1, packed: packed, &workspace, into: counts)
        for hop in 0..<hopCount - 1 {
          for bucket in 0..<bucketCount where sizes[bucket] > 0 {
            visits +=
              unsafe Double(counts[hop * (bucketCount + 1) + bucket]) * degrees[bucket]
              / sizes[bucket]
          }
        }
      }
    }
    let alone = visits / searches * Double(Self.batchSize)
    let together = 3 * (hopCount - 1) * adjacency.entryCount + 12 * hopCount * nodeCount
    return alone > Double(together)
  }

  /// ``forEachRange(_:)`` by batches.
  ///
  /// - Complexity: O(n / 512 · K · (n + entries)) time, O(n) space per thread
  func forEachBatch(
    packed: [UInt32], _ body: @Sendable (Range<Int>, UnsafeBufferPointer<UInt32>) -> Void
  ) {
    let nodeCount = adjacency.nodeCount
    let words = nodeCount * Int(ga_batch_words)
    parallelFor(
      nodeCount, grain: Self.batchSize,
      state: { [UInt64](repeating: 0, count: 3 * words) },
      body: { memory, nodes in
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: nodes.count * stride) {
          counts in
          unsafe memory.withUnsafeMutableBufferPointer { memory in
            unsafe adjacency.offsets.withUnsafeBufferPointer { offsets in
              // Swift's Int and C's int64_t are the same 64 bits here.
              let offsets = unsafe UnsafeRawPointer(offsets.baseAddress!)
                .assumingMemoryBound(to: Int64.self)
              let seen = memory.baseAddress!
              unsafe ga_ring_histogram_batch(
                Int64(nodes.lowerBound), Int64(nodes.upperBound), Int64(nodeCount), offsets,
                packed, buckets, Int32(hopCount), Int32(bucketCount), seen, seen + words,
                seen + 2 * words, counts.baseAddress!)
            }
          }
          unsafe body(nodes, UnsafeBufferPointer(counts))
        }
      })
  }
}
