/// Memory of a fixed size that several threads may write to at once, each its own part.
///
/// An array would have to be borrowed for as long as threads write to it; kernels that work on a dozen of
/// them round after round are clearer with memory that stays where it is.
@safe package final class SharedBuffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// The first element. Valid as long as this object is: keep it alive while threads work.
  package let base: UnsafeMutablePointer<Element>
  package let count: Int

  package init(repeating element: Element, count: Int) {
    precondition(count >= 0, "no memory has \(count) elements")
    self.count = count
    // One element more, so that there is an address even for none.
    unsafe base = .allocate(capacity: count + 1)
    unsafe base.initialize(repeating: element, count: count + 1)
  }

  package convenience init(_ elements: [Element], padding: Element) {
    self.init(repeating: padding, count: elements.count)
    for i in elements.indices { self[i] = elements[i] }
  }

  deinit { unsafe base.deallocate() }

  package subscript(_ index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "there is no element \(index) of \(count)")
      return unsafe base[index]
    }
    set {
      precondition(index >= 0 && index < count, "there is no element \(index) of \(count)")
      unsafe base[index] = newValue
    }
  }

  /// The elements as an array.
  package var elements: [Element] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }
}
