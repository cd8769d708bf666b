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
    #expect(groups.representatives == expected.map { Int($0[0]) })
    for (group, members) in expected.enumerated() {
      for row in members { #expect(groups.groupOfRow[Int(row)] == group) }
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
