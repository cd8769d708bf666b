internal import GraphAlignment
internal import Graphs
public import LinearAlgebra

/// S ← L·S·R, one step along an edge in both graphs at once.
///
/// Written out, (L·S·R)_ij = Σ_u Σ_v L_iu · S_uv · R_vj: over all pairs of neighbors, in
/// O(n₁ · m₂ + m₁ · n₂) instead of O(m₁ · m₂), m₁ and m₂ being the stored entries.
struct PairStep: Sendable {
  let left: SparseMatrix
  let right: SparseMatrix

  func callAsFunction(_ similarities: DoubleMatrix) throws(CHOLMODError) -> DoubleMatrix {
    try left.multiplied(by: try similarities.multiplied(by: right))
  }
}

/// Where an iteration over similarities of all pairs came to.
public struct PairFixedPoint: Sendable, Equatable {
  /// The similarities, n₁ × n₂.
  public let similarities: DoubleMatrix
  /// How many iterations were done.
  public let iterationCount: Int
  /// ‖S − S′‖₁ / ‖S‖₁ between the last two iterations.
  public let residual: Double
  /// Whether the residual is within the tolerance.
  public let isConverged: Bool

  /// Iterates until the change is within `tolerance`, or `limit` times.
  ///
  /// - Throws: what `step` throws, and `CancellationError` if the task is cancelled.
  init(
    from start: DoubleMatrix, limit: Int, tolerance: Double,
    progress: (Double) -> Void, step: (DoubleMatrix) throws -> DoubleMatrix
  ) throws {
    var (current, residual, count) = (start, Double.infinity, 0)
    while count < limit, residual > tolerance {
      try Task.checkCancellation()
      let (next, before) = (try step(current), current)
      let change = next.sum { i, row in
        let old = before[row: i]
        var sum = 0.0
        for j in row.indices { sum += abs(row[j] - old[j]) }
        return sum
      }
      // Similarities are not negative.
      let size = next.sum { _, row in row.sum }
      residual = size > 0 ? change / size : 0
      current = next
      count += 1
      progress(Double(count) / Double(limit))
    }
    similarities = current
    iterationCount = count
    self.residual = residual
    isConverged = residual <= tolerance
  }

  /// What a user should know.
  var notes: [String] {
    isConverged
      ? []
      : ["Stopped after \(iterationCount) iterations with a relative change of \(residual)."]
  }
}
