internal import CSuiteSparse

/// CHOLMOD's settings, status and work space: what every one of its calls needs.
///
/// A session belongs to one thread. Starting one costs about as much as a small allocation, so each
/// product starts its own, and a parallel one starts one for each thread.
///
/// CHOLMOD knows compressed sparse *columns*; our rows are the columns of the transpose. Nothing is
/// copied but the offsets, which it wants in 32 bits.
///
/// Source: Chen, Davis, Hager & Rajamanickam, "Algorithm 887: CHOLMOD", ACM TOMS 2008,
/// doi:10.1145/1391989.1391995.
@safe final class CHOLMODSession {
  private let common: UnsafeMutablePointer<cholmod_common>

  init() {
    unsafe common = .allocate(capacity: 1)
    unsafe common.initialize(to: cholmod_common())
    unsafe cholmod_start(common)
    // Errors are ours to report.
    unsafe common.pointee.print = 0
  }

  deinit {
    unsafe cholmod_finish(common)
    unsafe common.deallocate()
  }

  /// Calls CHOLMOD, and throws what it complains about.
  func call<Result>(
    _ routine: String, _ body: (UnsafeMutablePointer<cholmod_common>) -> Result
  ) throws(CHOLMODError) -> Result {
    // The last use of `self` is before the call returns: without this it could be freed meanwhile.
    try withExtendedLifetime(self) { () throws(CHOLMODError) -> Result in
      unsafe common.pointee.status = CHOLMOD_OK
      let result = unsafe body(common)
      let status = unsafe Int(common.pointee.status)
      guard status >= 0 else { throw CHOLMODError(routine: routine, status: status) }
      return result
    }
  }

  /// Takes over a matrix that CHOLMOD has made, the transpose of the result.
  func adopt(
    _ routine: String,
    _ body: (UnsafeMutablePointer<cholmod_common>) -> UnsafeMutablePointer<cholmod_sparse>?
  ) throws(CHOLMODError) -> SparseMatrix {
    var made = try unsafe call(routine) { common in unsafe body(common) }
    guard let matrix = unsafe made else {
      throw CHOLMODError(routine: routine, status: Int(CHOLMOD_INVALID))
    }
    defer {
      withExtendedLifetime(self) { _ = unsafe cholmod_free_sparse(&made, common) }
    }
    let (rows, columns) = unsafe (matrix.pointee.ncol, matrix.pointee.nrow)
    // SAFETY: a packed real matrix with int indices, as asked for: `p` has ncol + 1 elements, and `i`
    // and `x` have at least p[ncol].
    let offsets = unsafe UnsafeBufferPointer(
      start: matrix.pointee.p.assumingMemoryBound(to: Int32.self), count: rows + 1
    ).map(Int.init)
    let count = offsets[rows]
    let indices = unsafe Array(
      UnsafeBufferPointer(
        start: matrix.pointee.i.assumingMemoryBound(to: Int32.self), count: count))
    let values = unsafe Array(
      UnsafeBufferPointer(
        start: matrix.pointee.x.assumingMemoryBound(to: Double.self), count: count))
    return SparseMatrix(
      uncheckedRowCount: rows, columnCount: columns, offsets: offsets, columns: indices,
      values: values)
  }
}

extension SparseMatrix {
  /// Shows the matrix to CHOLMOD, as the compressed columns of its transpose.
  ///
  /// - Parameter routine: whose failure it is if the matrix is too large.
  func withCHOLMOD<Result>(
    for routine: String,
    _ body: (UnsafeMutablePointer<cholmod_sparse>) throws(CHOLMODError) -> Result
  ) throws(CHOLMODError) -> Result {
    guard max(entryCount, rowCount, columnCount) < Int32.max else {
      throw CHOLMODError(routine: routine, status: Int(CHOLMOD_TOO_LARGE))
    }
    var narrow = offsets.map { Int32($0) }
    // The arrays are only read; that CHOLMOD's struct asks for mutable pointers is C's way.
    return try unsafe narrow.withUnsafeMutableBufferPointer {
      narrow throws(CHOLMODError) -> Result in
      try unsafe columns.withUnsafeBufferPointer { columns throws(CHOLMODError) -> Result in
        try unsafe values.withUnsafeBufferPointer { values throws(CHOLMODError) -> Result in
          var matrix = unsafe cholmod_sparse()
          unsafe matrix.nrow = columnCount
          unsafe matrix.ncol = rowCount
          unsafe matrix.nzmax = entryCount
          unsafe matrix.p = UnsafeMutableRawPointer(narrow.baseAddress)
          unsafe matrix.i = UnsafeMutableRawPointer(mutating: columns.baseAddress)
          unsafe matrix.x = UnsafeMutableRawPointer(mutating: values.baseAddress)
          unsafe matrix.stype = 0
          unsafe matrix.itype = CHOLMOD_INT
          unsafe matrix.xtype = CHOLMOD_REAL
          unsafe matrix.dtype = CHOLMOD_DOUBLE
          unsafe matrix.sorted = 1
          unsafe matrix.packed = 1
          return try unsafe body(&matrix)
        }
      }
    }
  }
}
