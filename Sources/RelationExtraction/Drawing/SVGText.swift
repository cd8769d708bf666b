internal import Foundation

/// An SVG picture, element by element.
struct SVGText {
  private var elements: [String] = []

  /// Appends an element without contents.
  mutating func add(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    elements.append("<\(name)\(Self.list(attributes))/>")
  }

  /// Appends text.
  mutating func add(text: String, _ attributes: KeyValuePairs<String, String>) {
    elements.append("<text\(Self.list(attributes))>\(Self.escaped(text))</text>")
  }

  /// Appends text on a white outline, so that it can be read on top of lines.
  mutating func addOutlined(text: String, _ attributes: KeyValuePairs<String, String>) {
    let list = Self.list(attributes)
    elements.append(
      "<text\(list) stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\">"
        + "\(Self.escaped(text))</text>")
    add(text: text, attributes)
  }

  /// The whole picture.
  func document(width: Double, height: Double, title: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" \
    width="\(number(width))" height="\(number(height))" font-family="Helvetica, Arial, sans-serif">
    <title>\(Self.escaped(title))</title>
    <rect width="100%" height="100%" fill="#ffffff"/>
    \(elements.joined(separator: "\n"))
    </svg>

    """
  }

  private static func list(_ attributes: KeyValuePairs<String, String>) -> String {
    attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
  }

  static func escaped(_ text: String) -> String {
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
func number(_ value: Double) -> String {
  let text = String(format: "%.2f", value)
  let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed()
  return trimmed.isEmpty ? "0" : String(trimmed) == "-0" ? "0" : String(trimmed)
}

/// About how wide a text is; pictures cannot ask for the fonts that will show them.
func estimatedWidth(_ text: String, size: Double) -> Double {
  text.unicodeScalars.reduce(0) { sum, scalar in
    switch scalar {
    case "i", "j", "l", "t", "f", "r", "I", ".", ",", ":", ";", "'", "’", "|", "!", " ", "(", ")":
      sum + 0.34 * size
    case "m", "w", "M", "W", "@", "%": sum + 0.9 * size
    case "A"..."Z", "#", "&": sum + 0.7 * size
    case "\u{2e80}"...: sum + size
    default: sum + 0.56 * size
    }
  }
}
