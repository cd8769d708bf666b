internal import Foundation
internal import ReportPages

/// Measurements as pictures: one HTML file that needs no network and no gnuplot.
struct BenchmarkPage {
  /// What can be drawn, in the order of the page.
  enum Kind: String, CaseIterable {
    case accuracy = "Accuracy against noise"
    case pairs = "Real pairs"
    case speed = "Speed against peers"
    case growth = "Growth"
    case stages = "Stages"

    /// What is to be seen.
    var note: String {
      switch self {
      case .accuracy:
        "Hits@1, the share of nodes matched rightly, against the share of edges that differ; the better of nearest and "
          + "one-to-one matches, higher is better. Bars are standard deviations over seeds, the dashed line is what no "
          + "method can be expected to exceed where nodes look alike."
      case .pairs:
        "Hits@1, the share of nodes matched rightly, by what is known of the graphs beside their edges, higher is better. Faint marks "
          + "are of evidence that was spoiled; who ran out of time or memory has none."
      case .speed:
        "How many times as long a peer takes on the same graph, end to end without reading: 1 is as long as this package "
          + "takes, and more is slower."
      case .growth:
        "Time and memory of an alignment against the number of nodes; dashed lines are fitted powers of it."
      case .stages: "Which share of the time each stage of an alignment takes."
      }
    }
  }

  /// The results of one run of a benchmark.
  struct Part {
    var kind: Kind
    /// The file that they are from, if any.
    var name: String?
    /// Where and how it was measured.
    var setting: Setting
    var figure: GnuplotFigure
  }

  var parts: [Part]

  var html: String {
    let machines = Set(parts.map { "\($0.setting.machine), \($0.setting.cores) cores" }).sorted()
    var shell = PageShell(
      title: "Benchmarks of graph alignment",
      lead:
        "<p class=\"lead\">How often nodes are found again when graphs differ, how fast that is beside other "
        + "programs, and how it grows with the graphs. Measured on \(escaped(machines.joined(separator: "; "))).</p>",
      footer: "<p>Drawn by bench \(graphAlignVersion). This page needs no network and loads nothing.</p>")
    for kind in Kind.allCases {
      let own = parts.filter { $0.kind == kind && $0.figure.panels.contains(where: \.hasMeasurements) }
      if own.isEmpty { continue }
      // One look for a name, whichever file it is in.
      let all = GnuplotFigure(panels: own.flatMap(\.figure.panels))
      let bodies = own.enumerated().map { index, part in
        let charts = part.figure.charts(looks: all).enumerated().map { place, chart in
          chart.figure(id: "\(kind)-\(index)-\(place)")
        }
        return """
          \(part.name.map { "<h3>\(escaped($0))</h3>" } ?? "")
          <p class="muted small">\(escaped(part.setting.markdown))</p>
          <div class="grid2">\(charts.joined(separator: "\n"))</div>
          """
      }
      shell.sections.append(
        (
          id: "\(kind)", title: kind.rawValue,
          body: "<p>\(escaped(kind.note))</p>" + bodies.joined(separator: "\n")
        ))
    }
    return shell.html
  }

  /// Writes the file only when it is complete.
  func write(to path: String) throws {
    try Data(html.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}

extension BenchmarkPage.Part {
  /// Hits@1 by how many edges are missing.
  init(
    _ result: AccuracyBenchmark.Result, named name: String? = nil,
    settings: [String] = AccuracyBenchmark.settings.map(\.0)
  ) {
    self.init(
      kind: .accuracy, name: name.map { "\($0), noise \(result.model)" }, setting: result.setting,
      figure: AccuracyBenchmark.figure(result.rows, settings, result.graphs))
  }

  /// Hits@1 by evidence.
  init(_ result: PairsResult, named name: String? = nil) {
    self.init(kind: .pairs, name: name, setting: result.setting, figure: result.figure)
  }

  /// How many times as long peers take.
  init(_ result: CompareBenchmark.Result, named name: String? = nil) {
    self.init(
      kind: .speed, name: name, setting: result.setting, figure: CompareBenchmark.figure(result.rows))
  }

  /// Time and memory by the number of nodes.
  init(_ result: ScaleBenchmark.Result, named name: String? = nil) {
    self.init(
      kind: .growth, name: name, setting: result.setting, figure: ScaleBenchmark.figure(result))
  }

  /// Where the time goes.
  init(_ result: StagesBenchmark.Result, named name: String? = nil) {
    self.init(
      kind: .stages, name: name, setting: result.setting, figure: StagesBenchmark.figure(result.rows))
  }
}
