internal import ArgumentParser
internal import Foundation
internal import GraphAlignment

/// How time and memory grow with the number of nodes.
struct ScaleBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "Time and memory of alignments from ten thousand nodes on.",
    discussion: """
      Generated graphs with ten edges a node on average, aligned with a renumbered copy
      without 5 % of the edges, from the graphs to ten candidates for each node. Each
      size runs in a process of its own: what it needs at most is its own. Forty nodes
      are searched exhaustively before the result counts.

      The slope is that of a line through the logarithms: time grows as nodes^slope.

      EXAMPLES
        bench scale --largest 1000000
        bench scale --model --nodes 100000000 --ranks 16,64 --bandwidth 10000
        bench scale --model --pipelines robust --nodes 200000 --ranks 1,2,4
        bench scale --distributed --nodes 200000 --ranks 1,2,4
        bench scale --families power-law,rmat --pipelines signature,embedding,robust
      """)

  @Option(name: .long, help: ArgumentHelp("The largest number of nodes.", valueName: "n"))
  var largest = 100_000

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Of erdos-renyi, power-law, barabasi-albert, rmat.", valueName: "names"))
  var families = "erdos-renyi,power-law"

  @Option(
    name: .long,
    help: ArgumentHelp("Of signature, embedding, authors, robust.", valueName: "names"))
  var pipelines = "signature"

  @OptionGroup var timing: TimingOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var page: PageOptions
  @OptionGroup(title: "Several processes (REGAL)") var distribution: DistributionArguments

  struct Result: Codable {
    var setting: Setting
    var rows: [ScaleMeasurement.Row]
    var slopes: [Slope]
  }

  struct Slope: Codable {
    var family: GraphFamily
    var pipeline: Pipeline
    /// Time grows as `factor` · nodes^`slope`.
    var slope: Double
    var factor: Double
    var memorySlope: Double
  }

  func validate() throws {
    guard largest >= 1000 else { throw ValidationError("--largest must be at least 1000") }
    _ = try (chosenFamilies, chosenPipelines)
  }

  var chosenFamilies: [GraphFamily] {
    get throws { try Self.choose(families, option: "families") }
  }
  var chosenPipelines: [Pipeline] {
    get throws { try Self.choose(pipelines, option: "pipelines") }
  }

  private static func choose<Choice: CaseIterable & RawRepresentable<String>>(
    _ names: String, option: String
  ) throws -> [Choice] {
    try names.split(separator: ",").map { name in
      guard let choice = Choice(rawValue: String(name)) else {
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--\(option): there is no “\(name)”, only \(known)")
      }
      return choice
    }
  }

  var sizes: [Int] {
    let steps = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
    return steps.filter { $0 < largest } + [largest]
  }

  func run() throws {
    if distribution.model { return try predict() }
    if distribution.distributed { return try measureDistributed() }
    let result = try measure()
    try common.show(Self.describe(result))
    try common.save(result)
    try common.draw(Self.figure(result))
    try page.write([.init(result)])
  }

  func measure() throws -> Result {
    var (rows, slopes): ([ScaleMeasurement.Row], [Slope]) = ([], [])
    for family in try chosenFamilies {
      for pipeline in try chosenPipelines {
        let own = try sizes.map { size in
          note("\(family.rawValue), \(pipeline.rawValue), \(size) nodes …")
          return try measure(family, pipeline, size)
        }
        rows += own
        if own.count > 1 { slopes.append(Self.fit(own)) }
      }
    }
    return Result(
      setting: .current(threads: common.threads, seed: timing.seed), rows: rows, slopes: slopes)
  }

  /// Runs this program again for one size.
  private func measure(
    _ family: GraphFamily, _ pipeline: Pipeline, _ size: Int
  ) throws -> ScaleMeasurement.Row {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments =
      [
        "scale-once", "--family", family.rawValue, "--pipeline", pipeline.rawValue, "--nodes",
        "\(size)", "--runs", "\(timing.runs)", "--seed", "\(timing.seed)", "--ends-with-input",
      ] + (common.threads.map { ["--threads", "\($0)"] } ?? [])
    process.standardOutput = output
    // Nothing is ever written to it: its end tells the other process that this one is gone.
    let lifeline = Pipe()
    process.standardInput = lifeline
    try process.run()
    defer { withExtendedLifetime(lifeline) {} }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw WrongAnswer(description: "\(family.rawValue) with \(size) nodes failed")
    }
    return try JSONDecoder().decode(ScaleMeasurement.Row.self, from: data)
  }

  private static func fit(_ rows: [ScaleMeasurement.Row]) -> Slope {
    let time = line(rows.map { (log(Double($0.nodes)), log($0.total)) })
    let memory = line(rows.map { (log(Double($0.nodes)), log($0.peakMebibytes)) })
    return Slope(
      family: rows[0].family, pipeline: rows[0].pipeline, slope: time.slope,
      factor: exp(time.height), memorySlope: memory.slope)
  }

  /// The line of least squares.
  private static func line(_ points: [(x: Double, y: Double)]) -> (slope: Double, height: Double) {
    let count = Double(points.count)
    let x = points.reduce(0) { $0 + $1.x } / count
    let y = points.reduce(0) { $0 + $1.y } / count
    let above = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
    let below = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
    return (above / below, y - above / below * x)
  }

  static func describe(_ result: Result) -> String {
    let stages = AlignmentProgress.Stage.allCases.map(\.rawValue).filter { stage in
      result.rows.contains { $0.seconds[stage] != nil }
    }
    let slopes = result.slopes.map { slope in
      String(
        format: "%@, %@: time grows as n^%.2f, memory as n^%.2f.", slope.family.rawValue,
        slope.pipeline.rawValue, slope.slope, slope.memorySlope)
    }
    return
      "Seconds, median of the runs after a warm-up; memory during the alignment; work for a node: entries of "
      + "adjacency lists within two steps, and coordinates compared and distances computed by a tree that searches. "
      + "\(result.setting.markdown)\n\n"
      + table(
        ["family", "pipeline", "nodes", "edges"] + stages
          + [
            "total", "runs", "Hits@1", "graphs MiB", "peak MiB", "visits", "coordinates",
            "distances",
          ],
        result.rows.map { row in cells(of: row, stages: stages) }) + "\n\n"
      + slopes.joined(separator: "\n")
  }

  private static func cells(of row: ScaleMeasurement.Row, stages: [String]) -> [String] {
    func number(_ value: Double?) -> String { value.map { String(format: "%.0f", $0) } ?? "–" }
    var cells = [row.family.rawValue, row.pipeline.rawValue, "\(row.nodes)", "\(row.edges)"]
    for stage in stages {
      cells.append(row.seconds[stage].map { String(format: "%.3f", $0) } ?? "–")
    }
    cells += [
      String(format: "%.3f", row.total), "\(row.samples.count)", String(format: "%.3f", row.hits1),
    ]
    cells += [row.graphMebibytes, row.peakMebibytes, row.visits].map(number)
    return cells + [row.coordinates, row.distances].map(number)
  }

  static func figure(_ result: Result) -> GnuplotFigure {
    func name(_ family: GraphFamily, _ pipeline: Pipeline) -> String {
      "\(family.rawValue), \(pipeline.rawValue)"
    }
    var (times, memory): ([GnuplotFigure.Series], [GnuplotFigure.Series]) = ([], [])
    for slope in result.slopes {
      let rows = result.rows.filter {
        $0.family == slope.family && $0.pipeline == slope.pipeline
      }
      guard let (first, last) = rows.first.flatMap({ first in rows.last.map { (first, $0) } }) else {
        continue
      }
      let own = name(slope.family, slope.pipeline)
      times.append(
        .init(
          name: own, points: rows.map { .init(x: Double($0.nodes), y: $0.total) }, style: .marks))
      times.append(
        .init(
          name: String(format: "n^%.2f", slope.slope) + " (\(own))",
          points: [first, last].map { row in
            .init(x: Double(row.nodes), y: slope.factor * pow(Double(row.nodes), slope.slope))
          }, style: .dashedLine, colorOf: own))
      memory.append(
        .init(
          name: own, points: rows.map { .init(x: Double($0.nodes), y: $0.peakMebibytes) },
          style: .marks))
    }
    return GnuplotFigure(panels: [
      .init(
        title: "Time", xLabel: "nodes", yLabel: "seconds", series: times, hasLogarithmicX: true,
        hasLogarithmicY: true),
      .init(
        title: "Memory", xLabel: "nodes", yLabel: "MiB", series: memory, hasLogarithmicX: true,
        hasLogarithmicY: true),
    ])
  }
}
