internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import Options
internal import Parallel

/// Matrices with an element for each pair of a source and a target node.
extension DenseMatrix<Double> {
  /// n₁ × n₂ elements, each computed from its pair.
  ///
  /// - Complexity: O(n₁ · n₂)
  init(_ source: Graph, _ target: Graph, _ element: @Sendable (Int, Int) -> Double) {
    self.init(rowCount: source.nodeCount, columnCount: target.nodeCount)
    forEachRow { i, row in
      for j in row.indices { row[j] = element(i, j) }
    }
  }

  /// Calls `body` with every row, several at once.
  mutating func forEachRow(_ body: @Sendable (Int, inout MutableSpan<Double>) -> Void) {
    let height = rowCount
    guard columnCount > 0 else { return }
    elements.mutableSpan.forEachRow(rowCount: height, grain: 32, body)
  }

  /// The sum of f over all rows.
  ///
  /// What the rows give is added up in order, so that the result does not depend on threads.
  func sum(ofRows f: @Sendable (_ index: Int, _ row: Span<Double>) -> Double) -> Double {
    var sums = DoubleMatrix(rowCount: rowCount, columnCount: 1)
    sums.forEachRow { index, sum in sum[0] = f(index, self[row: index]) }
    return sums.elements.reduce(0, +)
  }

  /// Scales the matrix so that its elements add up to `total`; a matrix that adds up to 0 stays.
  mutating func scaleToSum(_ total: Double) {
    let sum = sum { _, row in row.sum }
    guard sum > 0 else { return }
    let factor = total / sum
    forEachRow { _, row in
      for j in row.indices { row[j] *= factor }
    }
  }
}

extension Span<Double> {
  /// The sum of all elements, one after another.
  var sum: Double {
    var sum = 0.0
    for i in indices { sum += self[i] }
    return sum
  }
}

extension SparseMatrix {
  /// The adjacency matrix, both directions of an edge alike.
  ///
  /// - Parameter scale: what an entry (i, j) becomes, given the magnitude of its weight.
  init(_ adjacency: Adjacency, _ scale: (_ row: Int, _ column: Int, _ weight: Double) -> Double) {
    var values: [Double] = []
    values.reserveCapacity(adjacency.entryCount)
    for node in 0..<adjacency.nodeCount {
      for i in adjacency.offsets[node]..<adjacency.offsets[node + 1] {
        values.append(
          scale(node, Int(adjacency.neighbors[i]), adjacency.weights.map { abs($0[i]) } ?? 1))
      }
    }
    self.init(
      rowCount: adjacency.nodeCount, columnCount: adjacency.nodeCount, offsets: adjacency.offsets,
      columns: adjacency.neighbors, values: values)
  }
}

/// Throws if a dense matrix over all pairs of nodes would be larger than allowed.
func checkPairs(_ source: Graph, _ target: Graph, limit: Int) throws(OptionError) {
  guard limit >= 1 else {
    throw OptionError(name: "pairLimit", value: "\(limit)", reason: "must be at least 1")
  }
  let (pairs, overflow) = source.nodeCount.multipliedReportingOverflow(by: target.nodeCount)
  guard !overflow, pairs <= limit else {
    throw OptionError(
      name: "pairLimit", value: "\(limit)",
      reason: "\(source.nodeCount) source nodes and \(target.nodeCount) target nodes make more "
        + "pairs, and dense matrices hold them all")
  }
}
