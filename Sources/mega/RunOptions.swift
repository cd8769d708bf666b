internal import ArgumentParser
internal import Foundation
internal import LinearAlgebra

/// How many threads work, and how much is said about it.
struct RunOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Threads to use (default: all cores).", valueName: "n"))
  var threads: Int?

  @Flag(name: .long, help: "Say how long each stage takes.")
  var verbose = false

  @Flag(name: .long, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  /// Runs `body` with the chosen number of threads.
  func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Parallelism.withThreadCount(threads, body)
  }

  /// Says something on standard error, unless asked to be quiet.
  func note(_ text: String) {
    if !quiet { Failure.complain(text) }
  }

  /// Runs a stage and says, if asked to, how long it took.
  func timed<Result>(_ stage: String, _ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    let result = try body()
    if verbose {
      let parts = (ContinuousClock.now - start).components
      let seconds = Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
      note(
        stage.padding(toLength: 12, withPad: " ", startingAt: 0)
          + String(format: "%8.3f s", seconds))
    }
    return result
  }
}
