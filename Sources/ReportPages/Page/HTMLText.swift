internal import Foundation

/// Text as it stands in HTML, between tags or in an attribute between double quotes.
///
/// What HTML has no way to write, such as control characters, becomes the replacement character.
package func escaped(_ text: String) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\n", "\t": result.unicodeScalars.append(scalar)
    case "\0"..<" ", "\u{7f}"..<"\u{a0}", "\u{fffe}", "\u{ffff}": result += "\u{fffd}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// The beginning of a text that is too long to be shown.
package func shortened(_ text: String, to limit: Int = 80) -> String {
  // Bytes first: counting the characters of a very long text takes long.
  guard text.utf8.count > limit else { return text }
  let start = text.unicodeScalars.prefix(limit)
  return start.count == text.unicodeScalars.count ? text : String(start) + "…"
}

/// The name of a node in HTML, kept from changing the direction of the text around it.
func nameHTML(_ name: String) -> String {
  name.isEmpty ? "<i>empty name</i>" : "<bdi>\(escaped(shortened(name)))</bdi>"
}

/// A string of JSON that may stand within a script of HTML: no tag can end it.
func scriptString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "<", ">", "&", "\u{2028}", "\u{2029}", "\0"..<" ":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

/// A whole number in groups of three digits: 17 903.
package func grouped(_ number: Int) -> String {
  var digits = Array(String(number.magnitude))
  var place = digits.count - 3
  while place > 0 {
    digits.insert("\u{202f}", at: place)
    place -= 3
  }
  return (number < 0 ? "−" : "") + String(digits)
}

/// A share in percent: 97.4 %. What is not all or nothing does not look like it.
package func percent(_ share: Double) -> String {
  let value = 100 * share
  if value > 99.9, value < 100 { return "99.9\u{a0}%" }
  if value > 0, value < 0.1 { return "0.1\u{a0}%" }
  return trimmed(String(format: "%.1f", value)) + "\u{a0}%"
}

/// A number with so many decimals at most.
func decimal(_ value: Double, _ count: Int = 3) -> String {
  value.isFinite ? trimmed(String(format: "%.\(count)f", value)) : "–"
}

private func trimmed(_ text: String) -> String {
  guard text.contains(".") else { return text }
  var text = text
  while text.last == "0" { text.removeLast() }
  if text.last == "." { text.removeLast() }
  return text == "-0" ? "0" : text
}

/// “1 node”, “2 nodes”.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
}
