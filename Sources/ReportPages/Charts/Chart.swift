/// One pair of axes, drawn as SVG that takes its colors from the page around it.
///
/// ```swift
/// var chart = Chart(title: "arenas", xLabel: "edges removed, %", yLabel: "Hits@1")
/// chart.series = [.init(name: "REGAL", look: 0, points: [.init(x: 5, y: 0.6, error: 0.02)])]
/// page += chart.figure(id: "arenas")
/// ```
///
/// Whoever sees colors differently tells series by their marks and dashes; whoever sees none finds the numbers in a
/// table below.
package struct Chart: Sendable {
  /// A mark, and how uncertain its height is.
  package struct Point: Sendable, Equatable {
    package var x, y: Double
    /// Half the length of the error bar.
    package var error: Double?

    package init(x: Double, y: Double, error: Double? = nil) {
      (self.x, self.y, self.error) = (x, y, error)
    }
  }

  /// Marks, and perhaps lines between them.
  package struct Series: Sendable, Equatable {
    package enum Style: Sendable { case linesAndMarks, marks, faintMarks, dashedLine }
    package var name: String
    /// Decides color, mark and dashes; equal ones look alike in all charts.
    package var look: Int
    package var style: Style
    package var points: [Point]

    package init(name: String, look: Int, style: Style = .linesAndMarks, points: [Point]) {
      (self.name, self.look, self.style, self.points) = (name, look, style, points)
    }
  }

  /// Bars that stand on those of the parts before.
  package struct Bars: Sendable, Equatable {
    package var name: String
    package var look: Int
    /// One height for each of ``Chart/slots``.
    package var heights: [Double]

    package init(name: String, look: Int, heights: [Double]) {
      (self.name, self.look, self.heights) = (name, look, heights)
    }
  }

  package var title: String
  package var xLabel: String
  package var yLabel: String
  package var series: [Series] = []
  package var bars: [Bars] = []
  /// Where bars stand.
  package var slots: [ClosedRange<Double>] = []
  /// Names of places on the x axis, in place of numbers.
  package var xNames: [(place: Double, name: String)] = []
  package var xIsLogarithmic = false
  package var yIsLogarithmic = false
  package var xRange: ClosedRange<Double>?
  package var yRange: ClosedRange<Double>?
  /// What the numbers of the y axis are written with.
  package var unit = ""

  package init(title: String, xLabel: String, yLabel: String) {
    (self.title, self.xLabel, self.yLabel) = (title, xLabel, yLabel)
  }

  /// Names and looks of what is drawn, each once.
  package var legend: [(name: String, look: Int, style: Series.Style?)] {
    var entries: [(name: String, look: Int, style: Series.Style?)] = []
    let all =
      bars.map { ($0.name, $0.look, Series.Style?.none) } + series.map { ($0.name, $0.look, $0.style) }
    for entry in all where !entries.contains(where: { $0.name == entry.0 }) {
      entries.append((name: entry.0, look: entry.1, style: entry.2))
    }
    return entries
  }
}
