internal import Files

extension Graph {
  /// Writes nodes numbered from 0, whose labels are their identifiers.
  func writeGML(_ file: FileWriter) throws(FileError) {
    let columns = attributes?.columns ?? []
    for column in columns {
      guard Self.isGMLKey(column.name), !["id", "label", "name"].contains(column.name) else {
        throw FileError(
          file: file.name,
          reason: "GML has no attributes called \(quoted(column.name.utf8)): keys are letters and "
            + "digits, and not id, label or name; --ignore-attributes leaves them out")
      }
    }
    try file.append("graph [\n")
    if isDirected { try file.append("  directed 1\n") }
    if isMultiple { try file.append("  multigraph 1\n") }
    for node in 0..<nodeCount {
      try file.append("  node [\n    id \(node)\n    label \(Self.gml(identifiers[node]))\n")
      for column in columns {
        let value =
          switch column.values {
          case .categories(let categories): Self.gml(categories[node])
          case .numbers(let numbers): Self.gml(numbers[node])
          }
        try file.append("    \(column.name) \(value)\n")
      }
      try file.append("  ]\n")
    }
    for edge in writtenEdges {
      let weight = edge.weight.map { "    weight \(Self.gml($0))\n" } ?? ""
      let kind = edge.kind.map { "    relation \(Self.gml($0))\n" } ?? ""
      try file.append(
        "  edge [\n    source \(edge.source)\n    target \(edge.target)\n\(weight)\(kind)  ]\n")
    }
    try file.append("]\n")
  }

  private static func isGMLKey(_ name: String) -> Bool {
    let letters = name.utf8.allSatisfy { byte in
      isDigit(byte) || byte == UInt8(ascii: "_") || (0x61...0x7a).contains(byte | 0x20)
    }
    return letters && !name.isEmpty && name.utf8.first! >= 0x41 && name.utf8.first! != UInt8(ascii: "_")
  }

  /// A number, with a point even before an exponent, as other programs want it.
  private static func gml(_ number: Double) -> String {
    let text = "\(number)"
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }

  /// Text in quotation marks; all but printable ASCII becomes the number of a character.
  private static func gml(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "&", "\u{0}"..<" ", "\u{7f}"...: escaped += "&#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "\"\(escaped)\""
  }
}
