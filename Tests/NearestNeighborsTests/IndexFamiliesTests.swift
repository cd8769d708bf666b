import AlignmentTestSupport
import LinearAlgebra
import NearestNeighbors
import Parallel
import Testing

/// Every index promises the exhaustive search's answer, indexes and distances, for any points.
@Suite("Indexes, on points of many kinds") struct IndexFamiliesTests {
  enum Family: String, CaseIterable, Sendable {
    case uniform, grid, duplicates, constantColumns, oneRow, noColumns, allEqual, signedZeros
    case manifold, clusters, huge, largest, tiny, subnormalSquares, smallest, mixed

    func points(_ rowCount: Int, seed: UInt64) -> Matrix {
      var generator = SeededGenerator(seed: seed)
      func fill(_ width: Int, _ value: (Int, Int) -> Float) -> Matrix {
        Matrix(
          rowCount: rowCount, columnCount: width,
          elements: (0..<rowCount * width).map { value($0 / width, $0 % width) })
      }
      func random() -> Float { Float(2 * generator.unit() - 1) }
      switch self {
      case .uniform: return fill(12) { _, _ in random() }
      case .grid: return .random(rowCount: rowCount, columnCount: 3, in: 0..<3, seed: seed)
      case .duplicates:
        let few = Matrix.uniform(rowCount: 5, columnCount: 20, seed: 99)
        return few.selectingRows((0..<rowCount).map { _ in generator.index(below: 5) })
      case .constantColumns: return fill(30) { _, j in j % 7 == 3 ? random() : Float(j) }
      case .oneRow: return Matrix.uniform(rowCount: 1, columnCount: 9, seed: seed)
      case .noColumns: return Matrix(rowCount: rowCount, columnCount: 0)
      case .allEqual: return fill(6) { _, _ in 0.1 }
      case .signedZeros: return fill(2) { _, _ in generator.index(below: 2) == 0 ? 0 : -0.0 }
      case .manifold:
        // Two smooth parameters in 130 dimensions, rounded so that neighbors tie.
        return fill(130) { i, j in
          let (s, t) = (Float(i % 20) / 20, Float(i / 20 % 20) / 20)
          return 1 / (1 + (s - Float(j) / 130).magnitude + t * Float(j % 3))
        }
      case .clusters:
        let centers = Matrix.uniform(rowCount: 8, columnCount: 110, seed: 5)
        return fill(110) { i, j in centers[i % 8, j] + 1e-4 * random() }
      case .huge: return fill(10) { _, _ in 1e18 * random() }
      case .largest: return fill(40) { _, _ in .greatestFiniteMagnitude * random() }
      case .tiny: return fill(50) { _, _ in 1e-22 * random() }
      case .subnormalSquares:
        // Squares are a few units of the smallest number there is: their rounding is no small share.
        return fill(120) { _, _ in 0x1p-74 * random() }
      case .smallest:
        return fill(60) { _, _ in
          Float(bitPattern: UInt32(generator.index(below: 4))) * (random() < 0 ? -1 : 1)
        }
      case .mixed:
        return fill(6) { _, j in random() * (j == 0 ? 1e10 : j == 1 ? 1e-10 : 1) }
      }
    }
  }

  @Test("agrees with the exhaustive search", arguments: Family.allCases, [1, 4, 150])
  func agrees(family: Family, count: Int) {
    let points = family.points(400, seed: 11)
    var queries = family.points(50, seed: 12)
    // Half of the queries are points themselves.
    queries.elements += points.selectingRows(0..<min(25, points.rowCount)).elements
    queries = Matrix(
      rowCount: queries.rowCount + min(25, points.rowCount), columnCount: points.columnCount,
      elements: queries.elements)
    let exhaustive = BruteForceIndex(points).nearest(toRowsOf: queries, count: count)
    for query in 0..<queries.rowCount {
      let sorted = (0..<points.rowCount)
        .map {
          Neighbor(
            index: $0, squaredDistance: squaredDistance(queries[row: query], points[row: $0]))
        }
        .sorted { ($0.squaredDistance, $0.index) < ($1.squaredDistance, $1.index) }
      let list = exhaustive[query]
      #expect(list.indices.map { list[$0] } == Array(sorted.prefix(count)))
    }
    for leafSize in [1, 16, 50] {
      let tree = KDTree(points, leafSize: leafSize)
      let isEqual = tree.nearest(toRowsOf: queries, count: count) == exhaustive
      #expect(isEqual, "leaves of \(leafSize)")
    }
    for index in [BlockedIndex(points), AutomaticIndex(points)] as [any NeighborIndex] {
      let isEqual = index.nearest(toRowsOf: queries, count: count) == exhaustive
      #expect(isEqual, "\(type(of: index))")
    }
  }

  @Test("agrees when queries are far from all points, or much larger or smaller")
  func farQueries() {
    let points = Family.uniform.points(300, seed: 3)
    for scale in [Float(1e-30), 1e-10, 1e3, 1e10, 1e25, 1e38] {
      var queries = Family.uniform.points(20, seed: 4)
      queries.elements = queries.elements.map { $0 * scale }
      let isEqual =
        KDTree(points).nearest(toRowsOf: queries, count: 7)
        == BruteForceIndex(points).nearest(toRowsOf: queries, count: 7)
      #expect(isEqual, "scale \(scale)")
    }
  }

  @Test("of no points finds nothing; for no queries too")
  func empty() {
    let none = Matrix(rowCount: 0, columnCount: 3)
    let some = Matrix.uniform(rowCount: 4, columnCount: 3, seed: 1)
    for index in [KDTree(none), BruteForceIndex(none)] as [any NeighborIndex] {
      let lists = index.nearest(toRowsOf: some, count: 5)
      #expect(lists.count == 0 && lists.queryCount == 4 && lists[3].isEmpty)
      #expect(index.nearest(to: some[row: 0], count: 1).isEmpty)
    }
    for index in [KDTree(some), BruteForceIndex(some)] as [any NeighborIndex] {
      let lists = index.nearest(toRowsOf: none, count: 5)
      #expect(lists.queryCount == 0 && lists.neighbors.isEmpty && lists.count == 4)
    }
  }
}
