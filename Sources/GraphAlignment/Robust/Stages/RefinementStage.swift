internal import Graphs

/// The third stage: from candidates in both directions to those that neighbors speak for.
struct RefinementStage {
  let options: Refinement
  let problem: RobustProblem
  /// α.
  let width: Int
  /// Other processes that refine rows; `nil` for none.
  private let helpers: (any RobustHelpers)?

  init(
    _ options: Refinement, _ problem: RobustProblem, helpers: (any RobustHelpers)? = nil
  ) {
    (self.options, self.problem) = (options, problem)
    // They know the usual numbers only.
    self.helpers = options.tuning == RefinementTuning() ? helpers : nil
    width = options.width(problem.sourceEdges, problem.targetEdges)
  }

  /// What to start from when there is an alignment.
  func start(from alignment: Alignment) -> TwoWayCandidates {
    // A candidate without weight would not be heard of.
    let forward = alignment.rows.prefix(width).mapWeights { max($0, .leastNormalMagnitude) }
    return TwoWayCandidates(forward: forward, backward: forward.transposed().best(width))
  }

  /// Refines both directions, and starts again from mutual matches as long as that helps.
  ///
  /// - Parameter start: of more than α candidates the first count.
  /// - Returns: candidates of source nodes, best first; up to 2·α for each.
  /// - Throws: `CancellationError` if the task is cancelled.
  func run(
    _ start: TwoWayCandidates, _ progress: (RefinementProgress) -> Void
  ) throws -> CandidateRows {
    let tuning = options.tuning
    var state = try refined(start, options.roundCount, restart: 0, progress)
    var best = (state: state, consistency: -1.0)
    var previousCount = 0
    for restart in 0...tuning.restartLimit {
      let anchors = state.mutualPairs()
      let consistency = neighborhoodConsistency(state.forward)
      progress(
        .init(
          restart: restart, round: 0, roundCount: 2 * tuning.restartRoundCount,
          anchorCount: anchors.count, consistency: consistency))
      let growth = consistency - best.consistency
      // While there are few anchors, consistency says little, and they may be about to multiply.
      let nodeCount = min(problem.sourceEdges.nodeCount, problem.targetEdges.nodeCount)
      let isSmall = Double(anchors.count) < 0.2 * Double(nodeCount)
      let isMultiplying = isSmall && Double(anchors.count) >= 1.1 * Double(previousCount)
      if growth > 0 || isMultiplying { best = (state, consistency) }
      let isFruitless = restart > 0 && growth < tuning.growthLimit && !isMultiplying
      if restart == tuning.restartLimit || isFruitless { break }
      previousCount = anchors.count
      let next = try refined(
        TwoWayCandidates(of: anchors, problem), tuning.restartRoundCount, restart: restart + 1,
        progress)
      state = TwoWayCandidates(
        forward: next.forward.fillingEmptyRows(from: state.forward),
        backward: next.backward.fillingEmptyRows(from: state.backward))
    }
    return combined(best.state)
  }

  /// Rounds in one direction, then in the other.
  private func refined(
    _ start: TwoWayCandidates, _ roundCount: Int, restart: Int,
    _ progress: (RefinementProgress) -> Void
  ) throws -> TwoWayCandidates {
    func pass(_ rows: CandidateRows, isReversed: Bool) throws -> CandidateRows {
      let before = isReversed ? roundCount : 0
      func report(_ round: Int) {
        progress(.init(restart: restart, round: before + round, roundCount: 2 * roundCount))
      }
      if let helpers {
        return try helpers.refine(
          rows, isReversed: isReversed, options: options, width: width, roundCount: roundCount,
          anchors: isReversed ? problem.anchors.reversed : problem.anchors, progress: report)
      }
      var pass = RefinementPass(
        options, source: isReversed ? problem.targetEdges : problem.sourceEdges,
        target: isReversed ? problem.sourceEdges : problem.targetEdges, start: rows, width: width,
        anchors: isReversed ? problem.anchors.reversed : problem.anchors)
      try pass.run(roundCount, progress: report)
      return pass.matrix.candidates
    }
    return TwoWayCandidates(
      forward: try pass(start.forward, isReversed: false),
      backward: try pass(start.backward, isReversed: true))
  }

  /// S = F∘Rᵀ + 10⁻³·(F + Rᵀ), and its square root as similarity: agreement of both directions first, then
  /// what either says.
  private func combined(_ state: TwoWayCandidates) -> CandidateRows {
    let (forward, claims) = (state.forward, state.backward.transposed())
    var result = CandidateRows(columnCount: forward.columnCount)
    result.reserve(rowCount: forward.rowCount, entryCount: forward.ids.count)
    var entries: [(id: Int32, weight: Float)] = []
    func add(_ target: Int32, _ product: Float, _ sum: Float) {
      let similarity = ((product + 1e-3 * sum) / 1.002).squareRoot()
      entries.append((target, min(similarity, 1)))
    }
    var isAnswered = [Bool](repeating: false, count: claims.ids.count)
    for source in 0..<forward.rowCount {
      entries.removeAll(keepingCapacity: true)
      let claimed = claims.places(of: source)
      for place in forward.places(of: source) {
        let (target, value) = (forward.ids[place], forward.weights[place])
        let claim = claimed.partitioningPoint { claims.ids[$0] >= target }
        if claim < claimed.upperBound, claims.ids[claim] == target {
          isAnswered[claim] = true
          add(target, value * claims.weights[claim], value + claims.weights[claim])
        } else {
          add(target, 0, value)
        }
      }
      for claim in claimed where !isAnswered[claim] {
        add(claims.ids[claim], 0, claims.weights[claim])
      }
      result.appendRow(best: 2 * width, of: &entries)
    }
    return result
  }

  /// MNC of a matching; see ``StructuralScores/matchedNeighborhoodConsistency``.
  private func neighborhoodConsistency(_ rows: CandidateRows) -> Double {
    Alignment.neighborhoodConsistency(
      problem.sourceEdges, problem.targetEdges,
      rows.heaviestIDs().map { $0 < 0 ? nil : Int($0) })
  }
}

extension TwoWayCandidates {
  /// Every pair as the only candidate of its nodes.
  fileprivate init(of pairs: [(source: Int, target: Int)], _ problem: RobustProblem) {
    var forward = [Candidate?](repeating: nil, count: problem.sourceEdges.nodeCount)
    var backward = [Candidate?](repeating: nil, count: problem.targetEdges.nodeCount)
    for (source, target) in pairs {
      forward[source] = Candidate(target: target, similarity: 1)
      backward[target] = Candidate(target: source, similarity: 1)
    }
    self.init(
      forward: CandidateRows(forward, columnCount: backward.count),
      backward: CandidateRows(backward, columnCount: forward.count))
  }
}

extension CandidateRows {
  /// The same where rows that nothing reached have what they had before, at a hundredth of its weight.
  fileprivate func fillingEmptyRows(from other: CandidateRows) -> CandidateRows {
    let empty = (0..<rowCount).filter { places(of: $0).isEmpty }
    guard !empty.isEmpty else { return self }
    var old = CandidateRows(columnCount: columnCount)
    for row in empty {
      old.append(row: row, of: other, scale: 0.01)
      old.endRow()
    }
    return replacing(empty, by: old)
  }
}
