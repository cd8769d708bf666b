import AlignmentTestSupport
import LinearAlgebra
import Synchronization
import Testing

@Suite("Parallel loops") struct ParallelForTests {
  @Test(
    "cover every index once, in ranges of the grain",
    arguments: [0, 1, 6, 7, 8, 100], [1, 2, 7, nil])
  func coverOnce(count: Int, threads: Int?) {
    let ranges = Mutex<[Range<Int>]>([])
    Parallelism.withThreadCount(threads) {
      parallelFor(count, grain: 7) { range in ranges.withLock { $0.append(range) } }
    }
    let sorted = ranges.withLock { $0 }.sorted { $0.lowerBound < $1.lowerBound }
    let expected = stride(from: 0, to: count, by: 7).map { $0..<min($0 + 7, count) }
    #expect(sorted == expected)
  }

  @Test("make one state for each thread, at most, and keep it from range to range")
  func states() {
    for threads in [1, 2, 3] {
      let made = Atomic<Int>(0)
      let used = Atomic<Int>(0)
      Parallelism.withThreadCount(threads) {
        parallelFor(
          90, grain: 1,
          state: {
            made.wrappingAdd(1, ordering: .relaxed)
            return 0
          },
          body: { (calls: inout Int, _) in
            if calls == 0 { used.wrappingAdd(1, ordering: .relaxed) }
            calls += 1
          })
      }
      #expect(made.load(ordering: .relaxed) == threads)
      #expect(used.load(ordering: .relaxed) <= threads)
      #expect(used.load(ordering: .relaxed) >= 1)
    }
  }

  @Test("use the number of threads that was set, and only inside")
  func threadCount() {
    let outside = Parallelism.threadCount
    Parallelism.withThreadCount(3) {
      #expect(Parallelism.threadCount == 3)
      Parallelism.withThreadCount(nil) { #expect(Parallelism.threadCount == outside) }
    }
    #expect(Parallelism.threadCount == outside)
  }

  @Test("trap on no threads and on no grain")
  func traps() async {
    let threads = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Parallelism.withThreadCount(0) {}
    }
    expectSaid("cannot work with 0 threads", threads)
    let grain = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      parallelFor(3, grain: 0) { _ in }
    }
    expectSaid("a grain of 0 makes no progress", grain)
  }
}
