internal import LinearAlgebra
internal import Parallel

/// The coordinates by which rows are compared before anything exact is done: few, and the telling ones first.
///
/// Distances between coordinates are never longer than between the rows themselves, but for rounding.
enum SearchAxes: Sendable {
  /// Some columns as they are, for rows that are spread along them already. The columns of an embedding are
  /// nearly so: they belong to eigenvectors.
  case columns([Int])
  /// All columns, turned.
  case principal(PrincipalAxes)

  /// How many columns tell whether rows have to be turned.
  static let leadingCount = 16
  /// The variance that these have to hold at least.
  static let leadingShare = 0.9
  /// The largest share that different columns may have in the sum of squares of their covariance.
  static let correlatedShare = 0.5

  /// Axes for some rows, those of the largest variance first.
  ///
  /// Rows are taken as they are if sixteen of more columns hold ``leadingShare`` of the variance and vary
  /// nearly by themselves: turning them costs more than a search then gains from it. Columns, or axes, that
  /// together hold `residualShare` of the variance are left out.
  ///
  /// - Throws: ``/LinearAlgebra/LAPACKError`` if an eigen-decomposition fails.
  /// - Complexity: O(min(n, 512) · width + width · log width), and that of ``/LinearAlgebra/PrincipalAxes`` if rows
  ///   are turned
  init(of rows: Matrix, selecting selection: [Int32], residualShare: Double) throws(LAPACKError) {
    if rows.columnCount > Self.leadingCount {
      let spread = ColumnSpread(rows, selection)
      let leading = Array(spread.order.prefix(Self.leadingCount))
      if spread.total > 0,
        leading.reduce(0, { $0 + spread.variances[$1] }) >= Self.leadingShare * spread.total,
        spread.correlation(leading) <= Self.correlatedShare
      {
        self = .columns(spread.columns(holdingAllBut: residualShare))
        return
      }
    }
    self = .principal(
      try PrincipalAxes(of: rows, selecting: selection, residualShare: residualShare))
  }

  /// The mean row, from which coordinates are measured; empty if that is the origin.
  var mean: [Float] {
    switch self {
    case .columns: []
    case .principal(let axes): axes.mean
    }
  }

  /// - Returns: a row of coordinates for each selected row.
  /// - Complexity: O(selected rows · width), or times the number of axes
  func coordinates(of rows: Matrix, selecting selection: [Int32]) -> Matrix {
    let columns: [Int]
    switch self {
    case .columns(let some): columns = some
    case .principal(let axes): return axes.coordinates(of: rows, selecting: selection)
    }
    return unsafe Matrix(rowCount: selection.count, columnCount: columns.count) { result in
      // SAFETY: each range of rows writes only its own coordinates.
      nonisolated(unsafe) let result = unsafe result
      parallelFor(selection.count, grain: 256) { range in
        unsafe columns.withUnsafeBufferPointer { columns in
          for place in range {
            let first = place * columns.count
            unsafe rows[row: Int(selection[place])].withUnsafeBufferPointer { row in
              for index in columns.indices { unsafe result[first + index] = row[columns[index]] }
            }
          }
        }
      }
    }
  }
}

/// How rows are spread along their columns, by a sample of them.
private struct ColumnSpread {
  /// The sampled rows less their mean.
  private let centered: DoubleMatrix
  /// The variance of each column, times the number of sampled rows.
  let variances: [Double]
  /// The columns, the one of largest variance first.
  let order: [Int]

  private static let sampleLimit = 512

  var total: Double { variances.reduce(0, +) }

  /// - Complexity: O(min(rows, ``sampleLimit``) · width)
  init(_ rows: Matrix, _ selection: [Int32]) {
    let width = rows.columnCount
    let step = max(1, (selection.count + Self.sampleLimit - 1) / Self.sampleLimit)
    let sample = stride(from: 0, to: selection.count, by: step).map { Int(selection[$0]) }
    var mean = [Double](repeating: 0, count: width)
    for row in sample {
      let values = rows[row: row]
      for column in 0..<width { mean[column] += Double(values[column]) }
    }
    for column in 0..<width { mean[column] /= Double(max(sample.count, 1)) }
    var centered = DoubleMatrix(rowCount: sample.count, columnCount: width)
    var variances = [Double](repeating: 0, count: width)
    for (place, row) in sample.enumerated() {
      let values = rows[row: row]
      for column in 0..<width {
        let x = Double(values[column]) - mean[column]
        centered[place, column] = x
        variances[column] += x * x
      }
    }
    order = (0..<width).sorted {
      variances[$0] != variances[$1] ? variances[$0] > variances[$1] : $0 < $1
    }
    (self.centered, self.variances) = (centered, variances)
  }

  /// As many of the first columns as are needed.
  func columns(holdingAllBut share: Double) -> [Int] {
    var (kept, residual) = (0, total)
    while kept < order.count, residual > share * total {
      residual -= variances[order[kept]]
      kept += 1
    }
    return Array(order[..<kept])
  }

  /// The part of the squares of some columns' covariance that stands beside its diagonal.
  func correlation(_ columns: [Int]) -> Double {
    var (diagonal, beside) = (0.0, 0.0)
    for (index, a) in columns.enumerated() {
      diagonal += variances[a] * variances[a]
      for b in columns[..<index] {
        let covariance = (0..<centered.rowCount).reduce(0.0) {
          $0 + centered[$1, a] * centered[$1, b]
        }
        beside += 2 * covariance * covariance
      }
    }
    return diagonal + beside > 0 ? beside / (diagonal + beside) : 0
  }
}
