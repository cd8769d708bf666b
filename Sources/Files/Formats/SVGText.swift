internal import Foundation

/// An SVG picture, element by element.
package struct SVGText {
  private var elements: [String] = []

  package init() {}

  /// Appends an element without contents.
  package mutating func add(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    elements.append("<\(name)\(Self.list(attributes))/>")
  }

  /// Appends text.
  ///
  /// - Parameters:
  ///   - anchor: which part of the text stands at x: `start`, `middle` or `end`.
  ///   - isOutlined: whether it stands on a white outline, so that it can be read on top of lines.
  package mutating func add(
    _ text: String, x: Double, y: Double, size: Double, color: String, anchor: String = "start",
    isBold: Bool = false, isOutlined: Bool = false
  ) {
    let list = Self.list([
      "x": coordinate(x), "y": coordinate(y), "font-size": coordinate(size), "text-anchor": anchor,
      "font-weight": isBold ? "bold" : "normal", "fill": color,
    ])
    if isOutlined {
      elements.append(
        "<text\(list) stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\">"
          + "\(Self.escaped(text))</text>")
    }
    elements.append("<text\(list)>\(Self.escaped(text))</text>")
  }

  /// Appends a straight line.
  package mutating func line(
    _ start: (Double, Double), _ end: (Double, Double), color: String, width: Double = 1,
    dashes: String = "none"
  ) {
    add(
      "line",
      [
        "x1": coordinate(start.0), "y1": coordinate(start.1), "x2": coordinate(end.0),
        "y2": coordinate(end.1),
        "stroke": color, "stroke-width": coordinate(width), "stroke-dasharray": dashes,
      ])
  }

  /// Appends a circle.
  package mutating func circle(
    _ center: (Double, Double), radius: Double, fill: String, stroke: String = "none"
  ) {
    add(
      "circle",
      [
        "cx": coordinate(center.0), "cy": coordinate(center.1), "r": coordinate(radius),
        "fill": fill,
        "stroke": stroke, "stroke-width": "1.5",
      ])
  }

  /// Appends a path along the given commands.
  package mutating func path(
    _ commands: String, fill: String = "none", stroke: String = "none", width: Double = 1.4,
    opacity: Double = 1
  ) {
    add(
      "path",
      [
        "d": commands, "fill": fill, "stroke": stroke, "stroke-width": coordinate(width),
        "stroke-opacity": coordinate(opacity), "stroke-linecap": "round",
      ])
  }

  /// Appends a box with rounded corners, centered at x.
  package mutating func box(
    x: Double, top: Double, width: Double, height: Double, radius: Double, fill: String,
    stroke: String = "none", opacity: Double = 1
  ) {
    add(
      "rect",
      [
        "x": coordinate(x - width / 2), "y": coordinate(top), "width": coordinate(width),
        "height": coordinate(height), "rx": coordinate(radius), "fill": fill,
        "fill-opacity": coordinate(opacity), "stroke": stroke, "stroke-width": "1.2",
      ])
  }

  /// The whole picture.
  package func document(width: Double, height: Double, title: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(coordinate(width)) \(coordinate(height))" \
    width="\(coordinate(width))" height="\(coordinate(height))" font-family="Helvetica, Arial, sans-serif">
    <title>\(Self.escaped(title))</title>
    <rect width="100%" height="100%" fill="#ffffff"/>
    \(elements.joined(separator: "\n"))
    </svg>

    """
  }

  private static func list(_ attributes: KeyValuePairs<String, String>) -> String {
    attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // XML has no way to write these.
      case "\0"..<" ", "\u{fffe}", "\u{ffff}": result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A coordinate, with two decimals at most.
package func coordinate(_ value: Double) -> String {
  let text = String(format: "%.2f", value)
  let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed()
  return trimmed.isEmpty ? "0" : String(trimmed) == "-0" ? "0" : String(trimmed)
}

/// A point of a path.
package func point(_ x: Double, _ y: Double) -> String { "\(coordinate(x)) \(coordinate(y))" }
