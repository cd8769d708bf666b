/// How well an alignment agrees with known correspondences.
public struct AlignmentScores: Sendable, Equatable {
  /// For each source node with a known target, the rank of that target among its candidates, from 0;
  /// `nil` if it is not among them.
  public let ranks: [Int?]

  /// The share of source nodes expected to be matched rightly if equally similar best candidates are
  /// drawn by lot. Ties beyond the last candidate kept are not seen.
  public let expectedAccuracy: Double

  /// Hits@k: the share of source nodes whose true target is among the first k candidates.
  ///
  /// - Precondition: `k` ≥ 1.
  public func hits(at k: Int) -> Double {
    precondition(k >= 1, "cannot count hits among the first \(k)")
    return mean { rank in rank.map { $0 < k ? 1 : 0 } ?? 0 }
  }

  /// Hits@1: the share of source nodes matched rightly, ties going to the smaller node.
  public var accuracy: Double { hits(at: 1) }

  /// MRR: the mean of 1 / rank, rank counted from 1; a target that is not among the candidates gives 0.
  public var meanReciprocalRank: Double { mean { rank in rank.map { 1 / Double($0 + 1) } ?? 0 } }

  private func mean(_ value: (Int?) -> Double) -> Double {
    ranks.isEmpty ? 0 : ranks.reduce(0) { $0 + value($1) } / Double(ranks.count)
  }
}

extension Alignment {
  /// Scores the alignment against known correspondences.
  ///
  /// - Parameter truth: the true target of each source node; `nil` where it is unknown, and then the node
  ///   does not count.
  /// - Precondition: there is an entry for each source node.
  /// - Complexity: O(candidates)
  public func scores(against truth: [Int?]) -> AlignmentScores {
    precondition(
      truth.count == sourceCount, "\(truth.count) true targets for \(sourceCount) source nodes")
    var ranks: [Int?] = []
    var expected = 0.0
    for (source, target) in truth.enumerated() {
      guard let target else { continue }
      let row = candidates(of: source)
      let rank = row.indices.first { row[$0].target == target }
      ranks.append(rank)
      if let rank, row[rank].similarity == row[0].similarity {
        let tied = row.indices.count { row[$0].similarity == row[0].similarity }
        expected += 1 / Double(tied)
      }
    }
    return AlignmentScores(
      ranks: ranks, expectedAccuracy: ranks.isEmpty ? 0 : expected / Double(ranks.count))
  }

  /// Scores the alignment against a known target for every source node.
  public func scores(against truth: [Int]) -> AlignmentScores {
    scores(against: truth.map(Optional.some))
  }
}
