internal import Graphs
internal import LinearAlgebra

/// One alignment by ``RobustAligner``: its stages, and what later ones need of earlier ones.
final class RobustRun {
  /// Up to so many edges of both graphs refinement is repeated with anchors that were hidden.
  private static let restartLimit = 60_000
  private let aligner: RobustAligner
  private let source, target: Graph
  private let graphs: [Adjacency]
  private let reporter: StageReporter
  /// Labels that tell less than so many nats about an edge are taken for noise.
  private static let leastInformation = 0.05
  private var looks: (first: RobustSignatures, second: RobustSignatures)?

  init(_ aligner: RobustAligner, _ source: Graph, _ target: Graph, _ reporter: StageReporter) {
    (self.aligner, self.source, self.target) = (aligner, source, target)
    self.reporter = reporter
    graphs = [source.undirected, target.undirected]
  }

  /// Candidates by signature, and what refinement makes of them.
  func start(
    _ attributes: AttributeTable?, _ anchors: AnchorLinks, isFusing: Bool = false,
    byEdges: Bool = false
  ) throws -> (similar: CandidateRows, lists: [[Candidate]]) {
    let refinement = aligner.refinement
    let looks = byEdges ? try edgeSignatures() : try signatures()
    let candidateCount = max(1, min(aligner.candidateCount, target.nodeCount))
    let width = refinement?.width(graphs[0], graphs[1]) ?? candidateCount
    func search(_ count: Int) -> CandidateSearch {
      CandidateSearch(
        method: aligner.search, count: count, attributes: attributes,
        attributeWeight: aligner.attributeWeight, sourceCount: source.nodeCount)
    }
    let (similar, backward) = try reporter.run(.matching) {
      let similar = search(max(width, candidateCount))
        .candidates(of: looks.first.rows[0], among: looks.first.rows[1])
      guard refinement != nil else { return (similar, similar) }
      return (
        similar,
        search(width)
          .candidates(of: looks.second.rows[1], among: looks.second.rows[0], isReversed: true)
      )
    }
    guard var refinement else { return (similar, similar.lists()) }
    // Samples see edges only, and would undo what attributes say.
    if attributes != nil { refinement.sampling = nil }
    // With anchors walks have somewhere to go: they are worth more steps.
    if isFusing, !anchors.pairs.isEmpty, var sampling = refinement.sampling {
      sampling.sweepCount = min(4 * sampling.sweepCount, 1_000_000)
      sampling.proposalLimit = 4 * min(sampling.proposalLimit, Int.max / 16)
      sampling.tempering?.proposalLimit *= 2
      refinement.sampling = sampling
    }
    let lists = try reporter.run(.refinement) { report in
      try refinement.refine(
        similar.narrowed(to: width), backward, graphs[0], graphs[1], anchors
      ) { step in
        report(step.fraction, step.summary)
      }
    }
    return (similar, lists)
  }

  private func signatures() throws -> (first: RobustSignatures, second: RobustSignatures) {
    if let looks { return looks }
    let made = try reporter.run(.signatures) {
      let hops = aligner.signatures.hopCounts(graphs)
      let first = RobustSignatures(
        of: graphs, hopCount: hops.first, options: aligner.signatures)
      guard aligner.refinement != nil, hops.second != hops.first else { return (first, first) }
      let second = RobustSignatures(
        of: graphs, hopCount: hops.second, options: aligner.signatures)
      return (first, second)
    }
    looks = (made.0, made.1)
    return (made.0, made.1)
  }

  /// Signatures that know directions and weights.
  private func edgeSignatures() throws -> (first: RobustSignatures, second: RobustSignatures) {
    let plain = try signatures()
    let options = aligner.signatures
    let both = [source, target]
    return (
      plain.first.addingEdges(of: both, options: options) ?? plain.first,
      plain.second.addingEdges(of: both, options: options) ?? plain.second
    )
  }

  /// Pairs of nodes that nothing but each other looks like, however far one looks, directions considered.
  ///
  /// In a graph and a renumbered copy that is whatever color refinement tells apart. If graphs differ in a few
  /// edges, hardly a node is left, and then there are no pairs: they would be the odd ones.
  private func equalSurroundings() -> AnchorLinks {
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

  /// Starts again by directions and weights, and keeps the start whose edges agree better.
  ///
  /// Where structure is symmetric, edges alone match a path backwards as well as forwards; and where directions
  /// and weights are noise, they lead nowhere.
  ///
  /// - Returns: also what labels tell about an edge, in nats.
  private func startByEdges(
    _ plain: (similar: CandidateRows, lists: [[Candidate]]), _ attributes: AttributeTable?,
    _ anchors: AnchorLinks, _ labelings: (source: EdgeLabeling, target: EdgeLabeling)
  ) throws -> (similar: CandidateRows, lists: [[Candidate]], information: Double) {
    func agreement(_ lists: [[Candidate]]) -> (score: Double, information: Double) {
      let beliefs = rows(lists)
      let ratios = EdgeRatios(
        .init(
          beliefs.mutualPairs(beliefs.transposed(), atLeast: 0)
            .map { MatchedPair(source: $0.source, target: $0.target, weight: 1) },
          sourceCount: source.nodeCount), source: graphs[0], labelings.source, target: graphs[1],
        labelings.target)
      // That an edge is there at all tells a few nats, whatever it is like.
      return (ratios.correspondingCount * (3 + ratios.information), ratios.information)
    }
    let own = agreement(plain.lists)
    guard anchors.pairs.isEmpty, source.isDirected || source.isWeighted else {
      return (plain.similar, plain.lists, own.information)
    }
    let other = try start(attributes, equalSurroundings(), byEdges: true)
    let found = agreement(other.lists)
    return found.score >= own.score * (1 - 1e-6)
      ? (other.similar, other.lists, found.information)
      : (plain.similar, plain.lists, own.information)
  }

  /// Refines by edges alone, or from attributes where edges alone lead nowhere, and fuses the result with the rest.
  func fuse(
    _ refinement: Refinement, _ fusion: BeliefFusion, _ attributes: AttributeTable?,
    _ anchors: AnchorLinks, _ evidence: AlignmentEvidence,
    _ labelings: (source: EdgeLabeling, target: EdgeLabeling)?
  ) throws -> Alignment {
    let codes = try AttributeCodes(source.attributes, target.attributes)
    // Hidden anchors are hidden from refinement, too: else its result would seem better than it is.
    var visible = anchors
    if anchors.strength == .hard {
      let shown = evidence.split(graphs[0], graphs[1]).shown
      visible = AnchorLinks(shown.map { ($0.source, $0.target) })
    }
    var (similar, lists) = try start(nil, visible, isFusing: true)
    if codes == nil, evidence.anchors.isEmpty, !evidence.priors.isEmpty {
      // A prior that edges bear out is worth more than matches that it knows no more than any others.
      let bare = rows(lists)
      let pairs = bare.mutualPairs(bare.transposed(), atLeast: 0.01)
      let contradicts = evidence.priors.contains { prior in
        prior.isBorneOut(by: graphs[0], graphs[1])
          && !prior.agrees(with: pairs, source.nodeCount, target.nodeCount)
      }
      if contradicts { lists = lists.map { _ in [] } }
    }
    if let codes, evidence.anchors.isEmpty {
      let bare = rows(lists)
      let pairs = bare.mutualPairs(bare.transposed(), atLeast: 0.01)
      if !AttributeEvidence(codes, learnedFrom: pairs).isInformative {
        let (otherSimilar, otherLists) = try start(attributes, visible)
        if keptEdges(rows(otherLists)) > keptEdges(bare) {
          (similar, lists) = (otherSimilar, otherLists)
        }
      }
    }
    if let labelings {
      let chosen = try startByEdges((similar, lists), nil, visible, labelings)
      (similar, lists) = (chosen.similar, chosen.lists)
      if codes == nil, evidence.isEmpty, chosen.information < Self.leastInformation {
        return Alignment(source, target, aligner.fill(lists, from: similar, anchors))
      }
    }
    var fuser = BeliefFuser(
      fusion, source: graphs[0], target: graphs[1], labels: nil, labelings: labelings,
      start: rows(lists), codes: codes, evidence: evidence)
    // In large graphs refinement takes longest: there its first result has to do.
    let edgeCount = (graphs[0].entryCount + graphs[1].entryCount) / 2
    let repeats = visible != anchors && edgeCount <= Self.restartLimit
    let fused = try reporter.run(.fusion) { report in
      try fuser.run(restart: {
        guard repeats else { return nil }
        let again = try start(nil, anchors, isFusing: true)
        similar = again.similar
        return rows(again.lists)
      }) { report($0, $1) }
    }
    let candidates = fused.rows.lists().map { list in
      list.map { Candidate(target: Int($0.id), similarity: $0.value) }
    }
    let filled = aligner.fill(candidates, from: similar, anchors)
    var alignment = Alignment(source, target, filled)
    alignment.notes = fused.notes
    return alignment
  }

  private func rows(_ lists: [[Candidate]]) -> BeliefRows {
    BeliefRows(
      lists.map { list in list.map { (Int32($0.target), $0.similarity) } },
      columnCount: target.nodeCount)
  }

  /// How many source edges the mutual pairs of a belief keep.
  private func keptEdges(_ rows: BeliefRows) -> Int {
    var match = [Int](repeating: -1, count: source.nodeCount)
    for pair in rows.mutualPairs(rows.transposed(), atLeast: 0) { match[pair.source] = pair.target }
    var kept = 0
    for i in match.indices where match[i] >= 0 {
      for entry in graphs[0].offsets[i]..<graphs[0].offsets[i + 1] {
        let other = match[Int(graphs[0].neighbors[entry])]
        if other >= 0, graphs[1].contains(match[i], other) { kept += 1 }
      }
    }
    return kept / 2
  }
}
