internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import Parallel

/// How fast tens of thousands of tiny pairs are aligned.
struct BatchBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Time a batch of tiny pairs: generated ones, and released graphs of posts.",
    discussion: """
      Generated pairs are trees like those of sentences and graphs like those of
      scenes. An archive is that of MEGA's first version, combined_graph_edges.tar.gz
      with its ours_….txt and graph_of_image_….json beside it; reading it is timed
      apart.

      Before anything is timed, some pairs are aligned one by one: alone in a batch
      they must give the same alignment, and by the general path, which factors
      and rounds, the same similarities within 0.001.

      EXAMPLES
        bench batch --pairs 50000
        bench batch --archive path/to/v1/combined_graph_edges.tar.gz
      """)

  @Option(name: .long, help: ArgumentHelp("Generated pairs.", valueName: "n")) var pairs = 20_000
  @Option(name: .long, help: ArgumentHelp("Released graphs as well.", valueName: "file"))
  var archive: String?
  @OptionGroup var timing: TimingOptions
  @OptionGroup var common: CommonOptions

  typealias Pair = (source: Graph, target: Graph)

  struct Row: Codable {
    var pairs: String
    var count: Int
    var nodes: Int
    var settings: String
    var readingSeconds: Double?
    var seconds: [Double]
  }

  struct Result: Codable {
    var setting: Setting
    var rows: [Row]
  }

  func validate() throws {
    guard pairs >= 1 else { throw ValidationError("--pairs must be at least 1") }
  }

  func run() throws {
    let result = try measure()
    try common.show(Self.describe(result))
    try common.save(result)
  }

  func measure() throws -> Result {
    var rows: [Row] = []
    rows += try measure("generated", Self.generate(pairs, seed: timing.seed), reading: nil)
    if let archive {
      var released: [Pair] = []
      let reading = try seconds { released = try ReleasedPairs.read(archive) }
      rows += try measure("released", released, reading: reading)
    }
    return Result(setting: .current(threads: common.threads, seed: timing.seed), rows: rows)
  }

  private func measure(_ name: String, _ pairs: [Pair], reading: Double?) throws -> [Row] {
    try [("authors", REGAL.authorsCode), ("default", REGAL())].map { settings, regal in
      note("batch: \(name), \(settings) …")
      return try Parallelism.withThreadCount(common.threads) {
        try Self.check(regal, pairs)
        return Row(
          pairs: name, count: pairs.count,
          nodes: pairs.reduce(0) { $0 + $1.source.nodeCount + $1.target.nodeCount },
          settings: settings, readingSeconds: reading,
          seconds: try timing.measure { _ = try regal.align(batch: pairs) })
      }
    }
  }

  /// Aligns some pairs one by one.
  private static func check(_ regal: REGAL, _ pairs: [Pair]) throws {
    let all = try regal.align(batch: pairs)
    var general = regal
    (general.precision, general.eigenvalueCutoff) = (.double, 1e-12)
    for i in stride(from: 0, to: pairs.count, by: max(1, pairs.count / 500)) {
      guard try regal.align(batch: [pairs[i]]) == [all[i]] else {
        throw WrongAnswer(description: "pair \(i) differs from the same pair alone")
      }
      let batched = all[i]
      let alone = try general.align(pairs[i].source, to: pairs[i].target)
      for node in 0..<pairs[i].source.nodeCount {
        let (ours, theirs) = (batched.candidates(of: node), alone.candidates(of: node))
        var isClose = ours.count == theirs.count
        for rank in ours.indices where isClose {
          isClose = abs(ours[rank].similarity - theirs[rank].similarity) <= 1e-3
        }
        guard isClose else {
          throw WrongAnswer(description: "pair \(i) differs from what the general path finds")
        }
      }
    }
  }

  /// A random tree of 5 to 30 nodes, and up to ten nodes with some edges.
  private static func generate(_ count: Int, seed: UInt64) -> [Pair] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let words = 5 + generator.index(below: 26)
      let tree = (1..<words).map { (generator.index(below: $0), $0) }
      let objects = 1 + generator.index(below: 10)
      let relations = (0..<generator.index(below: 2 * objects + 1)).map { _ in
        (generator.index(below: objects), generator.index(below: objects))
      }
      return (
        Graph(nodeCount: words, edges: tree), Graph(nodeCount: objects, edges: relations)
      )
    }
  }

  static func describe(_ result: Result) -> String {
    "Median of the runs after a warm-up. \(result.setting.markdown)\n\n"
      + table(
        ["pairs", "count", "nodes", "settings", "reading", "seconds", "pairs/s", "µs/pair"],
        result.rows.map { row in
          let time = median(row.seconds)
          return [
            row.pairs, "\(row.count)", "\(row.nodes)", row.settings,
            row.readingSeconds.map { String(format: "%.3f s", $0) } ?? "–",
            String(format: "%.4f", time), String(format: "%.0f", Double(row.count) / time),
            String(format: "%.1f", 1e6 * time / Double(row.count)),
          ]
        })
  }
}
