/// Memory for the two ends of edges, one pair after the other.
///
/// Reading fills it and numbering overwrites it, so that no edge is copied until it goes to its row.
/// Only one thread at a time may use a buffer.
@safe final class PairBuffer: @unchecked Sendable {
  /// The ends of the edges, in turn; the first `2 * count` are initialized.
  let ends: UnsafeMutablePointer<Int32>
  private(set) var count = 0
  let capacity: Int

  /// - Parameter capacity: of pairs; memory that is not written costs nothing.
  init(capacity: Int) {
    self.capacity = capacity
    unsafe ends = .allocate(capacity: 2 * capacity)
  }

  deinit { unsafe ends.deallocate() }

  /// - Precondition: there is room.
  @inline(__always)
  func append(_ source: Int32, _ target: Int32) {
    precondition(count < capacity, "there is no room for another edge")
    // SAFETY: the pair lies inside the allocation.
    unsafe (ends + 2 * count).initialize(to: source)
    unsafe (ends + 2 * count + 1).initialize(to: target)
    count += 1
  }

  func removeAll() { count = 0 }

  /// The ends of all edges, in turn.
  var span: Span<Int32> {
    @_lifetime(borrow self)
    get {
      // SAFETY: `append` has initialized them, and the memory lives as long as `self`.
      let span = unsafe Span(_unsafeStart: ends, count: 2 * count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Replaces every end by another number.
  @inline(__always)
  func replace(_ number: (Int32) -> Int32) {
    // SAFETY: as above.
    for i in 0..<2 * count { unsafe ends[i] = number(ends[i]) }
  }
}
