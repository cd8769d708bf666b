internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

extension Alignment {
  /// The k best targets of each source node by a dense matrix of similarities.
  ///
  /// Similarities are rounded to `Float` first, and equal ones ordered by the smaller target: sums that
  /// differ by nothing but the order of their terms count as equal, as far as `Float` can tell.
  ///
  /// - Complexity: O(n₁ · (n₂ + k · log n₂)) expected, for elements in random order
  init(_ source: Graph, _ target: Graph, similarities: DoubleMatrix, count: Int) {
    let rows = CandidateRows(
      rowCount: similarities.rowCount, columnCount: similarities.columnCount,
      nearest: min(count, similarities.columnCount), grain: 32
    ) { row, nearest in
      let row = similarities[row: row]
      for target in row.indices {
        // The most similar is the nearest.
        let distance = -Double(Float(row[target]))
        nearest.insert(Neighbor(index: target, squaredDistance: distance))
      }
    } weight: {
      Float(-$0)
    }
    self.init(source, target, rows)
  }
}
