import AlignmentTestSupport
import LinearAlgebra
import Testing

@Suite("Dense matrix") struct DenseMatrixTests {
  @Test("keeps its elements row by row")
  func rowByRow() {
    let a = Matrix(rowCount: 2, columnCount: 3, elements: [1, 2, 3, 4, 5, 6])
    #expect(a[1, 0] == 4 && a[0, 2] == 3)
    #expect(a[row: 1].count == 3 && a[row: 1][2] == 6)
    var b = Matrix(rowCount: 2, columnCount: 3)
    b[1, 2] = 5
    #expect(b.elements == [0, 0, 0, 0, 0, 5])
  }

  @Test("selects rows in any order, any number of times, of any width")
  func selectsRows() {
    let a = Matrix(rowCount: 3, columnCount: 2, elements: [1, 2, 3, 4, 5, 6])
    #expect(a.selectingRows([2, 0, 2]).elements == [5, 6, 1, 2, 5, 6])
    #expect(a.selectingRows(1..<3).elements == [3, 4, 5, 6])
    #expect(a.selectingRows([Int]()).rowCount == 0)
    #expect(a.selectingRows(1..<1).columnCount == 2)
    let flat = Matrix(rowCount: 4, columnCount: 0)
    #expect(flat.selectingRows([3, 1]).rowCount == 2)
    #expect(flat.selectingRows(1..<4).rowCount == 3)
  }

  @Test("finds the first row that is not finite", arguments: [Float.nan, .infinity, -.infinity])
  func firstNonFinite(bad: Float) {
    var a = Matrix.uniform(rowCount: 5, columnCount: 4, seed: 1)
    #expect(a.firstNonFiniteRow == nil)
    a[4, 0] = bad
    #expect(a.firstNonFiniteRow == 4)
    a[2, 3] = bad
    #expect(a.firstNonFiniteRow == 2)
    #expect(Matrix(rowCount: 3, columnCount: 0).firstNonFiniteRow == nil)
  }

  @Test("traps on a negative size and on elements that do not fill it")
  func traps() async {
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rowCount: -1, columnCount: 2)
    }
    expectSaid("a matrix cannot be -1 × 2", negative)
    let unfilled = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rowCount: 2, columnCount: 2, elements: [1, 2, 3])
    }
    expectSaid("3 elements do not fill 2 × 2", unfilled)
  }
}
