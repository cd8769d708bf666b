internal import Parallel

/// Candidates of many nodes: a sparse matrix, row by row, from the first search to the alignment.
///
/// The entries of row i are `ids[k]` with `weights[k]` for k in `places(of: i)`. With candidates 7 and 3 for
/// node 0, none for node 1 and 3 for node 2:
///
///     offsets  0 2 2 3
///     ids      7 3 3
///     weights  .9 .4 .8
///
/// An alignment has its rows best first; between stages they may be in any order. No row has an id twice.
package struct CandidateRows: Sendable, Equatable {
  /// The number of nodes on the other side, which ids are below.
  package let columnCount: Int
  /// Where each row begins, and the end of the last.
  package private(set) var offsets: [Int] = [0]
  /// The nodes of the other side.
  package private(set) var ids: [Int32] = []
  /// What speaks for each of them.
  package private(set) var weights: [Float] = []

  /// Rows to come: none yet.
  package init(columnCount: Int) { self.columnCount = columnCount }

  /// Rows whose entries stand in arrays already.
  package init(columnCount: Int, offsets: [Int], ids: [Int32], weights: [Float]) {
    precondition(
      offsets.first == 0 && offsets.last == ids.count && ids.count == weights.count,
      "\(ids.count) ids and \(weights.count) weights are not the rows that end at "
        + "\(offsets.last ?? 0)")
    self.columnCount = columnCount
    (self.offsets, self.ids, self.weights) = (offsets, ids, weights)
  }

  /// The number of rows that are complete.
  package var rowCount: Int { offsets.count - 1 }

  /// The places of a row's entries.
  package func places(of row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

  /// The entries of a row.
  package subscript(row: Int) -> Candidates {
    Candidates(ids: ids[places(of: row)], weights: weights[places(of: row)])
  }

  /// Makes room for entries that will be added.
  package mutating func reserve(rowCount: Int, entryCount: Int) {
    offsets.reserveCapacity(rowCount + 1)
    ids.reserveCapacity(entryCount)
    weights.reserveCapacity(entryCount)
  }

  /// Adds an entry to the row that is not complete yet.
  package mutating func append(_ id: Int32, _ weight: Float) {
    ids.append(id)
    weights.append(weight)
  }

  /// Adds the entries of a row of the same width to the row that is not complete yet, weights multiplied.
  mutating func append(row: Int, of other: CandidateRows, scale: Float) {
    for place in other.places(of: row) { append(other.ids[place], other.weights[place] * scale) }
  }

  /// Completes a row.
  package mutating func endRow() { offsets.append(ids.count) }

  /// Adds a row of the heaviest of some entries: the heaviest first, equal ones by the smaller id.
  ///
  /// - Parameter entries: is sorted.
  mutating func appendRow(best count: Int, of entries: inout [(id: Int32, weight: Float)]) {
    entries.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.id < $1.id }
    for entry in entries.prefix(count) { append(entry.id, entry.weight) }
    endRow()
  }
}

extension CandidateRows {
  /// Rows that are made several at once, each in its order.
  init(
    rowCount: Int, columnCount: Int, _ row: @Sendable (Int) -> [(id: Int32, value: Float)]
  ) {
    var rows = [[(id: Int32, value: Float)]](repeating: [], count: rowCount)
    rows.mutableSpan.forEachRow(rowCount: rowCount, grain: 64) { index, own in own[0] = row(index) }
    self.init(columnCount: columnCount)
    reserve(rowCount: rowCount, entryCount: rows.reduce(0) { $0 + $1.count })
    for row in rows { append(row) }
  }

  /// The larger first, of equal ones the smaller id.
  static func precedes(_ a: (id: Int32, value: Float), _ b: (id: Int32, value: Float)) -> Bool {
    a.value != b.value ? a.value > b.value : a.id < b.id
  }

  /// Adds a row of entries that are in order already.
  mutating func append(_ entries: some Sequence<(id: Int32, value: Float)>) {
    for entry in entries { append(entry.id, entry.value) }
    endRow()
  }
}

extension CandidateRows {
  /// The first entries of each row.
  ///
  /// - Complexity: O(rows + entries)
  package func prefix(_ count: Int) -> CandidateRows {
    var result = CandidateRows(columnCount: columnCount)
    result.reserve(rowCount: rowCount, entryCount: min(ids.count, rowCount * count))
    for row in 0..<rowCount {
      for place in places(of: row).prefix(count) { result.append(ids[place], weights[place]) }
      result.endRow()
    }
    return result
  }

  /// The entries whose weights meet a condition.
  ///
  /// - Complexity: O(rows + entries)
  func filtered(_ isKept: (Float) -> Bool) -> CandidateRows {
    var result = CandidateRows(columnCount: columnCount)
    result.reserve(rowCount: rowCount, entryCount: ids.count)
    for row in 0..<rowCount {
      for place in places(of: row) where isKept(weights[place]) {
        result.append(ids[place], weights[place])
      }
      result.endRow()
    }
    return result
  }

  /// The heaviest entries of each row, the heaviest first and equal ones by the smaller id.
  ///
  /// - Complexity: O(entries · log entries of a row)
  func best(_ count: Int) -> CandidateRows {
    CandidateRows(rowCount: rowCount, columnCount: columnCount) { row in
      let entries = places(of: row).map { (id: ids[$0], value: weights[$0]) }
        .sorted(by: Self.precedes)
      return entries.count > count ? Array(entries[..<count]) : entries
    }
  }

  /// The transposed matrix, its rows by ascending ids.
  ///
  /// - Complexity: O(rows + columns + entries)
  func transposed() -> CandidateRows {
    var offsets = [Int](repeating: 0, count: columnCount + 1)
    for id in ids { offsets[Int(id) + 1] += 1 }
    for column in 0..<columnCount { offsets[column + 1] += offsets[column] }
    var next = offsets
    var (rows, transposedWeights) = (
      [Int32](repeating: 0, count: ids.count), [Float](repeating: 0, count: ids.count)
    )
    for row in 0..<rowCount {
      for place in places(of: row) {
        let column = Int(ids[place])
        rows[next[column]] = Int32(row)
        transposedWeights[next[column]] = weights[place]
        next[column] += 1
      }
    }
    return CandidateRows(
      columnCount: rowCount, offsets: offsets, ids: rows, weights: transposedWeights)
  }

  /// The id of each row's heaviest entry, equal ones by smaller id; −1 for a row without weight.
  ///
  /// - Complexity: O(rows + entries)
  func heaviestIDs() -> [Int32] {
    (0..<rowCount).map { row in
      var best: (id: Int32, weight: Float) = (-1, 0)
      for place in places(of: row) {
        let (id, weight) = (ids[place], weights[place])
        if weight > best.weight || (weight == best.weight && best.id >= 0 && id < best.id) {
          best = (id, weight)
        }
      }
      return best.id
    }
  }

  /// Whether ids exist, no row has one twice, and no row ascends in weight.
  ///
  /// - Complexity: O(rows + entries · log entries of a row)
  var areOrdered: Bool {
    (0..<rowCount).allSatisfy { row in
      let places = places(of: row)
      return ids[places].allSatisfy { $0 >= 0 && $0 < columnCount }
        && Set(ids[places]).count == places.count
        && places.dropFirst().allSatisfy { weights[$0 - 1] >= weights[$0] }
    }
  }

  /// The same with other weights.
  func mapWeights(_ transform: (Float) -> Float) -> CandidateRows {
    CandidateRows(
      columnCount: columnCount, offsets: offsets, ids: ids, weights: weights.map(transform))
  }

  /// The same with rows of another matrix in the place of some.
  ///
  /// - Parameters:
  ///   - rows: which rows are replaced, ascending.
  ///   - other: a row for each of them.
  /// - Complexity: O(rows + entries)
  package func replacing(_ rows: [Int], by other: CandidateRows) -> CandidateRows {
    var result = CandidateRows(columnCount: columnCount)
    result.reserve(rowCount: rowCount, entryCount: ids.count + other.ids.count)
    var next = 0
    for row in 0..<rowCount {
      if next < rows.count, rows[next] == row {
        result.append(row: next, of: other, scale: 1)
        next += 1
      } else {
        result.append(row: row, of: self, scale: 1)
      }
      result.endRow()
    }
    return result
  }
}
