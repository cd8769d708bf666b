/// The entries of a square matrix that stands for a graph.
struct MatrixEntries {
  var nodeCount = 0
  var rows: [Int32] = []
  var columns: [Int32] = []
  /// `nil` if all are 1.
  var weights: [Double]?

  /// The graph of the matrix: directed, unless the matrix is symmetric.
  ///
  /// - Parameters:
  ///   - firstName: what the node of the first row is called; the others have the numbers that follow.
  ///   - format: what the file is called in notes.
  func graph(_ options: GraphReadingOptions, firstName: Int64, format: String) -> ReadGraph {
    var entries = self
    if options.ignoresWeights { entries.weights = nil }
    var identifiers = NodeIdentifiers((0..<Int64(nodeCount)).map { $0 + firstName })
    if options.identifiers == .strings {
      // As strings, 10 comes before 2.
      let names = (0..<Int64(nodeCount)).map { "\($0 + firstName)" }
      let (order, ordered) = NodeIdentifiers.ordered(names, .strings)!
      var ranks = [Int32](repeating: 0, count: order.count)
      for (rank, node) in order.enumerated() { ranks[node] = Int32(rank) }
      entries.rows = rows.map { ranks[Int($0)] }
      entries.columns = columns.map { ranks[Int($0)] }
      identifiers = ordered
    }
    return entries.graph(identifiers, isDirected: options.isDirected, format: format)
  }

  private func graph(
    _ identifiers: NodeIdentifiers, isDirected: Bool?, format: String
  ) -> ReadGraph {
    let isSymmetric = isSymmetric
    let graph = Graph(
      nodeCount: nodeCount, sources: rows, targets: columns, weights: weights,
      isDirected: isDirected ?? !isSymmetric, identifiers: identifiers)
    // An entry below the diagonal that has its like above is no repetition.
    let places = rows.indices.filter { !isSymmetric || rows[$0] <= columns[$0] }
    return ReadGraph(
      graph, format: format, listedCount: places.count,
      loopCount: places.count { rows[$0] == columns[$0] },
      zeroCount: weights.map { weights in
        places.count { weights[$0] == 0 && rows[$0] != columns[$0] }
      } ?? 0)
  }

  /// Whether every entry has its like on the other side of the diagonal.
  private var isSymmetric: Bool {
    func sorted(_ isAbove: Bool) -> [(Int32, Int32, Double)] {
      rows.indices.filter { isAbove ? rows[$0] < columns[$0] : rows[$0] > columns[$0] }.map { i in
        (min(rows[i], columns[i]), max(rows[i], columns[i]), weights?[i] ?? 1)
      }.sorted { $0 < $1 }
    }
    let (above, below) = (sorted(true), sorted(false))
    return above.count == below.count && zip(above, below).allSatisfy { $0 == $1 }
  }
}
