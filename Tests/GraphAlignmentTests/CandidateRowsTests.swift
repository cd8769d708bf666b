import Graphs
import NearestNeighbors
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Rows of candidates") struct CandidateRowsTests {
  /// 40 rows of up to 12 of 25 columns, the weights with many ties.
  private func rows(seed: UInt64) -> CandidateRows {
    var generator = SeededGenerator(seed: seed)
    var rows = CandidateRows(columnCount: 25)
    for row in 0..<40 {
      for id in generator.permutation(25).prefix(row % 13) {
        rows.append(Int32(id), Float(Int(5 * generator.unit())))
      }
      rows.endRow()
    }
    return rows
  }

  /// The entries as a dictionary of pairs.
  private func entries(_ rows: CandidateRows) -> [[Int]: Float] {
    var entries: [[Int]: Float] = [:]
    for row in 0..<rows.rowCount {
      for entry in rows[row] { entries[[row, entry.target]] = entry.similarity }
    }
    return entries
  }

  @Test("transposed have the same entries the other way round, and ascending", arguments: 0..<3)
  func transposes(seed: UInt64) {
    let rows = rows(seed: seed)
    let transposed = rows.transposed()
    let expected = entries(rows).map { ([$0.key[1], $0.key[0]], $0.value) }
    #expect(entries(transposed) == Dictionary(uniqueKeysWithValues: expected))
    for row in 0..<transposed.rowCount {
      let ids = transposed[row].map(\.target)
      #expect(ids == ids.sorted())
    }
    #expect(transposed.transposed().best(99) == rows.best(99))
  }

  @Test(
    "keep what a full sort puts first, ties by the smaller id", arguments: 0..<3, [0, 1, 5, 40])
  func best(seed: UInt64, count: Int) {
    let rows = rows(seed: seed)
    let best = rows.best(count)
    for row in 0..<rows.rowCount {
      let sorted = rows[row].sorted { ($1.similarity, $0.target) < ($0.similarity, $1.target) }
      #expect(Array(best[row]) == Array(sorted.prefix(count)))
      #expect(Array(rows.prefix(count)[row]) == Array(rows[row].prefix(count)))
    }
    let heaviest = rows.heaviestIDs()
    for row in 0..<rows.rowCount {
      // Of entries without weight it is none.
      let first = rows.best(1)[row].first.flatMap { $0.similarity > 0 ? $0.target : nil }
      #expect(heaviest[row] == Int32(first ?? -1))
    }
  }

  @Test("replaced are those that were named, and no other")
  func replaces() {
    let (rows, others) = (rows(seed: 1), rows(seed: 2))
    var replacement = CandidateRows(columnCount: 25)
    for row in [3, 20] {
      replacement.append(row: row, of: others, scale: 1)
      replacement.endRow()
    }
    let result = rows.replacing([3, 20], by: replacement)
    for row in 0..<40 {
      #expect(Array(result[row]) == Array([3, 20].contains(row) ? others[row] : rows[row]))
    }
  }

  @Test("of the nearest columns are the same for any number of threads", arguments: [0, 1, 7, 30])
  func nearest(count: Int) {
    func rows() -> CandidateRows {
      CandidateRows(rowCount: 50, columnCount: 30, nearest: count, grain: 3) { row, nearest in
        for column in 0..<30 {
          nearest.insert(
            Neighbor(index: column, squaredDistance: Double((7 * row + 11 * column) % 9)))
        }
      } weight: {
        Float(-$0)
      }
    }
    let (parallel, serial) = (rows(), Parallelism.withThreadCount(1) { rows() })
    #expect(parallel == serial)
    for row in 0..<50 {
      let sorted = (0..<30).sorted { ((7 * row + 11 * $0) % 9, $0) < ((7 * row + 11 * $1) % 9, $1) }
      #expect(serial[row].map(\.target) == Array(sorted.prefix(count)))
    }
  }

  @Test("are a collection, row by row")
  func collection() {
    let alignment = Alignment(
      candidates: [[], [.init(target: 2, similarity: 0.5), .init(target: 0, similarity: 0.25)]],
      sourceIdentifiers: .consecutive(2), targetIdentifiers: .consecutive(3))
    #expect(alignment.candidates(of: 0).isEmpty)
    let row = alignment.candidates(of: 1)
    #expect(row.indices == 0..<2)
    #expect(row.map(\.target) == [2, 0])
    #expect(row.first == Candidate(target: 2, similarity: 0.5))
    #expect(row.last?.similarity == 0.25)
    #expect(row == alignment.keeping(2).candidates(of: 1))
    #expect(Array(alignment.keeping(1).candidates(of: 1)) == [row[0]])
  }
}

@Suite("Halving") struct PartitioningPointTests {
  @Test("finds the first index behind, as looking at all does", arguments: 0..<20)
  func agreesWithLooking(point: Int) {
    #expect((3..<17).partitioningPoint { $0 >= point } == min(max(point, 3), 17))
  }
}
