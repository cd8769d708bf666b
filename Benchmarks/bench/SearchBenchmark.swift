internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors
internal import Parallel

/// How fast ten nearest rows are found, by each way of searching.
struct SearchBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Time the k-d tree, blocked products, the automatic choice and brute force.",
    discussion: """
      Rows are uniform random numbers, which no tree helps with, and the signatures and
      embeddings of pairs of graphs. Building counts. All ways must give the same
      neighbors, to the last tie, for all queries that were timed.

      The automatic choice: with n queries, m points and w coordinates, products if
      n · m ≤ 600 · (n + m). Else up to eight bunches of sixteen queries try the
      tree, and products are chosen if, scaled up to all queries,
      2 · (coordinates compared) + (w + 40) · (distances computed) > n · m · w.

      What would take long is timed on some of the queries and scaled up: brute force,
      products where there are many rows, the tree on uniform rows. Those times have a ≈.

      EXAMPLES
        bench search --graphs path/to/graphs
        bench search --rows 20000 --width 150
      """)

  @OptionGroup var selection: GraphSelection
  @OptionGroup var timing: TimingOptions
  @OptionGroup var common: CommonOptions

  @Option(
    name: .long, help: ArgumentHelp("Uniform rows, as many queries as points.", valueName: "n"))
  var rows = 20_000
  @Option(name: .long, help: ArgumentHelp("Their coordinates.", valueName: "n"))
  var width = 150

  struct Row: Codable {
    var rows: String
    var queries: Int
    var points: Int
    var width: Int
    /// Seconds, by way of searching.
    var seconds: [String: Double]
    /// Ways that were timed on some queries.
    var scaled: [String]
  }

  struct Result: Codable {
    var setting: Setting
    var rows: [Row]
  }

  func validate() throws {
    guard rows >= 100, width >= 1 else {
      throw ValidationError("--rows must be at least 100 and --width at least 1")
    }
  }

  func run() throws {
    let result = try measure()
    try common.show(Self.describe(result))
    try common.save(result)
  }

  func measure() throws -> Result {
    var all = [
      try measure(
        "uniform", uniform(seed: timing.seed), uniform(seed: timing.seed + 1), isUniform: true)
    ]
    for named in try selection.load() {
      let pair = try NoiseModel(kind: .oneWay, removedShare: 0.05)
        .perturb(named.graph, seed: timing.seed)
      let graphs = [pair.source, pair.target]
      let signatures = try Signatures(of: graphs)
      all.append(
        try measure(
          named.name + ", signatures", signatures.rows(ofGraph: 0), signatures.rows(ofGraph: 1)))
      for (name, regal) in [("authors", REGAL.authorsCode), ("default", REGAL())] {
        let embedding = try regal.embed(graphs)
        all.append(
          try measure(
            "\(named.name), embedding, \(name)", embedding.rows(ofGraph: 0),
            embedding.rows(ofGraph: 1)))
      }
    }
    return Result(setting: .current(threads: common.threads, seed: timing.seed), rows: all)
  }

  private func uniform(seed: UInt64) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    return Matrix(
      rowCount: rows, columnCount: width,
      elements: (0..<rows * width).map { _ in Float(generator.unit()) })
  }

  private func measure(
    _ name: String, _ queries: Matrix, _ points: Matrix, isUniform: Bool = false
  ) throws -> Row {
    note("searching \(name) …")
    var row = Row(
      rows: name, queries: queries.rowCount, points: points.rowCount, width: points.columnCount,
      seconds: [:], scaled: [])
    try Parallelism.withThreadCount(common.threads) {
      let expected = AutomaticIndex(points).nearest(toRowsOf: queries, count: 10)
      // Queries for about a second: pairs of coordinates that are compared, one after the other or by products.
      let size = max(1, points.rowCount * points.columnCount)
      let (affordable, affordableProducts) = (400_000_000 / size, 60_000_000_000 / size)
      let ways: [(String, Int, (Matrix) -> NeighborLists)] = [
        (
          "automatic", queries.rowCount, { AutomaticIndex(points).nearest(toRowsOf: $0, count: 10) }
        ),
        (
          "k-d tree", isUniform ? max(64, affordable * 2) : queries.rowCount,
          { KDTree(points).nearest(toRowsOf: $0, count: 10) }
        ),
        (
          "blocked", max(512, affordableProducts),
          { BlockedIndex(points).nearest(toRowsOf: $0, count: 10) }
        ),
        (
          "brute force", max(64, affordable),
          { BruteForceIndex(points).nearest(toRowsOf: $0, count: 10) }
        ),
      ]
      for (way, count, search) in ways {
        let count = min(count, queries.rowCount)
        let step = queries.rowCount / count
        let chosen = (0..<count).map { $0 * step }
        let some = count == queries.rowCount ? queries : queries.selectingRows(chosen)
        let found = search(some)
        for (place, query) in chosen.enumerated() {
          for rank in 0..<found.count where found[place][rank] != expected[query][rank] {
            throw WrongAnswer(description: "\(name): \(way) and automatic differ at row \(query)")
          }
        }
        let samples = timing.measure { _ = search(some) }
        row.seconds[way] = median(samples) * Double(queries.rowCount) / Double(count)
        if count < queries.rowCount { row.scaled.append(way) }
      }
    }
    return row
  }

  static func describe(_ result: Result) -> String {
    let ways = ["automatic", "k-d tree", "blocked", "brute force"]
    return
      "Ten nearest rows, building included, median after a warm-up; ≈ from some of the queries. "
      + "\(result.setting.markdown)\n\n"
      + table(
        ["rows", "queries", "points", "width"] + ways,
        result.rows.map { row in
          [row.rows, "\(row.queries)", "\(row.points)", "\(row.width)"]
            + ways.map { way in
              (row.scaled.contains(way) ? "≈ " : "") + milliseconds(row.seconds[way]!)
            }
        })
  }
}
