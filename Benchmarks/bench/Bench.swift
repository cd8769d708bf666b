internal import ArgumentParser
internal import Foundation

/// The benchmarks. Every claim of the README has a command here.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure speed and accuracy.",
    discussion: """
      Without a folder of graphs, generated ones are used. Whatever is timed has
      been checked first.

      EXAMPLES
        swift run -c release bench
        swift run -c release bench --graphs path/to/graphs
        swift run -c release bench compare --python python3 --reference path/to/REGAL
        swift run -c release bench scale --largest 1000000
        swift run -c release bench scale --model --nodes 100000000 --ranks 16,64
        swift run -c release --traits MPI bench scale --distributed --ranks 1,2,4
        swift run -c release bench read
        swift run -c release bench accuracy --graphs path/to/graphs --noise 0.05,0.1 --seeds 5
        swift run -c release bench pairs --pairs path/to/pairs --controls
        swift run -c release bench report Benchmarks/Results --output benchmarks.html
      """,
    subcommands: [
      OverviewBenchmark.self, StagesBenchmark.self, CompareBenchmark.self, ScaleBenchmark.self,
      RatesBenchmark.self, SearchBenchmark.self, BatchBenchmark.self, AccuracyBenchmark.self,
      PairsBenchmark.self, ReadingBenchmark.self, ReportBenchmark.self, ScaleMeasurement.self,
      DistributedMeasurement.self,
    ],
    defaultSubcommand: OverviewBenchmark.self)

  mutating func validate() throws {
    // Unoptimized numbers mislead; this also covers builds in which only some modules are optimized.
    var isUnoptimized = false
    assert(
      {
        isUnoptimized = true
        return true
      }())
    if isUnoptimized {
      throw ValidationError("this is a debug build: use “swift run -c release bench”")
    }
  }
}

@main enum Main {
  static func main() { Bench.main() }
}
