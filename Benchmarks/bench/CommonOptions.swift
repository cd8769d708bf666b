internal import ArgumentParser
internal import Foundation

/// What every benchmark can be asked: how many threads, and where its numbers go.
struct CommonOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Threads to use (default: all cores).", valueName: "n"))
  var threads: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("Also write the numbers to this JSON file.", valueName: "file"))
  var json: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Also draw the numbers into this SVG file, by gnuplot.", valueName: "file"))
  var svg: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Also write what is printed to this file.", valueName: "file"))
  var markdown: String?

  func validate() throws {
    guard threads ?? 1 >= 1 else { throw ValidationError("--threads must be at least 1") }
  }

  /// Prints a table, and keeps it if asked to.
  func show(_ text: String) throws {
    print(text)
    guard let markdown else { return }
    try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: markdown), options: .atomic)
  }

  /// Writes the file only when it is complete.
  func save(_ value: some Encodable) throws {
    guard let json else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(value).write(to: URL(fileURLWithPath: json), options: .atomic)
  }

  /// Draws a figure if one was asked for.
  func draw(_ figure: @autoclosure () -> GnuplotFigure) throws {
    guard let svg else { return }
    try figure().write(svg: svg)
  }
}

/// How often, and from which seed, something is timed.
struct TimingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Timed runs after a warm-up; the median counts.", valueName: "n"))
  var runs = 5

  @Option(
    name: .long,
    help: ArgumentHelp("Decides generated graphs, noise and landmarks.", valueName: "n"))
  var seed: UInt64 = 1

  func validate() throws {
    guard runs >= 1 else { throw ValidationError("--runs must be at least 1") }
  }

  /// Seconds that work takes, each run after the first.
  func measure(_ work: () throws -> Void) rethrows -> [Double] {
    try work()
    return try (0..<runs).map { _ in try seconds(work) }
  }
}

/// Seconds that work takes.
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  try work()
  return (ContinuousClock.now - start).seconds
}
