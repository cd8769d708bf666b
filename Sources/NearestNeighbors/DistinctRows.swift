internal import CKernels
internal import LinearAlgebra

/// The different rows among some rows, seen along axes.
struct DistinctRows: Sendable {
  /// A row of coordinates for each group of a selection. Distances between them are never longer than between
  /// the rows themselves, but for rounding.
  let rotated: Matrix
  /// How far rounding may have moved rows along the axes.
  let rounding: AxisRounding

  /// - Parameter axes: `nil` if the rows are to stay as they are.
  /// - Complexity: O(n · width · r) at most, with r the number of axes
  init(_ selection: RowSelection, along axes: SearchAxes?) {
    rounding = AxisRounding(axes, width: selection.width)
    if let axes {
      rotated = axes.coordinates(of: selection.matrix, selecting: selection.rows)
    } else {
      rotated =
        selection.isWholeMatrix
        ? selection.matrix
        : selection.matrix.selectingRows(selection.rows.lazy.map(Int.init))
    }
  }
}

/// A bound on ‖computed − true‖ for coordinates along the axes, from the rounding of each of the products and
/// of the axes themselves, with room to spare: enough for the sums of squares, too, which is all there is to
/// round without axes.
struct AxisRounding: Sendable {
  /// The bound of a row as a share of its norm and the mean's.
  private let share: Double
  private let meanNorm: Double

  init(_ axes: SearchAxes?, width: Int) {
    share = 8 * Double(width + 8) * Double(Float.ulpOfOne)
    meanNorm = (axes?.mean ?? []).reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// How much too long a distance along the axes may be, between a query and a point that is at most
  /// `distance` away from it: such a point's norm is at most the query's plus that distance. A bound by the
  /// largest of all norms would let hubs, whose signatures are long, blur the distances of everybody else.
  func slack(queryNorm: Double, distance: Double) -> Double {
    share * (2 * queryNorm + distance + 2 * meanNorm)
  }
}

extension Matrix {
  /// The selected rows, filled up with zeros to a multiple of eight columns, as
  /// `ga_squared_distances` wants them.
  func paddedRows(_ selection: [Int32]) -> Matrix {
    let (width, stride) = (columnCount, (columnCount + 7) / 8 * 8)
    return unsafe Matrix(rowCount: selection.count, columnCount: stride) { result in
      // SAFETY: each range of rows writes only its own elements.
      nonisolated(unsafe) let result = unsafe result
      parallelFor(selection.count, grain: 256) { range in
        for place in range {
          let target = unsafe UnsafeMutableBufferPointer(
            rebasing: result[place * stride..<(place + 1) * stride])
          unsafe self[row: Int(selection[place])].withUnsafeBufferPointer { row in
            _ = unsafe target.update(fromContentsOf: row)
          }
          unsafe target[width...].update(repeating: 0)
        }
      }
    }
  }
}
