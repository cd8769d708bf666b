import AlignmentTestSupport
import Parallel
import Synchronization
import Testing

@Suite("Slices of memory") struct ForEachSliceTests {
  @Test(
    "are disjoint, cover everything, and are the same for any number of threads",
    arguments: [0, 1, 5, 6, 7, 200], [1, 2, 7, nil])
  func coverOnce(rowCount: Int, threads: Int?) {
    let width = 3
    var buffer = OwnedBuffer(repeating: 0, count: rowCount * width)
    let seen = Mutex<[Range<Int>]>([])
    Parallelism.withThreadCount(threads) {
      buffer.mutableSpan.forEachSlice(rowCount: rowCount, grain: 6) { rows, slice in
        seen.withLock { $0.append(rows) }
        let length = slice.count
        #expect(length == rows.count * width)
        for i in slice.indices { slice[i] += rows.lowerBound * width + i + 1 }
      }
    }
    // An element in two slices would have been added to twice, and one in none would still be 0.
    #expect(buffer.elements == Array(1..<(rowCount * width + 1)))
    let sorted = seen.withLock { $0 }.sorted { $0.lowerBound < $1.lowerBound }
    #expect(
      sorted == stride(from: 0, to: rowCount, by: 6).map { $0..<min($0 + 6, rowCount) })
  }

  @Test("of two parts of memory belong to the same rows", arguments: [1, 2, 5])
  func twoParts(threads: Int) {
    let rowCount = 101
    var ids = OwnedBuffer<Int32>(repeating: 0, count: rowCount * 4)
    var counts = [Int](repeating: 0, count: rowCount)
    Parallelism.withThreadCount(threads) {
      ids.mutableSpan.forEachSlice(with: counts.mutableSpan, rowCount: rowCount, grain: 8) {
        rows, ids, counts in
        for row in rows.indices {
          let place = row - rows.lowerBound
          counts[place] += row
          for i in 0..<4 { ids[place * 4 + i] += Int32(row * 4 + i) }
        }
      }
    }
    #expect(counts == Array(0..<rowCount))
    #expect(ids.elements == (0..<Int32(rowCount * 4)).map { $0 })
  }

  @Test("of one row each cover everything, too", arguments: [1, 3])
  func rows(threads: Int) {
    var elements = [Int](repeating: 0, count: 50 * 4)
    Parallelism.withThreadCount(threads) {
      elements.mutableSpan.forEachRow(rowCount: 50, grain: 7) { row, elements in
        for i in elements.indices { elements[i] += 4 * row + i }
      }
    }
    #expect(elements == Array(0..<200))
  }

  @Test("may have rows of no length")
  func emptyRows() {
    var nothing = OwnedBuffer<Float>([])
    let rowTotal = Atomic<Int>(0)
    nothing.mutableSpan.forEachSlice(rowCount: 10, grain: 4) { rows, slice in
      let length = slice.count
      #expect(length == 0)
      rowTotal.wrappingAdd(rows.count, ordering: .relaxed)
    }
    #expect(rowTotal.load(ordering: .relaxed) == 10)
  }

  @Test("come with a state that a thread keeps and that cannot be copied", arguments: [1, 3])
  func states(threads: Int) {
    struct WorkArea: ~Copyable {
      var sums = OwnedBuffer(repeating: 0, count: 2)
    }
    let made = Atomic<Int>(0)
    var squares = [Int](repeating: 0, count: 500)
    Parallelism.withThreadCount(threads) {
      squares.mutableSpan.forEachSlice(
        rowCount: 500, grain: 7,
        state: {
          made.wrappingAdd(1, ordering: .relaxed)
          return WorkArea()
        },
        body: { area, rows, slice in
          for row in rows {
            area.sums[0] = row
            area.sums[1] = area.sums[0] * row
            slice[row - rows.lowerBound] = area.sums[1]
          }
        })
    }
    #expect(squares == (0..<500).map { $0 * $0 })
    #expect((1...threads).contains(made.load(ordering: .relaxed)))
  }

  @Test("trap if the elements do not form the rows")
  func traps() async {
    let uneven = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var elements = [1, 2, 3]
      elements.mutableSpan.forEachSlice(rowCount: 2, grain: 1) { _, _ in }
    }
    expectSaid("3 elements do not form 2 rows of one length", uneven)
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var elements = [1, 2, 3]
      elements.mutableSpan.forEachSlice(rowCount: 0, grain: 1) { _, _ in }
    }
    expectSaid("3 elements do not form 0 rows", none)
  }
}
