internal import Files

extension Graph {
  func writeGraphML(_ file: FileWriter) throws(FileError) {
    try file.append(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns">

      """)
    let columns = attributes?.columns ?? []
    for (i, column) in columns.enumerated() {
      let type = if case .numbers = column.values { "double" } else { "string" }
      let name = try escaped(column.name, file: file.name)
      try file.append(
        "  <key id=\"a\(i)\" for=\"node\" attr.name=\"\(name)\" attr.type=\"\(type)\"/>\n")
    }
    if isWeighted {
      try file.append(
        "  <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n")
    }
    try file.append("  <graph edgedefault=\"\(isDirected ? "directed" : "undirected")\">\n")
    var names: [String] = []
    for node in 0..<nodeCount {
      names.append(try escaped(identifiers[node], file: file.name))
      guard !columns.isEmpty else {
        try file.append("    <node id=\"\(names[node])\"/>\n")
        continue
      }
      try file.append("    <node id=\"\(names[node])\">")
      for (i, column) in columns.enumerated() {
        let value =
          switch column.values {
          case .categories(let categories): try escaped(categories[node], file: file.name)
          case .numbers(let numbers): "\(numbers[node])"
          }
        try file.append("<data key=\"a\(i)\">\(value)</data>")
      }
      try file.append("</node>\n")
    }
    let edges = edgeList()
    for i in edges.sources.indices {
      let ends =
        "source=\"\(names[Int(edges.sources[i])])\" target=\"\(names[Int(edges.targets[i])])\""
      let end = edges.weights.map { "><data key=\"weight\">\($0[i])</data></edge>" } ?? "/>"
      try file.append("    <edge \(ends)\(end)\n")
    }
    try file.append("  </graph>\n</graphml>\n")
  }

  /// Text as XML has it, in attributes and between tags.
  private func escaped(_ text: String, file: String) throws(FileError) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // As such, a parser would turn them into spaces.
      case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}":
        throw FileError(
          file: file,
          reason: "XML has no way to write the control character in \(quoted(text.utf8))")
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
