internal import Graphs
internal import Parallel

/// The fourth stage: from candidates to how likely each of them is, by ``MatchingSampler``.
struct SamplingStage {
  let options: MatchingSampler
  /// Decides what is drawn.
  let seed: UInt64

  /// - Parameters:
  ///   - candidates: of source nodes, best first.
  ///   - progress: is called with the share that is done.
  /// - Returns: candidates of source nodes, best first, equal ones by smaller target; the same as before if
  ///   the graphs are too large to be sampled.
  /// - Throws: `CancellationError` if the task is cancelled.
  func run(
    _ candidates: CandidateRows, _ problem: RobustProblem, _ progress: (Double) -> Void
  ) throws -> CandidateRows {
    let (source, target) = (problem.sourceEdges, problem.targetEdges)
    guard source.nodeCount > 0, target.nodeCount > 0,
      let plan = SamplingPlan(
        options, nodeCount: source.nodeCount,
        meanDegree: (source.entryCount + target.entryCount) / (source.nodeCount + target.nodeCount))
    else { return candidates }
    try Task.checkCancellation()
    let start = stableMatching(candidates)
    let isFixed = problem.anchors.strength == .hard ? problem.anchors.pairs.map(\.source) : []
    var seeds = SeededGenerator(seed: seed)
    let filters = (source: NeighborFilter(source), target: NeighborFilter(target))
    let chains = plan.ladder.map { _ in
      LockedChain(
        MatchingChain(
          source, target, filters: filters, start: start, fixed: isFixed, random: seeds.next() | 1))
    }
    guard let recorded = try plan.run(chains, &seeds, progress) else { return candidates }
    return blend(candidates, chains, recordedCount: recorded)
  }

  /// S′ from the visits of chains and the similarities before.
  private func blend(
    _ candidates: CandidateRows, _ chains: [LockedChain], recordedCount: Int
  ) -> CandidateRows {
    let (total, weight) = (Float(recordedCount), Float(options.tuning.priorWeight))
    var result = CandidateRows(columnCount: candidates.columnCount)
    result.reserve(rowCount: candidates.rowCount, entryCount: candidates.ids.count)
    for node in 0..<candidates.rowCount {
      let visits = Self.visits(of: node, chains)
      var isKnown = [Bool](repeating: false, count: visits.count)
      var entries: [(id: Int32, weight: Float)] = []
      for place in candidates.places(of: node) {
        let id = candidates.ids[place]
        let visit = visits.indices.partitioningPoint { visits[$0].target >= id }
        // Whole numbers until here, so that no share exceeds 1.
        var share: Float = 0
        if visit < visits.count, visits[visit].target == id {
          isKnown[visit] = true
          share = Float(visits[visit].time) / total
        }
        entries.append((id, (share + weight * candidates.weights[place]) / (1 + weight)))
      }
      for (visit, isKnown) in zip(visits, isKnown) where !isKnown {
        entries.append((visit.target, Float(visit.time) / total / (1 + weight)))
      }
      result.appendRow(best: .max, of: &entries)
    }
    return result
  }

  /// The targets that a source node had in any chain, ascending, and for how many steps.
  private static func visits(
    of node: Int, _ chains: [LockedChain]
  ) -> [(target: Int32, time: Int)] {
    var visits: [(target: Int32, time: Int)] = []
    for visit in chains.flatMap({ $0.visits(of: node) }).sorted(by: { $0.target < $1.target }) {
      if visits.last?.target == visit.target {
        visits[visits.count - 1].time += visit.time
      } else {
        visits.append(visit)
      }
    }
    return visits
  }
}
