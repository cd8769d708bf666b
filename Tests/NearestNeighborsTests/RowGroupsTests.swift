import AlignmentTestSupport
import LinearAlgebra
import Testing

@testable import NearestNeighbors

@Suite("Row groups") struct RowGroupsTests {
  @Test(
    "hold equal rows, numbered by their first", arguments: [0, 1, 2, 3, 64, 65, 500], [0, 1, 4])
  func equalRows(rowCount: Int, width: Int) {
    let rows = Matrix.random(
      rowCount: rowCount, columnCount: width, in: 0..<3, seed: UInt64(rowCount + width))
    let groups = RowGroups(rows)
    var naive: [[Float]: [Int32]] = [:]
    for row in 0..<rowCount {
      naive[(0..<width).map { rows[row, $0] }, default: []].append(Int32(row))
    }
    let expected = naive.values.sorted { $0[0] < $1[0] }
    #expect((0..<groups.count).map { Array(groups[$0]) } == expected)
    #expect(groups.representatives == expected.map { $0[0] })
    for (group, members) in expected.enumerated() {
      for row in members { #expect(groups.groupOfRow[Int(row)] == group) }
    }
  }
}

@Suite("Row selections") struct RowSelectionTests {
  private static let matrix = Matrix.random(rowCount: 60, columnCount: 3, in: 0..<4, seed: 8)

  @Test("give the answers of the rows written out, repeated and equal ones among them")
  func sameAnswers() {
    var generator = SeededGenerator(seed: 12)
    func some(_ count: Int) -> [Int32] {
      (0..<count).map { _ in Int32(generator.index(below: 60)) }
    }
    for (pointCount, queryCount) in [(200, 90), (40, 1), (3, 70), (1500, 1500)] {
      let (points, queries) = (some(pointCount), some(queryCount))
      let expected = BruteForceIndex(Self.matrix.selectingRows(points.map(Int.init)))
        .nearest(toRowsOf: Self.matrix.selectingRows(queries.map(Int.init)), count: 7)
      let selection = RowSelection(Self.matrix, rows: points)
      for index in [
        BruteForceIndex(selection), KDTree(selection), BlockedIndex(selection),
        AutomaticIndex(selection),
      ] as [any NeighborIndex] {
        let lists = index.nearest(to: RowSelection(Self.matrix, rows: queries), count: 7)
        #expect(lists == expected, "\(type(of: index))")
      }
    }
  }

  @Test("know their rows, and which are equal by number only or by their bits")
  func rows() {
    let numbers: [Int32] = [5, 2, 5, 59, 2]
    let selection = RowSelection(Self.matrix, rows: numbers)
    #expect(selection.count == 5 && selection.width == 3)
    #expect(selection.groupOfRow == [0, 1, 0, 2, 1])
    #expect(selection.groupRows == [5, 2, 59])
    for (index, number) in numbers.enumerated() {
      for column in 0..<3 {
        #expect(selection[row: index][column] == Self.matrix[Int(number), column])
      }
    }
    let all = RowSelection(Self.matrix)
    #expect(all.count == 60)
    for row in 0..<60 {
      let first = (0..<60).first { other in
        (0..<3).allSatisfy { Self.matrix[other, $0] == Self.matrix[row, $0] }
      }
      #expect(all.groupRows[Int(all.groupOfRow[row])] == Int32(first!))
    }
    #expect(RowSelection(Self.matrix, rows: []).count == 0)
  }

  @Test("trap on rows that are not finite") func traps() async {
    await #expect(processExitsWith: .failure) {
      _ = RowSelection(Matrix(rowCount: 2, columnCount: 1, elements: [0, .nan]), rows: [1])
    }
  }
}

@Suite("Nearest set") struct NearestSetTests {
  @Test("keeps the best in order, whatever comes when", arguments: 1...6)
  func keepsBest(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    for _ in 0..<200 {
      var offered = (0..<10).map {
        Neighbor(index: $0, squaredDistance: Double(generator.index(below: 4)))
      }
      generator.shuffle(&offered)
      var set = NearestSet(count: count)
      #expect(set.bound == .infinity)
      for neighbor in offered { set.insert(neighbor) }
      let sorted = offered.sorted {
        ($0.squaredDistance, $0.index) < ($1.squaredDistance, $1.index)
      }
      #expect(set.neighbors == Array(sorted.prefix(count)))
      #expect(set.bound == sorted[count - 1].squaredDistance)
      set.removeAll()
      #expect(set.neighbors.isEmpty && set.bound == .infinity)
    }
  }
}
