import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra

/// Fixed points over pairs of nodes, by the matrix over pairs of pairs written out in full.
enum PairIterationTwins {
  /// (A₁ ⊗ A₂)_{(i,j),(u,v)} = w(i,u) · w(j,v), pairs numbered row by row.
  static func kronecker(_ source: Graph, _ target: Graph) -> DoubleMatrix {
    let (n1, n2) = (source.nodeCount, target.nodeCount)
    let (a, b) = (weights(source), weights(target))
    var product = DoubleMatrix(rowCount: n1 * n2, columnCount: n1 * n2)
    for i in 0..<n1 {
      for j in 0..<n2 {
        for u in 0..<n1 {
          for v in 0..<n2 { product[i * n2 + j, u * n2 + v] = a[i, u] * b[j, v] }
        }
      }
    }
    return product
  }

  static func weights(_ graph: Graph) -> DoubleMatrix {
    var result = DoubleMatrix(rowCount: graph.nodeCount, columnCount: graph.nodeCount)
    let edges = graph.edgeList()
    for i in edges.sources.indices {
      let (a, b) = (Int(edges.sources[i]), Int(edges.targets[i]))
      result[a, b] = edges.weights?[i] ?? 1
      result[b, a] = result[a, b]
    }
    return result
  }

  static func times(_ matrix: DoubleMatrix, _ vector: [Double]) -> [Double] {
    (0..<matrix.rowCount).map { i in
      (0..<matrix.columnCount).reduce(0) { $0 + matrix[i, $1] * vector[$1] }
    }
  }

  /// IsoRank's power iteration on pairs of pairs.
  static func isoRank(
    _ source: Graph, _ target: Graph, prior: [Double], alpha: Double, iterations: Int
  ) -> [Double] {
    var matrix = kronecker(source, target)
    for pair in 0..<matrix.columnCount {
      let sum = (0..<matrix.rowCount).reduce(0) { $0 + matrix[$1, pair] }
      guard sum > 0 else { continue }
      for row in 0..<matrix.rowCount { matrix[row, pair] /= sum }
    }
    let total = prior.reduce(0, +)
    let h = prior.map { $0 / total }
    var r = h
    for _ in 0..<iterations {
      r = zip(times(matrix, r), h).map { alpha * $0 + (1 - alpha) * $1 }
      let sum = r.reduce(0, +)
      r = r.map { $0 / sum }
    }
    return r
  }

  /// FINAL's fixed point on pairs of pairs.
  static func final(
    _ source: Graph, _ target: Graph, agreement: [Double], prior: [Double], alpha: Double,
    iterations: Int
  ) -> [Double] {
    var matrix = kronecker(source, target)
    let count = matrix.rowCount
    for i in 0..<count {
      for j in 0..<count { matrix[i, j] *= agreement[i] * agreement[j] }
    }
    let sums = (0..<count).map { i in (0..<count).reduce(0) { $0 + matrix[i, $1] } }
    let scale = sums.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    for i in 0..<count {
      for j in 0..<count { matrix[i, j] *= scale[i] * scale[j] }
    }
    let total = prior.reduce(0, +)
    let h = prior.map { $0 / total }
    var s = h
    for _ in 0..<iterations {
      s = zip(times(matrix, s), h).map { alpha * $0 + (1 - alpha) * $1 }
    }
    return s
  }

  /// min / max of degrees.
  static func degreePrior(_ source: Graph, _ target: Graph) -> [Double] {
    (0..<source.nodeCount).flatMap { i in
      (0..<target.nodeCount).map { j in
        let (a, b) = (source.degree(of: i), target.degree(of: j))
        return max(a, b) > 0 ? min(a, b) / max(a, b) : 1
      }
    }
  }
}
