internal import ReportPages

extension GnuplotFigure {
  /// The panels as charts of a page.
  ///
  /// - Parameter looks: what has the names in order; equal names look alike.
  func charts(looks: GnuplotFigure) -> [Chart] {
    panels.filter(\.hasMeasurements).map { chart($0, looks) }
  }

  private func chart(_ panel: Panel, _ looks: GnuplotFigure) -> Chart {
    var chart = Chart(title: panel.title, xLabel: panel.xLabel, yLabel: panel.yLabel)
    (chart.xIsLogarithmic, chart.yIsLogarithmic) = (panel.hasLogarithmicX, panel.hasLogarithmicY)
    (chart.xRange, chart.yRange) = (panel.xRange, panel.yRange)
    chart.series = panel.series.map { series in
      Chart.Series(
        name: series.name, look: looks.lookIndex(series.name), style: series.style.chartStyle,
        points: series.points.map { .init(x: $0.x, y: $0.y, error: $0.error) })
    }
    chart.xNames = panel.xNames.map { (place: $0.place, name: $0.name) }
    if let stacks = panel.stacks {
      chart.slots = stacks.categories.indices.map { Double($0) - 0.35...Double($0) + 0.35 }
      chart.xRange = -0.6...Double(stacks.categories.count) - 0.4
      chart.xNames = stacks.categories.enumerated().map { (Double($0), $1) }
      chart.bars = stacks.parts.map {
        .init(name: $0.name, look: looks.lookIndex($0.name), heights: $0.values)
      }
    }
    return chart
  }
}

extension GnuplotFigure.Panel {
  /// Whether there is more than lines to compare with.
  var hasMeasurements: Bool {
    series.contains { $0.style != .dashedLine && !$0.points.isEmpty } || !(stacks?.categories.isEmpty ?? true)
  }
}

extension GnuplotFigure.Series.Style {
  fileprivate var chartStyle: Chart.Series.Style {
    switch self {
    case .linesAndMarks: .linesAndMarks
    case .marks: .marks
    case .faintMarks: .faintMarks
    case .dashedLine: .dashedLine
    }
  }
}
