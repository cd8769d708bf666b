import AlignmentTestSupport
import Foundation
import Parallel
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
      #expect(made.load(ordering: .relaxed) <= threads)
      #expect(used.load(ordering: .relaxed) == made.load(ordering: .relaxed))
      #expect(used.load(ordering: .relaxed) >= 1)
    }
  }

  @Test(
    "lose nothing, one right after the other, with pauses, within each other and from many tasks")
  func manyLoops() async {
    func sum(_ count: Int, grain: Int) -> Int {
      let total = Atomic<Int>(0)
      parallelFor(
        count, grain: grain, state: { [Int]() },
        body: { own, range in
          own += range
          total.wrappingAdd(range.reduce(0, +), ordering: .relaxed)
          // Within each other: every thread of the outer loop waits for an inner one.
          if grain == 64 {
            let inner = Atomic<Int>(0)
            parallelFor(9, grain: 1) { inner.wrappingAdd($0.lowerBound, ordering: .relaxed) }
            precondition(inner.load(ordering: .relaxed) == 36)
          }
        })
      return total.load(ordering: .relaxed)
    }
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<4 {
        group.addTask {
          Parallelism.withThreadCount(task == 0 ? nil : 1 + 2 * task) {
            (0..<2_000).allSatisfy { round in
              // Threads fall asleep now and then.
              if round % 500 == 499 { usleep(2_000) }
              let count = (37 * round + task) % 300
              return sum(count, grain: 1 << (round % 7)) == count * (count - 1) / 2
            }
          }
        }
      }
      for await isRight in group { #expect(isRight) }
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
