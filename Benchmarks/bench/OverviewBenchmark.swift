internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs

/// A little of everything that needs nothing but this program.
struct OverviewBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overview",
    abstract: "A little of everything, in under three minutes (what runs without a verb).",
    discussion: """
      Stages, growth, rates, searches and batches on generated data; graphs of yours
      join the stages and the searches.

      EXAMPLES
        bench
        bench --graphs path/to/graphs --only arenas,GrQc --json all.json
      """)

  @OptionGroup var selection: GraphSelection
  @OptionGroup var timing: TimingOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var page: PageOptions

  struct Result: Codable {
    var setting: Setting
    var stages: StagesBenchmark.Result
    var scale: ScaleBenchmark.Result
    var rates: RatesBenchmark.Result
    var search: SearchBenchmark.Result
    var batch: BatchBenchmark.Result
    var peakMebibytes: Double
  }

  /// What all parts are told.
  private var shared: [String] {
    ["--runs", "\(timing.runs)", "--seed", "\(timing.seed)"]
      + (common.threads.map { ["--threads", "\($0)"] } ?? [])
  }

  private var graphs: [String] {
    (selection.graphs.map { ["--graphs", $0] } ?? [])
      + (selection.only.map { ["--only", $0] } ?? [])
  }

  func run() throws {
    let (few, own) = (shared, graphs)
    // Generated graphs are many, and two of them show all there is to see.
    let searched = own.isEmpty ? ["--only", "1k,20k"] : own
    let stages = try StagesBenchmark.parse(few + own)
    let result = Result(
      setting: .current(threads: common.threads, seed: timing.seed),
      stages: try stages.measure(),
      scale: try ScaleBenchmark.parse(few + ["--largest", "100000"]).measure(),
      rates: try RatesBenchmark.parse(few).measure(),
      search: try SearchBenchmark.parse(few + searched + ["--rows", "5000"]).measure(),
      batch: try BatchBenchmark.parse(few).measure(), peakMebibytes: peakMemory())
    try common.show(
      """
      # Stages of an alignment

      \(StagesBenchmark.describe(result.stages))

      # Growth

      \(ScaleBenchmark.describe(result.scale))

      # Rates

      \(RatesBenchmark.describe(result.rates))

      # Searches

      \(SearchBenchmark.describe(result.search))

      # Batches

      \(BatchBenchmark.describe(result.batch))

      Peak memory of this process: \(Int(result.peakMebibytes)) MiB.
      """)
    try common.save(result)
    try common.draw(StagesBenchmark.figure(result.stages.rows))
    try page.write([.init(result.scale), .init(result.stages)])
  }
}
