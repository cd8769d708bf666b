public import LinearAlgebra
internal import Parallel

/// Some rows of a matrix, in any order: what a search compares, on either side.
///
/// Structure repeats itself: nodes with equal surroundings have equal signatures and embeddings. What is
/// known to be equal is compared only once, and needs to be in memory only once.
public struct RowSelection: Sendable {
  /// Where the rows are.
  public let matrix: Matrix
  /// Selected rows that are known to be equal.
  let groups: RowGroups
  /// The row of ``matrix`` that the members of each group are.
  let rows: [Int32]
  /// The largest distance of a selected row from the origin.
  let largestNorm: Double

  /// The number of selected rows.
  public var count: Int { groups.groupOfRow.count }

  /// The number of coordinates.
  public var width: Int { matrix.columnCount }

  /// One of the selected rows.
  ///
  /// - Complexity: O(1)
  public subscript(row index: Int) -> Span<Float> {
    @_lifetime(borrow self)
    get { matrix[row: Int(rows[Int(groups.groupOfRow[index])])] }
  }

  /// All rows of a matrix; those with the same bits are found.
  ///
  /// - Precondition: all coordinates are finite.
  /// - Complexity: O(rows · width) expected
  public init(_ matrix: Matrix) {
    self.matrix = matrix
    groups = RowGroups(matrix)
    rows = groups.representatives
    largestNorm = Self.largestNorm(matrix, rows)
  }

  /// For each row of a matrix the first one with the same bits.
  ///
  /// - Complexity: O(rows · width) expected
  package static func firstEqualRows(_ matrix: Matrix) -> [Int32] {
    let groups = RowGroups(matrix)
    let first = groups.representatives
    return groups.groupOfRow.map { first[Int($0)] }
  }

  /// Rows of a matrix by their indices. The same index again is known to be the same row; rows with different
  /// indices may be equal, too, and are then compared more often than needed.
  ///
  /// - Precondition: there are such rows, and their coordinates are finite.
  /// - Complexity: O(selected rows · width + rows of the matrix)
  public init(_ matrix: Matrix, rows selected: [Int32]) {
    self.matrix = matrix
    groups = RowGroups(keys: selected, keyCount: matrix.rowCount)
    rows = groups.representatives.map { selected[Int($0)] }
    largestNorm = Self.largestNorm(matrix, rows)
  }

  /// A row of coordinates for each group.
  ///
  /// - Parameter axes: `nil` if the rows are to stay as they are.
  /// - Complexity: that of ``SearchAxes/coordinates(of:selecting:)``
  func coordinates(along axes: SearchAxes?) -> Matrix {
    if let axes { return axes.coordinates(of: matrix, selecting: rows) }
    let isWhole = rows.count == matrix.rowCount && rows.indices.allSatisfy { rows[$0] == $0 }
    return isWhole ? matrix : matrix.selectingRows(rows.lazy.map(Int.init))
  }

  /// The largest distance of one of some rows from the origin.
  ///
  /// - Precondition: their coordinates are finite; then so is the sum of their squares in `Double`, so that
  ///   one pass finds both.
  private static func largestNorm(_ matrix: Matrix, _ rows: [Int32]) -> Double {
    guard matrix.columnCount > 0 else { return 0 }
    let origin = [Float](repeating: 0, count: matrix.columnCount)
    let grain = 256
    var largest = [Double](repeating: 0, count: (rows.count + grain - 1) / grain)
    unsafe largest.withUnsafeMutableBufferPointer { largest in
      // SAFETY: each range of rows writes only its own maximum.
      nonisolated(unsafe) let largest = unsafe largest
      parallelFor(rows.count, grain: grain) { range in
        var maximum = 0.0
        for place in range {
          let row = Int(rows[place])
          let squared = squaredDistance(matrix[row: row], origin.span)
          precondition(
            squared.isFinite, "row \(row) has a coordinate that is not a finite number")
          maximum = max(maximum, squared)
        }
        unsafe largest[range.lowerBound / grain] = maximum
      }
    }
    return (largest.max() ?? 0).squareRoot()
  }
}
