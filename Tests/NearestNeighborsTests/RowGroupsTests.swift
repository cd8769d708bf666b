import AlignmentTestSupport
import LinearAlgebra
import Parallel
import Testing

@testable import NearestNeighbors

@Suite("Row groups") struct RowGroupsTests {
  @Test(
    "hold equal rows, numbered by their first", arguments: [0, 1, 2, 3, 64, 65, 500],
    Array(0...17) + [33])
  func equalRows(rowCount: Int, width: Int) {
    let few = Matrix.random(
      rowCount: 1 + rowCount / 3, columnCount: width, in: 0..<3, seed: UInt64(rowCount + width))
    let rows = few.selectingRows((0..<rowCount).map { (7 * $0 * $0 + $0) % few.rowCount })
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

extension RowGroupsTests {
  @Test("tell rows apart that differ in one column, by as little as a sign", arguments: 1...20)
  func oneColumn(width: Int) {
    var rows = Matrix(rowCount: width + 1, columnCount: width)
    for column in 0..<width { rows[column, column] = -0.0 }
    #expect(RowGroups(rows).count == width + 1)
  }

  @Test("by number are those of the same number, and trap on others") func keys() async {
    let groups = RowGroups(keys: [4, 0, 4, 2, 0], keyCount: 5)
    #expect(groups.groupOfRow == [0, 1, 0, 2, 1])
    #expect(groups.representatives == [0, 1, 3])
    let points = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = RowSelection(Matrix(rowCount: 5, columnCount: 1), rows: [5])
    }
    expectSaid("there is no row 5 of 5", points)
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
