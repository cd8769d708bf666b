internal import Parallel

/// Numbers that kernels read round after round, shared by the copies of what has them. Nothing writes to them.
final class FrozenBuffer<Element: BitwiseCopyable & Sendable>: Sendable {
  private let memory: OwnedBuffer<Element>

  init(_ elements: [Element]) { memory = OwnedBuffer(elements) }

  /// Rows of `width` numbers, several rows computed at once.
  init(rowCount: Int, width: Int, _ element: @Sendable (_ row: Int, _ column: Int) -> Element) {
    // SAFETY: every element is written below.
    var memory = unsafe OwnedBuffer<Element>(uninitializedCount: rowCount * width)
    memory.mutableSpan.forEachRow(rowCount: rowCount, grain: 16) { row, elements in
      for column in 0..<width { elements[column] = element(row, column) }
    }
    self.memory = memory
  }

  /// The address of the first element, valid as long as this object lives.
  @unsafe var base: UnsafePointer<Element> { unsafe memory.address }

  /// One element.
  subscript(_ index: Int) -> Element { memory[index] }

  /// The elements as an array.
  var elements: [Element] { memory.elements }
}
