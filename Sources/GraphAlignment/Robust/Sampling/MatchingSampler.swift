public import Graphs
public import Options

/// Draws one-to-one matchings, and asks how often each pair was matched.
///
/// Under noise many matchings explain two graphs equally well, and the one found is only one of them. The best
/// guess for a node is not what the best matching gives it, but what most good matchings give it. Matchings are
/// drawn with a probability proportional to exp(β · edges kept) by several chains from one start. Each step
/// draws a node i, one of its neighbors u, and a target near the match of u; i takes that target and gives its
/// own to the node that had it. A step that loses ℓ edges is taken with probability exp(−β·ℓ).
///
///     P[i, x] = the share of steps during which i had x
///     S′ = (P + w·S) / (1 + w)
///
/// where S are the similarities before, which know better where the matching as a whole is wrong. So S′ is
/// also an estimate of how likely a match is.
///
/// This is Metropolis' algorithm (Hastings, Biometrika 1970, doi:10.1093/biomet/57.1.97), but for proposals
/// that are a little easier one way than the other. On graphs of up to 625 nodes there is time for chains of
/// eight temperatures that trade matchings (replica exchange); larger ones are sampled at one, and where the
/// time is too short for ten steps for each node, as with more than 100 000 nodes, nothing is sampled.
///
/// - Complexity: O(``effort`` · 2 · 10⁷ · d̄ · log d̄) time at most, O(chains · n) memory
public struct MatchingSampler: Sendable, Equatable, Codable {
  /// How long to sample: 4 takes four times as long as 1.
  public var effort = 1.0

  /// What users need not know, and studies change.
  package var tuning = SamplingTuning()

  /// A sampler of effort 1.
  public init() {}

  /// Throws if an option cannot be used.
  ///
  /// - Throws: ``/Options/OptionError`` with the option's name and value.
  public func validate() throws(OptionError) {
    guard effort > 0, effort <= 1000 else {
      throw OptionError(
        name: "effort", value: "\(effort)", reason: "must be above 0 and at most 1000")
    }
  }
}

extension MatchingSampler {
  private enum CodingKeys: CodingKey { case effort }

  /// Decodes options; what is not there has the value it has in `MatchingSampler()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&effort, .effort)
  }

  /// Says how likely the matches of an alignment are, and others near them.
  ///
  /// Chains start from the one-to-one matching that taking pairs from the most similar on gives.
  ///
  /// - Parameters:
  ///   - alignment: the alignment to start from.
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - anchors: hard ones keep their match.
  ///   - seed: decides what is drawn.
  ///   - progress: is called on the calling thread with the share that is done.
  /// - Returns: candidates with S′ as their similarity. It is a probability as far as chains have seen
  ///   enough, and as far as matchings that differ in many nodes at once are out of the question.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Precondition: the alignment is of these graphs.
  /// - Complexity: that of ``MatchingSampler``
  public func sample(
    _ alignment: Alignment, source: Graph, target: Graph, anchors: AnchorLinks = .none,
    seed: UInt64 = 1, progress: (Double) -> Void = { _ in }
  ) throws -> Alignment {
    try validate()
    let problem = try RobustProblem(source, target, anchors: anchors)
    problem.check(alignment)
    let rows = try SamplingStage(options: self, seed: seed).run(
      alignment.rows, problem, progress)
    return Alignment(source, target, rows)
  }
}
