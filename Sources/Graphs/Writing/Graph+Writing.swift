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
  /// - **Triples** have head, relation and tail of every triple, and isolated nodes as loops; no weights, no
  ///   direction and no attributes.
  /// - **GraphML** files keep everything, except that ids which are strings but all look like whole
  ///   numbers come back as numbers, unless strings are asked for.
  ///
  /// - **GML** files keep everything but relations; names of attributes must be letters and digits.
  /// - **Node-link JSON**, as networkx has it, keeps everything but relations, and tells `7` from `"7"`.
  /// - **LEDA** graphs keep directions and weights, and have no attributes and relations.
  /// - **SIF** has head, relation and tail; edges without a relation are called `pp`, or `pd` if they have a
  ///   direction. No weights and no attributes.
  ///
  /// ``losses(writtenAs:)`` says what of a graph a format does not hold.
  ///
  /// What is written is read back as an equal graph within these limits.
  ///
  /// - Parameters:
  ///   - path: a file, compressed if it ends in `.gz`, or `-` for standard output.
  ///   - format: from the path's ending when `nil`: `.mtx`, `.graphml`, `.triples`, `.gml`, `.json`, `.gw`, `.sif`, and
  ///     edge list for any other.
  /// - Throws: ``/Files/FileError`` with the system's reason, or when an id or a graph cannot be written so.
  /// - Complexity: O(nodes + edges)
  public func write(to path: String, format: GraphFormat? = nil) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in
      let format = format ?? GraphFormat(path: path) ?? .edgeList
      switch format {
      case .edgeList: try writeEdgeList(file)
      case .matrixMarket: try writeMatrixMarket(file)
      case .graphML: try writeGraphML(file)
      case .triples: try writeTriples(file)
      case .gml: try writeGML(file)
      case .sif: try writeSIF(file)
      case .leda: try writeLEDA(file)
      case .json: try writeJSON(file)
      case .metis, .adjacency, .pajek, .gexf, .npz, .mat:
        throw FileError(
          file: file.name, reason: "cannot be written as \(format.rawValue), which is only read")
      }
    }
  }

  private func writeEdgeList(_ file: FileWriter) throws(FileError) {
    var names: [String] = []
    for node in 0..<nodeCount {
      names.append(try identifiers.edgeListName(of: node, file: file.name))
    }
    let edges = edgeList()
    // Were the first line taken for a header, an edge would be lost: a loop never is, and no edge either.
    if let source = edges.sources.first, let target = edges.targets.first,
      [source, target].allSatisfy({ HeaderWords.isHeaderCell(identifiers[Int($0)]) })
    {
      try file.append("\(names[Int(source)]) \(names[Int(source)])\n")
    }
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

  private func writeTriples(_ file: FileWriter) throws(FileError) {
    guard let relations else {
      throw FileError(file: file.name, reason: "needs relations, and the graph has none")
    }
    func checked(_ name: String) throws(FileError) -> String {
      // A blank after such a sign makes a comment.
      let isComment = ["#", "%"].contains(name.first) && name.utf8.dropFirst().first ?? 0 <= 0x20
      guard !name.isEmpty, !isComment, !name.utf8.contains(where: { $0 == 9 || $0 == lineFeed || $0 == 13 })
      else {
        throw FileError(file: file.name, reason: "\(quoted(name.utf8)) cannot stand among triples")
      }
      return name
    }
    var (nodes, kinds): ([String], [String]) = ([], [])
    for node in 0..<nodeCount { nodes.append(try checked(identifiers[node])) }
    for name in relations.names { kinds.append(try checked(name)) }
    for triple in relations.triples {
      let kind = kinds[Int(triple.relation)]
      try file.append("\(nodes[Int(triple.head)])\t\(kind)\t\(nodes[Int(triple.tail)])\n")
    }
    for node in 0..<nodeCount where outgoing.count(of: node) + incoming.count(of: node) == 0 {
      try file.append("\(nodes[node])\tnone\t\(nodes[node])\n")
    }
  }
}
