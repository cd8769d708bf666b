import Foundation
import ReportPages
import Testing

@testable import bench

@Suite("Figure of bench pairs") struct PairsFigureTests {
  private func row(
    _ pair: String, _ settings: String, _ evidence: String, _ hits: [Double], control: String? = nil,
    outcome: String? = nil
  ) -> PairsResult.Row {
    var row = PairsResult.Row(
      pair: pair, settings: settings, evidence: evidence, control: control, truth: "truth.tsv", known: 9)
    row.hits1 = hits
    row.outcome = outcome
    return row
  }

  private var result: PairsResult {
    PairsResult(
      setting: .current(threads: 1), seeds: 2,
      rows: [
        row("a", "robust", "none", [0.5, 0.7]), row("a", "authors", "none", [0.1, 0.1]),
        row("a", "robust", "anchors", [0.8, 0.8]),
        row("a", "robust", "anchors", [0.6, 0.6], control: "a tenth of the anchors wrong"),
        row("a", "FUGAL", "anchors", [], outcome: "took more than 5 s"), row("b", "FUGAL", "none", [0.3]),
      ])
  }

  @Test("has a panel for each pair and a place for each choice of evidence; controls are faint")
  func panels() throws {
    let figure = result.figure
    #expect(figure.panels.map(\.title) == ["a", "b"])
    let panel = figure.panels[0]
    #expect(panel.xNames.map(\.name) == ["none", "anchors"])
    #expect(panel.series.map(\.name) == ["robust", "robust, evidence spoiled", "REGAL, authors"])
    let robust = panel.series[0].points
    #expect(robust.map(\.y) == [0.6, 0.8])
    // Each mark is nearer to its own evidence than to the other, and a control stands with its result.
    #expect(robust.map { $0.x.rounded() } == [0, 1])
    #expect(panel.series[1].style == .faintMarks)
    #expect(panel.series[1].points.map(\.x) == [robust[1].x])
    #expect(panel.series[2].points[0].x != robust[0].x)
    #expect(panel.series[2].points[0].x.rounded() == 0)
  }

  @Test("names evidence on both kinds of picture")
  func names() {
    let figure = result.figure
    #expect(figure.script(output: "x.svg").contains("set xtics ('none' 0.0, 'anchors' 1.0)"))
    let chart = figure.charts(looks: figure)[0]
    #expect(chart.xNames.map(\.name) == ["none", "anchors"])
    let html = chart.figure(id: "pairs")
    #expect(html.contains("class=\"faint\""))
    #expect(html.contains("<td>anchors</td>"))
  }

  @Test("is drawn of results without peers, too: what they lack is optional")
  func olderResults() throws {
    let encoder = JSONEncoder()
    // Else keys stand in another order each time, and the last one has no comma.
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(result)
    var text = String(decoding: data, as: UTF8.self)
    let outcome = "\"outcome\":\"took more than 5 s\","
    #expect(text.contains(outcome))
    text = text.replacing(outcome, with: "")
    let decoded = try JSONDecoder().decode(PairsResult.self, from: Data(text.utf8))
    #expect(decoded.figure.panels.count == 2)
    #expect(decoded.rows[4].outcome == nil)
    #expect(!decoded.markdown.contains("remarks"))
  }
}
