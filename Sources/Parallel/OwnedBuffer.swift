/// Memory of a fixed size that stays where it is and has one owner.
///
/// An array may be copied, and moves when it grows: a kernel that works on a dozen arrays round after round would
/// borrow each of them anew. This memory has an address for life, and it cannot be copied, so that the compiler
/// knows who reads and who writes:
///
/// - It is read through ``span``, and written by its owner through `inout` or ``mutableSpan``.
/// - Threads write to disjoint slices, which ``Swift/MutableSpan/forEachSlice(rowCount:grain:_:)`` hands out.
/// - C kernels take addresses: ``address`` and ``mutableAddress`` are the only unsafe places.
///
/// ```swift
/// var rows = OwnedBuffer<Float>(repeating: 0, count: rowCount * width)
/// rows.mutableSpan.forEachSlice(rowCount: rowCount, grain: 64) { range, slice in
///   for i in slice.indices { slice[i] = Float(range.lowerBound * width + i) }
/// }
/// ```
///
/// Elements may be noncopyable themselves, such as a structure that owns several buffers.
@safe package struct OwnedBuffer<Element: ~Copyable & Sendable>: ~Copyable, Sendable {
  // SAFETY: nothing else has this address. To write takes `inout` access to the one owner, so that the rules of the
  // language keep tasks apart; only what asks for an address below has to see to that itself.
  @usableFromInline nonisolated(unsafe) let base: UnsafeMutablePointer<Element>

  /// How many elements there are.
  package let count: Int

  /// Memory whose elements are made one after the other.
  ///
  /// - Precondition: `count` is not negative.
  /// - Complexity: O(count)
  @inlinable package init(count: Int, _ element: (Int) throws -> Element) rethrows {
    precondition(count >= 0, "no memory has \(count) elements")
    let base = UnsafeMutablePointer<Element>.allocate(capacity: count)
    var made = 0
    do {
      while made < count {
        unsafe (base + made).initialize(to: try element(made))
        made += 1
      }
    } catch {
      unsafe base.deinitialize(count: made)
      unsafe base.deallocate()
      throw error
    }
    unsafe self.base = base
    self.count = count
  }

  @inlinable deinit {
    unsafe base.deinitialize(count: count)
    unsafe base.deallocate()
  }

  /// The elements, to be read.
  @inlinable package var span: Span<Element> {
    @_lifetime(borrow self)
    get {
      // SAFETY: the memory lives as long as `self` is borrowed.
      let span = unsafe Span(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The elements, to be written.
  @inlinable package var mutableSpan: MutableSpan<Element> {
    @_lifetime(&self)
    mutating get {
      // SAFETY: as long as this span lives, nothing else reads or writes `self`.
      let span = unsafe MutableSpan(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, mutating: &self)
    }
  }

  /// One element.
  ///
  /// - Precondition: `index` is one of `0..<count`.
  @inlinable package subscript(_ index: Int) -> Element {
    _read {
      precondition(index >= 0 && index < count, "there is no element \(index) of \(count)")
      yield unsafe base[index]
    }
    _modify {
      precondition(index >= 0 && index < count, "there is no element \(index) of \(count)")
      yield unsafe &base[index]
    }
  }

  /// The address of the first element, for a kernel that reads.
  ///
  /// Valid as long as the owner lives; what it points to must not be written meanwhile.
  @unsafe @inlinable package var address: UnsafePointer<Element> { unsafe UnsafePointer(base) }

  /// The address of the first element, for a kernel that writes.
  ///
  /// Valid as long as the owner lives. That nothing else reads or writes the same elements meanwhile is up to
  /// the caller: ask for the address in a mutating method of what owns the buffer, and let no address leave it.
  /// Threads that share it must each keep to their own rows.
  @unsafe @inlinable package var mutableAddress: UnsafeMutablePointer<Element> {
    mutating get { unsafe base }
  }
}

extension OwnedBuffer where Element: BitwiseCopyable {
  /// Memory that holds the same element everywhere.
  ///
  /// - Precondition: `count` is not negative.
  /// - Complexity: O(count)
  @inlinable package init(repeating element: Element, count: Int) {
    precondition(count >= 0, "no memory has \(count) elements")
    let base = UnsafeMutablePointer<Element>.allocate(capacity: count)
    unsafe base.initialize(repeating: element, count: count)
    unsafe self.base = base
    self.count = count
  }

  /// Memory that holds anything at all: for what is written as a whole before it is read, by several threads, each of
  /// which then gets its own pages from the system.
  ///
  /// - Precondition: `count` is not negative.
  @unsafe @inlinable package init(uninitializedCount count: Int) {
    precondition(count >= 0, "no memory has \(count) elements")
    unsafe self.base = UnsafeMutablePointer<Element>.allocate(capacity: count)
    self.count = count
  }

  /// Memory that holds the elements of an array.
  ///
  /// - Complexity: O(count)
  @inlinable package init(_ elements: [Element]) {
    let base = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
    // All at once: one after the other is slow where the compiler does not know the type.
    unsafe elements.withUnsafeBufferPointer { elements in
      if let first = elements.baseAddress { unsafe base.initialize(from: first, count: elements.count) }
    }
    unsafe self.base = base
    self.count = elements.count
  }

  /// The elements as an array.
  ///
  /// - Complexity: O(count)
  @inlinable package var elements: [Element] {
    unsafe Array(UnsafeBufferPointer(start: base, count: count))
  }

  /// Writes the same element everywhere.
  ///
  /// - Complexity: O(count)
  @inlinable package mutating func fill(_ element: Element) {
    unsafe base.update(repeating: element, count: count)
  }
}
