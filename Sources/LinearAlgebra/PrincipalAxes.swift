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
  /// At most `sampleLimit` rows, evenly spread, are looked at: the axes only have to be good, since
  /// any orthonormal axes keep distances.
  ///
  /// - Throws: ``LAPACKError`` if the eigen-decomposition fails.
  /// - Complexity: O(min(rows, sampleLimit) · width² + width³)
  package init(
    of rows: Matrix, residualShare: Double = 1e-4, sampleLimit: Int = 4096
  ) throws(LAPACKError) {
    let width = rows.columnCount
    let step = max(1, (rows.rowCount + sampleLimit - 1) / sampleLimit)
    let sample = Array(stride(from: 0, to: rows.rowCount, by: step))
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
  /// - Returns: a row of r coordinates for each row.
  /// - Complexity: O(rows · width · r)
  package func coordinates(of rows: Matrix) -> Matrix {
    let width = rows.columnCount
    var centered = rows
    for row in 0..<rows.rowCount {
      for column in 0..<width { centered.elements[row * width + column] -= mean[column] }
    }
    return centered.multiplied(byTransposeOf: axes)
  }
}
