package import GraphAlignment
internal import Graphs

extension AlignmentParts {
  /// How well all ranks' candidates agree with known correspondences.
  package struct Scores {
    /// Where right targets stand.
    package var tally: ScoreTally
    /// Source nodes with several right targets, and targets that are right for several source nodes.
    package var severalTargets, severalSources: Int
  }

  /// Scores the candidates of all ranks; all ranks. Only numbers of nodes are added up, so that the scores are those of
  /// one process.
  package func scores(against truth: TruthPart) throws -> Scores {
    let ranks = source.ranks
    var unmatched: Set<Int> = []
    let own = truth.targets.enumerated().map { node, right -> [Int] in
      if right == [TruthPart.unmatched] {
        unmatched.insert(node)
        return []
      }
      return right.map { place(ofTarget: $0) }
    }
    let numbers = part.scores(against: own, unmatched: unmatched).tally.numbers
    var tally = ScoreTally(numbers: try ranks.allGather(numbers).elements)
    tally.addMisses(truth.missingCount)
    var asked = [[Int32]](repeating: [], count: ranks.count)
    for list in truth.targets {
      for target in list where target >= 0 {
        asked[self.target.partition.owner(of: Int(target))].append(target)
      }
    }
    let first = target.nodes.lowerBound
    var counts = [Int32](repeating: 0, count: target.nodes.count)
    for target in try ranks.exchange(asked).elements { counts[Int(target) - first] += 1 }
    let several = try ranks.sum([
      truth.targets.count { $0.count > 1 }, counts.count { $0 > 1 },
    ])
    return Scores(tally: tally, severalTargets: several[0], severalSources: several[1])
  }

  /// What is suspicious about known correspondences, as `Alignment.doubts(about:)` tells it; all ranks.
  package func doubts(about truth: TruthPart) throws -> [String] {
    let ranks = source.ranks
    let first = source.nodes.lowerBound
    return try TruthChange.doubts(pairCount: truth.pairCount) { change in
      var pairs = [[Int32]](repeating: [], count: ranks.count)
      for (source, target) in truth.nodes(change) {
        pairs[self.source.partition.owner(of: Int(source))] += [source, target]
      }
      let received = try ranks.exchange(pairs).elements
      return try ranks.sum(
        stride(from: 0, to: received.count, by: 2).count { place in
          part.bestMatch(of: Int(received[place]) - first).map { targets[$0] } == received[place + 1]
        })
    }
  }

  /// Where a target node stands among the candidates of this rank; behind them if it is none.
  private func place(ofTarget target: Int32) -> Int {
    let place = target < 0 ? targets.count : targets.place(of: target)
    return place < targets.count && targets[place] == target ? place : targets.count
  }
}
