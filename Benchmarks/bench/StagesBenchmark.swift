internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import Parallel

/// How long each stage of an alignment takes.
struct StagesBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages",
    abstract: "Time each stage of an alignment; the target lacks 5 % of the edges.",
    discussion: """
      Reading is not included. Before anything is timed, two runs with different
      numbers of threads must give the same alignment, and on small graphs the
      exhaustive search must, too.

      EXAMPLES
        bench stages
        bench stages --graphs path/to/graphs --only arenas,facebook --runs 9
      """)

  @OptionGroup var selection: GraphSelection
  @OptionGroup var timing: TimingOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var page: PageOptions

  struct Row: Codable {
    var graph: String
    var nodes: Int
    var edges: Int
    var settings: String
    var seconds: [String: Double]
    var total: Double
    var hits1: Double
    var peakMebibytes: Double
  }

  struct Result: Codable {
    var setting: Setting
    var rows: [Row]
  }

  func run() throws {
    let result = try measure()
    try common.show(Self.describe(result))
    try common.save(result)
    try common.draw(Self.figure(result.rows))
    try page.write([.init(result)])
  }

  func measure() throws -> Result {
    var rows: [Row] = []
    for named in try selection.load() {
      let pair = try NoiseModel(kind: .oneWay, removedShare: 0.05)
        .perturb(named.graph, seed: timing.seed)
      for (name, regal) in Self.settings {
        note("stages: \(named.name), \(name) …")
        try Self.check(regal, pair)
        rows.append(try measure(named, name, regal, pair))
      }
    }
    return Result(setting: .current(threads: common.threads, seed: timing.seed), rows: rows)
  }

  static func describe(_ result: Result) -> String {
    let stages = AlignmentProgress.Stage.allCases.map(\.rawValue).filter { stage in
      result.rows.contains { $0.seconds[stage] != nil }
    }
    return "Seconds, median after a warm-up. \(result.setting.markdown)\n\n"
      + table(
        ["graph", "nodes", "edges", "settings"] + stages + ["total", "Hits@1", "peak MiB"],
        result.rows.map { row in
          [row.graph, "\(row.nodes)", "\(row.edges)", row.settings]
            + stages.map { row.seconds[$0].map { String(format: "%.5f", $0) } ?? "–" }
            + [
              String(format: "%.5f", row.total), String(format: "%.3f", row.hits1),
              String(format: "%.0f", row.peakMebibytes),
            ]
        })
  }

  /// A panel for each setting, a stack for each graph.
  static func figure(_ rows: [Row]) -> GnuplotFigure {
    GnuplotFigure(
      panels: settings.map { name, _ in
        let rows = rows.filter { $0.settings == name }
        let parts = AlignmentProgress.Stage.allCases.map(\.rawValue).filter { stage in
          rows.contains { $0.seconds[stage] != nil }
        }
        // Graphs differ in size a hundredfold: shares can be compared, and the total is in the name.
        return GnuplotFigure.Panel(
          title: name, xLabel: "", yLabel: "share of the time, %",
          stacks: GnuplotFigure.Stacks(
            categories: rows.map { $0.graph + ", " + milliseconds($0.total) },
            parts: parts.map { stage in
              (stage, rows.map { 100 * ($0.seconds[stage] ?? 0) / $0.total })
            }),
          yRange: 0...100)
      })
  }

  static var settings: [(String, REGAL)] {
    var signature = REGAL()
    signature.space = .signature
    return [("authors", .authorsCode), ("default", REGAL()), ("signature", signature)]
  }

  private static func check(_ regal: REGAL, _ pair: PerturbedPair) throws {
    let alignment = try regal.align(pair.source, to: pair.target)
    let serial = try Parallelism.withThreadCount(1) {
      try regal.align(pair.source, to: pair.target)
    }
    precondition(serial == alignment, "the number of threads changes the result")
    if pair.source.nodeCount <= 2_000 {
      var plain = regal
      plain.search = .exhaustive
      let exhaustive = try plain.align(pair.source, to: pair.target)
      precondition(exhaustive == alignment, "the search is not exact")
    }
  }

  private func measure(
    _ named: GraphSelection.Named, _ name: String, _ regal: REGAL, _ pair: PerturbedPair
  ) throws -> Row {
    var samples: [String: [Double]] = [:]
    var totals: [Double] = []
    var alignment: Alignment?
    for run in 0...timing.runs {
      let start = ContinuousClock.now
      alignment = try Parallelism.withThreadCount(common.threads) {
        try regal.align(pair.source, to: pair.target) { progress in
          if run > 0, progress.fractionCompleted == 1 {
            samples[progress.stage.rawValue, default: []].append(progress.duration.seconds)
          }
        }
      }
      if run > 0 { totals.append((ContinuousClock.now - start).seconds) }
    }
    return Row(
      graph: named.name, nodes: named.graph.nodeCount, edges: named.graph.edgeCount,
      settings: name, seconds: samples.mapValues(median), total: median(totals),
      hits1: alignment!.scores(against: pair.truth).hits(at: 1), peakMebibytes: peakMemory())
  }
}
