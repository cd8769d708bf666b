internal import Synchronization

extension RobustTeam {
  /// Bytes that ranks have sent to others.
  package struct Costs: Sendable, Equatable {
    /// The edges of both graphs.
    package var graphs = 0
    /// Histograms of rings.
    package var histograms = 0
    /// Signatures and the neighbors among them.
    package var neighbors = 0
    /// Refinement, of so many rounds: those of one direction count for themselves.
    package var refinement = 0
    package var roundCount = 0
  }

  /// What all ranks have sent so far; all ranks, when the others have been let go.
  package func costs() throws -> Costs {
    let own = sent.withLock { $0 }
    let sums = try ranks.sum([own.graphs, own.histograms, own.neighbors, own.refinement])
    return Costs(
      graphs: sums[0], histograms: sums[1], neighbors: sums[2], refinement: sums[3],
      roundCount: own.roundCount)
  }
}
