extension Matrix {
  /// The rows with the given numbers, in that order; zeros for `nil`.
  ///
  /// - Parameter columnCount: how many columns there are; further ones are left out, missing ones zeros.
  /// - Complexity: O(rows · columns)
  package func arranged(rows: [Int?], columnCount: Int? = nil) -> Matrix {
    let width = columnCount ?? self.columnCount
    var result = Matrix(rowCount: rows.count, columnCount: width)
    for (i, row) in rows.enumerated() {
      guard let row else { continue }
      for column in 0..<min(width, self.columnCount) { result[i, column] = self[row, column] }
    }
    return result
  }

  /// The first rows, and rows of zeros if there are fewer.
  ///
  /// - Parameter columnCount: as in ``arranged(rows:columnCount:)``.
  /// - Complexity: O(rows · columns)
  package func resized(rowCount: Int, columnCount: Int? = nil) -> Matrix {
    arranged(
      rows: (0..<rowCount).map { $0 < self.rowCount ? $0 : nil }, columnCount: columnCount)
  }
}
