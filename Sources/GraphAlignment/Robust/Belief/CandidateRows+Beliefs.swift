internal import Parallel

/// A sparse matrix M of beliefs: for each row node the column nodes that it may correspond to, largest first.
extension CandidateRows {
  /// Beliefs from lists of entries, one for each row, in any order.
  package init(_ lists: [[(id: Int32, value: Float)]], columnCount: Int) {
    self.init(rowCount: lists.count, columnCount: columnCount) { lists[$0].sorted(by: Self.precedes) }
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
