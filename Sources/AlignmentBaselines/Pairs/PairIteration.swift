public import Options

/// The options that ``IsoRank`` and ``FINAL`` share.
public struct PairIteration: Sendable, Equatable, Codable {
  /// α, how much neighbors count against the prior.
  public var alpha = 0.82

  /// H, where similarity comes from. No known correspondences are needed.
  public var prior = SimilarityPrior.degrees

  /// How often similarities are handed on at most.
  public var iterationLimit = 100

  /// The iteration ends when ‖S − S′‖₁ ≤ tolerance · ‖S‖₁.
  public var tolerance = 1e-8

  /// k, the number of candidates for each source node. More than the target has nodes means all.
  public var candidateCount = 10

  /// The largest n₁ · n₂ that is accepted; one matrix of this many takes 288 MB.
  public var pairLimit = 36_000_000

  /// The default options.
  public init() {}

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    guard alpha >= 0, alpha <= 1 else {
      throw OptionError(name: "alpha", value: "\(alpha)", reason: "must be in 0 ... 1")
    }
    guard iterationLimit >= 1 else {
      throw OptionError(
        name: "iterationLimit", value: "\(iterationLimit)", reason: "must be at least 1")
    }
    guard tolerance >= 0 else {
      throw OptionError(name: "tolerance", value: "\(tolerance)", reason: "must be at least 0")
    }
    guard candidateCount >= 1 else {
      throw OptionError(
        name: "candidateCount", value: "\(candidateCount)", reason: "must be at least 1")
    }
  }
}

extension PairIteration {
  /// Decodes options; what is not there has the value it has in `PairIteration()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&alpha, .alpha)
    try values.update(&prior, .prior)
    try values.update(&iterationLimit, .iterationLimit)
    try values.update(&tolerance, .tolerance)
    try values.update(&candidateCount, .candidateCount)
    try values.update(&pairLimit, .pairLimit)
  }
}
