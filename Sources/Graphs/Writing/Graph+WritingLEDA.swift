internal import Files

extension Graph {
  /// Writes names as labels of nodes, and weights as labels of edges.
  func writeLEDA(_ file: FileWriter) throws(FileError) {
    try file.append(
      "LEDA.GRAPH\nstring\n\(isWeighted ? "double" : "short")\n\(isDirected ? -1 : -2)\n"
        + "\(nodeCount)\n")
    for node in 0..<nodeCount {
      let name = identifiers[node]
      guard !name.isEmpty, !name.utf8.contains(where: { $0 == lineFeed || $0 == 0x0d }) else {
        throw FileError(
          file: file.name, reason: "\(quoted(name.utf8)) cannot be the name of a LEDA node")
      }
      try file.append("|{\(name)}|\n")
    }
    let edges = edgeList()
    try file.append("\(edges.sources.count)\n")
    for i in edges.sources.indices {
      let weight = edges.weights.map { "\($0[i])" } ?? ""
      try file.append("\(edges.sources[i] + 1) \(edges.targets[i] + 1) 0 |{\(weight)}|\n")
    }
  }
}
