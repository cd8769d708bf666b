package import ArgumentParser
internal import Foundation
internal import Parallel

/// How many threads work, and how much is said about it.
package struct RunOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Threads to use (default: all cores).", valueName: "n"))
  package var threads: Int?

  @Flag(name: .long, help: "Say how long each stage takes.")
  package var verbose = false

  @Flag(name: .long, help: "Say nothing but errors.")
  package var quiet = false

  @OptionGroup package var memory: MemoryOptions

  package init() {}

  package func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  /// Runs `body` with the chosen number of threads.
  package func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Parallelism.withThreadCount(threads, body)
  }

  /// Whether remarks that no option asks for may be written to standard error: it is a terminal, or
  /// `--verbose` is given.
  package var speaks: Bool { verbose || isatty(STDERR_FILENO) == 1 }

  /// Says something on standard error, unless asked to be quiet.
  package func note(_ text: String) {
    if !quiet { complain(text) }
  }

  /// Runs a stage and says, if asked to, how long it took.
  package func timed<Result>(_ stage: String, _ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    let result = try body()
    if verbose { note(stageTime(stage, ContinuousClock.now - start)) }
    return result
  }
}

/// The time that a stage took, as one of several lines.
package func stageTime(_ stage: String, _ duration: Duration) -> String {
  let name = stage.padding(toLength: 12, withPad: " ", startingAt: 0)
  return name + String(format: "%8.3f s", duration / .seconds(1))
}
