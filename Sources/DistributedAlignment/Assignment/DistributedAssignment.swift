package import GraphAlignment
internal import Graphs

/// Chooses at most one target for each source node, of candidates of which each rank has those of its source nodes.
///
/// The choice is that of `Alignment.assigned(by:)`, ties included: pairs have one order, by similarity, then by rank
/// among the candidates, then by source node, whoever compares them.
package struct DistributedAssignment {
  let ranks: Ranks
  /// Which rank has which source nodes, and which looks after which targets.
  let sources, targets: RowPartition

  /// - Parameters:
  ///   - sources: which rank has which source nodes.
  ///   - targets: which rank looks after which targets.
  package init(sources: RowPartition, targets: RowPartition, _ ranks: Ranks) {
    (self.sources, self.targets, self.ranks) = (sources, targets, ranks)
  }

  /// All ranks.
  ///
  /// - Parameter rows: candidates of this rank's source nodes, best first.
  /// - Returns: at most one of them for each node; all of them for ``/GraphAlignment/Assignment/nearest``.
  package func callAsFunction(
    _ assignment: Assignment, _ rows: CandidateRows
  ) throws -> CandidateRows {
    switch assignment {
    case .nearest: return rows
    case .greedy: return rows.choosing(try greedy(rows))
    case .mutual: return rows.choosing(try mutual(rows))
    case .optimal: return try optimal(rows)
    }
  }

  /// The best assignment, which one process finds: it passes columns from row to row and depends on their order.
  private func optimal(_ rows: CandidateRows) throws -> CandidateRows {
    let all = try ranks.gather(rows)
    let chosen = all.map { rows in
      Alignment(
        rows: rows, sourceIdentifiers: .consecutive(rows.rowCount),
        targetIdentifiers: .consecutive(rows.columnCount)
      ).assigned(by: .optimal).rows
    }
    return try ranks.scatter(chosen, columnCount: rows.columnCount, sources)
  }
}

/// A pair of nodes, as one rank tells another of it.
struct Proposal: BitwiseCopyable {
  var source, target: Int32
  /// The place of the target among the candidates of the source.
  var rank: Int32
  var similarity: Float

  /// Whether the pair comes before another one of the same target.
  func precedes(_ other: Proposal) -> Bool {
    if similarity != other.similarity { return similarity > other.similarity }
    return (rank, source) < (other.rank, other.source)
  }
}

/// The best proposal to each of some consecutive targets so far.
struct ProposalTable {
  private let first: Int
  private var best: [Proposal]

  init(_ targets: Range<Int>) {
    first = targets.lowerBound
    best = [Proposal](
      repeating: Proposal(source: -1, target: -1, rank: 0, similarity: 0), count: targets.count)
  }

  /// The source of the best proposal to a target; −1 if there was none.
  func source(of target: Int32) -> Int32 { best[Int(target) - first].source }

  /// Hears one more proposal.
  ///
  /// - Returns: the source that does not, or no longer, have its target; `nil` if none is left out.
  mutating func consider(_ proposal: Proposal) -> Int32? {
    let place = Int(proposal.target) - first
    let present = best[place]
    guard present.source < 0 || proposal.precedes(present) else { return proposal.source }
    best[place] = proposal
    return present.source < 0 ? nil : present.source
  }
}

extension CandidateRows {
  /// One entry of each row, or none.
  ///
  /// - Parameter places: of the entries; −1 for none.
  func choosing(_ places: [Int]) -> CandidateRows {
    var result = CandidateRows(columnCount: columnCount)
    result.reserve(rowCount: rowCount, entryCount: rowCount)
    for place in places {
      if place >= 0 { result.append(ids[place], weights[place]) }
      result.endRow()
    }
    return result
  }
}
