/// A drawing of one or several panels, which gnuplot turns into an SVG.
///
/// ```swift
/// let panel = Panel(
///   title: "arenas", xLabel: "edges removed, %", yLabel: "Hits@1",
///   series: [Series(name: "REGAL", points: [Point(x: 5, y: 0.6, error: 0.02)])])
/// try GnuplotFigure(panels: [panel]).write(svg: "accuracy.svg")
/// ```
///
/// A series has the same color and mark in every panel, by its name; with several panels there is one legend
/// below them all.
struct GnuplotFigure {
  /// A mark, and how uncertain its height is.
  struct Point {
    var x: Double
    var y: Double
    /// Half the length of the error bar: a standard deviation, usually.
    var error: Double?
  }

  /// Marks joined by lines.
  struct Series {
    enum Style { case linesAndMarks, marks, faintMarks, dashedLine }
    var name: String
    var points: [Point]
    var style = Style.linesAndMarks
    /// The name of a series whose color and mark this one shares.
    var colorOf: String?
  }

  /// Parts stacked on each other, a stack for each category: times of stages, for example.
  struct Stacks {
    var categories: [String]
    /// Each part has a value for every category.
    var parts: [(name: String, values: [Double])]
  }

  /// One pair of axes.
  struct Panel {
    var title: String
    var xLabel: String
    var yLabel: String
    var series: [Series] = []
    var stacks: Stacks?
    var hasLogarithmicX = false
    var hasLogarithmicY = false
    /// Chosen by what draws, if absent; gnuplot always chooses that of x.
    var yRange: ClosedRange<Double>?
    var xRange: ClosedRange<Double>?
    /// Names of places on the x axis, in place of numbers.
    var xNames: [(place: Double, name: String)] = []
  }

  var panels: [Panel]
  /// Panels beside each other.
  var columns: Int?
  /// Pixels of one panel.
  var panelSize = (width: 520, height: 380)
}

extension GnuplotFigure {
  /// The names in the legend, in the order in which they first occur.
  private var names: [String] {
    var names: [String] = []
    for panel in panels {
      for name in panel.series.map(\.name) + (panel.stacks?.parts.map(\.name) ?? [])
      where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  /// Colors that people who see colors differently can tell apart (Okabe & Ito 2008), black last.
  private static let colors = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#000000",
  ]
  private static let marks = [7, 5, 9, 13, 11, 6, 4, 8]

  /// The names that have a color of their own.
  private var own: [String] {
    let sharing = Set(panels.flatMap(\.series).filter { $0.colorOf != nil }.map(\.name))
    return names.filter { !sharing.contains($0) }
  }

  /// Decides color and mark of a name.
  func lookIndex(_ name: String) -> Int {
    let series = panels.lazy.flatMap(\.series).first { $0.name == name }
    return own.firstIndex(of: series?.colorOf ?? name) ?? 0
  }

  private func look(_ name: String) -> (color: String, mark: Int) {
    let index = lookIndex(name)
    return (
      Self.colors[index % Self.colors.count],
      Self.marks[(index + index / Self.colors.count) % Self.marks.count]
    )
  }

  /// The commands that draw the figure into a file.
  func script(output: String) -> String {
    let columns = max(
      1, self.columns ?? (panels.count <= 3 ? panels.count : (panels.count + 1) / 2))
    let rows = (panels.count + columns - 1) / columns
    let hasSharedLegend = panels.count > 1
    // Entries of the legend that fit beside each other decide how high it is.
    let longest = names.map(\.count).max() ?? 0
    let perLine = max(1, columns * panelSize.width / (longest * 8 + 60))
    let legendHeight = hasSharedLegend ? 24 * ((names.count + perLine - 1) / perLine) + 12 : 0
    let (width, height) = (columns * panelSize.width, rows * panelSize.height + legendHeight)
    var lines = [
      "set terminal svg noenhanced size \(width),\(height) font 'Helvetica,13' background 'white'",
      "set output \(quoted(output))",
      "set border 3 lc rgb '#444444'", "set tics nomirror", "set grid lc rgb '#dddddd' lt 1",
      "set style fill solid 0.9 border rgb 'white'",
    ]
    lines.append("set multiplot")
    for (index, panel) in panels.enumerated() {
      let (row, column) = (index / columns, index % columns)
      let y = Double(height - (row + 1) * panelSize.height) / Double(height)
      lines.append("set origin \(Double(column) / Double(columns)),\(y)")
      lines.append(
        "set size \(1 / Double(columns)),\(Double(panelSize.height) / Double(height))")
      lines += commands(panel, index, showsLegend: !hasSharedLegend)
    }
    if hasSharedLegend {
      lines += [
        "reset", "set origin 0,0", "set size 1,\(Double(legendHeight) / Double(height))",
        "unset border", "unset tics", "set lmargin 0", "set rmargin 0", "set tmargin 0",
        "set bmargin 0",
        "set key center center horizontal reverse Left samplen 3 maxcols \(perLine) width 2",
        "set xrange [0:1]",
        "set yrange [0:1]",
        "plot "
          + names.map { name in
            let (color, mark) = look(name)
            let style =
              switch kind(of: name) {
              case nil: "boxes fill solid 0.9"
              case .dashedLine: "lines dt 2 lw 2"
              case .marks: "points pt \(mark) ps 0.7"
              case .faintMarks: "points pt \(mark) ps 0.5"
              case .linesAndMarks: "linespoints lw 2 pt \(mark) ps 0.7"
              }
            let paint = kind(of: name) == .faintMarks ? Self.faint(color) : color
            return "NaN with \(style) lc rgb '\(paint)' title \(quoted(name))"
          }.joined(separator: ", "),
      ]
    }
    lines.append("unset multiplot")
    return lines.joined(separator: "\n") + "\n"
  }

  /// How a series of this name is drawn; `nil` for a part of stacks.
  private func kind(of name: String) -> Series.Style? {
    panels.lazy.flatMap(\.series).first { $0.name == name }?.style
  }

  private func commands(_ panel: Panel, _ index: Int, showsLegend: Bool) -> [String] {
    var lines = [
      "set title \(quoted(panel.title))", "set xlabel \(quoted(panel.xLabel))",
      "set ylabel \(quoted(panel.yLabel))", "unset logscale", "set xrange [*:*]",
      panel.yRange.map { "set yrange [\($0.lowerBound):\($0.upperBound)]" } ?? "set yrange [*:*]",
      "set format x \(quoted(panel.hasLogarithmicX ? "%.0s%c" : "%g"))",
      "set format y '%g'",
      showsLegend ? "set key outside bottom center horizontal reverse Left samplen 3" : "unset key",
      "set xtics auto norotate",
    ]
    if !panel.xNames.isEmpty { lines.append(tics(panel.xNames)) }
    if let range = panel.xRange, !panel.xNames.isEmpty {
      lines.append("set xrange [\(range.lowerBound):\(range.upperBound)]")
    }
    if panel.hasLogarithmicX { lines.append("set logscale x") }
    if panel.hasLogarithmicY { lines.append("set logscale y") }
    if let stacks = panel.stacks { return lines + commands(stacks, index) }
    var plots: [String] = []
    for (place, series) in panel.series.enumerated() {
      let data = "$data_\(index)_\(place)"
      let (color, mark) = look(series.name)
      let hasErrors = series.points.contains { $0.error != nil }
      lines.append("\(data) << END")
      for point in series.points {
        // A logarithmic axis has no place for what is not above zero.
        let floor = panel.hasLogarithmicY ? point.y / 100 : -Double.infinity
        let low = max(point.y - (point.error ?? 0), floor)
        lines.append("\(point.x) \(point.y) \(low) \(point.y + (point.error ?? 0))")
      }
      lines.append("END")
      let isFaint = series.style == .faintMarks
      let columns = hasErrors && !isFaint ? "1:2:3:4" : "1:2"
      let style =
        switch series.style {
        case .linesAndMarks: hasErrors ? "yerrorlines lw 1.6" : "linespoints lw 1.6"
        case .marks: hasErrors ? "yerrorbars lw 1.6" : "points"
        case .faintMarks: "points"
        case .dashedLine: "lines dt 2 lw 1.6"
        }
      let marks = series.style == .dashedLine ? "" : " pt \(mark) ps \(isFaint ? 0.5 : 0.7)"
      plots.append(
        "\(data) using \(columns) with \(style)\(marks) lc rgb '\(isFaint ? Self.faint(color) : color)' title \(quoted(series.name))"
      )
    }
    if plots.isEmpty { return [] }
    return lines + ["plot " + plots.joined(separator: ", ")]
  }

  /// Boxes from the foot of each part to its head; the highest are drawn first.
  private func commands(_ stacks: Stacks, _ index: Int) -> [String] {
    guard !stacks.parts.isEmpty, !stacks.categories.isEmpty else { return [] }
    var lines: [String] = []
    let data = "$data_\(index)"
    lines.append("\(data) << END")
    for category in stacks.categories.indices {
      var sum = 0.0
      let heads = stacks.parts.map { part in
        sum += part.values[category]
        return "\(sum)"
      }
      lines.append(([String(category)] + heads).joined(separator: " "))
    }
    lines.append("END")
    lines.append(tics(stacks.categories.enumerated().map { (Double($0), $1) }))
    lines.append("set boxwidth 0.6")
    lines.append("set xrange [-0.6:\(Double(stacks.categories.count) - 0.4)]")
    let plots = stacks.parts.indices.reversed().map { part in
      let color = look(stacks.parts[part].name).color
      return
        "\(data) using 1:\(part + 2) with boxes lc rgb '\(color)' title \(quoted(stacks.parts[part].name))"
    }
    return lines + ["plot " + plots.joined(separator: ", ")]
  }

  /// Names below the x axis, turned so that they do not meet.
  private func tics(_ names: [(place: Double, name: String)]) -> String {
    "set xtics (\(names.map { "\(quoted($0.name)) \($0.place)" }.joined(separator: ", "))) rotate by -25"
  }

  /// A color that steps back: three fifths of it are transparent.
  private static func faint(_ color: String) -> String {
    color.replacing("#", with: "#99", maxReplacements: 1)
  }

  /// A string as gnuplot wants it: between single quotes, a quote doubled.
  private func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "''").replacing("\n", with: " ") + "'"
  }
}
