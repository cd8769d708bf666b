package import Graphs
package import LinearAlgebra
internal import Parallel

extension RingHistograms {
  /// Writes Σ_k weight(k) · histogram_k of one node.
  ///
  /// - Parameters:
  ///   - counts: the ``stride`` counts of the node.
  ///   - row: room for a number for each bucket.
  @inline(__always)
  func add(
    _ counts: UnsafePointer<UInt32>, of node: Int, _ weights: [Double],
    to row: UnsafeMutablePointer<Float>
  ) {
    let own = Int(buckets[node])
    for bucket in 0..<bucketCount {
      var sum = own == bucket ? weights[0] : 0
      for hop in 1..<weights.count {
        sum += weights[hop] * Double(unsafe counts[(hop - 1) * (bucketCount + 1) + bucket])
      }
      unsafe row[bucket] = Float(sum)
    }
  }

  /// Writes the histograms of one node, one after the other.
  @inline(__always)
  func copy(_ counts: UnsafePointer<UInt32>, to row: UnsafeMutablePointer<Float>) {
    for hop in 0..<hopCount {
      for bucket in 0..<bucketCount {
        unsafe row[hop * bucketCount + bucket] = Float(counts[hop * (bucketCount + 1) + bucket])
      }
    }
  }

  /// Hands over the counts of some nodes alone.
  ///
  /// - Complexity: that of ``forEachRange(_:)`` for these nodes, and O(entries); where leaves save half of all
  ///   searches, that for all
  func forEachRange(
    of nodes: Range<Int>, _ body: @Sendable (Range<Int>, UnsafeBufferPointer<UInt32>) -> Void
  ) {
    let nodeCount = adjacency.nodeCount
    let isPacked = bucketCount < 32 && nodeCount <= 1 << 27
    let packed = isPacked ? packedEntries() : []
    if let representatives = leafRepresentatives() {
      let stride = stride
      unsafe forEachRange(
        representatives: representatives, packed: isPacked ? packed : nil
      ) { range, counts in
        for node in range where nodes.contains(node) {
          let first = (node - range.lowerBound) * stride
          unsafe body(
            node..<node + 1, UnsafeBufferPointer(rebasing: counts[first..<first + stride]))
        }
      }
      return
    }
    if isPacked, prefersBatches(packed: packed) {
      unsafe forEachBatch(packed: packed, of: nodes, body)
      return
    }
    parallelFor(
      nodes.count, grain: max(1, min(64, 1 << 20 / stride)),
      state: { SearchWorkspace(nodeCount: nodeCount) },
      body: { workspace, places in
        let range =
          nodes.lowerBound + places.lowerBound..<nodes.lowerBound + places.upperBound
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: range.count * stride) {
          counts in
          unsafe count(range, packed: isPacked ? packed : nil, &workspace, into: counts)
          unsafe body(range, UnsafeBufferPointer(counts))
        }
      })
  }
}

/// The rings around some nodes of a graph of which only a part may be there: all nodes within K steps, and the
/// neighbors of those within K − 1.
package struct RingSearch {
  private let rings: RingHistograms
  private let nodes: Range<Int>
  private let isWhole: Bool

  /// - Parameters:
  ///   - adjacency: neighbors in any order; a node at K steps need have none.
  ///   - buckets: the bucket of each node, `bucketCount` for none.
  ///   - nodes: those whose rings are wanted.
  package init(
    _ adjacency: Adjacency, buckets: [Int32], bucketCount: Int, hopCount: Int, nodes: Range<Int>
  ) {
    // What is known of the rest may be from one side only.
    rings = RingHistograms(
      adjacency, buckets: buckets, bucketCount: bucketCount, hopCount: hopCount, isSymmetric: false)
    self.nodes = nodes
    isWhole = false
  }

  /// The rings around all nodes of a graph, or some.
  ///
  /// - Parameters:
  ///   - isSymmetric: whether a node is always its neighbors' neighbor.
  ///   - nodes: those whose rings are wanted; `nil` for all.
  package init(
    whole adjacency: Adjacency, buckets: [Int32], bucketCount: Int, hopCount: Int,
    isSymmetric: Bool, nodes: Range<Int>? = nil
  ) {
    rings = RingHistograms(
      adjacency, buckets: buckets, bucketCount: bucketCount, hopCount: hopCount,
      isSymmetric: isSymmetric)
    self.nodes = nodes ?? 0..<adjacency.nodeCount
    isWhole = nodes == nil
  }

  /// REGAL's signatures: a row of a number for each bucket.
  ///
  /// - Complexity: O(nodes · nodes within K − 1 steps · degree)
  package func signatures(_ options: SignatureOptions) -> Matrix {
    let weights = (0...rings.hopCount).map { options.weight(ofHop: $0) }
    return unsafe fill(width: rings.bucketCount) { counts, node, row in
      unsafe rings.add(counts, of: node, weights, to: row)
    }
  }

  /// The histograms of K rings, one after the other, where rows have room for more.
  ///
  /// - Complexity: O(nodes · nodes within K − 1 steps · degree)
  package func histograms(width: Int) -> Matrix {
    unsafe fill(width: width) { counts, _, row in unsafe rings.copy(counts, to: row) }
  }

  private func fill(
    width: Int,
    _ write: @Sendable (UnsafePointer<UInt32>, Int, UnsafeMutablePointer<Float>) -> Void
  ) -> Matrix {
    var rows = Matrix(rowCount: nodes.count, columnCount: width)
    guard width > 0, rings.bucketCount > 0 else { return rows }
    let (first, stride) = (nodes.lowerBound, rings.stride)
    unsafe rows.elements.withUnsafeMutableBufferPointer { elements in
      // SAFETY: each range of nodes writes only its own rows.
      nonisolated(unsafe) let elements = unsafe elements
      let body = { @Sendable (range: Range<Int>, counts: UnsafeBufferPointer<UInt32>) in
        for node in range {
          unsafe write(
            counts.baseAddress! + (node - range.lowerBound) * stride, node,
            elements.baseAddress! + (node - first) * width)
        }
      }
      if isWhole {
        unsafe rings.forEachRange(body)
      } else {
        unsafe rings.forEachRange(of: nodes, body)
      }
    }
    return rows
  }
}
