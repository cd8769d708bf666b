internal import CSuiteSparse

extension SparseMatrix {
  /// The transpose Aᵀ.
  ///
  /// - Throws: ``CHOLMODError`` for lack of memory, or if there are 2³¹ entries.
  /// - Complexity: O(rows + columns + entries)
  public func transposed() throws(CHOLMODError) -> SparseMatrix {
    let session = CHOLMODSession()
    return try unsafe withCHOLMOD(for: "cholmod_transpose") { a throws(CHOLMODError) in
      try unsafe session.adopt("cholmod_transpose") { unsafe cholmod_transpose(a, 1, $0) }
    }
  }

  /// The product A·B.
  ///
  /// An entry is stored wherever a stored entry meets a stored entry, even if they cancel.
  ///
  /// - Returns: m × n for an m × k matrix and a k × n one.
  /// - Throws: ``CHOLMODError`` for lack of memory, or if there are 2³¹ entries.
  /// - Precondition: the inner sizes agree.
  /// - Complexity: O(rows + columns + Σ over entries (i, k) of A of the entries in row k of B), and that
  ///   again to order the rows of the result.
  public func multiplied(by other: SparseMatrix) throws(CHOLMODError) -> SparseMatrix {
    precondition(
      columnCount == other.rowCount,
      "cannot multiply \(rowCount) × \(columnCount) by \(other.rowCount) × \(other.columnCount)")
    let session = CHOLMODSession()
    // (A·B)ᵀ = Bᵀ·Aᵀ, and transposes are what CHOLMOD sees.
    return try unsafe withCHOLMOD(for: "cholmod_ssmult") { a throws(CHOLMODError) in
      try unsafe other.withCHOLMOD(for: "cholmod_ssmult") { b throws(CHOLMODError) in
        try unsafe session.adopt("cholmod_ssmult") { unsafe cholmod_ssmult(b, a, 0, 1, 1, $0) }
      }
    }
  }
}
