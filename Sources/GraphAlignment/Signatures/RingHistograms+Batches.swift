internal import CKernels
internal import Graphs
internal import Parallel

/// Rings by batches of 512 searches, for graphs whose rings cover much of them.
///
/// Then each search sees most entries, and one pass through all entries serves 512 searches at once:
/// O(K · (n + entries)) a batch where searches alone would need up to 512 times as many visits.
extension RingHistograms {
  static let batchSize = Int(ga_batch_size)

  /// Memory for one batch, three words of 512 bits a node; more than that is not taken per thread.
  private static let largestBatch = 1 << 28

  /// Whether batches are quicker, judged from the visits of searches alone.
  ///
  /// An entry costs a batch about three visits, being 64 bytes from farther away, and a node twelve a
  /// ring, for counting. These are counts and not times, so the choice is the same on every run.
  func prefersBatches(packed: [UInt32]) -> Bool {
    let nodeCount = adjacency.nodeCount
    guard isSymmetric, hopCount >= 2, nodeCount >= 2 * Self.batchSize,
      nodeCount * 3 * Self.batchSize / 8 <= Self.largestBatch
    else { return false }
    let alone = visitsPerSearch(packed: packed) * Double(Self.batchSize)
    let together = 3 * (hopCount - 1) * adjacency.entryCount + 12 * hopCount * nodeCount
    return alone > Double(together)
  }

  /// How many entries a search alone looks at, on average.
  ///
  /// Those of the first two rings add up to Σ degree + Σ degree². Of later rings 64 searches count the
  /// nodes, and the mean degree of each bucket says what their degrees add up to. The searches begin
  /// a golden section of all nodes apart: numbers often have a meaning, and in steps of n / 64 they may
  /// all be of hubs.
  func visitsPerSearch(packed: [UInt32]) -> Double {
    let nodeCount = adjacency.nodeCount
    var degrees = [Double](repeating: 0, count: bucketCount + 1)
    var sizes = degrees
    var visits = 0.0
    for node in 0..<nodeCount {
      let degree = Double(adjacency.count(of: node))
      degrees[Int(buckets[node])] += degree
      sizes[Int(buckets[node])] += 1
      visits += degree + degree * degree
    }
    visits /= Double(nodeCount)
    guard hopCount > 2 else { return visits }
    let step = Int(Double(nodeCount) * 0.618_033_988_749_894_8)
    let searches = 64
    var workspace = SearchWorkspace(nodeCount: nodeCount)
    for search in 0..<searches {
      let node = search * step % nodeCount
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: stride) { counts in
        unsafe count(node..<node + 1, packed: packed, &workspace, into: counts)
        for hop in 1..<hopCount - 1 {
          for bucket in 0..<bucketCount where sizes[bucket] > 0 {
            visits +=
              unsafe Double(counts[hop * (bucketCount + 1) + bucket]) * degrees[bucket]
              / sizes[bucket] / Double(searches)
          }
        }
      }
    }
    return visits
  }

  /// ``forEachRange(_:)`` by batches.
  ///
  /// - Complexity: O(n / 512 · K · (n + entries)) time, O(n) space per thread
  func forEachBatch(
    packed: [UInt32], of nodes: Range<Int>? = nil,
    _ body: @Sendable (Range<Int>, UnsafeBufferPointer<UInt32>) -> Void
  ) {
    let nodeCount = adjacency.nodeCount
    let wanted = nodes ?? 0..<nodeCount
    let words = nodeCount * Int(ga_batch_words)
    parallelFor(
      wanted.count, grain: Self.batchSize,
      state: { [UInt64](repeating: 0, count: 3 * words) },
      body: { memory, places in
        let nodes = wanted.lowerBound + places.lowerBound..<wanted.lowerBound + places.upperBound
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
