/// Small graphs whose answers are known by hand.
extension Graph {
  /// The path 0 – 1 – … – n − 1.
  ///
  /// - Complexity: O(n)
  public static func path(_ nodeCount: Int) -> Graph {
    checkNodeCount(nodeCount)
    return Graph(nodeCount: nodeCount, edges: (0..<max(nodeCount - 1, 0)).map { ($0, $0 + 1) })
  }

  /// The cycle 0 – 1 – … – n − 1 – 0.
  ///
  /// - Precondition: there are at least 3 nodes.
  /// - Complexity: O(n)
  public static func cycle(_ nodeCount: Int) -> Graph {
    checkNodeCount(nodeCount)
    precondition(nodeCount >= 3, "a cycle needs at least 3 nodes, not \(nodeCount)")
    return Graph(nodeCount: nodeCount, edges: (0..<nodeCount).map { ($0, ($0 + 1) % nodeCount) })
  }

  /// The star: node 0 in the middle, and an edge from it to every other node.
  ///
  /// - Complexity: O(n)
  public static func star(_ nodeCount: Int) -> Graph {
    checkNodeCount(nodeCount)
    return Graph(nodeCount: nodeCount, edges: (0..<nodeCount).dropFirst().map { (0, $0) })
  }

  /// The complete graph: every two nodes are neighbors.
  ///
  /// - Complexity: O(n²)
  public static func complete(_ nodeCount: Int) -> Graph {
    let pairs = PairNumbering(nodeCount: nodeCount, isDirected: false)
    var edges = EdgeColumns(expecting: pairs.count)
    for j in 0..<nodeCount { for i in 0..<j { edges.append(i, j) } }
    return edges.graph(nodeCount: nodeCount)
  }

  /// The grid: node r·columns + c sits in row r and column c, and is a neighbor of those above,
  /// below, left and right of it.
  ///
  /// - Complexity: O(rows · columns)
  public static func grid(rows: Int, columns: Int) -> Graph {
    precondition(rows >= 0 && columns >= 0, "there is no grid of \(rows) × \(columns) nodes")
    let nodeCount = rows * columns
    checkNodeCount(nodeCount)
    var edges = EdgeColumns(expecting: 2 * nodeCount)
    for row in 0..<rows {
      for column in 0..<columns {
        let node = row * columns + column
        if column + 1 < columns { edges.append(node, node + 1) }
        if row + 1 < rows { edges.append(node, node + columns) }
      }
    }
    return edges.graph(nodeCount: nodeCount)
  }
}
