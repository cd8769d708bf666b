public import Graphs

/// How well an alignment agrees with known correspondences.
///
/// A source node may have several right targets; any of them counts. Equally similar candidates count as
/// if they were drawn by lot: an alignment that cannot tell ten targets apart gets a tenth for one of them,
/// whichever it lists first.
public struct AlignmentScores: Sendable, Equatable {
  /// What becomes of candidates that are equally similar.
  public enum Ties: Sendable {
    /// Their order is drawn by lot, and scores are means over all orders.
    case drawn
    /// They stay as they are listed: aligners list the smaller node first.
    case listed
  }

  /// For each source node with a known target, the rank of the first right one among its candidates as they
  /// are listed, from 0; `nil` if there is none among them.
  public let ranks: [Int?]

  /// Where each right target stands, ties considered; in the order of ``ranks``.
  private let blocks: [Block?]

  /// How often a best candidate counts: of source nodes of which it is known what they correspond to,
  /// or that they correspond to nothing.
  let best: [BestCandidate]

  /// Candidates that are equally similar, one of them right, none before them.
  struct Block: Sendable, Hashable {
    /// The number of candidates before them.
    var start: Int
    /// How many there are, and how many of them are right.
    var count: Int
    var rightCount: Int

    /// The chance that a right one is among the first `k` candidates.
    func chance(ofBeingAmong k: Int) -> Double {
      let places = min(k - start, count)
      guard places > 0 else { return 0 }
      // None of the places holds a right one: C(count − right, places) / C(count, places).
      var none = 1.0
      for i in 0..<places {
        none *= max(0, Double(count - rightCount - i)) / Double(count - i)
      }
      return 1 - none
    }

    /// The mean of 1/rank of the first right one.
    var reciprocalRank: Double {
      var (sum, before) = (0.0, 1.0)
      for i in 0...(count - rightCount) {
        // The first right one stands at place i of the block.
        sum += before * Double(rightCount) / Double(count - i) / Double(start + i + 1)
        before *= Double(count - rightCount - i) / Double(count - i)
      }
      return sum
    }
  }

  /// What is said of a source node's match.
  struct BestCandidate: Sendable, Equatable {
    var similarity: Float
    /// The chance that it is right, if equally similar ones are drawn by lot.
    var right: Double
  }

  /// The number of source nodes with a known target.
  public var knownCount: Int { ranks.count }

  init(ranks: [Int?], blocks: [Block?], best: [BestCandidate]) {
    (self.ranks, self.blocks, self.best) = (ranks, blocks, best)
  }

  /// The scores with further source nodes, for which nothing right is found.
  func addingMisses(_ count: Int) -> AlignmentScores {
    AlignmentScores(
      ranks: ranks + Array(repeating: nil, count: count),
      blocks: blocks + Array(repeating: nil, count: count), best: best)
  }

  /// Hits@k: the share of source nodes that have a right target among the first k candidates.
  ///
  /// Ties beyond the last candidate that was kept are not seen.
  ///
  /// - Precondition: `k` ≥ 1.
  public func hits(at k: Int) -> Double { hits(at: k, ties: .drawn) }

  /// Hits@k with a rule for ties.
  ///
  /// - Precondition: `k` ≥ 1.
  public func hits(at k: Int, ties: Ties) -> Double {
    precondition(k >= 1, "cannot count hits among the first \(k)")
    return switch ties {
    case .drawn: tally.hits(at: k)
    case .listed: listedMean { $0 < k ? 1 : 0 }
    }
  }

  /// Hits@1: the share of source nodes matched rightly.
  public var accuracy: Double { hits(at: 1) }

  /// Hits@1; the name it had when ``hits(at:ties:)`` did not consider ties.
  public var expectedAccuracy: Double { hits(at: 1) }

  /// MRR: the mean of 1 / rank, rank counted from 1; a target that is not among the candidates gives 0.
  public var meanReciprocalRank: Double { tally.meanReciprocalRank }

  /// MRR with candidates in the order in which they are listed.
  public var listedReciprocalRank: Double { listedMean { 1 / Double($0 + 1) } }

  /// What scores are means of where ties are drawn.
  package var tally: ScoreTally {
    ScoreTally(knownCount: ranks.count, matchedCount: best.count, blocks)
  }

  private func listedMean(_ value: (Int) -> Double) -> Double {
    ranks.isEmpty ? 0 : ranks.reduce(0) { $0 + ($1.map(value) ?? 0) } / Double(ranks.count)
  }
}

extension Alignment {
  /// Scores the alignment against known correspondences.
  ///
  /// - Parameter truth: the right targets of each source node; none where they are unknown, and then the
  ///   node does not count.
  /// - Parameter unmatched: source nodes known to correspond to nothing: what they are matched with is wrong.
  /// - Precondition: there is an entry for each source node.
  /// - Complexity: O(candidates)
  public func scores(against truth: [[Int]], unmatched: Set<Int> = []) -> AlignmentScores {
    precondition(
      truth.count == sourceCount, "\(truth.count) true targets for \(sourceCount) source nodes")
    var (ranks, blocks): ([Int?], [AlignmentScores.Block?]) = ([], [])
    var best: [AlignmentScores.BestCandidate] = []
    for (source, right) in truth.enumerated() {
      let row = candidates(of: source)
      guard !right.isEmpty else {
        if unmatched.contains(source), row.count > 0 {
          best.append(.init(similarity: row[0].similarity, right: 0))
        }
        continue
      }
      let rank = row.indices.first { right.contains(row[$0].target) }
      ranks.append(rank)
      let block = rank.map { rank in
        let tied = row.indices.filter { row[$0].similarity == row[rank].similarity }
        return AlignmentScores.Block(
          start: tied[0], count: tied.count,
          rightCount: tied.count { right.contains(row[$0].target) })
      }
      blocks.append(block)
      if row.count > 0 {
        best.append(
          .init(similarity: row[0].similarity, right: block?.chance(ofBeingAmong: 1) ?? 0))
      }
    }
    return AlignmentScores(ranks: ranks, blocks: blocks, best: best)
  }

  /// Scores the alignment against the truth of a file. Right targets and source nodes that the graphs do
  /// not have are not found, and count as such.
  ///
  /// - Precondition: the truth is about as many source nodes.
  /// - Complexity: O(candidates)
  public func scores(against known: NodePairs.Known) -> AlignmentScores {
    var truth = known.targets
    // A target that no candidate is.
    for source in known.lost { truth[source] = [targetCount] }
    let scores = scores(against: truth, unmatched: known.unmatched)
    return scores.addingMisses(known.missingCount)
  }

  /// Scores the alignment against one known target for some source nodes.
  public func scores(against truth: [Int?]) -> AlignmentScores {
    scores(against: truth.map { $0.map { [$0] } ?? [] })
  }

  /// Scores the alignment against a known target for every source node.
  public func scores(against truth: [Int]) -> AlignmentScores {
    scores(against: truth.map { [$0] })
  }
}
