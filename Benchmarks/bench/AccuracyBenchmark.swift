internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra

/// How often nodes are found again under noise.
struct AccuracyBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Hits@1 under noise, over several seeds.",
    discussion: """
      The target is a renumbered copy of the graph without a share of its edges; an edge stays if removing
      it would isolate a node. Higher is better; ties go to the smaller node.

      EXAMPLES
        bench accuracy --graphs path/to/graphs --only arenas
        bench accuracy --noise 0,0.05,0.1,0.25 --seeds 5
      """)

  @OptionGroup var selection: GraphSelection
  @OptionGroup var saving: SavingOptions

  @Option(
    name: .long, help: ArgumentHelp("Shares of edges removed.", valueName: "shares"))
  var noise = "0.05"

  @Option(name: .long, help: ArgumentHelp("Seeds 0 … n − 1.", valueName: "n"))
  var seeds = 5

  struct Row: Codable {
    var graph: String
    var settings: String
    var noise: Double
    var hits1: [Double]
    var seconds: Double
  }

  struct Result: Codable {
    var setting: Setting
    var rows: [Row]
  }

  private var shares: [Double] { noise.split(separator: ",").compactMap { Double($0) } }

  func validate() throws {
    guard !shares.isEmpty, shares.allSatisfy({ (0...1).contains($0) }) else {
      throw ValidationError("--noise must be numbers in 0…1, separated by commas")
    }
    guard seeds >= 1 else { throw ValidationError("--seeds must be at least 1") }
  }

  static var settings: [(String, REGAL)] {
    var squared = REGAL.authorsCode
    squared.kernel = .gaussian
    var paperSignature = REGAL.paper
    paperSignature.space = .signature
    var signature = REGAL()
    signature.space = .signature
    return [
      ("authors", .authorsCode), ("authors, squared kernel", squared), ("paper", .paper),
      ("paper, signature space", paperSignature), ("default", REGAL()),
      ("default, signature space", signature),
    ]
  }

  func run() throws {
    let setting = Setting.current(threads: selection.threads)
    var rows: [Row] = []
    for named in try selection.load() {
      for share in shares {
        let pairs = try (0..<seeds).map {
          try NoiseModel(kind: .oneWay, removedShare: share)
            .perturb(named.graph, seed: UInt64($0))
        }
        for (name, regal) in Self.settings {
          let start = ContinuousClock.now
          let hits = try Parallelism.withThreadCount(selection.threads) {
            try pairs.map { pair in
              try regal.align(pair.source, to: pair.target).scores(against: pair.truth).hits(at: 1)
            }
          }
          let seconds = (ContinuousClock.now - start).seconds / Double(seeds)
          rows.append(
            Row(graph: named.name, settings: name, noise: share, hits1: hits, seconds: seconds))
        }
      }
    }
    print("Hits@1, mean ± standard deviation of \(seeds) seeds. \(setting.markdown)\n")
    print(
      table(
        ["graph", "noise", "settings", "Hits@1", "seconds"],
        rows.map { row in
          let (mean, deviation) = meanAndDeviation(row.hits1)
          return [
            row.graph, String(format: "%g %%", 100 * row.noise), row.settings,
            String(format: "%.3f ± %.3f", mean, deviation), String(format: "%.3f", row.seconds),
          ]
        }))
    try saving.save(Result(setting: setting, rows: rows))
  }
}

/// The mean, and the standard deviation of a sample.
func meanAndDeviation(_ values: [Double]) -> (mean: Double, deviation: Double) {
  let mean = values.reduce(0, +) / Double(values.count)
  guard values.count > 1 else { return (mean, 0) }
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / Double(values.count - 1)).squareRoot())
}
