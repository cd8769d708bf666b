extension Matrix {
  /// The rows with the given numbers, in that order; zeros for `nil`.
  ///
  /// - Parameter columnCount: how many columns there are; further ones are left out, missing ones zeros.
  /// - Complexity: O(rows · columns)
  package func arranged(rows: [Int?], columnCount: Int? = nil) -> Matrix {
    let width = columnCount ?? self.columnCount
    let kept = min(width, self.columnCount)
    var elements: [Float] = []
    elements.reserveCapacity(rows.count * width)
    for row in rows {
      if let row {
        precondition((0..<rowCount).contains(row), "there are \(rowCount) rows, no row \(row)")
        elements += self.elements[row * self.columnCount..<row * self.columnCount + kept]
      }
      elements += repeatElement(0, count: width - (row == nil ? 0 : kept))
    }
    return Matrix(rowCount: rows.count, columnCount: width, elements: elements)
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
