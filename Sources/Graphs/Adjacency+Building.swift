internal import LinearAlgebra

extension Adjacency {
  /// Sorts entries (row, column) into rows, dropping self-loops, entries of weight 0 and repetitions.
  ///
  /// Of repeated entries the largest weight counts, so that the order of the input never matters.
  ///
  /// The entries are first dealt into buckets of neighboring rows (see ``BucketedEntries``), each of
  /// which fits a processor's cache; there the bucket is sorted by counting, column digit by column
  /// digit and then by row, and merged. Buckets are independent, so both steps use all threads, and
  /// the cost does not depend on how uneven the degrees are.
  ///
  /// - Parameter symmetric: whether every entry (i, j) also stands for (j, i).
  /// - Precondition: rows and columns are in `0..<nodeCount`.
  /// - Complexity: O(nodes + entries)
  package init(
    nodeCount: Int, rows: [Int32], columns: [Int32], weights: [Double]?, symmetric: Bool
  ) {
    precondition(rows.count == columns.count, "\(rows.count) rows for \(columns.count) columns")
    if let weights {
      precondition(
        weights.count == rows.count, "\(weights.count) weights for \(rows.count) entries")
      self = BucketedEntries<WeightedEntry>(
        nodeCount: nodeCount, rows: rows, columns: columns, weights: weights, symmetric: symmetric
      ).sortedAndMerged(weighted: true)
    } else {
      self = BucketedEntries<PlainEntry>(
        nodeCount: nodeCount, rows: rows, columns: columns, weights: nil, symmetric: symmetric
      ).sortedAndMerged(weighted: false)
    }
  }
}

/// One entry of an adjacency matrix on its way to its row.
///
/// There are two kinds so that a graph without weights does not carry any around.
protocol AdjacencyEntry: BitwiseCopyable, Sendable {
  init(row: Int32, column: Int32, weight: Double)
  var row: Int32 { get }
  var column: Int32 { get }
  var weight: Double { get }
}

struct PlainEntry: AdjacencyEntry {
  let row, column: Int32
  var weight: Double { 1 }

  init(row: Int32, column: Int32, weight: Double) { (self.row, self.column) = (row, column) }
}

struct WeightedEntry: AdjacencyEntry {
  let row, column: Int32
  let weight: Double

  init(row: Int32, column: Int32, weight: Double) {
    (self.row, self.column, self.weight) = (row, column, weight)
  }
}
