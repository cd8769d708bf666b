internal import Parallel

/// The directions in which rows vary most, from their covariance.
///
/// Seen along these axes distances stay what they are, but most of a distance is in the first few
/// coordinates. That is what makes a k-d tree work on rows that are long but vary smoothly.
package struct PrincipalAxes: Sendable {
  /// The mean row.
  package let mean: [Float]
  /// r × width: orthonormal axes, the one of largest variance first.
  package let axes: Matrix

  /// Finds the axes that hold all but a small share of the variance.
  ///
  /// At most `sampleLimit` of the selected rows, evenly spread, are looked at, by default eight for each
  /// column, or 1 024: the axes only have to be good, since any orthonormal axes keep distances.
  ///
  /// - Throws: ``LAPACKError`` if the eigen-decomposition fails.
  /// - Complexity: O(min(rows, sampleLimit) · width² + width³)
  package init(
    of rows: Matrix, selecting selection: [Int32], residualShare: Double = 1e-4,
    sampleLimit: Int? = nil
  ) throws(LAPACKError) {
    let width = rows.columnCount
    let sampleLimit = sampleLimit ?? max(1024, 8 * width)
    let step = max(1, (selection.count + sampleLimit - 1) / sampleLimit)
    let sample = stride(from: 0, to: selection.count, by: step).map { Int(selection[$0]) }
    var mean = [Double](repeating: 0, count: width)
    for row in sample {
      for column in 0..<width { mean[column] += Double(rows[row, column]) }
    }
    mean = mean.map { $0 / Double(max(sample.count, 1)) }
    var centered = DoubleMatrix(rowCount: width, columnCount: sample.count)
    for (index, row) in sample.enumerated() {
      for column in 0..<width {
        centered[column, index] = Double(rows[row, column]) - mean[column]
      }
    }
    let covariance = centered.multiplied(byTransposeOf: centered)
    let eigen = try SymmetricEigenDecomposition(covariance)
    let total = eigen.eigenvalues.reduce(0) { $0 + max($1, 0) }
    var (kept, residual) = (0, total)
    while kept < width, residual > residualShare * total {
      residual -= max(eigen.eigenvalues[kept], 0)
      kept += 1
    }
    self.mean = mean.map(Float.init)
    axes = Matrix(
      rowCount: kept, columnCount: width,
      elements: eigen.eigenvectors.elements.prefix(kept * width).map(Float.init))
  }

  /// The coordinates of rows along the axes, measured from the mean.
  ///
  /// - Returns: a row of r coordinates for each selected row.
  /// - Complexity: O(selected rows · width · r)
  package func coordinates(of rows: Matrix, selecting selection: [Int32]) -> Matrix {
    let (width, rank) = (rows.columnCount, axes.rowCount)
    guard rank > 0 else { return Matrix(rowCount: selection.count, columnCount: 0) }
    return unsafe Matrix(rowCount: selection.count, columnCount: rank) { result in
      // SAFETY: each range of rows writes only its own coordinates.
      nonisolated(unsafe) let result = unsafe result
      parallelFor(selection.count, grain: 256) { range in
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * width) {
          centered in
          for (local, place) in range.enumerated() {
            let row = rows[row: Int(selection[place])]
            for column in 0..<width {
              unsafe centered[local * width + column] = row[column] - mean[column]
            }
          }
          unsafe Float.multiply(
            centered.baseAddress!, axes.elements, transposed: true, rows: range.count,
            columns: rank, inner: width, into: result.baseAddress! + range.lowerBound * rank)
        }
      }
    }
  }
}
