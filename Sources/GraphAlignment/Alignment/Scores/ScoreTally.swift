/// What scores are means of: how often the right targets of a source node stand where among its candidates.
///
/// Whole numbers, so that neither the order of nodes nor how they are divided shows in a score.
package struct ScoreTally: Sendable, Equatable {
  /// The number of source nodes with a known target.
  package private(set) var knownCount: Int
  /// The number of source nodes that are matched, of those of which the truth is known.
  package private(set) var matchedCount: Int
  /// How many source nodes have their right targets at each place; none where they are not found.
  private var counts: [AlignmentScores.Block: Int] = [:]

  /// Counts of nothing.
  package init() { (knownCount, matchedCount) = (0, 0) }

  init(knownCount: Int, matchedCount: Int, _ blocks: [AlignmentScores.Block?]) {
    (self.knownCount, self.matchedCount) = (knownCount, matchedCount)
    for case let block? in blocks { counts[block, default: 0] += 1 }
  }

  /// Further source nodes, for which nothing right is found.
  package mutating func addMisses(_ count: Int) { knownCount += count }

  /// Hits@k, ties drawn by lot.
  package func hits(at k: Int) -> Double { mean { $0.chance(ofBeingAmong: k) } }

  /// MRR, ties drawn by lot.
  package var meanReciprocalRank: Double { mean(\.reciprocalRank) }

  /// The share of matches that are right; 0 if there is none.
  package var precision: Double { matchedCount == 0 ? 0 : rightCount / Double(matchedCount) }

  /// The share of source nodes with a known target that are matched rightly.
  package var recall: Double { knownCount == 0 ? 0 : rightCount / Double(knownCount) }

  /// The harmonic mean of ``precision`` and ``recall``.
  package var f1: Double {
    let sum = precision + recall
    return sum > 0 ? 2 * precision * recall / sum : 0
  }

  private var rightCount: Double { sum { $0.chance(ofBeingAmong: 1) } }

  private func mean(_ value: (AlignmentScores.Block) -> Double) -> Double {
    knownCount == 0 ? 0 : sum(value) / Double(knownCount)
  }

  private func sum(_ value: (AlignmentScores.Block) -> Double) -> Double {
    counts.sorted { $0.key.fields.lexicographicallyPrecedes($1.key.fields) }
      .reduce(0) { $0 + Double($1.value) * value($1.key) }
  }
}

extension ScoreTally {
  /// All counts, as numbers that can be sent: those of several tallies, one behind the other, are added up by
  /// ``init(numbers:)``.
  package var numbers: [Int] {
    [knownCount, matchedCount, counts.count] + counts.flatMap { $0.key.fields + [$0.value] }
  }

  /// The sum of tallies.
  ///
  /// - Parameter numbers: the ``numbers`` of any number of them.
  package init(numbers: [Int]) {
    self.init()
    var place = 0
    while place < numbers.count {
      knownCount += numbers[place]
      matchedCount += numbers[place + 1]
      let end = place + 3 + 4 * numbers[place + 2]
      for start in stride(from: place + 3, to: end, by: 4) {
        let block = AlignmentScores.Block(
          start: numbers[start], count: numbers[start + 1], rightCount: numbers[start + 2])
        counts[block, default: 0] += numbers[start + 3]
      }
      place = end
    }
  }
}

extension AlignmentScores.Block {
  fileprivate var fields: [Int] { [start, count, rightCount] }
}
