import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Parallel
import Testing

@Suite("Optimal assignment") struct OptimalAssignmentTests {
  /// Whole numbers, many of them equal, each present with the given probability.
  static func gains(
    _ rows: Int, _ columns: Int, density: Double, below bound: Int, seed: UInt64
  ) -> DoubleMatrix {
    var generator = SeededGenerator(seed: seed)
    return DoubleMatrix(
      rowCount: rows, columnCount: columns,
      elements: (0..<rows * columns).map { _ in
        generator.unit() < density ? Double(1 + generator.index(below: bound)) : 0
      })
  }

  @Test(
    "is as good as the best of all possibilities",
    arguments: [(1, 1), (4, 4), (3, 6), (6, 3), (7, 7), (0, 3), (3, 0)], [0.3, 0.7, 1])
  func bruteForce(size: (rows: Int, columns: Int), density: Double) {
    for seed in 0..<30 as Range<UInt64> {
      // Few values give many ties.
      for bound in [1, 3, 100] {
        let gains = Self.gains(
          size.rows, size.columns, density: density, below: bound, seed: seed)
        let solution = Alignment(gains: gains).assigned(by: .optimal)
        #expect(solution.isOneToOne)
        #expect(solution.totalSimilarity == AssignmentTwins.bruteForce(gains), "seed \(seed)")
      }
    }
  }

  @Test(
    "is as good as the Hungarian method",
    arguments: [(60, 60), (40, 60), (60, 25)], [0.05, 0.2, 1])
  func hungarian(size: (rows: Int, columns: Int), density: Double) {
    for seed in 0..<10 as Range<UInt64> {
      for bound in [2, 10, 1_000_000] {
        let gains = Self.gains(
          size.rows, size.columns, density: density, below: bound, seed: seed)
        let solution = Alignment(gains: gains).assigned(by: .optimal)
        #expect(solution.isOneToOne)
        // Whole numbers below 2²⁴ are exact in Float, their sums in Double.
        #expect(solution.totalSimilarity == AssignmentTwins.hungarian(gains), "seed \(seed)")
      }
    }
  }

  @Test("gains as much as SciPy's full matching of least weight", arguments: 0..<12)
  func golden(index: Int) throws {
    struct Golden: Decodable {
      struct Case: Decodable {
        let rows: Int
        let columns: Int
        let entries: [[Double]]
        let total: Double
      }
      let cases: [Case]
    }
    let test = try GoldenFiles.load("assignment", as: Golden.self).cases[index]
    var gains = DoubleMatrix(rowCount: test.rows, columnCount: test.columns)
    for entry in test.entries { gains[Int(entry[0]), Int(entry[1])] = entry[2] }
    // Gains are multiples of 2⁻¹⁰ up to 2¹⁰: nothing is rounded.
    #expect(Alignment(gains: gains).assigned(by: .optimal).totalSimilarity == test.total)
  }

  @Test("proves itself by prices: no assignment can exceed their bound", arguments: [1, 2, 3])
  func certificate(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (rows, columns, perRow) = (3000, 2900, 8)
    var (all, gains): ([Int32], [Double]) = ([], [])
    var offsets = [0]
    for _ in 0..<rows {
      let chosen = Set((0..<perRow).map { _ in Int32(generator.index(below: columns)) }).sorted()
      all += chosen
      gains += chosen.map { _ in 1e-3 + generator.unit() }.sorted(by: >)
      offsets.append(all.count)
    }
    let solution = SparseAssignment(
      columnCount: columns, offsets: offsets, columns: all, gains: gains)
    // Sums of 3000 rounded numbers.
    #expect(abs(solution.totalGain - solution.upperBound) < 1e-9)
    #expect(solution.prices.allSatisfy { $0 >= 0 })
    for (column, row) in solution.rows.enumerated() where row < 0 {
      #expect(solution.prices[column] == 0)
    }
  }

  @Test("is never worse than the greedy choice, and at times better")
  func beatsGreedy() {
    let gains = DoubleMatrix(rowCount: 2, columnCount: 2, elements: [10, 9, 9, 1])
    let alignment = Alignment(gains: gains)
    #expect(alignment.assigned(by: .greedy).totalSimilarity == 11)
    #expect(alignment.assigned(by: .optimal).bestMatches == [1, 0])
    for seed in 0..<20 as Range<UInt64> {
      let random = Alignment(gains: Self.gains(50, 40, density: 0.1, below: 50, seed: seed))
      #expect(
        random.assigned(by: .optimal).totalSimilarity
          >= random.assigned(by: .greedy).totalSimilarity)
    }
  }

  @Test("leaves a node alone rather than lose similarity")
  func aloneIsLegal() {
    let one = DoubleMatrix(rowCount: 2, columnCount: 2, elements: [1, 9, 0, 2])
    #expect(Alignment(gains: one).assigned(by: .optimal).bestMatches == [1, nil])
    let none = Alignment(
      candidates: [[.init(target: 0, similarity: 0)], [.init(target: 0, similarity: -1)], []],
      sourceIdentifiers: .consecutive(3), targetIdentifiers: .consecutive(1))
    #expect(none.assigned(by: .optimal).bestMatches == [nil, nil, nil])
  }

  @Test("when all is equal, every node gets a partner, the smaller nodes each other")
  func allTies() {
    let equal = DoubleMatrix(
      rowCount: 30, columnCount: 30, elements: .init(repeating: 1, count: 900))
    #expect(Alignment(gains: equal).assigned(by: .optimal).bestMatches == (0..<30).map { $0 })
  }

  @Test("relabelling both sides keeps the total, and the solution if it is the only one")
  func relabelling() {
    let gains = Self.gains(40, 50, density: 0.4, below: 1_000_000, seed: 8)
    var generator = SeededGenerator(seed: 9)
    let (rows, columns) = (generator.permutation(40), generator.permutation(50))
    var moved = DoubleMatrix(rowCount: 40, columnCount: 50)
    for i in 0..<40 {
      for j in 0..<50 { moved[rows[i], columns[j]] = gains[i, j] }
    }
    let solution = Alignment(gains: gains).assigned(by: .optimal).bestMatches
    let other = Alignment(gains: moved).assigned(by: .optimal).bestMatches
    for i in 0..<40 { #expect(other[rows[i]] == solution[i].map { columns[$0] }) }
  }

  @Test("similarities that cannot be added up trap")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      _ = Alignment(
        candidates: [[.init(target: 0, similarity: .infinity)]],
        sourceIdentifiers: .consecutive(1), targetIdentifiers: .consecutive(1)
      ).assigned(by: .optimal)
    }
  }
}
