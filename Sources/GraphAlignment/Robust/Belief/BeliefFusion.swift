internal import Graphs
public import Options

/// Fuses edges, attributes, anchors and similarities from elsewhere into one belief: who corresponds to whom, and how
/// likely.
///
/// Each round weighs the candidates of every node by the sum of what each kind of evidence says,
///
///     z = θ₁·½(E + E′) + θ₂·(A + A′) + θ₃·ln(1 + 1000·M₀) + θ₄·attributes + θ₅·priors,
///
/// and turns the sums into chances of a partial one-to-one matching. E is what common edges say (`ga_belief_evidence`),
/// A what missing ones do, E′ and A′ the same from the target's side, M₀ the result without evidence. Attributes, priors,
/// the retention of edges and, with anchors, the weights θ are learned from the pair itself: every fifth anchor is hidden
/// in the first rounds, and the weights make it likely.
///
/// - Complexity: O(rounds · (n · visitBudget + m · width · proposalCount)) time at most, O(n · proposalCount) space
public struct BeliefFusion: Sendable, Equatable, Codable {
  /// K, the beliefs kept for each node.
  public var width = 20

  /// How many candidates the neighbors of each node propose, of source and target nodes alike.
  package var proposalCount = 40

  /// Rounds in which part of the anchors is hidden.
  package var learningRoundCount = 3

  /// Rounds with all evidence; fewer if hardly a match changes.
  public var roundCount = 12

  /// The share of the smaller graph's nodes that have a match, before evidence.
  package var overlap = 0.97

  /// θ₁, the weight of common edges, where there is nothing to learn it from.
  package var edgeWeight = 0.35
  /// θ₂, the weight of missing edges, where there is nothing to learn it from.
  package var absenceWeight = 0.25
  /// θ₃ where there is nothing to learn it from.
  package var startWeight = 0.3

  /// A node of degree d is heard with at most this number divided by d of its beliefs, but at least three.
  package var propagationBudget = 400

  /// How many neighbors of matches of its neighbors a node visits at most, whatever the density.
  package var visitBudget = 20_000

  /// The options that measured best.
  public init() {}

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    for (name, value) in [
      ("width", width), ("proposalCount", proposalCount), ("roundCount", roundCount),
      ("propagationBudget", propagationBudget), ("visitBudget", visitBudget),
    ] where value < 1 {
      throw OptionError(name: name, value: "\(value)", reason: "must be at least 1")
    }
    guard learningRoundCount >= 0 else {
      throw OptionError(
        name: "learningRoundCount", value: "\(learningRoundCount)", reason: "must be at least 0")
    }
    guard overlap > 0, overlap < 1 else {
      throw OptionError(
        name: "overlap", value: "\(overlap)", reason: "must be above 0 and below 1")
    }
    for (name, value) in [
      ("edgeWeight", edgeWeight), ("absenceWeight", absenceWeight), ("startWeight", startWeight),
    ] where !(value > 0 && value.isFinite) {
      throw OptionError(name: name, value: "\(value)", reason: "must be above 0 and finite")
    }
  }
}

extension BeliefFusion {
  private enum CodingKeys: CodingKey { case width, roundCount }

  /// Decodes options; what is not there has the value it has in `BeliefFusion()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&width, .width)
    try values.update(&roundCount, .roundCount)
  }

  /// Encodes the public options.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(width, forKey: .width)
    try values.encode(roundCount, forKey: .roundCount)
  }
}

/// What fusion believes in the end.
package struct FusedBelief: Sendable {
  /// For each source node its candidates; values are chances.
  package var rows: CandidateRows
  /// For each source node the chance that it has no match.
  package var alone: [Double]
  /// What was learned, a sentence each.
  package var notes: [String]
}
