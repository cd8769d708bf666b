public import Files

extension Graph {
  /// Writes the graph to a file, whole or not at all.
  ///
  /// ```swift
  /// try graph.write(to: "mail.edges.gz")
  /// ```
  ///
  /// - **Edge lists** have the ids of every edge, its weight if the graph is weighted, and isolated
  ///   nodes as loops (`7 7`). They do not say whether the graph is directed, and have no attributes.
  /// - **Matrix Market** files have no ids: nodes become 1, 2, …, n.
  /// - **GraphML** files keep everything, except that ids which are strings but all look like whole
  ///   numbers come back as numbers, unless strings are asked for.
  ///
  /// What is written is read back as an equal graph within these limits.
  ///
  /// - Parameters:
  ///   - path: a file, compressed if it ends in `.gz`, or `-` for standard output.
  ///   - format: from the path's ending when `nil`: `.mtx`, `.graphml`, and edge list for any other.
  /// - Throws: ``/Files/FileError`` with the system's reason, or when an id cannot be written in the format.
  /// - Complexity: O(nodes + edges)
  public func write(to path: String, format: GraphFormat? = nil) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in
      switch format ?? GraphFormat(path: path) ?? .edgeList {
      case .edgeList: try writeEdgeList(file)
      case .matrixMarket: try writeMatrixMarket(file)
      case .graphML: try writeGraphML(file)
      }
    }
  }

  private func writeEdgeList(_ file: FileWriter) throws(FileError) {
    var names: [String] = []
    for node in 0..<nodeCount {
      names.append(try identifiers.edgeListName(of: node, file: file.name))
    }
    let edges = edgeList()
    for i in edges.sources.indices {
      let weight = edges.weights.map { " \($0[i])" } ?? ""
      try file.append("\(names[Int(edges.sources[i])]) \(names[Int(edges.targets[i])])\(weight)\n")
    }
    for node in 0..<nodeCount where outgoing.count(of: node) + incoming.count(of: node) == 0 {
      try file.append("\(names[node]) \(names[node])\n")
    }
  }

  private func writeMatrixMarket(_ file: FileWriter) throws(FileError) {
    let edges = edgeList()
    try file.append(
      "%%MatrixMarket matrix coordinate \(isWeighted ? "real" : "pattern") "
        + "\(isDirected ? "general" : "symmetric")\n"
        + "\(nodeCount) \(nodeCount) \(edges.sources.count)\n")
    for i in edges.sources.indices {
      let weight = edges.weights.map { " \($0[i])" } ?? ""
      // Of a symmetric matrix the lower triangle is written, whose columns are our sources.
      let (row, column) =
        isDirected ? (edges.sources[i], edges.targets[i]) : (edges.targets[i], edges.sources[i])
      try file.append("\(row + 1) \(column + 1)\(weight)\n")
    }
  }
}
