public import Options

/// How a node's surroundings become its signature.
///
/// With R_u^k the ring of nodes exactly k steps from u, the signature of u is
///
///     d_u = Σ_k weight(k) · histogram of the degrees in R_u^k
///
/// over logarithmic buckets of degree (Heimann et al., "REGAL", CIKM 2018, section 3,
/// doi:10.1145/3269206.3271788).
public struct SignatureOptions: Sendable, Equatable, Codable {
  /// Which degrees of a directed graph are counted.
  public enum DegreeKind: String, Sendable, Codable, CaseIterable {
    /// Edges that leave and edges that enter together.
    case total
    /// Two histograms side by side: by edges that leave, and by edges that enter.
    case inOut
  }

  /// Which edges of a directed graph a ring follows.
  public enum RingDirection: String, Sendable, Codable, CaseIterable {
    /// Both ways.
    case both
    /// From where an edge starts to where it ends.
    case outgoing
    /// From where an edge ends to where it starts.
    case incoming
  }

  /// K, the number of rings looked at.
  public var hopCount = 2

  /// δ in (0, 1], by which each further ring counts less.
  public var discount = 0.01

  /// The base of the logarithmic degree buckets; `nil` for one bucket per degree.
  public var bucketBase: Double? = 2

  /// Whether rings are counted from 0, so that a node's own degree has weight 1 and ring k has δᵏ, as
  /// in the authors' code; otherwise from 1, ring k having δᵏ⁻¹, as in the paper.
  public var countsOwnDegree = true

  /// Which degrees of a directed graph are counted.
  public var degrees = DegreeKind.total

  /// Which edges of a directed graph a ring follows.
  public var ringDirection = RingDirection.both

  /// The options of the authors' code.
  public init() {}

  /// The weight of ring `hop`; ring 0 is the node itself.
  public func weight(ofHop hop: Int) -> Double {
    let exponent = countsOwnDegree ? hop : hop - 1
    return exponent < 0 ? 0 : repeatElement(discount, count: exponent).reduce(1, *)
  }

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    guard hopCount >= 1 else {
      throw OptionError(name: "hopCount", value: "\(hopCount)", reason: "must be at least 1")
    }
    guard discount > 0, discount <= 1 else {
      throw OptionError(
        name: "discount", value: "\(discount)", reason: "must be above 0 and at most 1")
    }
    try Self.validate(bucketBase: bucketBase)
  }

  /// Throws if a base makes no buckets, or more of them than there is memory for.
  static func validate(bucketBase: Double?) throws(OptionError) {
    guard let base = bucketBase else { return }
    guard base > 1, base.isFinite else {
      throw OptionError(name: "bucketBase", value: "\(base)", reason: "must be above 1")
    }
    guard base >= 1.01 else {
      throw OptionError(name: "bucketBase", value: "\(base)", reason: "must be at least 1.01")
    }
  }
}

extension SignatureOptions {
  /// Decodes options; what is not there has the value it has in `SignatureOptions()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&hopCount, .hopCount)
    try values.update(&discount, .discount)
    try values.update(&bucketBase, .bucketBase)
    try values.update(&countsOwnDegree, .countsOwnDegree)
    try values.update(&degrees, .degrees)
    try values.update(&ringDirection, .ringDirection)
  }

  /// Encodes all options.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(hopCount, forKey: .hopCount)
    try values.encode(discount, forKey: .discount)
    // Null when there is none: a missing key would mean the default.
    try values.encode(bucketBase, forKey: .bucketBase)
    try values.encode(countsOwnDegree, forKey: .countsOwnDegree)
    try values.encode(degrees, forKey: .degrees)
    try values.encode(ringDirection, forKey: .ringDirection)
  }

  private enum CodingKeys: String, CodingKey {
    case hopCount, discount, bucketBase, countsOwnDegree, degrees, ringDirection
  }
}
