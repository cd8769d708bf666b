internal import Graphs

/// The stage that fuses edges with everything else that is known of a pair: attributes, anchors, similarities from
/// elsewhere, and what edges are like.
///
/// It decides what the stages before it may know, since what they are to be judged by must be hidden from them.
struct FusionStage {
  private let options: BeliefFusion
  private let stages: RobustStages
  private let problem: RobustProblem
  private let codes: AttributeCodes?
  private let labelings: (source: EdgeLabeling, target: EdgeLabeling)?

  /// Up to so many edges of both graphs refinement is repeated with anchors that were hidden: in larger ones it
  /// takes longest, and its first result has to do.
  private static let restartLimit = 60_000

  /// Labels that tell less than so many nats about an edge are taken for noise.
  private static let leastInformation = 0.05

  /// After so many rounds with all that is known the matches that teach names are found: in later ones few change.
  private static let teachingRoundCount = 2

  /// Matches teach names of another language from this chance on: few of those are wrong.
  private static let leastTaughtChance: Float = 0.8

  /// - Returns: `nil` if there is nothing to fuse.
  /// - Throws: ``/Options/OptionError`` for attributes that cannot be compared.
  init?(_ options: BeliefFusion, _ stages: RobustStages, usesEdgeLabels: Bool) throws {
    (self.options, self.stages, problem) = (options, stages, stages.problem)
    codes = try AttributeCodes(problem.source.attributes, problem.target.attributes)
    labelings = usesEdgeLabels ? EdgeLabeling.labels(of: problem.source, problem.target) : nil
    guard codes != nil || !problem.evidence.isEmpty || labelings != nil else { return nil }
  }

  /// Refines by edges alone, or from attributes where edges alone lead nowhere, and fuses the result with the rest.
  func run() throws -> Alignment {
    let (source, target) = (problem.source, problem.target)
    let (evidence, anchors) = (problem.evidence, problem.anchors)
    // Hidden anchors are hidden from refinement, too: else its result would seem better than it is.
    var visible = anchors
    if anchors.strength == .hard {
      let shown = evidence.split(problem.sourceEdges, problem.targetEdges).shown
      visible = AnchorLinks(shown.map { ($0.source, $0.target) })
    }
    var structure = try stages.structure(
      problem.seeing(visible, attributes: false), isFusing: true)
    var start = structure.found.bestFirst
    if contradictsPrior(start) { start = structure.found.filtered { _ in false } }
    if let other = try startByAttributes(start, visible) {
      (structure, start) = (other, other.found.bestFirst)
    }
    if let labelings {
      let chosen = try startByEdges(structure, start, visible, labelings)
      (structure, start) = (chosen.structure, chosen.start)
      if codes == nil, evidence.isEmpty, chosen.information < Self.leastInformation {
        return Alignment(source, target, try stages.filled(structure))
      }
    }
    let edgeCount = (problem.sourceEdges.entryCount + problem.targetEdges.entryCount) / 2
    let repeats = visible != anchors && edgeCount <= Self.restartLimit
    var restarted: CandidateRows?
    func fused(with evidence: AlignmentEvidence, draws: Bool) throws -> FusedBelief {
      var options = options
      if !draws { options.roundCount = min(options.roundCount, Self.teachingRoundCount) }
      var fuser = BeliefFuser(
        options, source: problem.sourceEdges, target: problem.targetEdges, labels: nil,
        labelings: labelings, start: start, codes: codes, evidence: evidence,
        sampler: draws ? stages.evidenceSampler : nil)
      return try stages.reporter.run(.fusion) { report in
        try fuser.run(restart: {
          guard repeats, restarted == nil else { return restarted }
          structure = try stages.structure(
            problem.seeing(anchors, attributes: false), isFusing: true)
          restarted = structure.found.bestFirst
          return restarted
        }) { report($0, $1) }
      }
    }
    let known = isTaught ? taught(by: try fused(with: evidence, draws: false).rows) : evidence
    let result = try fused(with: known, draws: true)
    let rows = try stages.filled(
      .init(similar: structure.similar, found: result.rows))
    var alignment = Alignment(source, target, rows, notes: result.notes)
    alignment.unmatchedChances = result.alone.map { Float($0) }
    return alignment
  }

  /// Whether there are names in another language, of which matches can teach more than anchors do.
  private var isTaught: Bool { problem.evidence.priors.contains { $0.translatedNames != nil } }

  /// What is known, with names in another language compared by what the matches found teach, too.
  private func taught(by rows: CandidateRows) -> AlignmentEvidence {
    var evidence = problem.evidence
    let certain = evidence.certainPairs
    let isKnown = Set(certain.map(\.source))
    let found = rows.mutualPairs(rows.transposedBestFirst(), atLeast: Self.leastTaughtChance)
      .filter { !isKnown.contains($0.source) }.map { (source: $0.source, target: $0.target) }
    evidence.priors = evidence.priors.map { $0.taught(by: certain + found) ?? $0 }
    return evidence
  }

  /// Whether a prior that edges bear out knows these matches no more than any others.
  private func contradictsPrior(_ start: CandidateRows) -> Bool {
    let evidence = problem.evidence
    guard codes == nil, evidence.anchors.isEmpty, !evidence.priors.isEmpty else { return false }
    let pairs = start.mutualPairs(start.transposedBestFirst(), atLeast: 0.01)
    return evidence.priors.contains { prior in
      prior.isBorneOut(by: problem.sourceEdges, problem.targetEdges)
        && !prior.agrees(with: pairs, problem.source.nodeCount, problem.target.nodeCount)
    }
  }

  /// Starts again from attributes if matches by edges alone teach nothing about them, and if that keeps more edges.
  private func startByAttributes(
    _ start: CandidateRows, _ visible: AnchorLinks
  ) throws -> RobustStages.Structure? {
    guard let codes, problem.evidence.anchors.isEmpty else { return nil }
    let pairs = start.mutualPairs(start.transposedBestFirst(), atLeast: 0.01)
    guard !AttributeEvidence(codes, learnedFrom: pairs).isInformative else { return nil }
    let other = try stages.structure(problem.seeing(visible, attributes: true))
    return keptEdges(other.found.bestFirst) > keptEdges(start) ? other : nil
  }

  /// How many source edges the mutual pairs of a belief keep.
  private func keptEdges(_ rows: CandidateRows) -> Int {
    let (edges, others) = (problem.sourceEdges, problem.targetEdges)
    var match = [Int](repeating: -1, count: edges.nodeCount)
    for pair in rows.mutualPairs(rows.transposedBestFirst(), atLeast: 0) { match[pair.source] = pair.target }
    var kept = 0
    for i in match.indices where match[i] >= 0 {
      for entry in edges.offsets[i]..<edges.offsets[i + 1] {
        let other = match[Int(edges.neighbors[entry])]
        if other >= 0, others.contains(match[i], other) { kept += 1 }
      }
    }
    return kept / 2
  }

  /// Starts again by directions and weights, and keeps the start whose edges agree better.
  ///
  /// Where structure is symmetric, edges alone match a path backwards as well as forwards; and where directions
  /// and weights are noise, they lead nowhere.
  ///
  /// - Returns: also what labels tell about an edge, in nats.
  private func startByEdges(
    _ plain: RobustStages.Structure, _ start: CandidateRows, _ anchors: AnchorLinks,
    _ labelings: (source: EdgeLabeling, target: EdgeLabeling)
  ) throws -> (structure: RobustStages.Structure, start: CandidateRows, information: Double) {
    func agreement(_ beliefs: CandidateRows) -> (score: Double, information: Double) {
      let pairs = beliefs.mutualPairs(beliefs.transposedBestFirst(), atLeast: 0)
        .map { MatchedPair(source: $0.source, target: $0.target, weight: 1) }
      let ratios = EdgeRatios(
        .init(pairs, sourceCount: problem.source.nodeCount), source: problem.sourceEdges,
        labelings.source, target: problem.targetEdges, labelings.target)
      // That an edge is there at all tells a few nats, whatever it is like.
      return (ratios.correspondingCount * (3 + ratios.information), ratios.information)
    }
    let own = agreement(start)
    guard anchors.pairs.isEmpty, problem.source.isDirected || problem.source.isWeighted else {
      return (plain, start, own.information)
    }
    let other = try stages.structure(
      problem.seeing(equalSurroundings(), attributes: false), byEdges: true)
    let otherStart = other.found.bestFirst
    let found = agreement(otherStart)
    return found.score >= own.score * (1 - 1e-6)
      ? (other, otherStart, found.information) : (plain, start, own.information)
  }

  /// Pairs of nodes that nothing but each other looks like, however far one looks, directions considered.
  ///
  /// In a graph and a renumbered copy that is whatever color refinement tells apart. If graphs differ in a few
  /// edges, hardly a node is left, and then there are no pairs: they would be the odd ones.
  private func equalSurroundings() -> AnchorLinks {
    let (source, target) = (problem.source, problem.target)
    let (first, second) = (source.edgeList(), target.edgeList())
    let shift = Int32(source.nodeCount)
    let both = Graph(
      nodeCount: source.nodeCount + target.nodeCount,
      sources: first.sources + second.sources.map { $0 + shift },
      targets: first.targets + second.targets.map { $0 + shift },
      isDirected: source.isDirected && target.isDirected)
    let colors = ColorRefinement(of: both)
    var owners = [(source: Int, target: Int)](repeating: (-1, -1), count: colors.classCount)
    for (node, color) in colors.classes.enumerated() {
      if node < source.nodeCount {
        owners[color].source = owners[color].source == -1 ? node : -2
      } else {
        owners[color].target = owners[color].target == -1 ? node - source.nodeCount : -2
      }
    }
    let pairs = owners.filter { $0.source >= 0 && $0.target >= 0 }
    guard 10 * pairs.count >= min(source.nodeCount, target.nodeCount) else { return .none }
    return AnchorLinks(pairs, strength: .soft)
  }
}
