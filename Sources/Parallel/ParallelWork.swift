internal import CKernels
internal import Dispatch
internal import Foundation
internal import Synchronization

/// One parallel loop, shared by the threads that work on it.
///
/// The calling thread starts at once and does not wait for threads that come too late to find a chunk, since to
/// wake a thread may take longer than a small loop. Such a thread looks at this object only, never at the
/// caller's closures, which may be gone by then; a thread that has a chunk keeps the caller waiting until it is done.
@safe final class ParallelWork<State: ~Copyable>: Sendable {
  private struct Calls {
    let state: () -> State
    let body: (Int, inout State) -> Void
  }

  /// On the caller's stack.
  nonisolated(unsafe) private let calls: UnsafePointer<Calls>
  private let chunkCount: Int
  /// The first chunk that no thread has claimed.
  private let next = Atomic<Int>(0)
  private let unfinished: Atomic<Int>
  /// How many more threads may be asked for help.
  private let helpers: Atomic<Int>
  private let isFinished = DispatchSemaphore(value: 0)
  /// What the caller was allowed, so that loops within this one keep to it on every thread.
  private let limit = Parallelism.limit

  private init(_ calls: UnsafePointer<Calls>, chunkCount: Int, helperLimit: Int) {
    unsafe self.calls = calls
    self.chunkCount = chunkCount
    unfinished = Atomic(chunkCount)
    helpers = Atomic(helperLimit)
  }

  /// Calls `body` with each of the chunks, by this thread and at most `helperLimit` others.
  static func run(
    _ chunkCount: Int, helperLimit: Int, state: () -> State, body: (Int, inout State) -> Void
  ) {
    withoutActuallyEscaping(state) { state in
      withoutActuallyEscaping(body) { body in
        let calls = Calls(state: state, body: body)
        unsafe withUnsafePointer(to: calls) { calls in
          let work = unsafe ParallelWork(calls, chunkCount: chunkCount, helperLimit: helperLimit)
          work.join()
          work.wait()
        }
      }
    }
  }

  /// Works as long as there are chunks.
  private func join() {
    guard var chunk = claim() else { return }
    // Each thread that starts asks for two more, so that many are there after a few steps.
    for _ in 0..<2 { askForHelp() }
    var own = makeState()
    while true {
      call(chunk, &own)
      if unfinished.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
        isFinished.signal()
      }
      guard let another = claim() else { return }
      chunk = another
    }
  }

  /// Waits until all chunks are done.
  private func wait() {
    // Threads finish at nearly the same time, and to sleep takes longer than that.
    var rounds = 0
    while rounds < 2_000, unfinished.load(ordering: .acquiring) > 0 {
      ga_pause()
      rounds += 1
      if rounds % 64 == 0 { sched_yield() }
    }
    isFinished.wait()
    // What other threads wrote is seen from here on, by the rules of this language, too.
    _ = unfinished.load(ordering: .acquiring)
  }

  private func claim() -> Int? {
    guard next.load(ordering: .relaxed) < chunkCount else { return nil }
    let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return chunk < chunkCount ? chunk : nil
  }

  private func askForHelp() {
    guard next.load(ordering: .relaxed) < chunkCount,
      helpers.wrappingSubtract(1, ordering: .relaxed).newValue >= 0
    else { return }
    let limit = limit
    DispatchQueue.global().async { Parallelism.withThreadCount(limit) { self.join() } }
  }

  // SAFETY: these are called by the owner of a chunk only, for which the caller waits. They are not inlined, so
  // that nothing holds on to a closure of the caller once the chunk counts as done.

  @inline(never) private func makeState() -> State { unsafe calls.pointee.state() }

  @inline(never) private func call(_ chunk: Int, _ own: inout State) {
    unsafe calls.pointee.body(chunk, &own)
  }
}
