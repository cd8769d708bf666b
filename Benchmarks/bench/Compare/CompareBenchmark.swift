internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

/// How much faster than the Python peers we are, on the same files in one session.
struct CompareBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare with the authors' code, NumPy, and three exact searches.",
    discussion: """
      Runs of ours and of each peer alternate, so that whatever else the machine does
      meets all of them. Graphs are read by everybody beforehand. With the peer's own
      landmarks our embedding must have the peer's Gram matrix, and what a search
      finds must be as near as what ours finds; only then is anything timed.

      The peers need Python with Benchmarks/peers/requirements.txt; the authors' code
      comes from a clone (github.com/GemsLab/REGAL, commit 42ed908).

      EXAMPLES
        bench compare --graphs path/to/graphs --only arenas,GrQc \\
          --python .venv/bin/python --reference path/to/REGAL
        bench compare --python .venv/bin/python --threads 1
      """)

  @OptionGroup var selection: GraphSelection
  @OptionGroup var timing: TimingOptions
  @OptionGroup var common: CommonOptions

  @Option(name: .long, help: ArgumentHelp("Python with the peers' packages.", valueName: "program"))
  var python = "python3"

  @Option(name: .long, help: ArgumentHelp("The folder of compare.py.", valueName: "folder"))
  var peers = "Benchmarks/peers"

  @Option(
    name: .long,
    help: ArgumentHelp("A clone of the authors' code; else it is left out.", valueName: "folder"))
  var reference: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A peer that has taken this many seconds on a graph is not run again.", valueName: "s"))
  var patience = 60.0

  struct Row: Codable {
    var graph: String
    var nodes: Int
    var edges: Int
    var peer: String
    /// Seconds of every run, of us and of the peer.
    var ours: [Double]
    var theirs: [Double]
    var goal: Double
    var agreement: String
    var ratio: Double { median(theirs) / median(ours) }
  }

  struct Result: Codable {
    var setting: Setting
    var versions: [String: String]
    var rows: [Row]
  }

  func run() throws {
    let threads = common.threads ?? ProcessInfo.processInfo.activeProcessorCount
    let server = try PeerServer(
      python: python, folder: peers, reference: reference, threads: threads)
    var rows: [Row] = []
    for named in try selection.load() {
      note("comparing on \(named.name) …")
      let pair = try NoiseModel(kind: .oneWay, removedShare: 0.05)
        .perturb(named.graph, seed: timing.seed)
      rows += try compare(named, pair, server)
    }
    let result = Result(
      setting: .current(threads: threads, seed: timing.seed), versions: server.versions, rows: rows)
    try common.show(Self.describe(result, runs: timing.runs))
    try common.save(result)
    try common.draw(Self.figure(rows))
  }

  /// Everybody in turn, again and again.
  private func compare(
    _ named: GraphSelection.Named, _ pair: PerturbedPair, _ server: PeerServer
  ) throws -> [Row] {
    let regal = REGAL.authorsCode
    let files = try PeerFiles(pair, embedding: try regal.embed([pair.source, pair.target]))
    var contests = try Contest.all(files, regal, server, hasReference: reference != nil)
    let queries = files.embedding.rows(ofGraph: 0)
    let points = files.embedding.rows(ofGraph: 1)
    try Parallelism.withThreadCount(common.threads) {
      for run in 0...timing.runs {
        let alignment = try pause {
          try seconds { _ = try regal.align(pair.source, to: pair.target) }
        }
        let search = pause {
          seconds { _ = AutomaticIndex(points).nearest(toRowsOf: queries, count: 10) }
        }
        for i in contests.indices {
          let ours = contests[i].isSearch ? search : alignment
          if run > 0 { contests[i].ours.append(ours) }
          guard contests[i].spent < patience || contests[i].theirs.isEmpty else { continue }
          let theirs = try pause { try server.ask(contests[i].request).seconds?["total"] ?? .nan }
          contests[i].spent += theirs
          // The first run warms up, unless there will be no other.
          if run > 0 || contests[i].spent >= patience { contests[i].theirs.append(theirs) }
        }
      }
    }
    return contests.map { contest in
      Row(
        graph: named.name, nodes: named.graph.nodeCount, edges: named.graph.edgeCount,
        peer: contest.name, ours: contest.ours, theirs: contest.theirs,
        goal: contest.goal(nodeCount: named.graph.nodeCount), agreement: contest.agreement)
    }
  }

  /// Threads of the one before may still be spinning: lets them fall asleep first.
  private func pause<Value>(_ work: () throws -> Value) rethrows -> Value {
    Thread.sleep(forTimeInterval: 0.05)
    return try work()
  }

  private static func describe(_ result: Result, runs: Int) -> String {
    let versions = result.versions.sorted { $0.key < $1.key }.map { "\($0) \($1)" }
    return """
      Median of \(runs) runs after a warm-up, ours and theirs in turn; the target lacks 5 % of the edges. \
      Alignments end to end without reading, 10 candidates; searches with building. \
      \(result.setting.markdown). Peers: \(versions.joined(separator: ", ")).

      """ + "\n"
        + table(
          ["graph", "nodes", "edges", "peer", "ours", "theirs", "ratio", "goal", "agreement"],
          result.rows.map { row in
            [
              row.graph, "\(row.nodes)", "\(row.edges)", row.peer, milliseconds(median(row.ours)),
              milliseconds(median(row.theirs)) + (row.theirs.count == 1 ? " (1 run)" : ""),
              String(format: row.ratio < 10 ? "%.1f ×" : "%.0f ×", row.ratio),
              String(format: "%.0f × ", row.goal) + (row.ratio >= row.goal ? "reached" : "missed"),
              row.agreement,
            ]
          })
  }

  private static func figure(_ rows: [Row]) -> GnuplotFigure {
    var names: [String] = []
    for row in rows where !names.contains(row.peer) { names.append(row.peer) }
    return GnuplotFigure(panels: [
      GnuplotFigure.Panel(
        title: "Times as long as ours", xLabel: "nodes", yLabel: "ratio",
        series: names.map { name in
          GnuplotFigure.Series(
            name: name,
            points: rows.filter { $0.peer == name }.map { .init(x: Double($0.nodes), y: $0.ratio) })
        }, hasLogarithmicX: true, hasLogarithmicY: true)
    ])
  }
}
