import AlignmentTestSupport
import LinearAlgebra
import Parallel
import Testing

@testable import NearestNeighbors

@Suite("Row selections") struct RowSelectionTests {
  private static let matrix = Matrix.random(rowCount: 60, columnCount: 3, in: 0..<4, seed: 8)

  @Test("give the answers of the rows written out, repeated and equal ones among them")
  func sameAnswers() {
    var generator = SeededGenerator(seed: 12)
    for (pointCount, queryCount) in [(200, 90), (40, 1), (3, 70), (0, 5), (5, 0), (4000, 4000)] {
      // So many different rows that a tree is built, too.
      let matrix =
        pointCount < 4000 ? Self.matrix : .uniform(rowCount: 3000, columnCount: 5, seed: 2)
      func some(_ count: Int) -> [Int32] {
        (0..<count).map { _ in Int32(generator.index(below: matrix.rowCount)) }
      }
      let (points, queries) = (some(pointCount), some(queryCount))
      let expected = BruteForceIndex(matrix.selectingRows(points.map(Int.init)))
        .nearest(toRowsOf: matrix.selectingRows(queries.map(Int.init)), count: 7)
      let selection = RowSelection(matrix, rows: points)
      for index in [
        BruteForceIndex(selection), KDTree(selection), BlockedIndex(selection),
        AutomaticIndex(selection),
      ] as [any NeighborIndex] {
        let lists = index.nearest(to: RowSelection(matrix, rows: queries), count: 7)
        #expect(lists == expected, "\(type(of: index))")
      }
    }
  }

  @Test("know their rows, and which are equal by number only or by their bits")
  func rows() {
    let numbers: [Int32] = [5, 2, 5, 59, 2]
    let selection = RowSelection(Self.matrix, rows: numbers)
    #expect(selection.count == 5 && selection.width == 3)
    #expect(selection.groups.groupOfRow == [0, 1, 0, 2, 1])
    #expect(selection.rows == [5, 2, 59])
    for (index, number) in numbers.enumerated() {
      for column in 0..<3 {
        #expect(selection[row: index][column] == Self.matrix[Int(number), column])
      }
    }
    let firstRows = RowSelection.firstEqualRows(Self.matrix)
    #expect(RowSelection(Self.matrix).count == 60 && firstRows.count == 60)
    for row in 0..<60 {
      let first = (0..<60).first { other in
        (0..<3).allSatisfy { Self.matrix[other, $0] == Self.matrix[row, $0] }
      }
      #expect(firstRows[row] == Int32(first!))
    }
    #expect(RowSelection(Self.matrix, rows: []).count == 0)
  }

  @Test("trap on rows that are not finite") func traps() async {
    await #expect(processExitsWith: .failure) {
      _ = RowSelection(Matrix(rowCount: 2, columnCount: 1, elements: [0, .nan]), rows: [1])
    }
  }
}
