internal import GraphAlignment

extension DistributedAssignment {
  /// Takes pairs from the first in their order on, as long as both nodes are free.
  ///
  /// As everybody agrees on the order, that is the one matching in which no two nodes would rather have each other, and
  /// proposals find it in any order: in each round sources without a target ask their next candidate, and a target keeps
  /// the best source that has asked. Gale & Shapley, The American Mathematical Monthly 1962, doi:10.2307/2312726.
  ///
  /// - Returns: for each of this rank's nodes the place of its entry, or −1.
  /// - Complexity: O(candidates) messages in all; as many rounds as a chain of nodes that lose their target to the one
  ///   before is long.
  func greedy(_ rows: CandidateRows) throws -> [Int] {
    let first = sources.nodes(of: ranks.own).lowerBound
    var table = ProposalTable(targets.nodes(of: ranks.own))
    var next = Array(rows.offsets.dropLast())
    var asking = Array(0..<rows.rowCount)
    while true {
      try Task.checkCancellation()
      asking.removeAll { next[$0] == rows.offsets[$0 + 1] }
      guard try ranks.any(!asking.isEmpty) else { break }
      var proposals = [[Proposal]](repeating: [], count: ranks.count)
      for row in asking {
        let proposal = rows.proposal(at: next[row], row: row, source: first + row)
        proposals[targets.owner(of: Int(proposal.target))].append(proposal)
      }
      var losers = [[Int32]](repeating: [], count: ranks.count)
      for proposal in try ranks.exchange(proposals).elements {
        guard let source = table.consider(proposal) else { continue }
        losers[sources.owner(of: Int(source))].append(source)
      }
      asking = try ranks.exchange(losers).elements.map { Int($0) - first }
      for row in asking { next[row] += 1 }
    }
    return (0..<rows.rowCount).map { next[$0] < rows.offsets[$0 + 1] ? next[$0] : -1 }
  }

  /// Pairs that prefer each other: each rank tells those of the targets the best source that it has for each, and these
  /// tell it whom the target prefers.
  ///
  /// - Returns: for each of this rank's nodes the place of its entry, or −1.
  /// - Complexity: O(candidates)
  func mutual(_ rows: CandidateRows) throws -> [Int] {
    let first = sources.nodes(of: ranks.own).lowerBound
    var best: [Int32: Proposal] = [:]
    for row in 0..<rows.rowCount {
      for place in rows.places(of: row) {
        let proposal = rows.proposal(at: place, row: row, source: first + row)
        if let known = best[proposal.target], !proposal.precedes(known) { continue }
        best[proposal.target] = proposal
      }
    }
    var proposals = [[Proposal]](repeating: [], count: ranks.count)
    for proposal in best.values {
      proposals[targets.owner(of: Int(proposal.target))].append(proposal)
    }
    let sent = proposals
    let (received, counts) = try ranks.exchange(sent)
    var table = ProposalTable(targets.nodes(of: ranks.own))
    for proposal in received { _ = table.consider(proposal) }
    let answers = try ranks.exchange(received.map { table.source(of: $0.target) }, counts: counts)
      .elements
    var preferred: [Int32: Int32] = [:]
    for (proposal, source) in zip(sent.joined(), answers) { preferred[proposal.target] = source }
    return (0..<rows.rowCount).map { row in
      guard let place = rows.places(of: row).first else { return -1 }
      return preferred[rows.ids[place]] == Int32(first + row) ? place : -1
    }
  }
}

extension CandidateRows {
  fileprivate func proposal(at place: Int, row: Int, source: Int) -> Proposal {
    Proposal(
      source: Int32(source), target: ids[place], rank: Int32(place - offsets[row]),
      similarity: weights[place])
  }
}
