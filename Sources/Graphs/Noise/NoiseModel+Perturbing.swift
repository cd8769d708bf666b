internal import Parallel

extension NoiseModel {
  /// Makes a pair of graphs of which it is known which nodes correspond.
  ///
  /// The relabelling depends on the number of nodes and the seed alone, and without the guard more
  /// noise removes a superset of the edges that less noise removes: curves over noise levels differ
  /// by the noise, not by luck.
  ///
  /// Directed and weighted graphs stay so; weights and relations go with their edges (an added edge has no
  /// relation), attributes with their nodes.
  ///
  /// - Throws: ``NoiseError`` if a share is out of range, or if fewer pairs of nodes are without an
  ///   edge than edges shall be added.
  /// - Complexity: O(n + m + a log a) for a added edges.
  public func perturb(_ graph: Graph, seed: UInt64) throws(NoiseError) -> PerturbedPair {
    try check()
    let edges = graph.edgeList()
    let addedCount = share(addedShare, of: graph.edgeCount)
    let free = graph.pairs.count - graph.edgeCount
    guard addedCount <= free else {
      throw .tooFewNonEdges(requested: addedCount, available: free)
    }
    // The order of the draws is part of what a seed means.
    var generator = SeededGenerator(seed: seed)
    let truth = generator.permutation(graph.nodeCount)
    let inTarget = chooseSurvivors(among: edges, of: graph, using: &generator)
    let inSource =
      kind == .twoWay ? chooseSurvivors(among: edges, of: graph, using: &generator) : nil
    let added =
      addedCount > 0
      ? graph.nonEdges(generator.subset(addedCount, below: free).sorted()) : []
    return PerturbedPair(
      source: inSource.map { graph.replacingEdges(edges, keeping: $0, adding: []) } ?? graph,
      target: graph.replacingEdges(edges, keeping: inTarget, adding: added).relabeled(by: truth),
      truth: truth)
  }

  private func check() throws(NoiseError) {
    guard removedShare >= 0 && removedShare <= 1 else {
      throw .invalidShare(name: "removedShare", value: removedShare)
    }
    guard addedShare >= 0 && addedShare.isFinite else {
      throw .invalidShare(name: "addedShare", value: addedShare)
    }
    guard kind == .multimodal || addedShare == 0 else {
      throw .addsNoEdges(kind: kind, addedShare: addedShare)
    }
  }

  /// round(share·count), without overflow for a share that is absurdly large.
  private func share(_ share: Double, of count: Int) -> Int {
    Int(min((share * Double(count)).rounded(), 0x1p62))
  }

  /// Which edges of the list stay.
  private func chooseSurvivors(
    among edges: EdgeList, of graph: Graph, using generator: inout SeededGenerator
  ) -> [Bool] {
    let chosen = generator.permutation(graph.edgeCount)
      .prefix(share(removedShare, of: graph.edgeCount))
    var survives = [Bool](repeating: true, count: graph.edgeCount)
    guard guardsDegreeZero else {
      for edge in chosen { survives[edge] = false }
      return survives
    }
    var degrees = [Int32](repeating: 0, count: graph.nodeCount)
    for node in edges.sources { degrees[Int(node)] += 1 }
    for node in edges.targets { degrees[Int(node)] += 1 }
    for edge in chosen {
      let (source, target) = (Int(edges.sources[edge]), Int(edges.targets[edge]))
      guard degrees[source] > 1 && degrees[target] > 1 else { continue }
      degrees[source] -= 1
      degrees[target] -= 1
      survives[edge] = false
    }
    return survives
  }
}

/// What ``Graph/edgeList()`` returns.
private typealias EdgeList = (sources: [Int32], targets: [Int32], weights: [Double]?)

extension Graph {
  fileprivate var pairs: PairNumbering {
    PairNumbering(nodeCount: nodeCount, isDirected: isDirected)
  }

  /// The pairs of nodes that are no edges, by their rank among all of those.
  ///
  /// - Precondition: the ranks ascend.
  /// - Complexity: O(nodes + edges + ranks)
  fileprivate func nonEdges(_ ranks: [Int]) -> [(source: Int, target: Int)] {
    let pairs = self.pairs
    // Numbers of pairs ascend along these rows: without direction a pair belongs to its larger node.
    var edgeNumbers: [Int] = []
    edgeNumbers.reserveCapacity(edgeCount)
    for node in 0..<nodeCount {
      let row = outgoing[node]
      for i in row.indices where isDirected || row[i] < node {
        edgeNumbers.append(pairs.number(node, Int(row[i])))
      }
    }
    // The pair of rank r has the number r + e, where e edges have smaller numbers.
    var edgesBefore = 0
    return ranks.map { rank in
      while edgesBefore < edgeNumbers.count, edgeNumbers[edgesBefore] <= rank + edgesBefore {
        edgesBefore += 1
      }
      return pairs.pair(rank + edgesBefore)
    }
  }

  /// The graph with some of its edges gone and others, of weight 1, come.
  fileprivate func replacingEdges(
    _ edges: EdgeList, keeping survives: [Bool], adding added: [(source: Int, target: Int)]
  ) -> Graph {
    let kept = survives.indices.filter { survives[$0] }
    var result = Graph(
      nodeCount: nodeCount,
      sources: kept.map { edges.sources[$0] } + added.map { Int32($0.source) },
      targets: kept.map { edges.targets[$0] } + added.map { Int32($0.target) },
      weights: edges.weights.map { weights in kept.map { weights[$0] } + added.map { _ in 1 } },
      isDirected: isDirected, identifiers: identifiers, attributes: attributes)
    if let relations {
      // A triple goes with its edge, which is in the list as it is here: by head and tail.
      result.relations = EdgeRelations(
        nodeCount: nodeCount,
        triples: relations.triples.filter {
          result.outgoing.contains(Int($0.head), Int($0.tail))
        }, names: relations.names, isDirected: isDirected)
    }
    return result
  }
}
