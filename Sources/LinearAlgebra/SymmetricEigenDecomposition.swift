internal import CLAPACKE

/// The eigen-decomposition A = Q·diag(λ)·Qᵀ of a symmetric matrix.
///
/// For a symmetric positive semi-definite matrix this is also its singular value decomposition, in
/// about half the time of a general one.
public struct SymmetricEigenDecomposition: Sendable {
  /// The eigenvalues, largest first.
  public let eigenvalues: [Double]

  /// n × n: row i is the unit eigenvector of `eigenvalues[i]` (so this is Qᵀ).
  public let eigenvectors: DoubleMatrix

  /// Factors a symmetric n × n matrix; only its lower triangle is read.
  ///
  /// The signs of the eigenvectors are not unique: compare products in which they cancel.
  ///
  /// - Throws: ``LAPACKError`` when the iteration does not converge.
  /// - Precondition: `a` is square.
  /// - Complexity: O(n³)
  public init(_ a: DoubleMatrix) throws(LAPACKError) {
    precondition(
      a.rowCount == a.columnCount, "\(a.rowCount) × \(a.columnCount) is not square")
    let n = a.rowCount
    guard n > 0 else {
      (eigenvalues, eigenvectors) = ([], a)
      return
    }
    var vectors = a.elements
    var values = [Double](repeating: 0, count: n)
    // Row-major lower is column-major upper: no transposition is needed, and since LAPACK returns
    // eigenvectors as columns, they arrive as our rows, in ascending order of eigenvalue.
    let info = unsafe vectors.withUnsafeMutableBufferPointer { vectors in
      unsafe values.withUnsafeMutableBufferPointer { values in
        OpenBLAS.call {
          unsafe LAPACKE_dsyevd(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "U")), Int32(n),
            vectors.baseAddress!, Int32(n), values.baseAddress!)
        }
      }
    }
    guard info == 0 else { throw LAPACKError(routine: "dsyevd", info: Int(info)) }
    eigenvalues = values.reversed()
    eigenvectors = DoubleMatrix(rowCount: n, columnCount: n, elements: vectors)
      .selectingRows((0..<n).reversed())
  }
}
