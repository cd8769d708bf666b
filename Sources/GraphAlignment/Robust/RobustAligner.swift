public import Graphs
public import Options

/// Aligns graphs that differ: robust signatures, candidates in signature space, refinement and sampling.
///
/// ```swift
/// let alignment = try RobustAligner().align(source, to: target)
/// let oneToOne = alignment.assigned(by: .greedy)
/// ```
///
/// There is one set of options for all graphs; what has to differ, such as how far signatures look, is
/// taken from the graphs themselves. Where both graphs have directions, weights or relations, how these
/// correspond is learned from the matches; where they are noise they do not count.
///
/// - Complexity: O(n · nodes within K − 1 steps · degree) for the signatures, a search that is near
///   O(n log n) where they have structure, ``Refinement`` and ``MatchingSampler``.
public struct RobustAligner: GraphAligner, Sendable, Equatable, Codable {
  /// How surroundings become signatures.
  public var signatures = RobustSignatureOptions()

  /// How candidates become matches; `nil` to leave them as they are, and then nothing is sampled either.
  public var refinement: Refinement? = Refinement()

  /// How matches become likely ones, after refinement; `nil` to leave them as they are. With attributes and
  /// without fusion nothing is sampled: matchings are judged by the edges they keep, and would undo what
  /// attributes say.
  public var sampling: MatchingSampler? = MatchingSampler()

  /// How evidence beside edges is fused with the result; `nil` to leave it to candidates and refinement. Without
  /// attributes, anchors, similarities from elsewhere and kinds of edges there is nothing to fuse.
  public var fusion: BeliefFusion? = BeliefFusion()

  /// Whether directions, weights and relations count where both graphs have them; they count by fusion, as far
  /// as they turn out to correspond.
  public var usesEdgeLabels = true

  /// γ_a: a disagreement in attributes lowers the weight of a candidate by exp(−γ_a).
  public var attributeWeight = 1.0

  /// The number of candidates for each source node in the result. More than the target has nodes means all.
  public var candidateCount = 10

  /// How nearest signatures are found. The answer is the same.
  public var search = SearchMethod.automatic

  /// Decides what is sampled. The same seed gives the same alignment.
  public var seed: UInt64 = 1

  /// The options that measured best.
  public init() {}

  /// Throws if an option cannot be used.
  ///
  /// - Throws: ``/Options/OptionError`` with the option's name and value.
  public func validate() throws(OptionError) {
    try signatures.validate()
    try refinement?.validate()
    try sampling?.validate()
    try fusion?.validate()
    guard attributeWeight >= 0, attributeWeight.isFinite else {
      throw OptionError(
        name: "attributeWeight", value: "\(attributeWeight)",
        reason: "must be finite and at least 0")
    }
    guard candidateCount >= 1 else {
      throw OptionError(
        name: "candidateCount", value: "\(candidateCount)", reason: "must be at least 1")
    }
  }
}

extension RobustAligner {
  /// Finds, for each node of `source`, the ``candidateCount`` nodes of `target` that correspond most likely.
  ///
  /// - Parameters:
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - progress: is called on the calling thread as work proceeds.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Complexity: that of ``RobustAligner``
  public func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try align(source, to: target, anchors: .none, progress: progress)
  }

  /// Aligns two graphs of which some correspondences are known.
  ///
  /// - Parameters:
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - anchors: known correspondences.
  ///   - progress: is called on the calling thread as work proceeds.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Complexity: that of ``RobustAligner``
  public func align(
    _ source: Graph, to target: Graph, anchors: AnchorLinks,
    progress: (AlignmentProgress) -> Void = { _ in }
  ) throws -> Alignment {
    let confidence = anchors.strength == .hard ? 1 : AlignmentEvidence.softConfidence
    let evidence = AlignmentEvidence(
      anchors: anchors.pairs.map {
        WeightedAnchor(source: $0.source, target: $0.target, confidence: confidence)
      })
    return try align(
      RobustProblem(source, target, anchors: anchors, evidence: evidence), progress)
  }

  /// Aligns two graphs with everything that is known of them.
  ///
  /// - Parameters:
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - evidence: anchors with confidences, and similarities from elsewhere; attributes are those of the graphs.
  ///   - progress: is called on the calling thread as work proceeds.
  /// - Returns: candidates whose similarity is the chance that they are right.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Complexity: that of ``RobustAligner`` and ``BeliefFusion``
  public func align(
    _ source: Graph, to target: Graph, evidence: AlignmentEvidence,
    progress: (AlignmentProgress) -> Void = { _ in }
  ) throws -> Alignment {
    return try align(source, to: target, evidence: evidence, helpers: nil, progress: progress)
  }

  /// The same with the help of other processes.
  ///
  /// - Parameter helpers: who computes rows of signatures, candidates and refinement; `nil` for nobody else.
  package func align(
    _ source: Graph, to target: Graph, evidence: AlignmentEvidence,
    helpers: (any RobustHelpers)?, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try align(
      RobustProblem(
        source, target, anchors: AnchorLinks(evidence.certainPairs), evidence: evidence),
      helpers: helpers, progress)
  }

  /// The stages, one after the other.
  private func align(
    _ problem: RobustProblem, helpers: (any RobustHelpers)? = nil,
    _ progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try validate()
    let (source, target) = (problem.source, problem.target)
    return try withoutActuallyEscaping(progress) { progress in
      let stages = RobustStages(
        self, problem, StageReporter(progress: progress), helpers: helpers)
      guard refinement != nil else {
        return Alignment(source, target, try stages.similar(problem).forward)
      }
      if let rows = try stages.isomorphism() { return Alignment(source, target, rows) }
      if let fusion, let stage = try FusionStage(fusion, stages, usesEdgeLabels: usesEdgeLabels) {
        return try stage.run().calibrated(problem)
      }
      return Alignment(source, target, try stages.filled(try stages.structure(problem)))
        .calibrated(problem)
    }
  }
}
