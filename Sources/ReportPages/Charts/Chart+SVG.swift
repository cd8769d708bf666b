internal import Files
internal import Foundation

extension Chart {
  // So narrow that a telephone shows it without making its letters smaller.
  private var size: (width: Double, height: Double) { (360, areNamesLong ? 310 : 250) }
  private static let frame = (left: 52.0, top: 12.0, right: 350.0, bottom: 204.0)

  /// Whether names below the axis have no room beside each other.
  private var areNamesLong: Bool { xNames.reduce(0) { $0 + $1.name.count + 1 } > 45 }

  /// The axes: x to the right, y upwards.
  private var axes: (x: Axis, y: Axis) {
    let points = series.flatMap(\.points)
    let heights = slots.indices.map { slot in bars.reduce(0) { $0 + $1.heights[slot] } }
    let x = Axis(
      points.map(\.x) + slots.flatMap { [$0.lowerBound, $0.upperBound] }, range: xRange,
      isLogarithmic: xIsLogarithmic, startsAtZero: false, from: Self.frame.left, to: Self.frame.right)
    let y = Axis(
      points.flatMap { [$0.y - ($0.error ?? 0), $0.y + ($0.error ?? 0)] } + heights, range: yRange,
      isLogarithmic: yIsLogarithmic, startsAtZero: true, from: Self.frame.bottom, to: Self.frame.top)
    return (x, y)
  }

  /// The picture.
  ///
  /// - Parameter id: names its title and description on the page; no other element has it.
  package func svg(id: String) -> String {
    let (x, y) = axes
    var parts = grid(x, y)
    for bar in bars.indices { parts += boxes(bar, x, y) }
    for one in series { parts += curve(one, x, y) }
    return """
      <svg class="chart" viewBox="0 0 \(coordinate(size.width)) \(coordinate(size.height))" role="img" \
      aria-labelledby="\(id)-title \(id)-text">
      <title id="\(id)-title">\(escaped(title))</title><desc id="\(id)-text">\(escaped(description))</desc>
      \(parts.joined(separator: "\n"))
      </svg>
      """
  }

  /// What is to be seen, in a sentence.
  private var description: String {
    let names = legend.map(\.name).joined(separator: ", ")
    return
      "\(yLabel) against \(xLabel)\(names.isEmpty ? "" : ": \(names)"). The numbers are in the table below."
  }

  private func grid(_ x: Axis, _ y: Axis) -> [String] {
    let frame = Self.frame
    var parts: [String] = []
    for tick in y.ticks {
      let place = coordinate(y.place(tick))
      parts.append(
        "<path class=\"grid\" d=\"M\(coordinate(frame.left)) \(place)H\(coordinate(frame.right))\"/>")
      parts.append(
        "<text class=\"tick\" x=\"\(coordinate(frame.left - 6))\" y=\"\(place)\" dy=\".32em\" "
          + "text-anchor=\"end\">\(escaped(y.label(tick) + unit))</text>")
    }
    let marks = xNames.isEmpty ? x.ticks.map { (place: $0, name: x.label($0)) } : xNames
    for mark in marks {
      let place = coordinate(x.place(mark.place))
      let turned =
        "transform=\"translate(\(place) \(coordinate(frame.bottom + 12))) rotate(-40)\" text-anchor=\"end\""
      let level = "x=\"\(place)\" y=\"\(coordinate(frame.bottom + 17))\" text-anchor=\"middle\""
      parts.append(
        "<path class=\"axis\" d=\"M\(place) \(coordinate(frame.bottom))v4\"/><text class=\"tick\" "
          + "\(areNamesLong ? turned : level)>\(escaped(shortened(mark.name, to: 24)))</text>")
    }
    parts.append(
      "<path class=\"axis\" d=\"M\(point(frame.left, frame.top))V\(coordinate(frame.bottom))"
        + "H\(coordinate(frame.right))\"/>")
    let middle = coordinate((frame.top + frame.bottom) / 2)
    parts.append(
      "<text class=\"name\" x=\"\(coordinate((frame.left + frame.right) / 2))\" "
        + "y=\"\(coordinate(size.height - 6))\" text-anchor=\"middle\">\(escaped(xLabel))</text>")
    parts.append(
      "<text class=\"name\" transform=\"translate(11 \(middle)) rotate(-90)\" "
        + "text-anchor=\"middle\">\(escaped(yLabel))</text>")
    return parts
  }

  private func boxes(_ index: Int, _ x: Axis, _ y: Axis) -> [String] {
    slots.indices.compactMap { slot in
      let height = bars[index].heights[slot]
      guard height > 0 else { return nil }
      let below = bars[..<index].reduce(0) { $0 + $1.heights[slot] }
      let (left, right) = (x.place(slots[slot].lowerBound), x.place(slots[slot].upperBound))
      let (top, bottom) = (y.place(below + height), y.place(below))
      return
        "<rect class=\"look l\(bars[index].look % 8) bar b\(bars[index].look % 4)\" x=\"\(coordinate(left + 0.5))\" "
        + "y=\"\(coordinate(top))\" width=\"\(coordinate(max(right - left - 1, 0.5)))\" "
        + "height=\"\(coordinate(max(bottom - top, 0.5)))\"/>"
    }
  }

  private func curve(_ one: Series, _ x: Axis, _ y: Axis) -> [String] {
    let points = one.points.filter {
      $0.x.isFinite && $0.y.isFinite && (!xIsLogarithmic || $0.x > 0) && (!yIsLogarithmic || $0.y > 0)
    }
    guard !points.isEmpty else { return [] }
    var parts: [String] = []
    if one.style == .linesAndMarks || one.style == .dashedLine, points.count > 1 {
      let path = points.map { point(x.place($0.x), y.place($0.y)) }.joined(separator: "L")
      let dashes = one.style == .dashedLine ? "dashed" : "d\(one.look % 4)"
      parts.append("<path class=\"look l\(one.look % 8) line \(dashes)\" d=\"M\(path)\"/>")
    }
    for one in points.filter({ $0.error ?? 0 > 0 }) {
      let (place, error) = (x.place(one.x), one.error ?? 0)
      parts.append(
        "<path class=\"error\" d=\"M\(point(place, y.place(one.y - error)))"
          + "V\(coordinate(y.place(one.y + error)))\"/>")
    }
    if one.style != .dashedLine {
      let marks = points.map { Self.mark(one.look, x.place($0.x), y.place($0.y)) }
      parts += one.style == .faintMarks ? marks.map(Self.faint) : marks
    }
    return parts
  }

  /// A mark that steps back behind others.
  static func faint(_ mark: String) -> String { "<g class=\"faint\">\(mark)</g>" }

  /// A mark of its own for each look.
  package static func mark(_ look: Int, _ x: Double, _ y: Double, radius r: Double = 4) -> String {
    func path(_ points: [(Double, Double)]) -> String {
      "<path class=\"look l\(look % 8) mark\" d=\"M"
        + points.map { point(x + r * $0.0, y + r * $0.1) }.joined(separator: "L") + "Z\"/>"
    }
    let place = "cx=\"\(coordinate(x))\" cy=\"\(coordinate(y))\""
    switch look % 8 {
    case 0: return "<circle class=\"look l0 mark\" \(place) r=\"\(coordinate(r))\"/>"
    case 1: return path([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case 2: return path([(0, -1.1), (1.05, 0.8), (-1.05, 0.8)])
    case 3: return path([(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)])
    case 4: return path([(0, 1.1), (1.05, -0.8), (-1.05, -0.8)])
    case 5: return "<circle class=\"look l5 mark hollow\" \(place) r=\"\(coordinate(r))\"/>"
    case 6:
      let cross =
        "M\(point(x - r, y - r))L\(point(x + r, y + r))M\(point(x + r, y - r))L\(point(x - r, y + r))"
      return "<path class=\"look l6 mark hollow\" d=\"\(cross)\"/>"
    default:
      let plus = "M\(point(x - r, y))h\(coordinate(2 * r))M\(point(x, y - r))v\(coordinate(2 * r))"
      return "<path class=\"look l7 mark hollow\" d=\"\(plus)\"/>"
    }
  }
}
