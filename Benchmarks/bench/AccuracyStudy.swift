internal import GraphAlignment
internal import Graphs

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
      refined("sampling at temperature 0") { $0.sampling?.steepness = 50 },
      refined("four times the sampling") {
        $0.sampling?.sweepCount *= 4
        $0.sampling?.proposalLimit *= 4
      },
    ]
  }
}
