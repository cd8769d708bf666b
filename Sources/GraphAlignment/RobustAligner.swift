public import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

/// Aligns graphs that differ: robust signatures, candidates in signature space, and refinement.
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
///   O(n log n) where they have structure, and ``Refinement``.
public struct RobustAligner: GraphAligner, Sendable, Equatable, Codable {
  /// How surroundings become signatures.
  public var signatures = RobustSignatureOptions()

  /// How candidates become matches; `nil` to leave them as they are.
  public var refinement: Refinement? = Refinement()

  /// How evidence beside edges is fused with the result; `nil` to leave it to candidates and refinement. Without
  /// attributes, anchors and similarities from elsewhere there is nothing to fuse.
  public var fusion: BeliefFusion? = BeliefFusion()

  /// γ_a: a disagreement in attributes lowers the weight of a candidate by exp(−γ_a).
  public var attributeWeight = 1.0

  /// The number of candidates for each source node in the result. More than the target has nodes means all.
  public var candidateCount = 10

  /// How nearest signatures are found. The answer is the same.
  public var search = SearchMethod.automatic

  public init() {}

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    try signatures.validate()
    try refinement?.validate()
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

  public func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try align(source, to: target, anchors: .none, progress: progress)
  }

  /// Aligns two graphs of which some correspondences are known.
  ///
  /// - Throws: ``Graphs/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  public func align(
    _ source: Graph, to target: Graph, anchors: AnchorLinks,
    progress: (AlignmentProgress) -> Void = { _ in }
  ) throws -> Alignment {
    let confidence = anchors.strength == .hard ? 1 : AlignmentEvidence.softConfidence
    let evidence = AlignmentEvidence(
      anchors: anchors.pairs.map {
        WeightedAnchor(source: $0.source, target: $0.target, confidence: confidence)
      })
    return try align(source, to: target, anchors: anchors, evidence: evidence, progress: progress)
  }

  /// Aligns two graphs with everything that is known of them.
  ///
  /// - Throws: ``Graphs/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  public func align(
    _ source: Graph, to target: Graph, evidence: AlignmentEvidence,
    progress: (AlignmentProgress) -> Void = { _ in }
  ) throws -> Alignment {
    let certain = evidence.anchors.filter { $0.confidence == 1 }
    return try align(
      source, to: target, anchors: AnchorLinks(certain.map { ($0.source, $0.target) }),
      evidence: evidence, progress: progress)
  }

  private func align(
    _ source: Graph, to target: Graph, anchors: AnchorLinks, evidence: AlignmentEvidence,
    progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try validate()
    return try withoutActuallyEscaping(progress) { progress in
      let reporter = StageReporter(progress: progress)
      let attributes = try AttributeTable([source, target])
      let run = RobustRun(self, source, target, reporter)
      guard let refinement, let fusion, attributes != nil || !evidence.isEmpty else {
        let (similar, lists) = try run.start(attributes, anchors)
        return Alignment(
          source, target, refinement == nil ? lists : fill(lists, from: similar, anchors))
      }
      return try run.fuse(refinement, fusion, attributes, anchors, evidence)
    }
  }
}

extension RobustAligner {
  /// Fills lists that refinement left short with the nodes of the most similar signatures.
  ///
  /// Refinement keeps only what it believes in; whoever asks for ten candidates gets ten. What is filled in
  /// has a millionth of its weight, so that it comes last.
  func fill(
    _ lists: [[Candidate]], from similar: CandidateRows, _ anchors: AnchorLinks
  ) -> [[Candidate]] {
    let owners = anchors.owners(targetCount: similar.columnCount)
    return lists.enumerated().map { source, list in
      var list = Array(list.prefix(candidateCount))
      for place in similar.places(of: source) where list.count < candidateCount {
        let target = Int(similar.ids[place])
        guard !list.contains(where: { $0.target == target }), owners?[target] ?? -1 < 0 else {
          continue
        }
        let most = list.last?.similarity ?? 1
        list.append(
          Candidate(target: target, similarity: min(most, 1e-6 * similar.values[place])))
      }
      return list
    }
  }
}

extension RefinementProgress {
  /// A sentence about the matches so far, before each restart.
  public var summary: String? {
    guard let anchorCount, let consistency else { return nil }
    let share = (1000 * consistency).rounded() / 1000
    return "after \(restart) restarts \(anchorCount) mutual matches, MNC \(share)"
  }

  /// How much of the work may be done: a guess, since nobody knows how many restarts there will be. Most
  /// graphs take one to four.
  public var fraction: Double {
    min(0.99, (Double(restart) + Double(round) / Double(max(roundCount, 1))) / 4)
  }
}
