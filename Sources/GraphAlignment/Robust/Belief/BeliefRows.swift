internal import LinearAlgebra
internal import Parallel

/// A sparse matrix M of beliefs: for each row node the column nodes that it may correspond to, largest first.
///
/// The entries of row *i* are those from `offsets[i]` to `offsets[i + 1]`, as in ``/Graphs/Adjacency``.
package struct BeliefRows: Sendable, Equatable {
  package var offsets: [Int]
  package var ids: [Int32]
  package var values: [Float]
  package let columnCount: Int

  package var rowCount: Int { offsets.count - 1 }

  package init(columnCount: Int) {
    (offsets, ids, values) = ([0], [], [])
    self.columnCount = columnCount
  }

  /// Beliefs from lists of entries, one for each row, in any order.
  package init(_ lists: [[(id: Int32, value: Float)]], columnCount: Int) {
    self.init(columnCount: columnCount)
    offsets.reserveCapacity(lists.count + 1)
    for list in lists { append(list.sorted(by: Self.precedes)) }
  }

  /// The larger first, of equal ones the smaller id.
  static func precedes(_ a: (id: Int32, value: Float), _ b: (id: Int32, value: Float)) -> Bool {
    a.value != b.value ? a.value > b.value : a.id < b.id
  }

  /// Adds a row of entries that are in order already.
  mutating func append(_ entries: some Sequence<(id: Int32, value: Float)>) {
    for entry in entries {
      ids.append(entry.id)
      values.append(entry.value)
    }
    offsets.append(ids.count)
  }

  /// The places of a row's entries.
  func places(of row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

  /// Rows as lists.
  package func lists() -> [[(id: Int32, value: Float)]] {
    (0..<rowCount).map { row in places(of: row).map { (ids[$0], values[$0]) } }
  }

  /// The same beliefs, row by column.
  ///
  /// - Complexity: O(entries · log entries of a column)
  package func transposed() -> BeliefRows {
    var columns = [[(id: Int32, value: Float)]](repeating: [], count: columnCount)
    for row in 0..<rowCount {
      for place in places(of: row) {
        columns[Int(ids[place])].append((Int32(row), values[place]))
      }
    }
    return BeliefRows(columns, columnCount: rowCount)
  }

  /// For each row its beliefs added up.
  func sums() -> [Float] {
    (0..<rowCount).map { row in
      var sum = 0.0
      for place in places(of: row) { sum += Double(values[place]) }
      return Float(sum)
    }
  }

  /// Pairs that are each other's best, with what is believed of them.
  func mutualPairs(_ reversed: BeliefRows, atLeast floor: Float) -> [MatchedPair] {
    (0..<rowCount).compactMap { row in
      guard offsets[row] < offsets[row + 1], values[offsets[row]] >= floor else { return nil }
      let id = Int(ids[offsets[row]])
      guard reversed.ids[reversed.offsets[id]] == row else { return nil }
      return MatchedPair(source: row, target: id, weight: values[offsets[row]])
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
