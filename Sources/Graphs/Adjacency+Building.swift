extension Adjacency {
  /// Sorts entries (row, column) into rows, dropping self-loops, entries of weight 0 and repetitions.
  ///
  /// Of repeated entries the largest weight counts, so that the order of the input never matters.
  ///
  /// The entries are first dealt into buckets of neighboring rows (see ``BucketedEntries``), each of
  /// which fits a processor's cache; there every entry goes to its row, and the row is sorted and
  /// merged. Buckets are independent, so both steps use all threads, and long rows are sorted by
  /// counting, so that the cost does not depend on how uneven the degrees are.
  ///
  /// - Parameter symmetric: whether every entry (i, j) also stands for (j, i).
  /// - Precondition: rows and columns are in `0..<nodeCount`.
  /// - Complexity: O(nodes + entries)
  package init(
    nodeCount: Int, rows: [Int32], columns: [Int32], weights: [Double]?, symmetric: Bool
  ) {
    precondition(rows.count == columns.count, "\(rows.count) rows for \(columns.count) columns")
    precondition(
      weights.map { $0.count == rows.count } ?? true,
      "\(weights?.count ?? 0) weights for \(rows.count) entries")
    self = unsafe EntryPiece.withPieces(
      rows: rows, columns: columns, weights: weights, size: max((rows.count + 63) / 64, 1 << 14)
    ) {
      unsafe Adjacency(
        nodeCount: nodeCount, pieces: $0, isWeighted: weights != nil, symmetric: symmetric)
    }
  }

  /// The same for entries in pieces.
  ///
  /// - Parameter isWeighted: whether any piece has weights.
  init(nodeCount: Int, pieces: [EntryPiece], isWeighted: Bool, symmetric: Bool) {
    if isWeighted {
      self = unsafe BucketedEntries<WeightedEntry>(
        nodeCount: nodeCount, pieces: pieces, symmetric: symmetric
      ).sortedAndMerged()
    } else {
      self = unsafe BucketedEntries<PlainEntry>(
        nodeCount: nodeCount, pieces: pieces, symmetric: symmetric
      ).sortedAndMerged()
    }
  }
}

/// One entry of an adjacency matrix on its way to its row.
///
/// There are two kinds so that a graph without weights does not carry any around.
protocol AdjacencyEntry: BitwiseCopyable, Sendable {
  static var isWeighted: Bool { get }
  init(row: Int32, column: Int32, weight: Double)
  var row: Int32 { get }
  var column: Int32 { get }
  var weight: Double { get }
}

struct PlainEntry: AdjacencyEntry {
  static var isWeighted: Bool { false }
  let row, column: Int32
  var weight: Double { 1 }

  init(row: Int32, column: Int32, weight: Double) { (self.row, self.column) = (row, column) }
}

struct WeightedEntry: AdjacencyEntry {
  static var isWeighted: Bool { true }
  let row, column: Int32
  let weight: Double

  init(row: Int32, column: Int32, weight: Double) {
    (self.row, self.column, self.weight) = (row, column, weight)
  }
}
