internal import Parallel

/// The beliefs of ``MultipleAlignment``: a sparse matrix for each ordered pair of graphs, that of (b, a) the transpose
/// of that of (a, b).
struct ConsistentBeliefs: Sendable, Equatable {
  let graphCount: Int
  /// By a · N + b; empty for a = b.
  private var matrices: [CandidateRows]

  /// - Parameter rows: what the aligner believes of graphs (0, 1), (0, 2), …, (1, 2), ….
  init(graphs graphCount: Int, _ rows: [CandidateRows]) {
    self.graphCount = graphCount
    matrices = .init(repeating: CandidateRows(columnCount: 0), count: graphCount * graphCount)
    var next = rows.makeIterator()
    for (a, b) in pairs { set(a, b, Self.chances(next.next()!)) }
  }

  /// All a < b.
  private var pairs: [(Int, Int)] {
    (0..<graphCount).flatMap { a in (a + 1..<graphCount).map { (a, $0) } }
  }

  subscript(a: Int, b: Int) -> CandidateRows { matrices[a * graphCount + b] }

  private mutating func set(_ a: Int, _ b: Int, _ rows: CandidateRows) {
    matrices[a * graphCount + b] = rows
    matrices[b * graphCount + a] = rows.transposed()
  }

  /// Similarities as chances: no row and no column sums up to more than 1.
  private static func chances(_ rows: CandidateRows) -> CandidateRows {
    let clipped = rows.mapWeights { $0.isFinite ? min(max($0, 0), 1) : 0 }
    var columnSums = [Float](repeating: 0, count: rows.columnCount)
    for (id, weight) in zip(clipped.ids, clipped.weights) { columnSums[Int(id)] += weight }
    var result = CandidateRows(columnCount: rows.columnCount)
    for row in 0..<rows.rowCount {
      let places = clipped.places(of: row)
      let sum = clipped.weights[places].reduce(0, +)
      for place in places where clipped.weights[place] > 0 {
        let id = clipped.ids[place]
        result.append(id, clipped.weights[place] / max(1, sum, columnSums[Int(id)]))
      }
      result.endRow()
    }
    return result
  }

  /// One round of the equation of ``MultipleAlignment``, for all pairs at once; `count` entries of a row stay.
  ///
  /// - Complexity: O(N³ · rows · entries of a row²)
  mutating func compose(keeping count: Int) {
    let results = pairs.map { composed($0.0, $0.1, keeping: count) }
    for ((a, b), rows) in zip(pairs, results) { set(a, b, rows) }
  }

  private typealias Entry = (id: Int32, weight: Float)

  private func composed(_ a: Int, _ b: Int, keeping count: Int) -> CandidateRows {
    let direct = self[a, b]
    let paths = others(a, b).map { (first: self[a, $0], second: self[$0, b]) }
    let share = 1 / Float(paths.count)
    let (rowSums, columnSums) = (detourSums(a, b), detourSums(b, a))
    var lists = [[Entry]](repeating: [], count: direct.rowCount)
    lists.mutableSpan.forEachSlice(rowCount: direct.rowCount, grain: 64) { rows, lists in
      var sums = [Float](repeating: 0, count: direct.columnCount)
      for row in rows {
        var touched: [Int32] = []
        func add(_ id: Int32, _ weight: Float) {
          guard weight > 0 else { return }
          if sums[Int(id)] == 0 { touched.append(id) }
          sums[Int(id)] += weight
        }
        for place in direct.places(of: row) {
          let told = min(max(rowSums[row], columnSums[Int(direct.ids[place])]), 1)
          add(direct.ids[place], (1 - 0.5 * told) * direct.weights[place])
        }
        for (first, second) in paths {
          for place in first.places(of: row) {
            let (middle, weight) = (Int(first.ids[place]), 0.5 * share * first.weights[place])
            for next in second.places(of: middle) {
              add(second.ids[next], weight * second.weights[next])
            }
          }
        }
        var entries = touched.map { (id: $0, weight: sums[Int($0)]) }
        for id in touched { sums[Int(id)] = 0 }
        entries.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.id < $1.id }
        lists[row - rows.lowerBound] = Array(entries.prefix(count))
      }
    }
    var result = CandidateRows(columnCount: direct.columnCount)
    for list in lists {
      for entry in list { result.append(entry.id, entry.weight) }
      result.endRow()
    }
    return result
  }

  private func others(_ a: Int, _ b: Int) -> [Int] {
    (0..<graphCount).filter { $0 != a && $0 != b }
  }

  /// How much the detours from each node of `a` to `b` say: the sums of the rows of the mean of B_ac · B_cb.
  private func detourSums(_ a: Int, _ b: Int) -> [Float] {
    let others = others(a, b)
    var sums = [Float](repeating: 0, count: self[a, b].rowCount)
    for c in others {
      let (first, second) = (self[a, c], self[c, b])
      let ends = (0..<second.rowCount).map { second.weights[second.places(of: $0)].reduce(0, +) }
      for row in sums.indices {
        for place in first.places(of: row) {
          sums[row] += first.weights[place] * ends[Int(first.ids[place])]
        }
      }
    }
    return sums.map { $0 / Float(others.count) }
  }
}
