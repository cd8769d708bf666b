/// Some entries of an adjacency matrix, wherever they lie in memory: columns of an edge list, or pairs
/// one after the other.
@unsafe struct EntryPiece {
  /// The rows and columns of the entries, each `stride` places after the one before.
  var rows, columns: UnsafePointer<Int32>
  var stride = 1
  /// The weights, one after the other; `nil` when all are 1.
  var weights: UnsafePointer<Double>?
  var count: Int

  /// The entries of the transposed matrix.
  var transposed: EntryPiece {
    var piece = unsafe self
    unsafe swap(&piece.rows, &piece.columns)
    return unsafe piece
  }

  /// Calls `body` with every entry that stays: no self-loops, and nothing of weight 0.
  @inline(__always)
  func visitEntries(_ body: (_ row: Int32, _ column: Int32, _ weight: Double) -> Void) {
    // SAFETY: the caller of the initializer vouches for `count` entries.
    for i in unsafe 0..<count {
      let (row, column) = unsafe (rows[i * stride], columns[i * stride])
      let weight = unsafe weights.map { unsafe $0[i] } ?? 1
      if row != column, weight != 0 { body(row, column, weight) }
    }
  }

  /// Calls `body` with the entries of three columns, cut into pieces of at most `size` entries.
  static func withPieces<Result>(
    rows: [Int32], columns: [Int32], weights: [Double]?, size: Int,
    _ body: ([EntryPiece]) -> Result
  ) -> Result {
    // SAFETY: the pieces lie inside the three arrays, which have one length, and are gone before these.
    unsafe rows.withUnsafeBufferPointer { rows in
      unsafe columns.withUnsafeBufferPointer { columns in
        unsafe weights.withOptionalPointer { weights in
          let pieces = unsafe Swift.stride(from: 0, to: rows.count, by: size).map { start in
            unsafe EntryPiece(
              rows: rows.baseAddress! + start, columns: columns.baseAddress! + start,
              weights: weights.map { unsafe $0 + start }, count: min(size, rows.count - start))
          }
          return unsafe body(pieces)
        }
      }
    }
  }
}

extension Optional where Wrapped == [Double] {
  /// Calls `body` with a pointer to the elements, or with `nil`.
  fileprivate func withOptionalPointer<Result>(
    _ body: (UnsafePointer<Double>?) -> Result
  ) -> Result {
    guard let self else { return body(nil) }
    return unsafe self.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
  }
}
