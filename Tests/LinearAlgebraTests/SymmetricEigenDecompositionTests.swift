import AlignmentTestSupport
import LinearAlgebra
import Testing

@Suite("Symmetric eigen-decomposition") struct SymmetricEigenDecompositionTests {
  @Test(
    "reconstructs the matrix, with orthonormal rows and descending eigenvalues",
    arguments: [1, 2, 3, 10, 64, 150])
  func reconstructs(n: Int) throws {
    for rank in Set([n, max(n / 3, 1)]) {
      let half = DoubleMatrix.uniform(rowCount: n, columnCount: rank, seed: UInt64(n + rank))
      let a = half.multiplied(byTransposeOf: half)
      let eigen = try SymmetricEigenDecomposition(a)
      let (values, q) = (eigen.eigenvalues, eigen.eigenvectors)
      #expect(values.count == n)
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
      // LAPACK promises a small multiple of n · 2⁻⁵² · ‖A‖; the largest eigenvalue is ‖A‖.
      let tolerance = Double(n + 8) * 0x1p-50 * max(values[0], 1)
      for i in 0..<n {
        for j in 0..<n {
          let sum = (0..<n).reduce(0.0) { $0 + values[$1] * q[$1, i] * q[$1, j] }
          #expect(abs(sum - a[i, j]) <= tolerance)
          let dot = (0..<n).reduce(0.0) { $0 + q[i, $1] * q[j, $1] }
          #expect(abs(dot - (i == j ? 1 : 0)) <= Double(n + 8) * 0x1p-50)
        }
      }
      // A matrix of this rank has no further eigenvalues, but for rounding.
      #expect(values[rank...].allSatisfy { abs($0) <= tolerance })
    }
  }

  @Test("finds the eigenvalues of a path graph: 2·cos(πk / (n + 1))")
  func pathGraph() throws {
    let n = 9
    var a = DoubleMatrix(rowCount: n, columnCount: n)
    for i in 1..<n { (a[i, i - 1], a[i - 1, i]) = (1, 1) }
    let values = try SymmetricEigenDecomposition(a).eigenvalues
    // cos(π/10), cos(π/5), cos(3π/10), cos(2π/5), 0 to 17 digits.
    let cosines = [
      0.95105651629515357, 0.80901699437494742, 0.58778525229247313, 0.30901699437494742, 0,
    ]
    for (k, cosine) in cosines.enumerated() {
      // A few roundings of numbers up to 2.
      #expect(abs(values[k] - 2 * cosine) <= 1e-14)
      #expect(abs(values[n - 1 - k] + 2 * cosine) <= 1e-14)
    }
  }

  @Test("reads the lower triangle only")
  func readsLowerTriangle() throws {
    let half = DoubleMatrix.uniform(rowCount: 12, columnCount: 12, seed: 9)
    let a = half.multiplied(byTransposeOf: half)
    var spoilt = a
    for i in 0..<12 {
      for j in (i + 1)..<12 { spoilt[i, j] = 1000 }
    }
    let (clean, other) = (
      try SymmetricEigenDecomposition(a), try SymmetricEigenDecomposition(spoilt)
    )
    #expect(clean.eigenvalues == other.eigenvalues)
    #expect(clean.eigenvectors == other.eigenvectors)
  }

  @Test("of an empty matrix is empty")
  func empty() throws {
    let eigen = try SymmetricEigenDecomposition(DoubleMatrix(rowCount: 0, columnCount: 0))
    #expect(eigen.eigenvalues.isEmpty && eigen.eigenvectors.rowCount == 0)
  }

  @Test("throws the routine and its info for a matrix that is not finite")
  func notFinite() {
    let a = DoubleMatrix(rowCount: 1, columnCount: 1, elements: [.nan])
    let error = #expect(throws: LAPACKError.self) { try SymmetricEigenDecomposition(a) }
    #expect(error?.description == "dsyevd failed with info = -5")
  }

  @Test("traps on a matrix that is not square")
  func trapsOnShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try? SymmetricEigenDecomposition(DoubleMatrix(rowCount: 2, columnCount: 3))
    }
    expectSaid("2 × 3 is not square", result)
  }
}
