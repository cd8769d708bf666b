internal import CSuiteSparse
public import LinearAlgebra
internal import Parallel
internal import Synchronization

extension DenseMatrix<Double> {
  /// The product X·A of a dense and a sparse matrix.
  ///
  /// Rows are spread over threads in blocks whose size does not depend on their number, so the result
  /// is the same for any thread count.
  ///
  /// - Returns: m × n for an m × k matrix and a k × n one.
  /// - Throws: ``CHOLMODError`` for lack of memory, or if there are 2³¹ entries.
  /// - Precondition: the inner sizes agree.
  /// - Complexity: O(m · (n + entries of A))
  public func multiplied(by other: SparseMatrix) throws(CHOLMODError) -> DoubleMatrix {
    precondition(
      columnCount == other.rowCount,
      "cannot multiply \(rowCount) × \(columnCount) by \(other.rowCount) × \(other.columnCount)")
    var result = DoubleMatrix(rowCount: rowCount, columnCount: other.columnCount)
    let (inner, width) = (columnCount, other.columnCount)
    guard inner > 0, width > 0, rowCount > 0 else { return result }
    let status = try unsafe other.withCHOLMOD(for: "cholmod_sdmult") { a throws(CHOLMODError) in
      unsafe elements.withUnsafeBufferPointer { x in
        unsafe result.elements.withUnsafeMutableBufferPointer { y in
          // SAFETY: `a` and `x` are only read; each iteration writes only its own rows of `y`.
          nonisolated(unsafe) let (a, x, y) = unsafe (a, x, y)
          return firstFailure(rowCount, grain: 64) { session, rows in
            // Rows of X are columns of Xᵀ: (X·A)ᵀ = Aᵀ·Xᵀ needs nothing turned around.
            unsafe session.multiply(
              a, transposed: false,
              by: .init(mutating: x.baseAddress! + rows.lowerBound * inner), rows: inner,
              into: y.baseAddress! + rows.lowerBound * width, rows: width, columns: rows.count)
          }
        }
      }
    }
    guard status >= 0 else { throw CHOLMODError(routine: "cholmod_sdmult", status: status) }
    return result
  }
}

extension SparseMatrix {
  /// The product A·X of a sparse and a dense matrix.
  ///
  /// CHOLMOD wants X column by column, so panels of columns are turned, multiplied and turned back, on
  /// several threads; the result is the same for any number of them.
  ///
  /// - Returns: m × n for an m × k matrix and a k × n one.
  /// - Throws: ``CHOLMODError`` for lack of memory, or if there are 2³¹ entries.
  /// - Precondition: the inner sizes agree.
  /// - Complexity: O(n · (m + k + entries of A))
  public func multiplied(by other: DoubleMatrix) throws(CHOLMODError) -> DoubleMatrix {
    precondition(
      columnCount == other.rowCount,
      "cannot multiply \(rowCount) × \(columnCount) by \(other.rowCount) × \(other.columnCount)")
    var result = DoubleMatrix(rowCount: rowCount, columnCount: other.columnCount)
    let (inner, width, height) = (columnCount, other.columnCount, rowCount)
    guard inner > 0, width > 0, height > 0 else { return result }
    let status = try unsafe withCHOLMOD(for: "cholmod_sdmult") { a throws(CHOLMODError) in
      unsafe other.elements.withUnsafeBufferPointer { x in
        unsafe result.elements.withUnsafeMutableBufferPointer { y in
          // SAFETY: `a` and `x` are only read; each iteration writes only its own columns of `y`.
          nonisolated(unsafe) let (a, x, y) = unsafe (a, x, y)
          // Wide enough that a page of X, met once for each panel, is worth its translation.
          return firstFailure(width, grain: 64) { session, columns in
            var panel = [Double](repeating: 0, count: inner * columns.count)
            var product = [Double](repeating: 0, count: height * columns.count)
            for row in 0..<inner {
              for i in 0..<columns.count {
                panel[i * inner + row] = unsafe x[row * width + columns.lowerBound + i]
              }
            }
            let status = unsafe panel.withUnsafeMutableBufferPointer { panel in
              unsafe product.withUnsafeMutableBufferPointer { product in
                unsafe session.multiply(
                  a, transposed: true, by: panel.baseAddress!, rows: inner,
                  into: product.baseAddress!, rows: height, columns: columns.count)
              }
            }
            for row in 0..<height {
              for i in 0..<columns.count {
                unsafe y[row * width + columns.lowerBound + i] = product[i * height + row]
              }
            }
            return status
          }
        }
      }
    }
    guard status >= 0 else { throw CHOLMODError(routine: "cholmod_sdmult", status: status) }
    return result
  }
}

extension CHOLMODSession {
  /// Y = S·X, or Sᵀ·X, for matrices stored column by column; X and Y have the given columns.
  ///
  /// - Returns: CHOLMOD's status, negative for a failure.
  fileprivate func multiply(
    _ s: UnsafeMutablePointer<cholmod_sparse>, transposed: Bool,
    by x: UnsafeMutablePointer<Double>, rows xRows: Int, into y: UnsafeMutablePointer<Double>,
    rows yRows: Int, columns: Int
  ) -> Int {
    var (left, right) = unsafe (cholmod_dense(), cholmod_dense())
    func fill(_ dense: inout cholmod_dense, _ pointer: UnsafeMutablePointer<Double>, _ rows: Int) {
      unsafe dense.nrow = rows
      unsafe dense.ncol = columns
      unsafe dense.nzmax = rows * columns
      unsafe dense.d = rows
      unsafe dense.x = UnsafeMutableRawPointer(pointer)
      unsafe dense.xtype = CHOLMOD_REAL
      unsafe dense.dtype = CHOLMOD_DOUBLE
    }
    unsafe fill(&right, x, xRows)
    unsafe fill(&left, y, yRows)
    // Both factors are complex numbers; the second element is their imaginary part.
    var (one, zero) = ([1.0, 0.0], [0.0, 0.0])
    do {
      return try unsafe call("cholmod_sdmult") { common in
        _ = unsafe cholmod_sdmult(s, transposed ? 1 : 0, &one, &zero, &right, &left, common)
        return 0
      }
    } catch {
      return error.status
    }
  }
}

/// Runs a parallel loop with a session for each thread.
///
/// - Returns: the status of the first range that failed, else 0.
private func firstFailure(
  _ count: Int, grain: Int, _ body: @Sendable (CHOLMODSession, Range<Int>) -> Int
) -> Int {
  let failure = Mutex<(start: Int, status: Int)?>(nil)
  parallelFor(count, grain: grain, state: CHOLMODSession.init) { session, range in
    let status = body(session, range)
    if status < 0 {
      failure.withLock { first in
        if first.map({ range.lowerBound < $0.start }) ?? true {
          first = (range.lowerBound, status)
        }
      }
    }
  }
  return failure.withLock { $0?.status ?? 0 }
}
