internal import CGraphAlignmentHeader
internal import GraphAlignment

/// The function of the caller that watches progress, and may ask to stop.
@unsafe struct Watch {
  let function: ga_progress?
  let context: UnsafeMutableRawPointer?

  /// Tells the caller how far the work is, and cancels the task if the answer is to stop.
  func report(_ progress: AlignmentProgress) {
    guard let function = unsafe function else { return }
    let seconds = progress.duration / .seconds(1)
    let answer = unsafe progress.stage.rawValue.withCString { stage in
      if let detail = progress.detail {
        unsafe detail.withCString {
          unsafe function(context, stage, progress.fractionCompleted, seconds, $0)
        }
      } else {
        unsafe function(context, stage, progress.fractionCompleted, seconds, nil)
      }
    }
    if answer != 0 { unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() } }
  }
}

/// Runs work that its own reports may cancel, on this thread.
///
/// Aligners look at the task that they run in, and a caller in C has none.
///
/// - Throws: what the work throws, and `CancellationError` if it was cancelled and did not notice.
func runInTask<Result>(_ work: () throws -> Result) throws -> Result {
  let outcome = Outcome<Result>()
  withoutActuallyEscaping(work) { work in
    // SAFETY: the closure never suspends, so that it is over when the task has been made, on this thread.
    nonisolated(unsafe) let work = work
    Task.immediate {
      outcome.result = Swift.Result {
        let result = try unsafe work()
        try Task.checkCancellation()
        return result
      }
    }
  }
  guard let result = outcome.result else { throw ArgumentError("the work did not start") }
  return try result.get()
}

/// What came out of the work of a task.
// SAFETY: one thread writes it and reads it, one after the other.
private final class Outcome<Value>: @unchecked Sendable {
  var result: Result<Value, any Error>?
}
