internal import LinearAlgebra
internal import Parallel

/// A sparse matrix M of beliefs: for each row node the column nodes that it may correspond to, largest first.
extension CandidateRows {
  /// Beliefs from lists of entries, one for each row, in any order.
  package init(_ lists: [[(id: Int32, value: Float)]], columnCount: Int) {
    self.init(rowCount: lists.count, columnCount: columnCount) { lists[$0].sorted(by: Self.precedes) }
  }

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

  /// The same rows, each with its largest entry first.
  var bestFirst: CandidateRows { best(columnCount) }

  /// Rows as lists.
  package func lists() -> [[(id: Int32, value: Float)]] {
    (0..<rowCount).map { row in places(of: row).map { (ids[$0], weights[$0]) } }
  }

  /// The same beliefs, row by column.
  ///
  /// - Complexity: O(entries · log entries of a column)
  package func transposedBestFirst() -> CandidateRows { transposed().bestFirst }

  /// For each row its beliefs added up.
  func sums() -> [Float] {
    (0..<rowCount).map { row in
      var sum = 0.0
      for place in places(of: row) { sum += Double(weights[place]) }
      return Float(sum)
    }
  }

  /// Pairs that are each other's best, with what is believed of them.
  func mutualPairs(_ reversed: CandidateRows, atLeast floor: Float) -> [MatchedPair] {
    (0..<rowCount).compactMap { row in
      guard offsets[row] < offsets[row + 1], weights[offsets[row]] >= floor else { return nil }
      let id = Int(ids[offsets[row]])
      guard reversed.ids[reversed.offsets[id]] == row else { return nil }
      return MatchedPair(source: row, target: id, weight: weights[offsets[row]])
    }
  }
}

/// A pair that is taken for right with some weight.
struct MatchedPair: Sendable, Equatable {
  var source: Int
  var target: Int
  var weight: Float

  /// A number that looks random, the same when the graphs are exchanged.
  var symmetricKey: UInt64 {
    func mixed(_ node: Int) -> UInt64 {
      var generator = SeededGenerator(seed: UInt64(node))
      return generator.next()
    }
    return mixed(source) &+ mixed(target)
  }
}
