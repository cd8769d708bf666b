internal import Foundation

/// Whether an alignment can be trusted, told from the graphs and the matches alone, without any truth.
///
/// ```swift
/// let trust = AlignmentTrust(of: alignment, source: source, target: target)
/// if trust.verdict == .poor { print(trust.sentence) }
/// ```
///
/// A search over all matchings finds one that keeps edges even between graphs that have nothing in common.
/// How many tells the first-moment bound: with K kept edges, of which chance would keep λ, the edges give
///
///     K·ln(K/λ) − K + λ nats,   λ = √(e₁·e₂·p₁·p₂),
///
/// where eᵢ are the edges of each graph between matched nodes and pᵢ is its density; to choose the s matches
/// among all others takes ln(n₁!·n₂!/((n₁ − s)!·(n₂ − s)!·s!)) nats, less where attributes or similarities from
/// elsewhere leave fewer alternatives, but ln 2 for each match. If the edges give more than the choice takes, no
/// matching of unrelated random graphs of these sizes is expected to keep as many (Wu, Xu & Yu, "Testing
/// correlation of unlabeled random graphs", Annals of Applied Probability 2023, doi:10.1214/22-AAP1786). Searches
/// do not reach the bound: on unrelated random graphs the robust aligner's matches give .55 to .7 of it, and of
/// pairs below .75 of it none measured had many right matches.
public struct AlignmentTrust: Sendable, Equatable {
  /// How far to trust: whether four in five matches are expected to be right, half of them, or fewer.
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// Most matches are right.
    case good
    /// Many are right, and many are not.
    case partial
    /// The matches are no better than those of unrelated graphs, or most are likely wrong.
    case poor
  }

  /// Below so much of what choosing takes, edges give no more than a search finds between unrelated graphs.
  static let leastCertainty = 0.75

  /// Pairs that choose each other, without anchors.
  public let matchCount: Int
  /// Source nodes that are no anchors.
  public let freeCount: Int
  /// K, the source edges between matched nodes that the target has, too; not those between anchors.
  public let keptEdgeCount: Int
  /// e₁, the source edges between matched nodes.
  public let comparedEdgeCount: Int
  /// The edges of the source.
  public let edgeCount: Int
  /// λ, how many edges such a matching would keep by chance.
  public let chanceEdgeCount: Double
  /// What the kept edges give, in nats.
  public let information: Double
  /// What choosing the matches takes, in nats.
  public let need: Double
  /// The sum of the similarities of these pairs over the number of nodes, no anchors, that the smaller graph has: how
  /// many of them are right, if similarities are chances.
  public let meanConfidence: Double
  /// Whether the matches keep every edge of both graphs.
  public let isIsomorphism: Bool
  /// Whether attributes, anchors or similarities from elsewhere are given.
  public let hasEvidence: Bool

  /// ``information`` / ``need``: 1 and more cannot be chance. Where there is nothing to choose, as if anchors leave one
  /// node of each graph, 1 if edges speak for it and else 0.
  public var certainty: Double { need > 0 ? information / need : information > 0 ? 1 : 0 }

  /// How far to trust.
  public var verdict: Verdict {
    guard matchCount > 0, isIsomorphism || certainty >= Self.leastCertainty, meanConfidence >= 0.5
    else { return freeCount == 0 && edgeCount > 0 ? .good : .poor }
    return meanConfidence >= 0.8 && (isIsomorphism || certainty >= 1) ? .good : .partial
  }

  /// The verdict and its reason.
  public var sentence: String {
    let right = Self.percent(meanConfidence)
    switch verdict {
    case .good where freeCount == 0:
      return "All source nodes are anchors; nothing was left to find."
    case .good:
      return "Most matches can be trusted, \(right) by their own confidence: \(kept)\(comparison)."
    case .partial:
      if !isIsomorphism, certainty < 1 {
        return
          "Matches can be trusted in part, \(right) by their own confidence: \(kept), but the graphs have so few edges for "
          + "their nodes that unrelated ones could be matched about as well (up to \(reachable))."
      }
      return
        "Matches can be trusted in part, \(right) by their own confidence: \(kept)\(comparison), but "
        + "not all nodes can be told from others."
    case .poor:
      if matchCount == 0 { return "Nothing can be trusted: no two nodes prefer each other." }
      let advice =
        hasEvidence
        ? "what else is known of the nodes does not bear the matches out"
        : "anchors, attributes or similarities from elsewhere are needed"
      if isIsomorphism || certainty >= Self.leastCertainty {
        return
          "Single matches cannot be trusted, \(right) by their own confidence: \(kept), but most nodes "
          + "cannot be told from others; \(advice)."
      }
      return
        "The matches cannot be trusted: \(kept), no more than a search finds between unrelated graphs "
        + "(up to \(reachable)); \(advice)."
    }
  }

  private var kept: String {
    isIsomorphism
      ? "they keep all \(edgeCount) edges"
      : "they keep \(keptEdgeCount) of \(edgeCount) edges"
  }

  private var comparison: String {
    isIsomorphism ? "" : ", where unrelated graphs could keep \(reachable)"
  }

  /// How many kept edges would give what choosing takes.
  var reachable: Int {
    guard chanceEdgeCount > 0 else { return edgeCount }
    var (low, high) = (chanceEdgeCount, chanceEdgeCount + need + 2)
    while Self.information(high, chanceEdgeCount) < need { high *= 2 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if Self.information(middle, chanceEdgeCount) < need { low = middle } else { high = middle }
    }
    return min(Int(high), edgeCount)
  }

  /// K·ln(K/λ) − K + λ: −ln of the chance, at most, that a Poisson variable of mean λ reaches K.
  static func information(_ kept: Double, _ chance: Double) -> Double {
    guard kept > chance, chance > 0 else { return 0 }
    return kept * log(kept / chance) - kept + chance
  }

  private static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
}
