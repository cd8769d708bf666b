internal import Parallel

extension DenseMatrix where Scalar: BLASScalar {
  /// The product A·B.
  ///
  /// Rows are spread over threads in blocks whose size does not depend on their number, so the
  /// result is the same for any thread count.
  ///
  /// - Returns: m × n for an m × k matrix and a k × n one.
  /// - Precondition: the inner sizes agree.
  /// - Complexity: O(m · n · k)
  package func multiplied(by other: DenseMatrix) -> DenseMatrix {
    precondition(
      columnCount == other.rowCount,
      "cannot multiply \(rowCount) × \(columnCount) by \(other.rowCount) × \(other.columnCount)")
    return product(with: other, transposed: false, width: other.columnCount)
  }

  /// The product A·Bᵀ: all dot products of rows.
  ///
  /// - Returns: m × n for an m × k matrix and an n × k one.
  /// - Precondition: both have rows of the same length.
  /// - Complexity: O(m · n · k)
  package func multiplied(byTransposeOf other: DenseMatrix) -> DenseMatrix {
    precondition(
      columnCount == other.columnCount,
      "cannot compare rows of \(columnCount) with rows of \(other.columnCount)")
    return product(with: other, transposed: true, width: other.rowCount)
  }

  private func product(with other: DenseMatrix, transposed: Bool, width: Int) -> DenseMatrix {
    guard columnCount > 0, rowCount > 0, width > 0 else {
      return DenseMatrix(rowCount: rowCount, columnCount: width)
    }
    let inner = columnCount
    return unsafe DenseMatrix(rowCount: rowCount, columnCount: width) { c in
      unsafe elements.withUnsafeBufferPointer { a in
        unsafe other.elements.withUnsafeBufferPointer { b in
          // SAFETY: each iteration writes only its own rows of `c`; `a` and `b` are only read.
          nonisolated(unsafe) let (a, b, c) = unsafe (a, b, c)
          parallelFor(rowCount, grain: 512) { rows in
            unsafe Scalar.multiply(
              a.baseAddress! + rows.lowerBound * inner, b.baseAddress!, transposed: transposed,
              rows: rows.count, columns: width, inner: inner,
              into: c.baseAddress! + rows.lowerBound * width)
          }
        }
      }
    }
  }
}
