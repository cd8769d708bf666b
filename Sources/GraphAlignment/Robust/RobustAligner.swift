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
/// taken from the graphs themselves. Edges count without direction and weight.
///
/// - Complexity: O(n · nodes within K − 1 steps · degree) for the signatures, a search that is near
///   O(n log n) where they have structure, ``Refinement`` and ``MatchingSampler``.
public struct RobustAligner: GraphAligner, Sendable, Equatable, Codable {
  /// How surroundings become signatures.
  public var signatures = RobustSignatureOptions()

  /// How candidates become matches; `nil` to leave them as they are, and then nothing is sampled either.
  public var refinement: Refinement? = Refinement()

  /// How matches become likely ones, after refinement; `nil` to leave them as they are. With attributes
  /// nothing is sampled: matchings are judged by the edges they keep, and would undo what attributes say.
  public var sampling: MatchingSampler? = MatchingSampler()

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
  /// - Throws: ``Options/OptionError`` with the option's name and value.
  public func validate() throws(OptionError) {
    try signatures.validate()
    try refinement?.validate()
    try sampling?.validate()
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
  /// - Parameter progress: is called on the calling thread as work proceeds.
  /// - Throws: ``Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Complexity: that of ``RobustAligner``
  public func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try align(source, to: target, anchors: .none, progress: progress)
  }

  /// Aligns two graphs of which some correspondences are known.
  ///
  /// - Parameter progress: is called on the calling thread as work proceeds.
  /// - Throws: ``Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Complexity: that of ``RobustAligner``
  public func align(
    _ source: Graph, to target: Graph, anchors: AnchorLinks,
    progress: (AlignmentProgress) -> Void = { _ in }
  ) throws -> Alignment {
    try validate()
    let problem = try RobustProblem(source, target, anchors: anchors)
    return try withoutActuallyEscaping(progress) { progress in
      let reporter = StageReporter(progress: progress)
      if refinement != nil, let rows = try isomorphism(problem, reporter) {
        return Alignment(source, target, rows)
      }
      let signatures = try reporter.run(.signatures) { signatureStage.run(problem) }
      let similar = try reporter.run(.matching) {
        candidateStage(problem).run(signatures, problem)
      }
      guard let refinement else { return Alignment(source, target, similar.forward) }
      let rows = try refined(similar, RefinementStage(refinement, problem), problem, reporter)
      let filling = FillingStage(candidateCount: candidateCount)
      return Alignment(source, target, filling.run(rows, from: similar.forward, problem))
    }
  }

  /// Improves an alignment, wherever it comes from, by the stages that follow the search for candidates.
  ///
  /// - Parameters:
  ///   - alignment: what is believed so far; see ``Refinement/refine(_:source:target:anchors:progress:)``.
  ///   - anchors: known correspondences.
  ///   - progress: is called on the calling thread as work proceeds.
  /// - Returns: for each source node the candidates found, best first; ``candidateCount`` does not matter.
  /// - Throws: ``Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Precondition: the alignment is of these graphs.
  /// - Complexity: that of ``Refinement`` and ``MatchingSampler``
  public func refine(
    _ alignment: Alignment, source: Graph, target: Graph, anchors: AnchorLinks = .none,
    progress: (AlignmentProgress) -> Void = { _ in }
  ) throws -> Alignment {
    try validate()
    let problem = try RobustProblem(source, target, anchors: anchors)
    problem.check(alignment)
    guard let refinement else { return alignment }
    return try withoutActuallyEscaping(progress) { progress in
      let stage = RefinementStage(refinement, problem)
      let rows = try refined(
        stage.start(from: alignment), stage, problem, StageReporter(progress: progress))
      return Alignment(source, target, rows)
    }
  }

  /// The stages from candidates in both directions on: refinement, sampling.
  private func refined(
    _ start: TwoWayCandidates, _ refinement: RefinementStage, _ problem: RobustProblem,
    _ reporter: StageReporter
  ) throws -> CandidateRows {
    let found = try reporter.run(.refinement) { report in
      try refinement.run(start) { report($0.fraction, $0.summary) }
    }
    guard let sampling, problem.attributes == nil else { return found }
    return try reporter.run(.sampling) { report in
      try SamplingStage(options: sampling, seed: seed).run(found, problem) { report($0, nil) }
    }
  }

  private func isomorphism(
    _ problem: RobustProblem, _ reporter: StageReporter
  ) throws -> CandidateRows? {
    try reporter.run(.isomorphism) {
      IsomorphismStage(candidateCount: candidateCount, seed: seed).run(problem)
    }
  }

  private var signatureStage: SignatureStage {
    SignatureStage(options: signatures, looksTwice: refinement != nil)
  }

  private func candidateStage(_ problem: RobustProblem) -> CandidateStage {
    let count = max(1, min(candidateCount, problem.target.nodeCount))
    let width = refinement?.width(problem.sourceEdges, problem.targetEdges)
    return CandidateStage(
      search: search, attributeWeight: attributeWeight, forwardCount: max(width ?? 0, count),
      backwardCount: width)
  }
}
