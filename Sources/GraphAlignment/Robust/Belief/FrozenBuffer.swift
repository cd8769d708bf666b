internal import Parallel

/// Numbers that kernels read round after round, shared by the copies of what has them. Nothing writes to them.
final class FrozenBuffer<Element: BitwiseCopyable & Sendable>: Sendable {
  private let memory: OwnedBuffer<Element>

  init(_ elements: [Element]) { memory = OwnedBuffer(elements) }

  /// The address of the first element, valid as long as this object lives.
  @unsafe var base: UnsafePointer<Element> { unsafe memory.address }

  /// The elements as an array.
  var elements: [Element] { memory.elements }
}
