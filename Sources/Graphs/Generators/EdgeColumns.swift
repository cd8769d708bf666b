/// Edges being collected, column by column, before a graph is made of them.
struct EdgeColumns {
  private(set) var sources: [Int32] = []
  private(set) var targets: [Int32] = []

  /// No edges yet, with room for as many as expected.
  init(expecting count: Int) {
    sources.reserveCapacity(count)
    targets.reserveCapacity(count)
  }

  /// The number of edges so far.
  var count: Int { sources.count }

  mutating func append(_ source: Int, _ target: Int) {
    sources.append(Int32(truncatingIfNeeded: source))
    targets.append(Int32(truncatingIfNeeded: target))
  }

  mutating func replaceTarget(of edge: Int, with target: Int) {
    targets[edge] = Int32(truncatingIfNeeded: target)
  }

  /// The graph of these edges, each of weight 1.
  ///
  /// - Complexity: O(nodes + edges)
  func graph(nodeCount: Int, isDirected: Bool = false) -> Graph {
    Graph(nodeCount: nodeCount, sources: sources, targets: targets, isDirected: isDirected)
  }
}
