public import Graphs
public import Parallel

extension Refinement {
  /// Refines an alignment, wherever it comes from.
  ///
  /// - Parameters:
  ///   - alignment: what is believed so far: candidates with similarities. Several for each node, with
  ///     similarities that say how they compare, are a far better start than one.
  ///   - anchors: known correspondences.
  ///   - progress: is called on the calling thread after every round.
  /// - Returns: for each source node up to 2·α candidates. Similarities are between 0 and 1.
  /// - Throws: ``Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Precondition: the alignment is of these graphs.
  public func refine(
    _ alignment: Alignment, source: Graph, target: Graph, anchors: AnchorLinks = .none,
    progress: (RefinementProgress) -> Void = { _ in }
  ) throws -> Alignment {
    precondition(
      alignment.sourceCount == source.nodeCount && alignment.targetCount == target.nodeCount,
      "an alignment of \(alignment.sourceCount) and \(alignment.targetCount) nodes is not one of "
        + "graphs of \(source.nodeCount) and \(target.nodeCount)")
    try validate()
    let graphs = (source.undirected, target.undirected)
    let forward = CandidateRows(alignment, width: width(graphs.0, graphs.1))
    let result = try refine(
      forward, forward.transposed(), graphs.0, graphs.1, anchors, progress)
    return Alignment(source, target, result)
  }

  /// Refines candidates of both directions together.
  ///
  /// - Parameters:
  ///   - forward: candidates of source nodes.
  ///   - backward: candidates of target nodes.
  /// - Returns: candidates of source nodes, best first.
  func refine(
    _ forward: CandidateRows, _ backward: CandidateRows, _ source: Adjacency,
    _ target: Adjacency, _ anchors: AnchorLinks, _ progress: (RefinementProgress) -> Void
  ) throws -> [[Candidate]] {
    var state = (forward: forward, backward: backward)
    func refineBoth(_ roundCount: Int, restart: Int) throws {
      var pass = RefinementPass(
        self, source: source, target: target, start: state.forward, anchors: anchors)
      try pass.run(roundCount) {
        progress(.init(restart: restart, round: $0, roundCount: 2 * roundCount))
      }
      state.forward = pass.rows
      pass = RefinementPass(
        self, source: target, target: source, start: state.backward, anchors: anchors.reversed)
      try pass.run(roundCount) {
        progress(.init(restart: restart, round: roundCount + $0, roundCount: 2 * roundCount))
      }
      state.backward = pass.rows
    }
    try refineBoth(roundCount, restart: 0)
    var best = (state: state, consistency: -1.0)
    var previousCount = 0
    for restart in 0...restartLimit {
      let mutual = Self.mutualPairs(state.forward, state.backward)
      let consistency = neighborhoodConsistency(source, target, state.forward.bestIDs())
      progress(
        .init(
          restart: restart, round: 0, roundCount: 2 * restartRoundCount,
          anchorCount: mutual.count, consistency: consistency))
      let growth = consistency - best.consistency
      // While there are few anchors, consistency says little, and they may be about to multiply.
      let isSmall = Double(mutual.count) < 0.2 * Double(min(source.nodeCount, target.nodeCount))
      let isMultiplying = isSmall && Double(mutual.count) >= 1.1 * Double(previousCount)
      if growth > 0 || isMultiplying { best = (state, consistency) }
      if restart == restartLimit || restart > 0 && growth < growthLimit && !isMultiplying { break }
      previousCount = mutual.count
      let before = state
      state.forward = CandidateRows(
        rowCount: source.nodeCount, columnCount: target.nodeCount, width: before.forward.width)
      state.backward = CandidateRows(
        rowCount: target.nodeCount, columnCount: source.nodeCount, width: before.backward.width)
      for (i, j) in mutual {
        state.forward.append(j, 1, toRow: i)
        state.backward.append(i, 1, toRow: j)
      }
      try refineBoth(restartRoundCount, restart: restart + 1)
      state.forward.fillEmptyRows(from: before.forward)
      state.backward.fillEmptyRows(from: before.backward)
    }
    let lists = combine(best.state.forward, best.state.backward)
    return try sampling?.blend(lists, source, target, anchors) ?? lists
  }

  /// Pairs of nodes that choose each other.
  private static func mutualPairs(
    _ forward: CandidateRows, _ backward: CandidateRows
  ) -> [(Int, Int)] {
    let (matches, sources) = (forward.bestIDs(), backward.bestIDs())
    return matches.indices.compactMap { i in
      let j = Int(matches[i])
      return j >= 0 && Int(sources[j]) == i ? (i, j) : nil
    }
  }

  /// S = F∘Rᵀ + 10⁻³·(F + Rᵀ), and its square root as similarity: agreement of both directions first, then
  /// what either says.
  private func combine(_ forward: CandidateRows, _ backward: CandidateRows) -> [[Candidate]] {
    var claims = [[(target: Int, value: Float)]](repeating: [], count: forward.rowCount)
    for target in 0..<backward.rowCount {
      for place in backward.places(of: target) {
        claims[Int(backward.ids[place])].append((target, backward.values[place]))
      }
    }
    return (0..<forward.rowCount).map { source in
      var claimed = Dictionary(
        claims[source].map { ($0.target, $0.value) }, uniquingKeysWith: { first, _ in first })
      var list: [Candidate] = []
      func add(_ target: Int, _ product: Float, _ sum: Float) {
        let similarity = ((product + 1e-3 * sum) / 1.002).squareRoot()
        list.append(Candidate(target: target, similarity: min(similarity, 1)))
      }
      for place in forward.places(of: source) {
        let (target, value) = (Int(forward.ids[place]), forward.values[place])
        let other = claimed.removeValue(forKey: target) ?? 0
        add(target, value * other, value + other)
      }
      for (target, value) in claims[source] where claimed[target] != nil { add(target, 0, value) }
      list.sort { a, b in
        a.similarity != b.similarity ? a.similarity > b.similarity : a.target < b.target
      }
      return Array(list.prefix(2 * forward.width))
    }
  }

  /// MNC of a matching; see ``StructuralScores/matchedNeighborhoodConsistency``.
  private func neighborhoodConsistency(
    _ source: Adjacency, _ target: Adjacency, _ matches: [Int32]
  ) -> Double {
    Alignment.neighborhoodConsistency(source, target, matches.map { $0 < 0 ? nil : Int($0) })
  }
}

extension CandidateRows {
  /// Gives rows that nothing reached what they had before, at a hundredth of its weight.
  fileprivate func fillEmptyRows(from other: CandidateRows) {
    for row in 0..<rowCount where counts[row] == 0 { copyRow(row, of: other, scale: 0.01) }
  }
}

/// How far a refinement has come.
public struct RefinementProgress: Sendable, Equatable {
  /// The number of restarts so far.
  public let restart: Int
  /// The rounds done since, of both directions.
  public let round: Int
  /// The rounds there will be before the next restart, at most.
  public let roundCount: Int
  /// Before a restart: the number of pairs that choose each other.
  public let anchorCount: Int?
  /// Before a restart: matched neighborhood consistency.
  public let consistency: Double?

  init(
    restart: Int, round: Int, roundCount: Int, anchorCount: Int? = nil, consistency: Double? = nil
  ) {
    self.restart = restart
    self.round = round
    self.roundCount = roundCount
    self.anchorCount = anchorCount
    self.consistency = consistency
  }
}
