import AlignmentTestSupport
import LinearAlgebra
import NearestNeighbors
import Testing

@Suite("k-d tree") struct KDTreeTests {
  @Test(
    "agrees with the exhaustive search, ties included", arguments: [1, 3, 10, 400],
    [1, 2, 7, 33])
  func agreesWithExhaustiveSearch(count: Int, dimension: Int) {
    // Small integer coordinates, so that many points coincide and many distances are exactly equal.
    for (seed, bound) in [(UInt64(5), 2), (6, 8), (7, 1000)] {
      let points = Matrix.random(
        rowCount: 300, columnCount: dimension, in: 0..<bound, seed: seed)
      let queries = Matrix.random(
        rowCount: 60, columnCount: dimension, in: 0..<bound, seed: seed + 100)
      let exhaustive = BruteForceIndex(points).nearest(toRowsOf: queries, count: count)
      for leafSize in [1, 4, 32, 1000] {
        let tree = KDTree(points, leafSize: leafSize)
        #expect(tree.nearest(toRowsOf: queries, count: count) == exhaustive)
      }
      #expect(BlockedIndex(points).nearest(toRowsOf: queries, count: count) == exhaustive)
    }
  }
}

@Suite("k-d tree with a limit") struct BoundedKDTreeTests {
  private let points = Matrix.random(rowCount: 3_000, columnCount: 9, in: 0..<1000, seed: 5)
  private let queries = Matrix.random(rowCount: 200, columnCount: 9, in: 0..<1000, seed: 6)

  @Test("is exact when all leaves may be looked at")
  func isExactWithoutLimit() {
    let tree = KDTree(points)
    #expect(
      tree.near(to: RowSelection(queries), count: 7, leafLimit: 64)
        == tree.nearest(toRowsOf: queries, count: 7))
  }

  @Test("gives as many neighbors as asked for, and nearer ones the more it may look at")
  func improvesWithLimit() {
    let tree = KDTree(points)
    let exact = tree.nearest(toRowsOf: queries, count: 7)
    func distances(_ lists: NeighborLists) -> [Double] { lists.neighbors.map(\.squaredDistance) }
    var before = [Double](repeating: .infinity, count: 200 * 7)
    for limit in [1, 2, 4, 16, 64] {
      let found = tree.near(to: RowSelection(queries), count: 7, leafLimit: limit)
      let now = distances(found)
      #expect(zip(now, before).allSatisfy { $0 <= $1 })
      #expect(zip(now, distances(exact)).allSatisfy { $0 >= $1 })
      for query in 0..<200 {
        #expect(Set(found.neighbors[query * 7..<(query + 1) * 7].map(\.index)).count == 7)
      }
      before = now
    }
    #expect(before == distances(exact))
  }
}
