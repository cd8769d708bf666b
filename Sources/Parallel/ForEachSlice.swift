/// Rows of memory that are written by several threads: each gets a slice that nothing else has.
///
/// This is the one place where memory is divided among threads. The caller has exclusive access to all of it,
/// slices do not overlap, and all threads are done when the loop ends.
extension MutableSpan where Element: ~Copyable & Sendable {
  /// Calls `body` with disjoint slices that cover all elements, several at once.
  ///
  /// ```swift
  /// matrix.elements.mutableSpan.forEachSlice(rowCount: height, grain: 32) { rows, slice in
  ///   for i in slice.indices { slice[i] = Float(rows.lowerBound) }
  /// }
  /// ```
  ///
  /// The slices depend on neither the number of threads nor on which of them are free.
  ///
  /// - Parameters:
  ///   - rowCount: how many rows of equal length the elements form.
  ///   - grain: the number of rows in a slice; the last may have fewer.
  ///   - body: is given the rows of a slice and their elements. Element 0 is the first of the first row.
  /// - Precondition: `rowCount` divides the number of elements, and `grain` is positive.
  @inlinable package consuming func forEachSlice(
    rowCount: Int, grain: Int,
    _ body: @Sendable (_ rows: Range<Int>, _ slice: inout MutableSpan<Element>) -> Void
  ) {
    forEachSlice(
      rowCount: rowCount, grain: grain, state: {}, body: { _, rows, slice in body(rows, &slice) })
  }

  /// Calls `body` with every row, several at once, `grain` of them by one thread after the other.
  ///
  /// - Precondition: as for ``forEachSlice(rowCount:grain:_:)``.
  @inlinable package consuming func forEachRow(
    rowCount: Int, grain: Int,
    _ body: @Sendable (_ row: Int, _ elements: inout MutableSpan<Element>) -> Void
  ) {
    let length = rowLength(count, rowCount)
    unsafe self.withUnsafeMutableBufferPointer { elements in
      // SAFETY: rows are disjoint, and so are their elements.
      nonisolated(unsafe) let elements = unsafe elements
      parallelFor(rowCount, grain: grain) { rows in
        for row in rows {
          var own = unsafe elements.mutableSlice(row..<row + 1, length)
          body(row, &own)
        }
      }
    }
  }

  /// As ``forEachSlice(rowCount:grain:_:)``, with something for each thread to keep from slice to slice, such as a work area.
  ///
  /// - Parameter state: makes what a thread keeps, as for ``parallelFor(_:grain:state:body:)``.
  @inlinable package consuming func forEachSlice<State: ~Copyable>(
    rowCount: Int, grain: Int, state: @Sendable () -> State,
    body:
      @Sendable (
        _ state: inout State, _ rows: Range<Int>, _ slice: inout MutableSpan<Element>
      ) -> Void
  ) {
    let length = rowLength(count, rowCount)
    unsafe self.withUnsafeMutableBufferPointer { elements in
      // SAFETY: ranges of rows are disjoint, and so are their elements.
      nonisolated(unsafe) let elements = unsafe elements
      parallelFor(
        rowCount, grain: grain, state: state,
        body: { state, rows in
          var slice = unsafe elements.mutableSlice(rows, length)
          body(&state, rows, &slice)
        })
    }
  }

  /// As ``forEachSlice(rowCount:grain:_:)``, for two parts of memory that are written together, row by row.
  ///
  /// - Parameter other: memory of as many rows, which may be of another length.
  @inlinable package consuming func forEachSlice<Other: ~Copyable & Sendable>(
    with other: consuming MutableSpan<Other>, rowCount: Int, grain: Int,
    _ body:
      @Sendable (
        _ rows: Range<Int>, _ slice: inout MutableSpan<Element>, _ other: inout MutableSpan<Other>
      ) -> Void
  ) {
    let (length, otherLength) = (rowLength(count, rowCount), rowLength(other.count, rowCount))
    unsafe self.withUnsafeMutableBufferPointer { elements in
      unsafe other.withUnsafeMutableBufferPointer { others in
        // SAFETY: ranges of rows are disjoint, and so are their elements.
        nonisolated(unsafe) let (elements, others) = unsafe (elements, others)
        parallelFor(rowCount, grain: grain) { rows in
          var slice = unsafe elements.mutableSlice(rows, length)
          var otherSlice = unsafe others.mutableSlice(rows, otherLength)
          body(rows, &slice, &otherSlice)
        }
      }
    }
  }
}

/// The length of each of some rows of equal length.
@usableFromInline func rowLength(_ count: Int, _ rowCount: Int) -> Int {
  guard rowCount > 0 else {
    precondition(rowCount == 0 && count == 0, "\(count) elements do not form \(rowCount) rows")
    return 0
  }
  precondition(
    count.isMultiple(of: rowCount), "\(count) elements do not form \(rowCount) rows of one length")
  return count / rowCount
}

extension UnsafeMutableBufferPointer where Element: ~Copyable {
  /// The elements of some rows.
  @unsafe @inlinable @_lifetime(borrow self)
  func mutableSlice(_ rows: Range<Int>, _ length: Int) -> MutableSpan<Element> {
    let slice = unsafe MutableSpan(
      _unsafeElements: extracting(rows.lowerBound * length..<rows.upperBound * length))
    return unsafe _overrideLifetime(slice, borrowing: self)
  }
}
