extension AlignmentScores {
  /// The number of source nodes that are matched, of those of which the truth is known.
  public var matchedCount: Int { best.count }

  /// The share of matches that are right; 0 if there is none.
  public var precision: Double { tally.precision }

  /// The share of source nodes with a known target that are matched rightly.
  public var recall: Double { tally.recall }

  /// The harmonic mean of ``precision`` and ``recall``.
  public var f1: Double { tally.f1 }

  /// Matches that are told about as often to be right.
  public struct CalibrationBin: Sendable, Equatable {
    /// How many matches are in the bin.
    public let matchCount: Int
    /// The mean of their similarities.
    public let confidence: Double
    /// The share of them that is right.
    public let accuracy: Double
  }

  /// The matches in ten bins of equal width by their similarity, from 0 to 1: similarity 1 is in the last.
  ///
  /// `nil` if a similarity is no probability, being below 0 or above 1.
  public var calibration: [CalibrationBin]? {
    guard best.allSatisfy({ $0.similarity >= 0 && $0.similarity <= 1 }) else { return nil }
    var sums = [(count: Int, similarity: Double, right: Double)](
      repeating: (0, 0, 0), count: 10)
    for match in best {
      let bin = min(9, Int(match.similarity * 10))
      sums[bin].count += 1
      sums[bin].similarity += Double(match.similarity)
      sums[bin].right += match.right
    }
    return sums.map { sum in
      let count = Double(max(sum.count, 1))
      return CalibrationBin(
        matchCount: sum.count, confidence: sum.similarity / count, accuracy: sum.right / count)
    }
  }

  /// The expected calibration error: the mean over matches of |accuracy − confidence| of their bin.
  ///
  /// Of matches with similarity 0.9 nine in ten are right, if this is 0. Naeini, Cooper & Hauskrecht,
  /// "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015,
  /// doi:10.1609/aaai.v29i1.9602.
  ///
  /// `nil` if similarities are no probabilities, or there is no match.
  public var expectedCalibrationError: Double? {
    guard !best.isEmpty else { return nil }
    return calibration.map { bins in
      bins.reduce(0) { $0 + Double($1.matchCount) * abs($1.accuracy - $1.confidence) }
        / Double(best.count)
    }
  }
}

extension Alignment {
  /// The same alignment without candidates whose similarity is below a bound.
  ///
  /// - Complexity: O(candidates)
  public func keeping(similarityAtLeast bound: Float) -> Alignment {
    replacingRows(rows.filtered { $0 >= bound })
  }
}
