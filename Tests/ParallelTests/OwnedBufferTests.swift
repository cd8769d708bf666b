import AlignmentTestSupport
import Parallel
import Synchronization
import Testing

@Suite("Owned memory") struct OwnedBufferTests {
  @Test("is read as it was written, by index, span and address")
  func readsAndWrites() {
    var buffer = OwnedBuffer<Int32>(repeating: 7, count: 5)
    buffer[1] += 3
    setElement(2, of: buffer.mutableSpan, to: -1)
    unsafe buffer.mutableAddress[4] = 9
    #expect(buffer.elements == [7, 10, -1, 7, 9])
    #expect(sum(buffer.span) == 32)
    #expect(unsafe buffer.address[4] == 9)
    buffer.fill(2)
    #expect(buffer.elements == [2, 2, 2, 2, 2])
    #expect(OwnedBuffer([3, 1, 2]).elements == [3, 1, 2])
    #expect(OwnedBuffer(count: 4) { $0 * $0 }.elements == [0, 1, 4, 9])
  }

  private func sum(_ span: Span<Int32>) -> Int32 {
    var sum: Int32 = 0
    for i in span.indices { sum += span[i] }
    return sum
  }

  private func setElement(_ index: Int, of span: consuming MutableSpan<Int32>, to value: Int32) {
    span[index] = value
  }

  @Test("stays where it is when its owner moves, even with no elements")
  func keepsItsAddress() {
    struct Owner: ~Copyable {
      var buffer: OwnedBuffer<Float>
    }
    var buffer = OwnedBuffer<Float>(repeating: 1, count: 3)
    let before = unsafe Int(bitPattern: buffer.mutableAddress)
    var owner = Owner(buffer: buffer)
    let after = unsafe (
      Int(bitPattern: owner.buffer.mutableAddress), Int(bitPattern: owner.buffer.address)
    )
    #expect(after == (before, before))
    let empty = OwnedBuffer<Float>([])
    #expect(empty.elements == [])
  }

  /// Counts itself while it exists.
  struct Counted: ~Copyable, Sendable {
    let counter: Counter
    var calls = 0

    init(_ counter: Counter) {
      self.counter = counter
      counter.alive.wrappingAdd(1, ordering: .relaxed)
    }

    deinit { counter.alive.wrappingSubtract(1, ordering: .relaxed) }
  }

  final class Counter: Sendable {
    let alive = Atomic<Int>(0)
    var count: Int { alive.load(ordering: .relaxed) }
  }

  @Test("holds elements that cannot be copied, and destroys each once", arguments: [1, 3])
  func noncopyableElements(threads: Int) {
    let counter = Counter()
    do {
      var buffer = OwnedBuffer(count: 6) { _ in Counted(counter) }
      #expect(counter.count == 6)
      Parallelism.withThreadCount(threads) {
        buffer.mutableSpan.forEachSlice(rowCount: 6, grain: 1) { rows, slice in
          slice[0].calls += rows.lowerBound
        }
      }
      for i in 0..<6 { #expect(buffer[i].calls == i) }
    }
    #expect(counter.count == 0)
  }

  @Test("destroys what was made if an element cannot be made")
  func failure() {
    struct Refusal: Error {}
    let counter = Counter()
    #expect(throws: Refusal.self) {
      let buffer = try OwnedBuffer(count: 5) { i in
        guard i < 3 else { throw Refusal() }
        return Counted(counter)
      }
      // Never reached.
      #expect(buffer.count < 0)
    }
    #expect(counter.count == 0)
  }

  @Test("traps on an index beyond its end, and on a negative size")
  func traps() async {
    let index = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let buffer = OwnedBuffer([1, 2, 3])
      _ = buffer[3]
    }
    expectSaid("there is no element 3 of 3", index)
    let size = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = OwnedBuffer(repeating: 0, count: -1)
    }
    expectSaid("no memory has -1 elements", size)
  }
}
