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
    if relations != nil {
      try file.append(
        "  <key id=\"relation\" for=\"edge\" attr.name=\"relation\" attr.type=\"string\"/>\n")
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
    for edge in writtenEdges {
      let ends =
        "source=\"\(names[Int(edge.source)])\" target=\"\(names[Int(edge.target)])\""
      var data = edge.weight.map { "<data key=\"weight\">\($0)</data>" } ?? ""
      if let kind = edge.kind {
        data += "<data key=\"relation\">\(try escaped(kind, file: file.name))</data>"
      }
      try file.append("    <edge \(ends)\(data.isEmpty ? "/>" : ">\(data)</edge>")\n")
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
