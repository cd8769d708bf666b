internal import Parallel

/// Whether one model's micro-F1 is better than another's on the same samples, by drawing the samples again.
///
/// Samples of one picture share their text, so pictures are drawn, not samples, with replacement.
///
/// Source: Efron & Tibshirani, "An Introduction to the Bootstrap", 1993; clustered as in Field & Welsh,
/// "Bootstrapping clustered data", JRSS B 2007, doi:10.1111/j.1467-9868.2007.00593.x.
public struct PairedBootstrap: Sendable, Equatable {
  /// F1 of the first model less that of the second, on the samples as they are.
  public let difference: Double
  /// The same on the samples of each draw, ascending.
  public let differences: [Double]

  /// The share of draws, the samples themselves counted as one, in which the first model is not better.
  public var pValue: Double { Double(differences.count { $0 <= 0 } + 1) / Double(differences.count + 1) }

  /// The interval that holds a share of the draws, by percentiles.
  ///
  /// - Precondition: 0 < `level` < 1.
  public func interval(level: Double = 0.95) -> ClosedRange<Double> {
    precondition(level > 0 && level < 1, "an interval cannot hold \(level) of the draws")
    let cut = Int((Double(differences.count) * (1 - level) / 2).rounded(.down))
    return differences[cut]...differences[differences.count - 1 - cut]
  }

  /// Clusters are the picture of each sample, or what else samples have in common.
  ///
  /// - Precondition: all are of one length, and there is a sample and a draw.
  /// - Complexity: O(samples + draws · clusters)
  public init(
    gold: [Int], first: [Int], second: [Int], clusters: [String], vocabulary: RelationVocabulary,
    drawCount: Int = 10_000, seed: UInt64 = 1
  ) {
    precondition(
      gold.count == first.count && gold.count == second.count && gold.count == clusters.count,
      "\(first.count) and \(second.count) predictions for \(gold.count) samples in "
        + "\(clusters.count) clusters")
    precondition(!gold.isEmpty && drawCount > 0, "there is nothing to draw")
    // F1 is a function of sums over clusters, so no sample has to be looked at twice.
    typealias Counts = RelationScores.Counts
    func counts(_ predicted: [Int], _ i: Int) -> Counts {
      let (isGold, isPredicted) = (gold[i] != vocabulary.negative, predicted[i] != vocabulary.negative)
      return Counts(
        correct: isGold && predicted[i] == gold[i] ? 1 : 0, predicted: isPredicted ? 1 : 0,
        gold: isGold ? 1 : 0)
    }
    // In the order of their first samples, so that a seed always draws the same.
    let groups = Dictionary(grouping: gold.indices) { clusters[$0] }.values.sorted { $0[0] < $1[0] }
    let sums = groups.map { own in
      let (a, b) = (own.map { counts(first, $0) }, own.map { counts(second, $0) })
      return (first: a.reduce(Counts(), +), second: b.reduce(Counts(), +))
    }
    func f1Difference(_ places: some Sequence<Int>) -> Double {
      var total = (first: Counts(), second: Counts())
      for place in places { total = (total.first + sums[place].first, total.second + sums[place].second) }
      return total.first.f1 - total.second.f1
    }
    difference = f1Difference(sums.indices)
    var random = SeededGenerator(seed: seed)
    differences = (0..<drawCount).map { _ in
      f1Difference(sums.indices.map { _ in random.index(below: sums.count) })
    }.sorted()
  }
}
