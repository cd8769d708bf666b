internal import Parallel

extension Graph {
  /// A graph drawn uniformly from all those with n nodes and m edges: G(n, m).
  ///
  /// ```swift
  /// let graph = Graph.erdosRenyi(nodeCount: 1_000, edgeCount: 5_000, seed: 1)
  /// ```
  ///
  /// The graph depends on the arguments alone, on every machine; so do those of the other generators.
  ///
  /// - SeeAlso: Erdős & Rényi, "On random graphs I", Publ. Math. Debrecen 1959,
  ///   doi:10.5486/PMD.1959.6.3-4.12.
  /// - Precondition: there are at least `edgeCount` pairs of different nodes.
  /// - Complexity: O(n + m)
  public static func erdosRenyi(
    nodeCount: Int, edgeCount: Int, seed: UInt64, isDirected: Bool = false
  ) -> Graph {
    let pairs = PairNumbering(nodeCount: nodeCount, isDirected: isDirected)
    precondition(
      edgeCount >= 0 && edgeCount <= pairs.count,
      "\(nodeCount) nodes have room for 0 to \(pairs.count) edges, not \(edgeCount)")
    var generator = SeededGenerator(seed: seed)
    var edges = EdgeColumns(expecting: edgeCount)
    for number in generator.subset(edgeCount, below: pairs.count) {
      let (source, target) = pairs.pair(number)
      edges.append(source, target)
    }
    return edges.graph(nodeCount: nodeCount, isDirected: isDirected)
  }

  /// A graph in which each pair of different nodes is an edge with probability p, independently of
  /// all others: G(n, p).
  ///
  /// Without direction, a smaller n and the same seed give the same graph cut off at n nodes.
  ///
  /// - SeeAlso: Gilbert, "Random graphs", Ann. Math. Statist. 1959, doi:10.1214/aoms/1177706098.
  /// - Precondition: p is in `0...1`.
  /// - Complexity: O(n + m) for the m edges drawn, p·n(n − 1)/2 on average.
  public static func erdosRenyi(
    nodeCount: Int, edgeProbability: Double, seed: UInt64, isDirected: Bool = false
  ) -> Graph {
    checkProbability(edgeProbability, "the edge probability")
    let pairs = PairNumbering(nodeCount: nodeCount, isDirected: isDirected)
    var generator = SeededGenerator(seed: seed)
    var edges = EdgeColumns(expecting: Int(Double(pairs.count) * edgeProbability))
    generator.forEachSuccess(below: pairs.count, probability: edgeProbability) { number in
      let (source, target) = pairs.pair(number)
      edges.append(source, target)
    }
    return edges.graph(nodeCount: nodeCount, isDirected: isDirected)
  }
}
