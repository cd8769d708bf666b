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
      _ name: String, _ change: @escaping (inout RefinementTuning) -> Void
    ) -> (String, any GraphAligner) {
      changed(name) {
        var refinement = Refinement()
        change(&refinement.tuning)
        $0.refinement = refinement
      }
    }
    func sampled(
      _ name: String, _ change: @escaping (inout SamplingTuning) -> Void
    ) -> (String, any GraphAligner) {
      changed(name) {
        var sampler = MatchingSampler()
        change(&sampler.tuning)
        $0.sampling = sampler
      }
    }
    return [
      changed("K = 2 both ways") { $0.signatures.hopCount = .fixed(2) },
      refined("raw counts (RefiNA)") { $0.power = 0 },
      refined("Jaccard index to the power of 2") { $0.power = 2 },
      refined("ε fixed") { ($0.firstEpsilon, $0.lastEpsilon) = (1e-3, 1e-3) },
      refined("no restarts") { $0.restartLimit = 0 },
      changed("α = 10") { $0.refinement?.candidateCount = 10 },
      changed("α = 20") { $0.refinement?.candidateCount = 20 },
      changed("no sampling") { $0.sampling = nil },
      sampled("sampling without replica exchange") { $0.exchange = nil },
      sampled("sampling at temperature 0") { ($0.exchange, $0.inverseTemperature) = (nil, 50) },
      sampled("all chains of the ladder recorded") { $0.exchange?.recordedFrom = 2 },
      sampled("only the coldest chain recorded") { $0.exchange?.recordedFrom = 7 },
      changed("four times the sampling") { $0.sampling?.effort = 4 },
    ]
  }

  /// Which chains start from the truth.
  enum Limit: String, CaseIterable {
    /// Cold ones, which stay near it where there is a long way to others.
    case near = "limit, chains from the truth"
    /// The ladder of the robust aligner with four times the sweeps, which forgets where it began.
    case exchanging = "limit, exchanging chains from the truth"

    /// Ladders are for the graphs that the robust aligner has time for.
    func suits(_ pairs: [PerturbedPair]) -> Bool {
      let exchange = ReplicaExchange()
      let chainSweeps = exchange.inverseTemperatures.count * exchange.leastSweepCount
      return self == .near
        || pairs.allSatisfy { $0.source.nodeCount <= exchange.proposalLimit / chainSweeps }
    }

    var sampler: MatchingSampler {
      var sampler = MatchingSampler()
      sampler.tuning.priorWeight = 0
      switch self {
      case .near:
        sampler.tuning.sweepCount = 4_000
        sampler.tuning.proposalLimit = 1 << 61
        sampler.tuning.exchange = nil
        sampler.tuning.inverseTemperature = 7
      case .exchanging:
        sampler.tuning.exchange?.sweepCount *= 4
        sampler.tuning.exchange?.proposalLimit = 1 << 61
      }
      return sampler
    }
  }

  /// What could be expected at best: chains that start at the true matching, and what most of the matchings say
  /// that keep about as many edges as it does.
  ///
  /// A method that knows nothing but the two graphs cannot tell such matchings from the truth. Chains from the
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
