internal import Foundation

/// The mean of numbers, and how far they are from it.
public struct MeanAndDeviation: Sendable, Equatable, Encodable {
  /// The mean, and the standard deviation of a sample, with one less than the count as its divisor.
  public let mean, deviation: Double

  /// - Returns: `nil` for fewer than two values.
  public init?(_ values: [Double]) {
    guard values.count > 1 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    (self.mean, deviation) = (mean, (squares / Double(values.count - 1)).squareRoot())
  }
}

/// Student's paired t-test: whether the mean of differences is above zero.
///
/// Meant for scores of two models over several seeds or folds. Samples of one picture are not
/// independent: for them see ``PairedBootstrap``.
public struct PairedTTest: Sendable, Equatable, Encodable {
  /// The mean of first less second, and t: the mean over its standard error.
  public let meanDifference, t: Double
  /// The number of pairs less one.
  public let degreesOfFreedom: Int
  /// How likely so large a t is if the second is at least as good, and one so far from zero if both are equal.
  public let oneTailed, twoTailed: Double

  /// - Returns: `nil` for fewer than two pairs, and when all differences are equal: there is then nothing
  ///   to estimate the deviation from.
  /// - Precondition: both are of one length and finite.
  public init?(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "\(first.count) values cannot be paired with \(second.count)")
    precondition((first + second).allSatisfy(\.isFinite), "values must be finite")
    let differences = zip(first, second).map { $0 - $1 }
    // Equal differences may not come out equal in binary.
    let scale = differences.reduce(0) { max($0, abs($1)) }
    guard let all = MeanAndDeviation(differences), all.deviation > scale * 1e-14 else { return nil }
    meanDifference = all.mean
    t = all.mean / (all.deviation / Double(differences.count).squareRoot())
    degreesOfFreedom = differences.count - 1
    oneTailed = Self.upperTail(t, degreesOfFreedom: Double(degreesOfFreedom))
    twoTailed = min(2 * Self.upperTail(abs(t), degreesOfFreedom: Double(degreesOfFreedom)), 1)
  }

  /// P(T > t) = ½ I_x(ν∕2, ½) with x = ν ∕ (ν + t²) for t ≥ 0 (Abramowitz & Stegun 26.7.1, 26.5.27).
  static func upperTail(_ t: Double, degreesOfFreedom nu: Double) -> Double {
    let half = regularizedBeta(nu / (nu + t * t), nu / 2, 0.5) / 2
    return t >= 0 ? half : 1 - half
  }
}

/// McNemar's exact test: whether two models err equally often, from the samples on which just one errs.
///
/// Source: McNemar, Psychometrika 1947, doi:10.1007/BF02295996; the exact form is the sign test.
public struct McNemarTest: Sendable, Equatable {
  /// Samples that only the first model predicts correctly, and those that only the second does.
  public let firstOnly, secondOnly: Int

  /// - Precondition: neither is negative.
  public init(firstOnly: Int, secondOnly: Int) {
    precondition(firstOnly >= 0 && secondOnly >= 0, "counts cannot be negative")
    (self.firstOnly, self.secondOnly) = (firstOnly, secondOnly)
  }

  /// Counts from predictions.
  ///
  /// - Precondition: all are of one length.
  public init(gold: [Int], first: [Int], second: [Int]) {
    precondition(
      gold.count == first.count && gold.count == second.count,
      "\(first.count) and \(second.count) predictions for \(gold.count) samples")
    self.init(
      firstOnly: gold.indices.count { first[$0] == gold[$0] && second[$0] != gold[$0] },
      secondOnly: gold.indices.count { first[$0] != gold[$0] && second[$0] == gold[$0] })
  }

  /// How likely so uneven a split is if both models are equal: min(1, 2·P(X ≤ min)) for X binomial with
  /// probability ½.
  ///
  /// - Complexity: O(samples on which just one errs)
  public var pValue: Double {
    let (total, least) = (firstOnly + secondOnly, min(firstOnly, secondOnly))
    // In logarithms, for 2⁻ᵗᵒᵗᵃˡ may be too small for a Double.
    var logarithm = -Double(total) * log(2)
    var sum = exp(logarithm)
    for k in 0..<least {
      logarithm += log(Double(total - k)) - log(Double(k + 1))
      sum += exp(logarithm)
    }
    return min(2 * sum, 1)
  }
}
