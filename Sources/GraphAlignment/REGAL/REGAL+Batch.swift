internal import Foundation
public import Graphs
internal import LinearAlgebra
internal import NearestNeighbors
internal import Parallel
internal import Synchronization

extension REGAL {
  /// Aligns many pairs of graphs, several at a time: for tens of thousands of small ones.
  ///
  /// ```swift
  /// let alignments = try REGAL().align(batch: zip(sentences, scenes).map { ($0, $1) })
  /// ```
  ///
  /// Where every node is a landmark, which the default number of landmarks makes true of all pairs with
  /// up to 58 nodes together, the embedding is exact and need not be computed: with x the exponent of two
  /// nodes' similarity,
  ///
  ///     ⟨ỹᵢ, ỹⱼ⟩ = exp(−x)   and   ‖ỹᵢ − ỹⱼ‖² = 2 − 2·exp(−x)
  ///
  /// so candidates are ordered by x, equal ones by the smaller node. The general path, which factors the
  /// similarities and stores rows in `Float`, agrees with this to about 10⁻⁴ and may break ties between
  /// nodes that are different but equally far in its own way. All other pairs take the general path.
  ///
  /// - Returns: an alignment for each pair, in order.
  /// - Throws: what ``align(_:to:progress:)`` throws, for the first pair that fails.
  /// - Complexity: O(n₁ · n₂ · (b + log n₂)) for a small pair of n₁ and n₂ nodes, beside its signatures
  public func align(batch pairs: [(source: Graph, target: Graph)]) throws -> [Alignment] {
    try validate()
    try Task.checkCancellation()
    var alignments = [Alignment?](repeating: nil, count: pairs.count)
    let failure = Mutex<(pair: Int, error: any Error)?>(nil)
    unsafe alignments.withUnsafeMutableBufferPointer { alignments in
      // SAFETY: each iteration writes only the alignments of its own pairs.
      nonisolated(unsafe) let alignments = unsafe alignments
      parallelFor(pairs.count, grain: 16) { range in
        // Pairs are spread over threads; what happens within a pair need not be.
        Parallelism.withThreadCount(1) {
          for pair in range {
            do {
              unsafe alignments[pair] = try alignPair(pairs[pair].source, pairs[pair].target)
            } catch {
              failure.withLock { first in
                if first.map({ $0.pair > pair }) ?? true { first = (pair, error) }
              }
            }
          }
        }
      }
    }
    if let error = failure.withLock({ $0?.error }) { throw error }
    return alignments.map { $0! }
  }

  private func alignPair(_ source: Graph, _ target: Graph) throws -> Alignment {
    guard isExact(source.nodeCount + target.nodeCount) else {
      return try align(source, to: target) { _ in }
    }
    try Task.checkCancellation()
    let graphs = [source, target]
    let signatures = try Signatures(of: graphs, options: self.signatures)
    return matchExactly(try exponents(graphs, signatures), source, target)
  }

  /// Whether the embedding of this many nodes has the kernel itself for its inner products.
  private func isExact(_ nodeCount: Int) -> Bool {
    if case .nodes = landmarkSelection { return false }
    return space == .embedding && landmarks.count(of: nodeCount) == nodeCount
  }

  private func matchExactly(
    _ exponents: SimilarityExponents, _ source: Graph, _ target: Graph
  ) -> Alignment {
    let (first, targetCount) = (source.nodeCount, target.nodeCount)
    let count = min(candidateCount, targetCount)
    var rows = CandidateRows(columnCount: targetCount)
    rows.reserve(rowCount: first, entryCount: first * count)
    var nearest = NearestSet(count: count)
    for node in 0..<first {
      nearest.removeAll()
      for other in 0..<targetCount {
        let exponent = exponents.exponent(node, first + other)
        nearest.insert(Neighbor(index: other, squaredDistance: exponent))
      }
      for neighbor in nearest.neighbors {
        let weight = kernel.similarity(squaredDistance: -2 * expm1(-neighbor.squaredDistance))
        rows.append(Int32(neighbor.index), weight)
      }
      rows.endRow()
    }
    return Alignment(source, target, rows)
  }
}
