internal import AlignmentBaselines
internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import Options
internal import Parallel

/// How often nodes are found again under noise.
struct AccuracyBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Hits@1 under noise, over several seeds.",
    discussion: """
      The target is a renumbered copy of the graph without a share of its edges; an
      edge stays if removing it would isolate a node. Higher is better; ties go to
      the smaller node. With --model two-way both graphs lose that share; with
      multimodal the target also gains as many others.

      EXAMPLES
        bench accuracy --graphs path/to/graphs --only arenas
        bench accuracy --graphs path/to/graphs --settings robust --noise 0.05,0.25
        bench accuracy --graphs path/to/graphs --noise 0,0.05,0.1,0.15,0.2,0.25 \
          --settings robust,paper,authors,degree,IsoRank,FINAL --svg accuracy.svg
        bench accuracy --noise 0,0.05,0.1,0.25 --seeds 5 --svg accuracy.svg
        bench accuracy --graphs path/to/graphs --study --noise 0.1,0.25
        bench accuracy --graphs path/to/graphs --model two-way --noise 0.05,0.1
      """)

  @OptionGroup var selection: GraphSelection
  @OptionGroup var common: CommonOptions
  @OptionGroup var page: PageOptions

  @Option(
    name: .long, help: ArgumentHelp("Shares of edges removed.", valueName: "shares"))
  var noise = "0.05"

  @Option(name: .long, help: ArgumentHelp("Seeds 0 … n − 1.", valueName: "n"))
  var seeds = 5

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only settings called so, or whose name contains one of these if none is called so.",
      valueName: "names"))
  var settings: String?

  @Option(name: .long, help: "Which graphs are changed, and how.")
  var model = Model.oneWay

  enum Model: String, ExpressibleByArgument, CaseIterable {
    case oneWay = "one-way"
    case twoWay = "two-way"
    case multimodal

    func noise(_ share: Double) -> NoiseModel {
      switch self {
      case .oneWay: NoiseModel(kind: .oneWay, removedShare: share)
      case .twoWay: NoiseModel(kind: .twoWay, removedShare: share)
      case .multimodal: NoiseModel(kind: .multimodal, removedShare: share, addedShare: share)
      }
    }
  }

  @Flag(name: .long, help: "Instead of methods, compare robust with itself, one thing changed.")
  var study = false

  private func wants(_ name: String) -> Bool {
    let all = study ? AccuracyStudy.settings : Self.settings
    return settings?.split(separator: ",").contains { wanted in
      name == wanted || name.contains(wanted) && !all.contains { $0.0 == wanted }
    } ?? true
  }

  struct Row: Codable {
    var graph: String
    var settings: String
    var noise: Double
    /// Hits@1 by seed: each source node its best target, and by one-to-one assignment.
    var nearest: [Double] = []
    var oneToOne: [Double] = []
    /// The same, with what is luck averaged: see ``hitsAveragedOverTies(_:_:_:)``.
    var nearestAveraged: [Double] = []
    var oneToOneAveraged: [Double] = []
    var seconds: [Double] = []
  }

  /// A graph, and what no method can be expected to exceed on it.
  struct Measured: Codable {
    var name: String
    var nodes: Int
    var edges: Int
    /// The colors of color refinement per node. Nodes that the graph's symmetries exchange have one color.
    var ceiling: Double

    init(_ named: GraphSelection.Named, _ colors: ColorRefinement) {
      (name, nodes, edges) = (named.name, named.graph.nodeCount, named.graph.edgeCount)
      ceiling = colors.hitsCeiling
    }
  }

  struct Result: Codable {
    var setting: Setting
    var graphs: [Measured]
    var model: String
    var rows: [Row]
  }

  private var shares: [Double] { noise.split(separator: ",").compactMap { Double($0) } }

  func validate() throws {
    guard !shares.isEmpty, shares.allSatisfy({ (0...1).contains($0) }) else {
      throw ValidationError("--noise must be numbers in 0…1, separated by commas")
    }
    guard seeds >= 1 else { throw ValidationError("--seeds must be at least 1") }
    let all = (study ? AccuracyStudy.settings : Self.settings).map(\.0)
    for wanted in settings?.split(separator: ",") ?? []
    where !all.contains(where: { $0.contains(wanted) }) {
      throw ValidationError(
        "--settings has no “\(wanted)”; there are: " + all.joined(separator: "; "))
    }
  }

  static var settings: [(String, any GraphAligner)] {
    var squared = REGAL.authorsCode
    squared.kernel = .gaussian
    var paperSignature = REGAL.paper
    paperSignature.space = .signature
    var signature = REGAL()
    signature.space = .signature
    // These two tell hubs from others and little more: only all candidates together make a matching.
    var (isoRank, final) = (IsoRank(), FINAL())
    isoRank.iteration.candidateCount = 2_000
    final.iteration.candidateCount = 2_000
    return [
      ("authors", REGAL.authorsCode), ("authors, squared kernel", squared),
      ("paper", REGAL.paper),
      ("paper, signature space", paperSignature), ("default", REGAL()),
      ("default, signature space", signature), ("degree", DegreeAligner()),
      ("IsoRank", isoRank), ("FINAL", final), ("robust", RobustAligner()),
    ]
  }

  func run() throws {
    let setting = Setting.current(threads: common.threads)
    var rows: [Row] = []
    var graphs: [Measured] = []
    for named in try selection.load() {
      let colors = ColorRefinement(of: named.graph)
      graphs.append(Measured(named, colors))
      for share in shares {
        let pairs = try (0..<seeds).map {
          try model.noise(share).perturb(named.graph, seed: UInt64($0))
        }
        for (name, aligner) in study ? AccuracyStudy.settings : Self.settings where wants(name) {
          do {
            rows.append(try measure(aligner, name, named.name, share, pairs, colors))
          } catch let error as OptionError {
            // A dense method refuses graphs that it has no memory for.
            FileHandle.standardError.write(Data("\(name) on \(named.name): \(error)\n".utf8))
          }
        }
        for limit in AccuracyStudy.Limit.allCases where study && wants(limit.rawValue) {
          guard limit.suits(pairs) else { continue }
          rows.append(
            try AccuracyStudy.limit(limit, named.name, share, pairs, colors, common.threads))
        }
      }
    }
    print("Hits@1, mean ± standard deviation of \(seeds) seeds. \(setting.markdown)\n")
    print(
      table(
        ["graph", "noise", "settings", "nearest", "one-to-one", "ties averaged", "seconds"],
        rows.map { row in
          [
            row.graph, String(format: "%g %%", 100 * row.noise), row.settings,
            describe(row.nearest), describe(row.oneToOne),
            describe(
              [row.nearestAveraged, row.oneToOneAveraged].max {
                meanAndDeviation($0).mean < meanAndDeviation($1).mean
              }!),
            String(format: "%.3f", meanAndDeviation(row.seconds).mean),
          ]
        }))
    print(
      "\nTies averaged: the better of the two, expected over the ways to exchange nodes that look alike."
    )
    print(
      "Colors of color refinement per node, the ceiling of what can be expected where they are orbits:"
    )
    for graph in graphs { print("  \(graph.name) \(String(format: "%.3f", graph.ceiling))") }
    let result = Result(setting: setting, graphs: graphs, model: model.rawValue, rows: rows)
    try common.save(result)
    let names = (study ? AccuracyStudy.settings : Self.settings).map(\.0)
    try common.draw(Self.figure(rows, names, graphs))
    try page.write([.init(result, settings: names)])
  }

  /// A panel for each graph: the better of nearest and one-to-one against noise.
  static func figure(
    _ rows: [Row], _ settings: [String], _ graphs: [Measured]
  ) -> GnuplotFigure {
    let shares = rows.map { 100 * $0.noise }
    return GnuplotFigure(
      panels: graphs.map { measured in
        let graph = measured.name
        let rows = rows.filter { $0.graph == graph }
        // The best aligner first, so that its color is the same wherever it takes part.
        let names = settings.reversed().filter { name in
          rows.contains { $0.settings == name }
        }
        return GnuplotFigure.Panel(
          title: graph, xLabel: "edges removed, %", yLabel: "Hits@1",
          series: names.map { name in
            GnuplotFigure.Series(
              name: name,
              points: rows.filter { $0.settings == name }.map { row in
                let values = [row.nearest, row.oneToOne].map { meanAndDeviation($0) }
                let best = values.max { $0.mean < $1.mean }!
                return .init(x: 100 * row.noise, y: best.mean, error: best.deviation)
              })
          } + [
            GnuplotFigure.Series(
              name: "ceiling",
              points: [shares.min() ?? 0, shares.max() ?? 0].map { .init(x: $0, y: measured.ceiling) },
              style: .dashedLine)
          ],
          yRange: 0...1, xRange: 0...max(25, shares.max() ?? 0))
      })
  }

  private func measure(
    _ aligner: any GraphAligner, _ name: String, _ graph: String, _ share: Double,
    _ pairs: [PerturbedPair], _ colors: ColorRefinement
  ) throws -> Row {
    var row = Row(graph: graph, settings: name, noise: share)
    try Parallelism.withThreadCount(common.threads) {
      for pair in pairs {
        let start = ContinuousClock.now
        let alignment = try aligner.align(pair.source, to: pair.target)
        row.seconds.append((ContinuousClock.now - start).seconds)
        row.nearest.append(alignment.scores(against: pair.truth).hits(at: 1))
        let oneToOne = alignment.assigned(by: .optimal)
        row.oneToOne.append(oneToOne.scores(against: pair.truth).hits(at: 1))
        row.nearestAveraged.append(hitsAveragedOverTies(alignment, pair, colors))
        row.oneToOneAveraged.append(hitsAveragedOverTies(oneToOne, pair, colors))
      }
    }
    return row
  }
}

/// Hits@1 less the luck with nodes that look alike: a match with the partner of any node of the same color
/// counts as one hit divided by the number of nodes of that color.
///
/// Where a symmetry of the source exchanges these nodes, no method can do more than name one of their partners,
/// and this is what it is expected to hit.
func hitsAveragedOverTies(
  _ alignment: Alignment, _ pair: PerturbedPair, _ colors: ColorRefinement
) -> Double {
  var sizes = [Int](repeating: 0, count: colors.classCount)
  for color in colors.classes { sizes[color] += 1 }
  var colorOfTarget: [Int: Int] = [:]
  for (node, target) in pair.truth.enumerated() { colorOfTarget[target] = colors.classes[node] }
  let hits = colors.classes.enumerated().reduce(0.0) { sum, node in
    guard let target = alignment.bestMatch(of: node.offset),
      colorOfTarget[target] == node.element
    else { return sum }
    return sum + 1 / Double(sizes[node.element])
  }
  return hits / Double(colors.classes.count)
}

private func describe(_ values: [Double]) -> String {
  let (mean, deviation) = meanAndDeviation(values)
  return String(format: "%.3f ± %.3f", mean, deviation)
}

/// The mean, and the standard deviation of a sample.
func meanAndDeviation(_ values: [Double]) -> (mean: Double, deviation: Double) {
  let mean = values.reduce(0, +) / Double(values.count)
  guard values.count > 1 else { return (mean, 0) }
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / Double(values.count - 1)).squareRoot())
}
