internal import Foundation
public import Graphs
public import Options

/// Improves an alignment by asking neighbors: two nodes match if their neighbors do.
///
/// One round of refinement replaces the matrix M of candidates by
///
///     acc = A₁·M·A₂,   J[i,w] = acc[i,w] / (deg i + deg w − min(acc[i,w], deg i, deg w))
///     M[i,w] ← J[i,w]^q · (M[i,w] + ε),   rows, then columns scaled to add up to 1
///
/// keeping the α best entries of a row. J is the Jaccard index of the two neighborhoods under the present
/// matching, made soft, so that hubs gain nothing by their size. ε lets in candidates that M does not have
/// yet; it falls geometrically from 1, where only neighbors count, to 10⁻⁵, where nothing new comes in.
///
/// Both directions are refined, source to target and target to source. Pairs that choose each other are
/// then taken as anchors, everything else is forgotten, and refinement starts again from the anchors alone,
/// until matched neighborhood consistency (MNC) stops growing; the most consistent state is the result. Each
/// restart undoes mistakes that had fed each other. Last comes ``MatchingSampler``.
///
/// The rounds are those of RefiNA (Heimann, Chen, Vahedian & Koutra, "Refining Network Alignment to Improve
/// Matched Neighborhood Consistency", SDM 2021, doi:10.1137/1.9781611976700.20) with the Jaccard index in
/// place of the raw count; annealing, both directions and restarts are ours.
///
/// - Complexity: O(rounds · m · min(α · d̄, propagationBudget)) time, O(n · α) space
public struct Refinement: Sendable, Equatable, Codable {
  /// α, the number of candidates kept for each node; `nil` for 40 in graphs of up to 20 000 edges together
  /// and 20 in larger ones, where time counts for more.
  public var candidateCount: Int?

  /// Rounds of the first refinement.
  public var roundCount = 30

  /// Rounds after each restart from anchors.
  public var restartRoundCount = 12

  /// At most so many restarts.
  public var restartLimit = 10

  /// q, the power of the Jaccard index; 0 stands for the raw count in RefiNA.
  public var power = 4

  /// ε in the first and in the last round.
  public var firstEpsilon = 1.0
  public var lastEpsilon = 1e-5

  /// Entries below this share of their row's largest are not propagated.
  public var senderShare = 0.05

  /// A node of degree d propagates at most this number divided by d of its candidates, but at least three:
  /// hubs have many neighbors to tell, and many neighbors to be told by.
  public var propagationBudget = 400

  /// Scores below this share of their row's best are dropped.
  public var scoreFloor = 1e-3

  /// A row that has decided is not computed again while it and its neighbors change by less than this.
  public var tolerance = 0.05

  /// Restarts end when MNC grows by less than this; but not while anchors are few and multiply.
  public var growthLimit = 0.02

  /// What comes after the last round; `nil` for nothing.
  public var sampling: MatchingSampler? = MatchingSampler()

  public init() {}

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    for (name, value, least) in [
      ("candidateCount", candidateCount ?? 1, 1), ("roundCount", roundCount, 1),
      ("restartRoundCount", restartRoundCount, 1), ("restartLimit", restartLimit, 0),
      ("power", power, 0), ("propagationBudget", propagationBudget, 1),
    ] where value < least {
      throw OptionError(name: name, value: "\(value)", reason: "must be at least \(least)")
    }
    for (name, value) in [
      ("candidateCount", candidateCount ?? 1), ("roundCount", roundCount),
      ("restartRoundCount", restartRoundCount), ("restartLimit", restartLimit),
    ] where value > 10_000 {
      throw OptionError(name: name, value: "\(value)", reason: "must be at most 10000")
    }
    try sampling?.validate()
    for (name, value) in [
      ("senderShare", senderShare), ("scoreFloor", scoreFloor), ("tolerance", tolerance),
      ("growthLimit", growthLimit),
    ] where !(value >= 0 && value < 1) {
      throw OptionError(name: name, value: "\(value)", reason: "must be in 0 ..< 1")
    }
    for (name, value) in [("firstEpsilon", firstEpsilon), ("lastEpsilon", lastEpsilon)]
    where !(value > 0 && value <= 1) {
      throw OptionError(name: name, value: "\(value)", reason: "must be above 0 and at most 1")
    }
  }

  /// α for these graphs, and no more than there are nodes.
  func width(_ source: Adjacency, _ target: Adjacency) -> Int {
    let edgeCount = (source.entryCount + target.entryCount) / 2
    let count = candidateCount ?? (edgeCount <= 20_000 ? 40 : 20)
    return min(count, max(source.nodeCount, target.nodeCount, 1))
  }

  /// ε of round `round` out of `count`, counted from 0.
  func epsilon(round: Int, of count: Int) -> Float {
    let progress = count > 1 ? Double(round) / Double(count - 1) : 1
    return Float(firstEpsilon * pow(lastEpsilon / firstEpsilon, progress))
  }
}
