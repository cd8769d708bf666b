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
