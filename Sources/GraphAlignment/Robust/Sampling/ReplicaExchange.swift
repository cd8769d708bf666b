/// Chains of different inverse temperature that trade places, so that none stays in the matching it started
/// from: replica exchange, also called parallel tempering.
///
/// A cold chain keeps as many edges as the truth does and hardly leaves the region it is in; a hot one gets
/// everywhere and keeps too few. So chains r = 0, 1, … have growing inverse temperatures β_r, and after each
/// sweep neighbors on this ladder trade their matchings with probability
///
///     min(1, exp((β_{r+1} − β_r) · (K_r − K_{r+1})))
///
/// where K are the edges that their matchings keep. This leaves what each β draws as it is. Counted is what
/// rungs from ``recordedFrom`` on visit.
///
/// Swendsen & Wang, "Replica Monte Carlo simulation of spin glasses", Physical Review Letters 1986,
/// doi:10.1103/PhysRevLett.57.2607.
package struct ReplicaExchange: Sendable, Equatable {
  /// β of each chain, ascending.
  package var inverseTemperatures = [2, 2.3, 2.6, 3, 3.5, 4, 5, 7]

  /// Chains of at least this β count.
  package var recordedFrom = 3.5

  /// Proposed swaps of each chain, as a multiple of the number of source nodes.
  package var sweepCount = 6000

  /// The share of these after which recording begins.
  package var burnInShare = 1.0 / 3

  /// At most so many proposals in all chains together.
  package var proposalLimit = 20_000_000

  /// Where the limit leaves fewer sweeps, chains have one temperature: what they learn from each other takes
  /// time. That is for graphs of more than 625 nodes.
  package var leastSweepCount = 4000

  /// The ladder that measured best.
  package init() {}
}
