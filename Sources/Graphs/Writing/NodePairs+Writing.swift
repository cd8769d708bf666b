public import Files

extension NodePairs {
  /// Writes which target node each source node corresponds to, as ``NodePairs`` reads it.
  ///
  /// - Parameters:
  ///   - targets: the target of each source node.
  ///   - source: what source nodes are called.
  ///   - target: what target nodes are called.
  ///   - path: a file, compressed if it ends in `.gz`, or `-` for standard output.
  /// - Throws: ``/Files/FileError`` if the file or an id cannot be written.
  /// - Precondition: there is a target for each source node.
  /// - Complexity: O(source nodes)
  public static func write(
    _ targets: [Int], source: NodeIdentifiers, target: NodeIdentifiers, to path: String
  ) throws(FileError) {
    precondition(
      targets.count == source.count, "\(targets.count) targets for \(source.count) source nodes")
    try FileWriter.write(to: path) { (file) throws(FileError) in
      for (node, match) in targets.enumerated() {
        let name = try source.edgeListName(of: node, file: file.name)
        try file.append("\(name)\t\(try target.edgeListName(of: match, file: file.name))\n")
      }
    }
  }
}

extension Graph {
  /// What the nodes are called once the graph is written to a file: Matrix Market has no ids, and nodes
  /// become 1, 2, …, n.
  ///
  /// - Complexity: O(nodes) for Matrix Market, else O(1)
  public func identifiers(writtenTo path: String) -> NodeIdentifiers {
    GraphFormat(path: path) == .matrixMarket
      ? NodeIdentifiers((0..<Int64(nodeCount)).map { $0 + 1 }) : identifiers
  }
}

extension NodeIdentifiers {
  /// An id as edge lists have it: in quotation marks if it would be taken for something else.
  func edgeListName(of node: Int, file: String) throws(FileError) -> String {
    let name = self[node]
    if areIntegers {
      guard integer(of: node)! >= 0 else {
        throw FileError(file: file, reason: "edge lists have no negative ids such as \(name)")
      }
      return name
    }
    guard !name.utf8.contains(lineFeed) else {
      throw FileError(file: file, reason: "an id with a line break cannot stand in an edge list")
    }
    let bytes = Array(name.utf8)
    let isPlain =
      bytes.first.map { !"#%<\u{FEFF}".utf8.contains($0) } ?? false
      && !bytes.contains { isSeparator($0) || $0 == UInt8(ascii: "\"") }
      && decimalNumber(bytes) == nil
    return isPlain
      ? name
      : "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }
}
