internal import Parallel

extension Graph {
  /// A small world: a ring of close neighbors, some of whose edges lead anywhere (Watts–Strogatz).
  ///
  /// Each node is first linked to its k nearest on the ring, k/2 on each side. Then each edge, nearest
  /// ones first, keeps its first node and with probability p gets another second one, drawn from the
  /// nodes that are not yet neighbors of the first. The number of edges stays n·k/2; an edge whose
  /// first node already has every other as a neighbor stays as it is.
  ///
  /// - SeeAlso: Watts & Strogatz, "Collective dynamics of ‘small-world’ networks", Nature 1998,
  ///   doi:10.1038/30918.
  /// - Parameters:
  ///   - nodeCount: n.
  ///   - neighborCount: k, even.
  ///   - rewiringProbability: p.
  ///   - seed: decides what is drawn.
  /// - Precondition: k is even and less than n, p is in `0...1`.
  /// - Complexity: O(n · k) expected while k is well below n.
  public static func wattsStrogatz(
    nodeCount: Int, neighborCount: Int, rewiringProbability: Double, seed: UInt64
  ) -> Graph {
    checkNodeCount(nodeCount)
    checkProbability(rewiringProbability, "the rewiring probability")
    precondition(
      neighborCount >= 0 && neighborCount % 2 == 0 && neighborCount < max(nodeCount, 1),
      "on a ring of \(nodeCount) nodes each has an even number of neighbors below that, "
        + "not \(neighborCount)")
    let edgeCount = nodeCount * neighborCount / 2
    var edges = EdgeColumns(expecting: edgeCount)
    for step in 0..<neighborCount / 2 {
      for node in 0..<nodeCount { edges.append(node, (node + step + 1) % nodeCount) }
    }
    if rewiringProbability > 0 {
      edges.rewire(
        nodeCount: nodeCount, neighborCount: neighborCount, probability: rewiringProbability,
        seed: seed)
    }
    return edges.graph(nodeCount: nodeCount)
  }
}

extension EdgeColumns {
  /// Gives some edges another second node, never making a loop or a repetition.
  fileprivate mutating func rewire(
    nodeCount: Int, neighborCount: Int, probability: Double, seed: UInt64
  ) {
    let pairs = PairNumbering(nodeCount: nodeCount, isDirected: false)
    var present = Set<Int>(minimumCapacity: count)
    for edge in 0..<count {
      present.insert(pairs.number(Int(sources[edge]), Int(targets[edge])))
    }
    var degrees = [Int](repeating: neighborCount, count: nodeCount)
    var generator = SeededGenerator(seed: seed)
    var rewired: [Int] = []
    generator.forEachSuccess(below: count, probability: probability) { rewired.append($0) }
    for edge in rewired {
      let (node, old) = (Int(sources[edge]), Int(targets[edge]))
      guard degrees[node] < nodeCount - 1 else { continue }
      var new = node
      while new == node || present.contains(pairs.number(node, new)) {
        new = generator.index(below: nodeCount)
      }
      present.remove(pairs.number(node, old))
      present.insert(pairs.number(node, new))
      replaceTarget(of: edge, with: new)
      degrees[old] -= 1
      degrees[new] += 1
    }
  }
}
