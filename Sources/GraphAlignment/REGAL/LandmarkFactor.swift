internal import LinearAlgebra

/// The factor F with C·F·(C·F)ᵀ = C·W⁺·Cᵀ, from the similarities W between landmarks.
///
/// W is symmetric and positive semi-definite, W = Q·Λ·Qᵀ, so the factor U·Σ^½ of W⁺'s singular value
/// decomposition is Q·Λ^−½ on the eigenvalues that are kept. Equal landmarks make W singular; rounding
/// then leaves tiny eigenvalues where zeros should be, and those have to be dropped: an eigenvalue is
/// kept if it exceeds `cutoff` times the largest.
struct LandmarkFactor: Sendable {
  /// p × r.
  let factor: DoubleMatrix

  /// - Parameter similarities: W, of which only the lower triangle is read.
  /// - Complexity: O(p³)
  init(_ similarities: DoubleMatrix, cutoff: Double) throws(LAPACKError) {
    let eigen = try SymmetricEigenDecomposition(similarities)
    let p = similarities.rowCount
    let largest = max(eigen.eigenvalues.first ?? 0, 0)
    let kept = eigen.eigenvalues.prefix { $0 > cutoff * largest && $0 > 0 }.count
    var factor = DoubleMatrix(rowCount: p, columnCount: kept)
    for column in 0..<kept {
      let scale = 1 / eigen.eigenvalues[column].squareRoot()
      for row in 0..<p { factor[row, column] = eigen.eigenvectors[column, row] * scale }
    }
    self.factor = factor
  }
}
