/// Numbers of the matching sampler that are the same for all graphs, as measured in “What each ingredient
/// adds”.
package struct SamplingTuning: Sendable, Equatable {
  /// The number of chains of one temperature. Each is computed by one thread.
  package var chainCount = 4

  /// Proposed swaps of each of them, as a multiple of the number of source nodes.
  package var sweepCount = 500

  /// β, how steeply the probability of a matching grows with the edges it keeps.
  package var inverseTemperature = 3.0

  /// The share of the sweeps after which recording begins.
  package var burnInShare = 0.2

  /// At most so many proposals in all chains together; graphs that get less than ten sweeps are left as
  /// they are, for so short a chain would only say where it started.
  package var proposalLimit = 4_000_000

  /// At most so many entries of lists of neighbors are looked at by all chains together: a step costs more
  /// where degrees are high.
  package var workLimit = 150_000_000

  /// w, the weight of the similarities that sampling started from.
  package var priorWeight = 0.1

  /// How chains of different temperatures help each other, on graphs small enough; `nil` for never.
  package var exchange: ReplicaExchange? = ReplicaExchange()

  package init() {}
}
