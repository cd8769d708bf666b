internal import Graphs

/// The stage before all others: recognizes graphs that are the same but for the names of their nodes.
///
/// Graphs full of symmetries are hardest for refinement and sampling, which get no reason to prefer any
/// candidate; but exactly there an isomorphism is found directly, and ties are broken consistently.
struct IsomorphismStage {
  /// The candidates that each source node shall have.
  let candidateCount: Int
  /// Decides which of several equally good mappings is taken.
  let seed: UInt64

  /// - Returns: for each source node its mate and others that nothing tells from it, each with the chance that
  ///   it is the right one; `nil` if the graphs are not isomorphic, or if attributes have a say.
  func run(_ problem: RobustProblem) -> CandidateRows? {
    guard problem.attributes == nil, isPossible(problem) else { return nil }
    // Anchors that are not certain choose among mappings that keep all edges, where one agrees with all of them.
    let soft = uncertainAnchors(problem)
    if !soft.isEmpty, let rows = run(problem, anchors: problem.anchors.pairs + soft) { return rows }
    return run(problem, anchors: problem.anchors.pairs)
  }

  /// Anchors that are not certain, of which no two have one target.
  private func uncertainAnchors(_ problem: RobustProblem) -> [(source: Int, target: Int)] {
    var (sources, targets) = (
      Set(problem.anchors.pairs.map(\.source)), Set(problem.anchors.pairs.map(\.target))
    )
    return problem.evidence.anchors.sorted { $0.confidence > $1.confidence }
      .filter { sources.insert($0.source).inserted && targets.insert($0.target).inserted }
      .map { ($0.source, $0.target) }
  }

  private func run(
    _ problem: RobustProblem, anchors: [(source: Int, target: Int)]
  ) -> CandidateRows? {
    let isDirected = problem.source.isDirected && problem.target.isDirected
    func relations(_ graph: Graph) -> [Adjacency] {
      isDirected ? [graph.outgoing, graph.incoming] : [graph.undirected]
    }
    let isWeighted = problem.source.isWeighted && problem.target.isWeighted
    guard
      let found = Isomorphism(
        from: relations(problem.source), to: relations(problem.target),
        classes: classes(problem, anchors, isWeighted: isWeighted), otherCount: candidateCount - 1,
        seed: seed)
    else { return nil }
    guard !isWeighted || keepsWeights(found.targets, problem) else { return nil }
    return rows(found, targetCount: problem.target.nodeCount)
  }

  /// Whether the graphs have equally many nodes, edges, and nodes of each degree.
  ///
  /// - Complexity: O(n)
  private func isPossible(_ problem: RobustProblem) -> Bool {
    let (a, b) = (problem.sourceEdges, problem.targetEdges)
    guard a.nodeCount == b.nodeCount, a.entryCount == b.entryCount else { return false }
    var counts = [Int](repeating: 0, count: a.nodeCount + 1)
    for node in 0..<a.nodeCount {
      counts[a.count(of: node)] += 1
      counts[b.count(of: node)] -= 1
    }
    return counts.allSatisfy { $0 == 0 }
  }

  /// Nodes of an anchor are of a class of their own, and others of that of their weights.
  private func classes(
    _ problem: RobustProblem, _ anchors: [(source: Int, target: Int)], isWeighted: Bool
  ) -> (source: [Int], target: [Int])? {
    guard isWeighted || !anchors.isEmpty else { return nil }
    var (numbers, classes): ([[Double]: Int], [[Int]]) = ([:], [])
    for edges in [problem.sourceEdges, problem.targetEdges] {
      classes.append(
        (0..<edges.nodeCount).map { node in
          guard isWeighted, let weights = edges.weights else { return 0 }
          let own = weights[edges.offsets[node]..<edges.offsets[node + 1]].sorted()
          if let number = numbers[own] { return number }
          numbers[own] = numbers.count
          return numbers.count - 1
        })
    }
    for (index, pair) in anchors.enumerated() {
      classes[0][pair.source] = -1 - index
      classes[1][pair.target] = -1 - index
    }
    return (classes[0], classes[1])
  }

  private func keepsWeights(_ mates: [Int32], _ problem: RobustProblem) -> Bool {
    let (a, b) = (problem.sourceEdges, problem.targetEdges)
    guard let weights = a.weights, let others = b.weights else { return true }
    return (0..<a.nodeCount).allSatisfy { node in
      (a.offsets[node]..<a.offsets[node + 1]).allSatisfy { place in
        let (mate, other) = (Int(mates[node]), mates[Int(a.neighbors[place])])
        let row = b.offsets[mate]..<b.offsets[mate + 1]
        let found = row.partitioningPoint { b.neighbors[$0] >= other }
        return others[found] == weights[place]
      }
    }
  }

  private func rows(_ found: Isomorphism, targetCount: Int) -> CandidateRows {
    var rows = CandidateRows(columnCount: targetCount)
    rows.reserve(rowCount: found.targets.count, entryCount: found.targets.count)
    for node in found.targets.indices {
      let chance = 1 / Float(found.alternatives[node])
      rows.append(found.targets[node], chance)
      for other in found.others[node] { rows.append(other, chance) }
      rows.endRow()
    }
    return rows
  }
}
