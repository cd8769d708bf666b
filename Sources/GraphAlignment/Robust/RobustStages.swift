internal import Graphs
internal import LinearAlgebra

/// The stages that see edges, as fusion and the aligner run them: once, or again with other anchors.
///
/// Signatures are computed once, whatever is asked.
final class RobustStages {
  /// What candidates by signature and the stages after them found.
  struct Structure {
    /// The nodes with the nearest signatures.
    let similar: CandidateRows
    /// What refinement and sampling made of them.
    let found: CandidateRows
  }

  let problem: RobustProblem
  let reporter: StageReporter
  private let aligner: RobustAligner
  private let helpers: (any RobustHelpers)?
  private var signatures: SignatureStage.Output?
  /// How often edges have been asked.
  private var structureCount = 0

  /// - Parameter helpers: other processes that compute rows; `nil` for none.
  init(
    _ aligner: RobustAligner, _ problem: RobustProblem, _ reporter: StageReporter,
    helpers: (any RobustHelpers)? = nil
  ) {
    (self.aligner, self.problem, self.reporter) = (aligner, problem, reporter)
    self.helpers = helpers
  }

  /// How fusion draws matchings; `nil` where nothing is to be sampled.
  var evidenceSampler: EvidenceSampler? {
    aligner.sampling.map { sampling in
      var sampler = EvidenceSampler()
      sampler.seed = aligner.seed
      sampler.scale(by: sampling.effort)
      return sampler
    }
  }

  /// A mapping that keeps all edges; `nil` where there is none, or something else than edges has a say.
  func isomorphism() throws -> CandidateRows? {
    let hasRelations =
      aligner.usesEdgeLabels && problem.source.relations != nil && problem.target.relations != nil
    guard problem.evidence.priors.isEmpty, !hasRelations else { return nil }
    return try reporter.run(.isomorphism) {
      IsomorphismStage(candidateCount: aligner.candidateCount, seed: aligner.seed).run(problem)
    }
  }

  /// The nodes with the nearest signatures, of both graphs.
  ///
  /// - Parameter byEdges: whether signatures know directions and weights.
  func similar(_ problem: RobustProblem, byEdges: Bool = false) throws -> TwoWayCandidates {
    let signatures = try signatureOutput(byEdges: byEdges)
    let count = max(1, min(aligner.candidateCount, problem.target.nodeCount))
    let width = aligner.refinement?.width(problem.sourceEdges, problem.targetEdges)
    let stage = CandidateStage(
      search: aligner.search, attributeWeight: aligner.attributeWeight,
      forwardCount: max(width ?? 0, count), backwardCount: width, helpers: helpers)
    return try reporter.run(.matching) { try stage.run(signatures, problem) }
  }

  /// Candidates, refinement and sampling.
  ///
  /// - Parameters:
  ///   - problem: the anchors and attributes that these stages may know of.
  ///   - isFusing: whether fusion comes after them.
  ///   - byEdges: whether signatures know directions and weights.
  func structure(
    _ problem: RobustProblem, isFusing: Bool = false, byEdges: Bool = false
  ) throws -> Structure {
    structureCount += 1
    let (count, sizes) = (structureCount, (problem.source.nodeCount, problem.target.nodeCount))
    let similar: TwoWayCandidates
    if let helpers,
      let forward = try helpers.kept("similar-\(count)", rowCount: sizes.0, columnCount: sizes.1),
      let backward = try helpers.kept("backward-\(count)", rowCount: sizes.1, columnCount: sizes.0)
    {
      if let found = try helpers.kept("refined-\(count)", rowCount: sizes.0, columnCount: sizes.1) {
        return Structure(similar: forward, found: found)
      }
      similar = TwoWayCandidates(forward: forward, backward: backward)
    } else {
      similar = try self.similar(problem, byEdges: byEdges)
      try helpers?.keep(similar.forward, "similar-\(count)")
      try helpers?.keep(similar.backward, "backward-\(count)")
    }
    let found = try refined(problem, similar, isFusing: isFusing)
    try helpers?.keep(found, "refined-\(count)")
    return Structure(similar: similar.forward, found: found)
  }

  /// Refinement and sampling of an alignment from elsewhere.
  func refined(_ problem: RobustProblem, from alignment: Alignment) throws -> CandidateRows {
    let stage = RefinementStage(aligner.refinement ?? Refinement(), problem)
    return try refined(problem, stage.start(from: alignment))
  }

  private func refined(
    _ problem: RobustProblem, _ start: TwoWayCandidates, isFusing: Bool = false
  ) throws -> CandidateRows {
    let refinement = RefinementStage(
      aligner.refinement ?? Refinement(), problem, helpers: helpers)
    let found = try reporter.run(.refinement) { report in
      try refinement.run(start) { report($0.fraction, $0.summary) }
    }
    guard var sampling = aligner.sampling, problem.attributes == nil else { return found }
    // With anchors chains have somewhere to go: they are worth more steps.
    if isFusing, !problem.anchors.pairs.isEmpty { sampling.tuning.lengthen() }
    return try reporter.run(.sampling) { report in
      try SamplingStage(options: sampling, seed: aligner.seed).run(found, problem) {
        report($0, nil)
      }
    }
  }

  /// As many candidates for each node as asked for.
  func filled(_ structure: Structure) throws -> CandidateRows {
    FillingStage(candidateCount: aligner.candidateCount)
      .run(structure.found, from: structure.similar, problem)
  }

  private func signatureOutput(byEdges: Bool) throws -> SignatureStage.Output {
    let stage = SignatureStage(
      options: aligner.signatures, looksTwice: aligner.refinement != nil, helpers: helpers)
    let plain = try signatures ?? reporter.run(.signatures) { try stage.run(problem) }
    signatures = plain
    return byEdges ? stage.addingEdges(to: plain, problem) : plain
  }
}

extension SamplingTuning {
  /// Lets chains of one temperature run four times as long, and others twice.
  fileprivate mutating func lengthen() {
    sweepCount = min(4 * sweepCount, 1_000_000)
    proposalLimit = 4 * min(proposalLimit, Int.max / 16)
    workLimit = 2 * min(workLimit, Int.max / 4)
    exchange?.proposalLimit *= 2
  }
}
