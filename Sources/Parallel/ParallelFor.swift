internal import Foundation

/// How many threads the library may use.
///
/// No result depends on it: every row is computed by one thread from the same inputs.
///
/// ```swift
/// let alignment = try Parallelism.withThreadCount(1) { try REGAL().align(a, to: b) }
/// ```
public enum Parallelism {
  /// The number of threads for work started from the current task; all cores unless set.
  public static var threadCount: Int { limit ?? coreCount }

  /// Asked for once: the answer takes longer than a small loop.
  private static let coreCount = ProcessInfo.processInfo.activeProcessorCount

  @TaskLocal static var limit: Int?

  /// Runs `body` with at most `count` threads; `nil` means all cores.
  ///
  /// - Precondition: `count` is positive.
  public static func withThreadCount<Result>(
    _ count: Int?, _ body: () throws -> Result
  ) rethrows -> Result {
    precondition(count ?? 1 > 0, "cannot work with \(count ?? 0) threads")
    return try $limit.withValue(count, operation: body)
  }
}

/// Calls `body` with consecutive ranges that cover `0..<count`, several at once.
///
/// Ranges have `grain` elements (the last may have fewer) and are handed out as threads become
/// free, so uneven work balances itself. The ranges do not depend on the number of threads.
///
/// - Precondition: `body` writes only what belongs to its own range.
public func parallelFor(_ count: Int, grain: Int, _ body: @Sendable (Range<Int>) -> Void) {
  parallelFor(count, grain: grain, state: {}, body: { _, range in body(range) })
}

/// The same, with something for each thread to keep from range to range, such as a work area.
///
/// - Parameters:
///   - count: how many elements there are.
///   - grain: how many of them a range has.
///   - state: makes what a thread keeps, at most once for each thread. What it makes must own all that it
///     refers to, since it may be destroyed a moment after the loop has ended.
///   - body: is called with what its thread keeps, and with a range.
/// - Precondition: `body` writes only what belongs to its own range, and what it writes does not
///   depend on the ranges that its thread had before.
public func parallelFor<State: ~Copyable>(
  _ count: Int, grain: Int, state: @Sendable () -> State,
  body: @Sendable (inout State, Range<Int>) -> Void
) {
  precondition(grain > 0, "a grain of \(grain) makes no progress")
  let chunkCount = max((count + grain - 1) / grain, 0)
  let threadCount = min(Parallelism.threadCount, chunkCount)
  @Sendable func run(_ chunk: Int, _ own: inout State) {
    body(&own, chunk * grain..<min((chunk + 1) * grain, count))
  }
  if threadCount > 1 {
    ParallelWork.run(chunkCount, helperLimit: threadCount - 1, state: state, body: run)
  } else if threadCount == 1 {
    var own = state()
    for chunk in 0..<chunkCount { run(chunk, &own) }
  }
}
