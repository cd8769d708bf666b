package import Graphs
public import Options

/// How far a signature looks, and what is done to its counts.
///
///     f_u = [ log(1 + h¹_u), …, log(1 + h^K_u), log(1 + deg u) ],   f ← f − mean over the node's own graph
///
/// with h^k_u the histogram of log-degrees in ring k. Unlike REGAL's, these signatures keep the rings
/// apart; the logarithm keeps one hub from dominating a distance; and since removing edges shifts every
/// count of a graph alike, subtracting each graph's mean cancels most of it.
public struct RobustSignatureOptions: Sendable, Equatable, Codable {
  /// K, the number of rings. In JSON it is a number or `"automatic"`.
  public enum HopCount: Sendable, Equatable {
    /// As many as it takes until the mean ball holds 30 nodes, but at least 2 and at most 8.
    case automatic
    /// The given number.
    case fixed(Int)
  }

  /// K, how far signatures look.
  public var hopCount = HopCount.automatic

  /// The base of the logarithmic degree buckets; `nil` for one bucket per degree.
  public var bucketBase: Double? = 2

  /// Whether counts are replaced by log(1 + count). Studies turn it off.
  package var isLogarithmic = true

  /// Whether each graph's mean is subtracted. Studies turn it off.
  package var isCentered = true

  /// The options that measured best.
  public init() {}

  /// Throws if an option cannot be used.
  ///
  /// - Throws: ``/Options/OptionError`` with the option's name and value.
  public func validate() throws(OptionError) {
    if case .fixed(let count) = hopCount, !(1...64).contains(count) {
      throw OptionError(name: "hopCount", value: "\(count)", reason: "must be in 1 ... 64")
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

extension RobustSignatureOptions {
  private enum CodingKeys: CodingKey { case hopCount, bucketBase }

  /// Decodes options; what is not there has the value it has in `RobustSignatureOptions()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&hopCount, .hopCount)
    try values.update(&bucketBase, .bucketBase)
  }

  /// Encodes all options; a base is null where there is none, as a missing key would mean the default.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(hopCount, forKey: .hopCount)
    try values.encode(bucketBase, forKey: .bucketBase)
  }
}

extension RobustSignatureOptions.HopCount: Codable {
  /// Decodes a number, or the word `automatic`.
  ///
  /// - Throws: `DecodingError` for anything else.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let count = try? value.decode(Int.self) {
      self = .fixed(count)
    } else if try value.decode(String.self) == "automatic" {
      self = .automatic
    } else {
      throw DecodingError.dataCorruptedError(
        in: value, debugDescription: "expected a number of hops, or “automatic”")
    }
  }

  /// Encodes a number, or the word `automatic`.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .automatic: try value.encode("automatic")
    case .fixed(let count): try value.encode(count)
    }
  }
}
