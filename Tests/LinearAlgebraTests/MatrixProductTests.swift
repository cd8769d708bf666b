import AlignmentTestSupport
import LinearAlgebra
import Parallel
import Testing

@Suite("Matrix products") struct MatrixProductTests {
  /// Sizes on both sides of the 512 rows that a thread takes at a time, and empty ones.
  static let sizes = [
    (1, 1, 1), (3, 5, 2), (7, 1, 9), (513, 17, 33), (1100, 3, 4), (0, 3, 2), (3, 0, 2), (3, 2, 0),
  ]

  @Test("equal serial sums in Double", arguments: sizes)
  func equalSerialSums(m: Int, k: Int, n: Int) {
    let (a, b) = (
      DoubleMatrix.uniform(rowCount: m, columnCount: k, seed: 1),
      DoubleMatrix.uniform(rowCount: k, columnCount: n, seed: 2)
    )
    let (product, transposed) = (a.multiplied(by: b), a.multiplied(byTransposeOf: b.transposed))
    #expect(product.rowCount == m && product.columnCount == n)
    #expect(transposed.rowCount == m && transposed.columnCount == n)
    for i in 0..<m {
      for j in 0..<n {
        let serial = (0..<k).reduce(0.0) { $0 + a[i, $1] * b[$1, j] }
        // k products of numbers below 1: k + 1 roundings of at most k · 2⁻⁵³.
        let tolerance = Double((k + 1) * k) * 0x1p-53
        #expect(abs(product[i, j] - serial) <= tolerance)
        #expect(abs(transposed[i, j] - serial) <= tolerance)
      }
    }
  }

  @Test("equal serial sums in Float", arguments: sizes)
  func equalSerialSumsInFloat(m: Int, k: Int, n: Int) {
    let (a, b) = (
      Matrix.uniform(rowCount: m, columnCount: k, seed: 3),
      Matrix.uniform(rowCount: k, columnCount: n, seed: 4)
    )
    let (product, transposed) = (a.multiplied(by: b), a.multiplied(byTransposeOf: b.transposed))
    for i in 0..<m {
      for j in 0..<n {
        let serial = (0..<k).reduce(0.0) { $0 + Double(a[i, $1]) * Double(b[$1, j]) }
        // As above, with Float's 2⁻²⁴.
        let tolerance = Double((k + 1) * k) * 0x1p-24
        #expect(abs(Double(product[i, j]) - serial) <= tolerance)
        #expect(abs(Double(transposed[i, j]) - serial) <= tolerance)
      }
    }
  }

  @Test("are the same to the last bit on one thread, two and five")
  func independentOfThreads() {
    let a = Matrix.uniform(rowCount: 1700, columnCount: 37, seed: 5)
    let b = Matrix.uniform(rowCount: 37, columnCount: 21, seed: 6)
    let one = Parallelism.withThreadCount(1) { a.multiplied(by: b) }
    for count in [2, 5, nil] {
      #expect(Parallelism.withThreadCount(count) { a.multiplied(by: b) } == one)
    }
  }

  @Test("trap on inner sizes that differ")
  func trapOnSizes() async {
    let first = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rowCount: 1, columnCount: 2).multiplied(by: Matrix(rowCount: 3, columnCount: 4))
    }
    expectSaid("cannot multiply 1 × 2 by 3 × 4", first)
    let second = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rowCount: 1, columnCount: 2)
        .multiplied(byTransposeOf: Matrix(rowCount: 2, columnCount: 3))
    }
    expectSaid("cannot compare rows of 2 with rows of 3", second)
  }
}

extension DenseMatrix {
  fileprivate var transposed: DenseMatrix {
    var result = DenseMatrix(rowCount: columnCount, columnCount: rowCount)
    for i in 0..<rowCount {
      for j in 0..<columnCount { result[j, i] = self[i, j] }
    }
    return result
  }
}
