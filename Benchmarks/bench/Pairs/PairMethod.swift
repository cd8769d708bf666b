internal import AlignmentBaselines
internal import GraphAlignment
internal import Graphs

/// An aligner, and the evidence that it can use.
struct PairMethod {
  let name: String
  let usable: Set<Ingredient>
  /// Whether its similarities are meant as probabilities, and so can be calibrated.
  let givesProbabilities: Bool
  let align: (PairData) throws -> Alignment

  static var all: [PairMethod] {
    var (isoRank, final) = (IsoRank(), FINAL())
    isoRank.iteration.candidateCount = 10
    final.iteration.candidateCount = 10
    let regal: Set<Ingredient> = [.attributes, .directed]
    return [
      PairMethod(name: "robust", usable: Set(Ingredient.allCases), givesProbabilities: true) {
        try RobustAligner().align($0.source, to: $0.target, evidence: evidence(of: $0))
      },
      PairMethod("default", regal, REGAL()), PairMethod("authors", regal, REGAL.authorsCode),
      PairMethod("paper", regal, REGAL.paper), PairMethod("degree", [], DegreeAligner()),
      PairMethod("IsoRank", [], isoRank), PairMethod("FINAL", [.attributes], final),
    ]
  }

  private init(_ name: String, _ usable: Set<Ingredient>, _ aligner: any GraphAligner) {
    self.init(name: name, usable: usable, givesProbabilities: false) {
      try aligner.align($0.source, to: $0.target)
    }
  }

  private init(
    name: String, usable: Set<Ingredient>, givesProbabilities: Bool,
    align: @escaping (PairData) throws -> Alignment
  ) {
    (self.name, self.usable) = (name, usable)
    (self.givesProbabilities, self.align) = (givesProbabilities, align)
  }

  /// Names are compared here, so that their comparison is timed with the rest.
  private static func evidence(of pair: PairData) -> AlignmentEvidence {
    var evidence = AlignmentEvidence(anchors: pair.anchors)
    if !pair.prior.isEmpty { evidence.priors.append(SparsePrior(pair.prior)) }
    if let names = pair.names {
      evidence.priors.append(
        SparsePrior(names: names.source, and: names.target, known: evidence.certainPairs))
    }
    return evidence
  }
}
