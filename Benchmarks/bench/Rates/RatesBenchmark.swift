internal import ArgumentParser
internal import Foundation

/// How near the two hot loops come to what the machine can do.
struct RatesBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract: "Visits per second of signatures; the share of its peak that the kernel reaches.",
    discussion: """
      A visit is one look at an entry of an adjacency list while rings of two hops are
      counted. The peak is measured in the same run, by multiplying and adding in
      registers alone.

      EXAMPLES
        bench rates
        bench rates --largest 1000000
      """)

  @Option(
    name: .long, help: ArgumentHelp("Also graphs of up to this many nodes.", valueName: "n"))
  var largest = 100_000

  @OptionGroup var timing: TimingOptions
  @OptionGroup var common: CommonOptions

  struct Result: Codable {
    var setting: Setting
    var visits: [VisitRate]
    var kernel: KernelRates
  }

  func run() throws {
    let result = try measure()
    try common.show(Self.describe(result))
    try common.save(result)
  }

  /// One thread, and all of them.
  private var threadCounts: [Int] {
    let most = common.threads ?? ProcessInfo.processInfo.activeProcessorCount
    return most > 1 ? [1, most] : [1]
  }

  func measure() throws -> Result {
    let visits = try VisitRate.measure(
      largest: largest, threadCounts: threadCounts, timing: timing)
    let kernel = try KernelRates.measure(threadCounts: threadCounts, timing: timing)
    return Result(
      setting: .current(threads: common.threads, seed: timing.seed), visits: visits, kernel: kernel)
  }

  static func describe(_ result: Result) -> String {
    let peaks = result.kernel.peaks.map {
      String(format: "%.0f GFLOP/s with %d", $0.gigaflops, $0.threads)
        + ($0.threads == 1 ? " thread" : " threads")
    }
    return "Signatures of two hops. \(result.setting.markdown)\n\n"
      + table(
        [
          "graph", "nodes", "edges", "ids", "threads", "visits", "seconds", "visits/s",
          "ns/visit and thread",
        ],
        result.visits.map { rate in
          [
            rate.graph, "\(rate.nodes)", "\(rate.edges)", rate.order, "\(rate.threads)",
            String(format: "%.0f M", Double(rate.visits) / 1e6),
            String(format: "%.3f", rate.seconds),
            String(format: "%.0f M", Double(rate.visits) / rate.seconds / 1e6),
            String(
              format: "%.2f", rate.seconds * Double(rate.threads) / Double(rate.visits) * 1e9),
          ]
        })
      + "\n\nThe kernel matrix, \(result.kernel.rows) × \(result.kernel.landmarks), exp(−‖d − l‖²) "
      + "with 3w + 22 operations an element of width w. Peak of multiply-and-add: "
      + peaks.joined(separator: ", ")
      + ".\n\n"
      + table(
        ["width", "threads", "seconds", "elements/s", "GFLOP/s", "share of peak"],
        result.kernel.rates.map { rate in
          [
            "\(rate.width)", "\(rate.threads)", String(format: "%.4f", rate.seconds),
            String(format: "%.0f M", rate.elementsPerSecond / 1e6),
            String(format: "%.0f", rate.gigaflops),
            String(format: "%.0f %%", 100 * rate.shareOfPeak),
          ]
        })
  }
}
