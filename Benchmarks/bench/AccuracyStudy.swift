internal import GraphAlignment
internal import Graphs
internal import Parallel

/// What each ingredient of ``RobustAligner`` adds: the preset with one thing changed at a time.
enum AccuracyStudy {
  static var settings: [(String, any GraphAligner)] {
    signatureSettings + refinementSettings + [("robust", RobustAligner())]
  }

  /// Signatures alone, each node and the nearest one.
  private static var signatureSettings: [(String, any GraphAligner)] {
    func alone(
      _ name: String, _ change: (inout RobustSignatureOptions) -> Void = { _ in }
    ) -> (String, any GraphAligner) {
      var aligner = RobustAligner()
      aligner.refinement = nil
      change(&aligner.signatures)
      return ("signatures, \(name)", aligner)
    }
    return [
      alone("as in the preset"),
      alone("counts") { $0.isLogarithmic = false },
      alone("not centered") { $0.isCentered = false },
      alone("divided by deviation") { $0.scaling = .deviation },
      alone("quantiles matched") { $0.scaling = .quantiles },
      alone("hops discounted by 0.5") { $0.discount = 0.5 },
      alone("K = 2") { $0.hopCount = .fixed(2) },
      alone("K = 4") { $0.hopCount = .fixed(4) },
    ]
  }

  /// The whole, with one thing changed.
  private static var refinementSettings: [(String, any GraphAligner)] {
    func changed(
      _ name: String, _ change: (inout RobustAligner) -> Void
    ) -> (String, any GraphAligner) {
      var aligner = RobustAligner()
      change(&aligner)
      return ("robust, \(name)", aligner)
    }
    func refined(
      _ name: String, _ change: @escaping (inout Refinement) -> Void
    ) -> (String, any GraphAligner) {
      changed(name) {
        var refinement = Refinement()
        change(&refinement)
        $0.refinement = refinement
      }
    }
    return [
      changed("divided by deviation") { $0.signatures.scaling = .deviation },
      changed("quantiles matched") { $0.signatures.scaling = .quantiles },
      changed("K = 2 both ways") { $0.signatures.hopCount = .fixed(2) },
      refined("raw counts (RefiNA)") { $0.power = 0 },
      refined("Jaccard index to the power of 2") { $0.power = 2 },
      refined("ε fixed") {
        $0.firstEpsilon = 1e-3
        $0.lastEpsilon = 1e-3
      },
      refined("no restarts") { $0.restartLimit = 0 },
      refined("α = 10") { $0.candidateCount = 10 },
      refined("α = 20") { $0.candidateCount = 20 },
      refined("no sampling") { $0.sampling = nil },
      refined("sampling without tempering") { $0.sampling?.tempering = nil },
      refined("sampling at temperature 0") {
        $0.sampling?.tempering = nil
        $0.sampling?.steepness = 50
      },
      refined("all walks of the ladder recorded") { $0.sampling?.tempering?.recordedSteepness = 2 },
      refined("only the steepest walk recorded") { $0.sampling?.tempering?.recordedSteepness = 7 },
      refined("four times the sampling") {
        $0.sampling?.sweepCount *= 4
        $0.sampling?.proposalLimit *= 4
        $0.sampling?.tempering?.sweepCount *= 4
        $0.sampling?.tempering?.proposalLimit *= 4
      },
    ]
  }

  /// Which walks start from the truth.
  enum Limit: String, CaseIterable {
    /// Cold ones, which stay near it where there is a long way to others.
    case near = "limit, walks from the truth"
    /// The ladder of the robust aligner with four times the sweeps, which forgets where it began.
    case tempered = "limit, tempered walks from the truth"

    /// Ladders are for the graphs that the robust aligner has time for.
    func suits(_ pairs: [PerturbedPair]) -> Bool {
      let tempering = Tempering()
      let walks = tempering.steepnesses.count * tempering.leastSweepCount
      return self == .near
        || pairs.allSatisfy { $0.source.nodeCount <= tempering.proposalLimit / walks }
    }

    var sampler: MatchingSampler {
      var sampler = MatchingSampler()
      sampler.priorWeight = 0
      switch self {
      case .near:
        sampler.sweepCount = 4_000
        sampler.proposalLimit = .max / 2
        sampler.tempering = nil
        sampler.steepness = 7
      case .tempered:
        sampler.tempering?.sweepCount *= 4
        sampler.tempering?.proposalLimit = .max / 2
      }
      return sampler
    }
  }

  /// What could be expected at best: walks that start at the true matching, and what most of the matchings say
  /// that keep about as many edges as it does.
  ///
  /// A method that knows nothing but the two graphs cannot tell such matchings from the truth. Walks from the
  /// truth stay near it at least for a while, so this is an optimistic estimate. The column of
  /// one-to-one matches is the share of time that nodes spend at their true match: what a matching drawn at
  /// random gets.
  static func limit(
    _ limit: Limit, _ graph: String, _ share: Double, _ pairs: [PerturbedPair],
    _ colors: ColorRefinement, _ threads: Int?
  ) throws -> AccuracyBenchmark.Row {
    var row = AccuracyBenchmark.Row(graph: graph, settings: limit.rawValue, noise: share)
    let sampler = limit.sampler
    try Parallelism.withThreadCount(threads) {
      for pair in pairs {
        let truth = Alignment(
          candidates: pair.truth.map { [Candidate(target: $0, similarity: 1)] },
          sourceIdentifiers: pair.source.identifiers, targetIdentifiers: pair.target.identifiers)
        var sampled: Alignment?
        row.seconds.append(
          try seconds {
            sampled = try sampler.sample(truth, source: pair.source, target: pair.target)
          })
        guard let sampled else { continue }
        row.nearest.append(sampled.scores(against: pair.truth).hits(at: 1))
        let shares = pair.truth.enumerated().map { node, target in
          let candidates = sampled.candidates(of: node)
          let place = candidates.indices.first { candidates[$0].target == target }
          return place.map { Double(candidates[$0].similarity) } ?? 0
        }
        row.oneToOne.append(shares.reduce(0, +) / Double(shares.count))
        row.nearestAveraged.append(hitsAveragedOverTies(sampled, pair, colors))
      }
    }
    return row
  }
}
