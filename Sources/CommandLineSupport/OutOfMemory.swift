internal import Foundation

/// The last resort when there is no memory for something that nobody has estimated.
///
/// Swift aborts when it cannot allocate. That is turned into an error in a sentence and the exit code of a
/// failure; other aborts go where they went before.
enum OutOfMemory {
  // SAFETY: written once, before any other thread is there.
  private nonisolated(unsafe) static var former = sigaction()

  private static let sentence: StaticString = """
    Error: there is not enough memory for this: use a machine with more, raise --memory-limit if it is low, or \
    make the graphs or what is asked for smaller.

    """

  static func catchAborts() {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { number in
      // The allocation that failed left this behind, on the same thread.
      guard errno == ENOMEM else {
        unsafe sigaction(number, &OutOfMemory.former, nil)
        raise(number)
        return
      }
      OutOfMemory.end()
    }
    unsafe sigaction(SIGABRT, &action, &former)
  }

  /// Says so and ends the process, in a way that signal handlers may.
  static func end() -> Never {
    unsafe write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
    _exit(1)
  }
}
