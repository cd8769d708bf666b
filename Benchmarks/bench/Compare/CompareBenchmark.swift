internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors
internal import Parallel

/// How much faster than the Python peers we are, on the same files in one session.
struct CompareBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare with the authors' code, NumPy, and three exact searches.",
    discussion: """
      Runs of ours and of each peer alternate, so that whatever else the machine does
      meets all of them. Graphs are read by all sides beforehand. With the peer's own
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
  @OptionGroup var page: PageOptions

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

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Also compare with faiss on this many uniform rows of 150 coordinates.", valueName: "n"))
  var uniform: Int?

  struct Row: Codable {
    var graph: String
    var nodes: Int
    var edges: Int
    var peer: String
    /// Of every run, of us and of the peer.
    var ours: [Timing]
    var theirs: [Timing]
    var goal: Double
    var agreement: String
    /// How many times as long, and how many times as much computing, the peer takes.
    var ratio: Double { median(theirs.map(\.wall)) / median(ours.map(\.wall)) }
    var processorRatio: Double {
      median(theirs.map(\.processor)) / median(ours.map(\.processor))
    }
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
      let embedding = try REGAL.authorsCode.embed([pair.source, pair.target])
      rows += try compare(
        named.name, edges: named.graph.edgeCount, try PeerFiles(pair, embedding: embedding), server,
        searches: ["sklearn", "ckdtree", "faiss"])
      // Few columns, where SciPy's tree is at its best.
      let signatures = try Signatures(of: [pair.source, pair.target])
      rows += try compare(
        named.name + ", signatures", edges: named.graph.edgeCount,
        try PeerFiles(
          queries: signatures.rows(ofGraph: 0), points: signatures.rows(ofGraph: 1)), server,
        searches: ["ckdtree"])
      try save(rows, server)
    }
    if let uniform {
      let files = try PeerFiles(
        queries: .uniform(uniform, seed: timing.seed),
        points: .uniform(uniform, seed: timing.seed + 1))
      // Trees would take minutes where rows have no structure.
      rows += try compare("uniform rows", edges: 0, files, server, searches: ["faiss"])
    }
    let result = try save(rows, server)
    try common.show(Self.describe(result, runs: timing.runs))
    try common.draw(Self.figure(rows))
    try page.write([.init(result)])
  }

  /// Keeps what has been measured so far, since some peers take minutes.
  @discardableResult
  private func save(_ rows: [Row], _ server: PeerServer) throws -> Result {
    let threads = common.threads ?? ProcessInfo.processInfo.activeProcessorCount
    let result = Result(
      setting: .current(threads: threads, seed: timing.seed), versions: server.versions, rows: rows)
    try common.save(result)
    return result
  }

  /// All sides in turn, again and again.
  private func compare(
    _ name: String, edges: Int, _ files: PeerFiles, _ server: PeerServer, searches: [String]
  ) throws -> [Row] {
    let regal = REGAL.authorsCode
    let (queries, points) = (files.queries, files.points)
    var contests = try Contest.all(
      files, regal, server, hasReference: reference != nil, searches: searches)
    try Parallelism.withThreadCount(common.threads) {
      for run in 0...timing.runs {
        let alignment = try files.pair.map { pair in
          try turn { try Timing { _ = try regal.align(pair.source, to: pair.target) } }
        }
        let search = turn {
          Timing { _ = AutomaticIndex(points).nearest(toRowsOf: queries, count: 10) }
        }
        for i in contests.indices {
          let ours = contests[i].isSearch ? search : alignment ?? .unknown
          if run > 0 { contests[i].ours.append(ours) }
          guard contests[i].spent < patience || contests[i].theirs.isEmpty else { continue }
          var spent = 0.0
          let theirs = try turn {
            let reply = try server.ask(contests[i].request)
            let timing = Timing(
              wall: reply.seconds?["total"] ?? .nan, processor: reply.processorSeconds ?? .nan)
            spent += timing.wall
            return timing
          }
          contests[i].spent += spent
          // The first run warms up, unless there will be no other.
          if run > 0 || contests[i].spent >= patience { contests[i].theirs.append(theirs) }
        }
      }
    }
    return contests.map { contest in
      Row(
        graph: name, nodes: queries.rowCount, edges: edges, peer: contest.name,
        ours: contest.ours, theirs: contest.theirs,
        goal: contest.goal(nodeCount: queries.rowCount), agreement: contest.agreement)
    }
  }

  /// A turn of us or of a peer: work again and again until a fifth of a second has passed, so that what takes
  /// milliseconds is not timed with cold caches and sleeping threads; the median counts.
  private func turn(_ work: () throws -> Timing) rethrows -> Timing {
    // Threads of the one before may still be spinning: lets them fall asleep first.
    Thread.sleep(forTimeInterval: 0.05)
    var timings: [Timing] = []
    repeat {
      timings.append(try work())
    } while timings.reduce(0) { $0 + $1.wall } < 0.2
    return Timing(wall: median(timings.map(\.wall)), processor: median(timings.map(\.processor)))
  }

  private static func describe(_ result: Result, runs: Int) -> String {
    let versions = result.versions.sorted { $0.key < $1.key }.map { "\($0) \($1)" }
    return """
      Median of \(runs) turns of a fifth of a second or more after one to warm up, ours and theirs alternating; the target lacks 5 % of the edges. \
      Alignments end to end without reading, 10 candidates; searches with building. The CPU ratio compares \
      the time of all threads together. \
      \(result.setting.markdown). Peers: \(versions.joined(separator: ", ")).

      """ + "\n"
        + table(
          [
            "graph", "nodes", "edges", "peer", "ours", "theirs", "ratio", "CPU ratio", "goal",
            "agreement",
          ],
          result.rows.map { row in
            [
              row.graph, "\(row.nodes)", "\(row.edges)", row.peer,
              milliseconds(median(row.ours.map(\.wall))),
              milliseconds(median(row.theirs.map(\.wall)))
                + (row.theirs.count == 1 ? " (1 run)" : ""),
              describe(row.ratio), describe(row.processorRatio),
              String(format: "%.0f × ", row.goal) + (row.ratio >= row.goal ? "reached" : "missed"),
              row.agreement,
            ]
          })
  }

  private static func describe(_ ratio: Double) -> String {
    String(format: ratio < 10 ? "%.1f ×" : "%.0f ×", ratio)
  }

  static func figure(_ rows: [Row]) -> GnuplotFigure {
    func name(_ row: Row) -> String {
      row.peer + (row.graph.hasSuffix(", signatures") ? " (signatures)" : "")
    }
    var names: [String] = []
    for row in rows where !names.contains(name(row)) { names.append(name(row)) }
    return GnuplotFigure(panels: [
      GnuplotFigure.Panel(
        title: "Times as long as ours", xLabel: "nodes", yLabel: "ratio",
        series: names.map { wanted in
          // Marks only: graphs of different kinds are no curve.
          GnuplotFigure.Series(
            name: wanted,
            points: rows.filter { name($0) == wanted }.map {
              .init(x: Double($0.nodes), y: $0.ratio)
            }, style: .marks)
        }, hasLogarithmicX: true, hasLogarithmicY: true)
    ])
  }
}

extension Matrix {
  /// Rows of 150 numbers in [0, 1).
  fileprivate static func uniform(_ rowCount: Int, seed: UInt64) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    return Matrix(
      rowCount: rowCount, columnCount: 150,
      elements: (0..<rowCount * 150).map { _ in Float(generator.unit()) })
  }
}
