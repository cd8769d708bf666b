internal import ArgumentParser

/// Where a page of pictures goes, of benchmarks that can be drawn.
struct PageOptions: ParsableArguments {
  @Option(
    name: .customLong("report"),
    help: ArgumentHelp("Also draw the numbers on a page, HTML, without gnuplot.", valueName: "file"))
  var path: String?

  /// Writes the page if one was asked for.
  func write(_ parts: @autoclosure () -> [BenchmarkPage.Part]) throws {
    guard let path else { return }
    try BenchmarkPage(parts: parts()).write(to: path)
  }
}
