import AlignmentTestSupport
import LinearAlgebra
import NearestNeighbors
import Parallel
import Testing

@Suite("Neighbor indexes") struct NeighborIndexTests {
  /// The twin's own twin: all distances, sorted.
  @Test("of the exhaustive kind sort all distances, ties by index", arguments: [1, 5, 80, 200])
  func exhaustiveSorts(count: Int) {
    let points = Matrix.random(rowCount: 80, columnCount: 3, in: 0..<4, seed: 1)
    let queries = Matrix.random(rowCount: 30, columnCount: 3, in: 0..<4, seed: 2)
    let lists = BruteForceIndex(points).nearest(toRowsOf: queries, count: count)
    #expect(lists.count == min(count, 80) && lists.queryCount == 30)
    for query in 0..<30 {
      let all = (0..<80).map { point in
        // Small whole numbers: exact in any order.
        (0..<3).reduce(0.0) { sum, i in
          let difference = Double(points[point, i] - queries[query, i])
          return sum + difference * difference
        }
      }
      let order = (0..<80).sorted { (all[$0], $0) < (all[$1], $1) }
      let row = lists[query]
      #expect(row.indices.map { row[$0].index } == Array(order.prefix(count)))
      #expect(row.indices.allSatisfy { row[$0].squaredDistance == all[row[$0].index] })
    }
  }

  @Test("answer one query as they answer many")
  func oneQuery() {
    let points = Matrix.random(rowCount: 120, columnCount: 5, in: 0..<3, seed: 3)
    let queries = Matrix.random(rowCount: 20, columnCount: 5, in: 0..<3, seed: 4)
    for index in [KDTree(points), BruteForceIndex(points)] as [any NeighborIndex] {
      let lists = index.nearest(toRowsOf: queries, count: 9)
      for query in 0..<20 {
        let row = lists[query]
        #expect(
          index.nearest(to: queries[row: query], count: 9) == row.indices.map { row[$0] })
      }
    }
  }

  @Test("give the same lists on any number of threads")
  func independentOfThreads() {
    let points = Matrix.uniform(rowCount: 900, columnCount: 8, seed: 5)
    let queries = Matrix.uniform(rowCount: 300, columnCount: 8, seed: 6)
    let one = Parallelism.withThreadCount(1) {
      KDTree(points).nearest(toRowsOf: queries, count: 6)
    }
    for threads in [2, 5] {
      Parallelism.withThreadCount(threads) {
        #expect(KDTree(points).nearest(toRowsOf: queries, count: 6) == one)
        #expect(BruteForceIndex(points).nearest(toRowsOf: queries, count: 6) == one)
      }
    }
  }

  @Test("trap on points or queries that are not finite")
  func trapOnNonFinite() async {
    let points = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = KDTree(Matrix(rowCount: 2, columnCount: 1, elements: [0, .nan]))
    }
    expectSaid("row 1 has a coordinate that is not a finite number", points)
    await #expect(processExitsWith: .failure) {
      _ = BruteForceIndex(Matrix(rowCount: 1, columnCount: 1, elements: [.infinity]))
    }
    await #expect(processExitsWith: .failure) {
      let query = Matrix(rowCount: 1, columnCount: 1, elements: [.nan])
      _ = KDTree(Matrix(rowCount: 1, columnCount: 1)).nearest(toRowsOf: query, count: 1)
    }
    await #expect(processExitsWith: .failure) {
      let query = Matrix(rowCount: 1, columnCount: 1, elements: [-.infinity])
      _ = BruteForceIndex(Matrix(rowCount: 1, columnCount: 1)).nearest(toRowsOf: query, count: 1)
    }
  }

  @Test("trap on a single query that is not finite, as on many")
  func trapOnNonFiniteQuery() async {
    await #expect(processExitsWith: .failure) {
      let query = Matrix(rowCount: 1, columnCount: 1, elements: [.nan])
      _ = KDTree(Matrix(rowCount: 1, columnCount: 1)).nearest(to: query[row: 0], count: 1)
    }
    await #expect(processExitsWith: .failure) {
      let query = Matrix(rowCount: 1, columnCount: 1, elements: [.nan])
      _ = BruteForceIndex(Matrix(rowCount: 1, columnCount: 1)).nearest(to: query[row: 0], count: 1)
    }
  }

  @Test("trap on other widths, on no neighbors and on leaves without room")
  func traps() async {
    let width = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let points = Matrix(rowCount: 2, columnCount: 3)
      _ = KDTree(points).nearest(toRowsOf: Matrix(rowCount: 1, columnCount: 2), count: 1)
    }
    expectSaid("cannot compare 2 with 3 coordinates", width)
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let points = Matrix(rowCount: 2, columnCount: 3)
      _ = BruteForceIndex(points).nearest(toRowsOf: points, count: 0)
    }
    expectSaid("cannot look for the 0 nearest", count)
    let leaf = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = KDTree(Matrix(rowCount: 2, columnCount: 3), leafSize: 0)
    }
    expectSaid("a leaf cannot hold 0 points", leaf)
  }
}
