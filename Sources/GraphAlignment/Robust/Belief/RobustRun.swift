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
  private var looks: (first: RobustSignatures, second: RobustSignatures)?

  init(_ aligner: RobustAligner, _ source: Graph, _ target: Graph, _ reporter: StageReporter) {
    (self.aligner, self.source, self.target) = (aligner, source, target)
    self.reporter = reporter
    graphs = [source.undirected, target.undirected]
  }

  /// Candidates by signature, and what refinement makes of them.
  func start(
    _ attributes: AttributeTable?, _ anchors: AnchorLinks, isFusing: Bool = false
  ) throws -> (similar: CandidateRows, lists: [[Candidate]]) {
    let refinement = aligner.refinement
    let looks = try signatures()
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

  /// Refines by edges alone, or from attributes where edges alone lead nowhere, and fuses the result with the rest.
  func fuse(
    _ refinement: Refinement, _ fusion: BeliefFusion, _ attributes: AttributeTable?,
    _ anchors: AnchorLinks, _ evidence: AlignmentEvidence
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
    var fuser = BeliefFuser(
      fusion, source: graphs[0], target: graphs[1], labels: nil, start: rows(lists), codes: codes,
      evidence: evidence)
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
