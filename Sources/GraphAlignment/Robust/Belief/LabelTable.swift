internal import Foundation

/// A multiplier for each label of the rows' edges with each of the columns', and its logarithm: what kernels look up.
///
/// Graphs of thousands of relations have millions of them, so all of it is computed several rows at once.
struct LabelTable: Sendable {
  let rowCount, columnCount: Int
  /// Row by row.
  let ratios, logs: FrozenBuffer<Float>

  /// - Precondition: multipliers are positive, and so many.
  init(_ ratios: [Float], rowCount: Int, columnCount: Int) {
    precondition(
      ratios.count == rowCount * columnCount,
      "\(ratios.count) multipliers for \(rowCount) × \(columnCount) labels")
    (self.rowCount, self.columnCount) = (rowCount, columnCount)
    self.ratios = FrozenBuffer(ratios)
    logs = FrozenBuffer(rowCount: rowCount, width: columnCount) { log(ratios[$0 * columnCount + $1]) }
  }

  private init(rowCount: Int, columnCount: Int, ratios: FrozenBuffer<Float>, logs: FrozenBuffer<Float>) {
    (self.rowCount, self.columnCount) = (rowCount, columnCount)
    (self.ratios, self.logs) = (ratios, logs)
  }

  /// The same with the graphs exchanged.
  var transposed: LabelTable {
    func transposed(_ table: FrozenBuffer<Float>) -> FrozenBuffer<Float> {
      FrozenBuffer(rowCount: columnCount, width: rowCount) { table[$1 * columnCount + $0] }
    }
    return LabelTable(
      rowCount: columnCount, columnCount: rowCount, ratios: transposed(ratios), logs: transposed(logs))
  }
}
