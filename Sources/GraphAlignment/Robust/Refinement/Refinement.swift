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
/// restart undoes mistakes that had fed each other.
///
/// The rounds are those of RefiNA (Heimann, Chen, Vahedian & Koutra, "Refining Network Alignment to Improve
/// Matched Neighborhood Consistency", SDM 2021, doi:10.1137/1.9781611976700.20) with the Jaccard index in
/// place of the raw count; annealing, both directions and restarts are ours.
///
/// - Complexity: O(rounds · (n · visits + n · α · d̄)) time, where visits are about 4 000, and more in small graphs, or all
///   that there are: O(α · d̄²); O(n · α) space
public struct Refinement: Sendable, Equatable, Codable {
  /// α, the number of candidates kept for each node; `nil` for 40 in graphs of up to 20 000 edges together
  /// and 20 in larger ones, where time counts for more.
  public var candidateCount: Int?

  /// Rounds in each direction before the first restart. Those after a restart are fewer.
  public var roundCount = 30

  /// What users need not know, and studies change.
  package var tuning = RefinementTuning()

  /// The options that measured best.
  public init() {}

  /// Throws if an option cannot be used.
  ///
  /// - Throws: ``/Options/OptionError`` with the option's name and value.
  public func validate() throws(OptionError) {
    for (name, value) in [
      ("candidateCount", candidateCount ?? 1), ("roundCount", roundCount),
    ] where !(1...10_000).contains(value) {
      throw OptionError(name: name, value: "\(value)", reason: "must be in 1 … 10000")
    }
  }

  /// α for these graphs, and no more than there are nodes.
  func width(_ source: Adjacency, _ target: Adjacency) -> Int {
    let edgeCount = (source.entryCount + target.entryCount) / 2
    let count = candidateCount ?? (edgeCount <= 20_000 ? 40 : 20)
    return min(count, max(source.nodeCount, target.nodeCount, 1))
  }
}

extension Refinement {
  private enum CodingKeys: CodingKey { case candidateCount, roundCount }

  /// Decodes options; what is not there has the value it has in `Refinement()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&candidateCount, .candidateCount)
    try values.update(&roundCount, .roundCount)
  }

  /// Refines an alignment, wherever it comes from.
  ///
  /// - Parameters:
  ///   - alignment: what is believed so far: candidates with similarities. Several for each node, with
  ///     similarities that say how they compare, are a far better start than one.
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - anchors: known correspondences.
  ///   - progress: is called on the calling thread after every round.
  /// - Returns: for each source node up to 2·α candidates. Similarities are between 0 and 1.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Precondition: the alignment is of these graphs.
  /// - Complexity: that of ``Refinement``
  public func refine(
    _ alignment: Alignment, source: Graph, target: Graph, anchors: AnchorLinks = .none,
    progress: (RefinementProgress) -> Void = { _ in }
  ) throws -> Alignment {
    try validate()
    let problem = try RobustProblem(source, target, anchors: anchors)
    problem.check(alignment)
    let stage = RefinementStage(self, problem)
    let rows = try stage.run(stage.start(from: alignment), progress)
    return Alignment(source, target, rows)
  }
}

/// Numbers of refinement that are the same for all graphs, as measured in “What each ingredient adds”.
package struct RefinementTuning: Sendable, Equatable {
  /// Rounds after each restart from anchors: mutual matches are nearly right, so fewer than at first.
  package var restartRoundCount = 12

  /// At most so many restarts; most graphs take one to four.
  package var restartLimit = 10

  /// q, the power of the Jaccard index; 0 stands for the raw count in RefiNA. With 2 fewer nodes are found.
  package var power = 4

  /// ε in the first round, where only neighbors count.
  package var firstEpsilon = 1.0

  /// ε in the last round, where nothing new comes in.
  package var lastEpsilon = 1e-5

  /// From this ε on only the candidates of a row are weighed, without the sums for all others: beside a candidate that
  /// has decided a row, a new one would need more than half of its Jaccard index to be kept.
  package var closingEpsilon = 1e-2

  /// Entries below this share of their row's largest are not propagated: they are many and say little.
  package var senderShare = 0.05

  /// A node of degree d propagates at most this number divided by d of its candidates, but at least three:
  /// hubs have many neighbors to tell, and many neighbors to be told by.
  package var propagationBudget = 400

  /// All rows together visit about this number of neighbors of their neighbors' matches in a round that lets in new
  /// candidates; each visits `leastVisitCount` at least.
  package var visitCount = 40_000_000

  /// See ``visitCount``.
  package var leastVisitCount = 4_000

  /// Scores below this share of their row's best are dropped: they would never be propagated.
  package var scoreFloor = 1e-3

  /// A row that has decided is not computed again while it and its neighbors change by less than this.
  package var tolerance = 0.05

  /// Restarts end when MNC grows by less than this; but not while anchors are few and multiply.
  package var growthLimit = 0.02

  /// How many neighbors of matches a row visits, of graphs with about so many nodes.
  func visitBudget(nodeCount: Int) -> Int { max(leastVisitCount, visitCount / max(nodeCount, 1)) }

  /// ε of round `round` out of `count`, counted from 0.
  func epsilon(round: Int, of count: Int) -> Float {
    let progress = count > 1 ? Double(round) / Double(count - 1) : 1
    return Float(firstEpsilon * pow(lastEpsilon / firstEpsilon, progress))
  }
}
