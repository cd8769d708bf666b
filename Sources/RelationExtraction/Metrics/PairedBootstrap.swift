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
  public var pValue: Double {
    Double(differences.count { $0 <= 0 } + 1) / Double(differences.count + 1)
  }

  /// The interval that holds a share of the draws, by percentiles.
  ///
  /// - Precondition: 0 < `level` < 1.
  public func interval(level: Double = 0.95) -> ClosedRange<Double> {
    precondition(level > 0 && level < 1, "an interval cannot hold \(level) of the draws")
    let cut = Int((Double(differences.count) * (1 - level) / 2).rounded(.down))
    return differences[cut]...differences[differences.count - 1 - cut]
  }

  /// - Parameters:
  ///   - gold: the relation of each sample.
  ///   - first: what the first model predicts.
  ///   - second: what the second predicts.
  ///   - clusters: the picture of each sample, or what else samples have in common.
  ///   - vocabulary: the names of the relations.
  ///   - drawCount: how often samples are drawn.
  ///   - seed: decides the draws.
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
    var places: [String: Int] = [:]
    var sums: [Sums] = []
    for i in gold.indices {
      let place = places[clusters[i]] ?? sums.count
      if place == sums.count {
        places[clusters[i]] = place
        sums.append(Sums())
      }
      sums[place].add(
        gold: gold[i], first: first[i], second: second[i], negative: vocabulary.negative)
    }
    difference = sums.reduce(into: Sums()) { $0.add($1) }.difference
    var random = SeededGenerator(seed: seed)
    var all: [Double] = []
    for _ in 0..<drawCount {
      var total = Sums()
      for _ in sums.indices { total.add(sums[random.index(below: sums.count)]) }
      all.append(total.difference)
    }
    differences = all.sorted()
  }

  /// What F1 of both models is made of.
  private struct Sums {
    var gold = 0
    var correct = (0, 0)
    var predicted = (0, 0)

    mutating func add(gold: Int, first: Int, second: Int, negative: Int?) {
      if gold != negative { self.gold += 1 }
      if first != negative { predicted.0 += 1 }
      if second != negative { predicted.1 += 1 }
      if gold != negative, first == gold { correct.0 += 1 }
      if gold != negative, second == gold { correct.1 += 1 }
    }

    mutating func add(_ other: Sums) {
      gold += other.gold
      correct = (correct.0 + other.correct.0, correct.1 + other.correct.1)
      predicted = (predicted.0 + other.predicted.0, predicted.1 + other.predicted.1)
    }

    var difference: Double {
      func f1(_ correct: Int, _ predicted: Int) -> Double {
        RelationScores.Counts(correct: correct, predicted: predicted, gold: gold).f1
      }
      return f1(correct.0, predicted.0) - f1(correct.1, predicted.1)
    }
  }
}
