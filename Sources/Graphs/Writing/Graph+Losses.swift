extension Graph {
  /// What a file in a format would not hold of this graph, each a short phrase; often nothing.
  ///
  /// ```swift
  /// for loss in graph.losses(writtenAs: .sif) { print("not written: \(loss)") }
  /// ```
  ///
  /// - Complexity: O(nodes)
  public func losses(writtenAs format: GraphFormat) -> [String] {
    var losses: [String] = []
    if isWeighted, format == .sif || format == .triples { losses.append("weights") }
    if isDirected, format == .edgeList {
      losses.append("that edges have a direction (--directed reads it so)")
    }
    let areKindsNamed = relations.map { $0.names != ["pp"] } ?? false
    if !isDirected, format == .triples || format == .sif && areKindsNamed {
      losses.append("that edges have no direction (--undirected reads it so)")
    }
    if attributes != nil, ![.graphML, .gml, .json].contains(format) {
      losses.append("attributes of nodes")
    }
    if relations != nil, ![.sif, .triples, .graphML, .gml, .json].contains(format) {
      losses.append("relations of edges")
    }
    if format == .matrixMarket,
      !(0..<nodeCount).allSatisfy({ identifiers.integer(of: $0) == Int64($0) + 1 })
    {
      losses.append("names of nodes, which become 1 to \(nodeCount)")
    }
    return losses
  }
}
