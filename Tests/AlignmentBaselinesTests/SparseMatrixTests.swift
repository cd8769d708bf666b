import AlignmentBaselines
import AlignmentTestSupport
import GraphAlignment
import LinearAlgebra
import Parallel
import Testing

@Suite("Sparse matrices") struct SparseMatrixTests {
  /// Rows × inner × columns, among them nothing at all and a single column.
  static let shapes = [
    [1, 1, 1], [5, 3, 4], [40, 25, 33], [130, 70, 1], [1, 90, 100], [0, 3, 4], [3, 0, 4],
    [3, 4, 0],
  ]

  static func matrices(
    _ shape: [Int], density: Double
  ) -> (a: SparseMatrix, b: SparseMatrix) {
    (
      .random(rowCount: shape[0], columnCount: shape[1], density: density, seed: 11),
      .random(rowCount: shape[1], columnCount: shape[2], density: density, seed: 12)
    )
  }

  @Test("entries come in any order and add up where they meet")
  func entries() {
    let a = SparseMatrix(
      rowCount: 3, columnCount: 2, entries: [(2, 1, 5), (0, 1, 1), (2, 0, 2), (2, 1, -3)])
    #expect(a.offsets == [0, 1, 1, 3])
    #expect(a.columns == [1, 0, 1])
    #expect(a.values == [1, 2, 2])
    #expect(a[2, 1] == 2)
    #expect(a[1, 1] == 0)
    #expect(a.dense.elements == [0, 1, 0, 0, 2, 2])
  }

  @Test("the transpose has rows for columns, and its own is the matrix", arguments: shapes)
  func transposes(shape: [Int]) throws {
    let a = Self.matrices(shape, density: 0.2).a
    let transpose = try a.transposed()
    #expect(transpose.dense == a.dense.plainlyTransposed)
    #expect(try transpose.transposed() == a)
  }

  @Test("sparse by sparse is the product of three loops", arguments: shapes, [0, 0.15, 1])
  func sparseBySparse(shape: [Int], density: Double) throws {
    let (a, b) = Self.matrices(shape, density: density)
    let product = try a.multiplied(by: b)
    #expect(product.dense == a.dense.plainlyMultiplied(by: b.dense))
    // A checked matrix of the same arrays: rows are in order.
    #expect(
      product
        == SparseMatrix(
          rowCount: product.rowCount, columnCount: product.columnCount, offsets: product.offsets,
          columns: product.columns, values: product.values))
  }

  @Test("sparse by dense is the product of three loops", arguments: shapes, [0, 0.15, 1])
  func sparseByDense(shape: [Int], density: Double) throws {
    let (a, b) = Self.matrices(shape, density: density)
    let expected = a.dense.plainlyMultiplied(by: b.dense)
    #expect(try a.multiplied(by: b.dense) == expected)
    #expect(a.plainlyMultiplied(by: b.dense) == expected)
  }

  @Test("dense by sparse is the product of three loops", arguments: shapes, [0, 0.15, 1])
  func denseBySparse(shape: [Int], density: Double) throws {
    let (a, b) = Self.matrices(shape, density: density)
    let expected = a.dense.plainlyMultiplied(by: b.dense)
    #expect(try a.dense.multiplied(by: b) == expected)
    #expect(a.dense.plainlyMultiplied(by: b) == expected)
  }

  @Test("the number of threads does not change a bit of a product")
  func threads() throws {
    var generator = SeededGenerator(seed: 3)
    let dense = DoubleMatrix(
      rowCount: 300, columnCount: 200, elements: (0..<60_000).map { _ in generator.unit() })
    let pattern = SparseMatrix.random(rowCount: 200, columnCount: 300, density: 0.1, seed: 4)
    let sparse = SparseMatrix(
      rowCount: 200, columnCount: 300, offsets: pattern.offsets, columns: pattern.columns,
      values: pattern.values.map { _ in generator.unit() })
    let one = try Parallelism.withThreadCount(1) {
      (try dense.multiplied(by: sparse), try sparse.multiplied(by: dense))
    }
    let four = try Parallelism.withThreadCount(4) {
      (try dense.multiplied(by: sparse), try sparse.multiplied(by: dense))
    }
    #expect(one == four)
  }

  @Test("sessions of many threads do not disturb each other")
  func concurrency() async throws {
    let (a, b) = Self.matrices([60, 50, 40], density: 0.2)
    let expected = a.dense.plainlyMultiplied(by: b.dense)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<32 {
        group.addTask { try a.multiplied(by: b).dense == expected }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test("errors say which routine failed, and why")
  func errors() {
    #expect(
      CHOLMODError(routine: "cholmod_ssmult", status: -2).description
        == "cholmod_ssmult failed with status -2 (out of memory)")
  }

  @Test("sizes that do not fit trap")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      let a = SparseMatrix(rowCount: 2, columnCount: 3, entries: [])
      _ = try a.multiplied(by: a)
    }
    await #expect(processExitsWith: .failure) {
      _ = SparseMatrix(
        rowCount: 1, columnCount: 3, offsets: [0, 2], columns: [2, 1], values: [1, 1])
    }
    await #expect(processExitsWith: .failure) {
      _ = SparseMatrix(rowCount: 1, columnCount: 3, entries: [(0, 3, 1)])
    }
  }
}
