extension Graph {
  /// Makes a graph from the entries of its adjacency matrix.
  ///
  /// An undirected graph has an edge where either (i, j) or (j, i) stands, and of two weights the larger.
  ///
  /// - Parameters:
  ///   - nodeCount: n.
  ///   - rows: the row of each entry.
  ///   - columns: its column.
  ///   - weights: its value; `nil` for 1 everywhere.
  ///   - isDirected: whether edges have a direction; `nil` if that is so unless the matrix is symmetric.
  /// - Precondition: the arrays have one length, rows and columns are in `0..<nodeCount`, weights are finite.
  /// - Complexity: O(nodes + entries)
  package init(
    nodeCount: Int, rows: [Int32], columns: [Int32], weights: [Double]?, isDirected: Bool?
  ) {
    if isDirected == false {
      self.init(
        nodeCount: nodeCount, sources: rows, targets: columns, weights: weights, isDirected: false)
      return
    }
    let directed = Graph(
      nodeCount: nodeCount, sources: rows, targets: columns, weights: weights, isDirected: true)
    guard isDirected == nil, directed.outgoing == directed.incoming else {
      self = directed
      return
    }
    // Each edge stands in both its rows already.
    self.init(
      isDirected: false, outgoing: directed.outgoing, incoming: directed.outgoing,
      identifiers: directed.identifiers, attributes: nil)
  }
}

extension Graph {
  /// The same graph, whose nodes are called otherwise.
  ///
  /// - Precondition: there is an identifier for each node.
  package func identified(by identifiers: NodeIdentifiers) -> Graph {
    var graph = Graph(
      isDirected: isDirected, outgoing: outgoing, incoming: incoming, identifiers: identifiers,
      attributes: attributes)
    graph.relations = relations
    return graph
  }
}
