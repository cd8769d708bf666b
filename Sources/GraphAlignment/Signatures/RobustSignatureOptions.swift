public import Graphs
public import Options

/// How far a signature looks, and what is done to its counts.
///
///     f_u = [ log(1 + h¹_u), …, log(1 + h^K_u), log(1 + deg u) ],   f ← f − mean over the node's own graph
///
/// with h^k_u the histogram of log-degrees in ring k. Unlike REGAL's, these signatures keep the rings
/// apart; the logarithm keeps one hub from dominating a distance; and since removing edges shifts every
/// count of a graph alike, subtracting each graph's mean cancels most of it.
public struct RobustSignatureOptions: Sendable, Equatable, Codable {
  /// K, the number of rings.
  public enum HopCount: Sendable, Equatable, Codable {
    /// As many as it takes until the mean ball holds 30 nodes, but at least 2 and at most 8.
    case automatic
    /// The given number.
    case fixed(Int)
  }

  public var hopCount = HopCount.automatic

  /// The base of the logarithmic degree buckets; `nil` for one bucket per degree.
  public var bucketBase: Double? = 2

  /// Whether counts are replaced by log(1 + count).
  public var isLogarithmic = true

  /// Whether each graph's mean is subtracted.
  public var isCentered = true

  /// What makes columns comparable with each other and between graphs.
  public enum Scaling: String, Sendable, Codable, CaseIterable {
    /// Nothing: logarithms are comparable as they are.
    case none
    /// Each column is divided by its standard deviation over both graphs: whitening without rotation.
    case deviation
    /// Each value of the second graph becomes the first graph's value of the same rank.
    case quantiles
  }

  public var scaling = Scaling.none

  /// The weight of each further hop: hop k counts discountᵏ⁻¹.
  public var discount = 1.0

  public init() {}

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    if case .fixed(let count) = hopCount, !(1...64).contains(count) {
      throw OptionError(name: "hopCount", value: "\(count)", reason: "must be in 1 ... 64")
    }
    guard discount >= 0, discount.isFinite else {
      throw OptionError(
        name: "discount", value: "\(discount)", reason: "must be finite and at least 0")
    }
    try SignatureOptions.validate(bucketBase: bucketBase)
  }

  /// The number of rings for two graphs, and the number for a second look at them.
  ///
  /// The second look goes one step further, unless balls hold a thousand nodes there and rings no longer
  /// tell nodes apart. Two looks that differ make different mistakes, and agreement between them is worth
  /// more.
  package func hopCounts(_ graphs: [Adjacency]) -> (first: Int, second: Int) {
    if case .fixed(let count) = hopCount { return (count, count) }
    let growths = graphs.map { BallGrowth($0).meanSizes }
    func meanSize(_ hops: Int) -> Double {
      growths.reduce(0) { $0 + $1[hops - 1] } / Double(max(growths.count, 1))
    }
    let first = (2...8).first { meanSize($0) >= 30 } ?? 8
    return (first, meanSize(first + 1) < 1000 ? first + 1 : first)
  }
}
