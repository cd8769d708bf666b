internal import GraphAlignment
internal import Graphs

/// Rounds of refinement over the rows of one rank.
///
/// Rows are computed from the round before alone, so that any partition gives the same numbers. Between rounds ranks
/// tell each other what their rows send to neighbors that others have, and the sums of columns, each of which one rank
/// adds up in the order of rows.
struct RefinementPart: ~Copyable {
  private let ranks: Ranks
  private var pass: RefinementPass
  /// Neighbors of this rank's rows that others have.
  private let ghosts: GhostNodes
  /// Which rank adds up which columns.
  private let columns: RowPartition

  /// All ranks.
  ///
  /// - Parameters:
  ///   - start: of this rank's rows.
  ///   - source: the neighbors of all rows.
  ///   - anchors: of all rows.
  init(
    _ start: CandidateRows, source: Adjacency, target: Adjacency, width: Int,
    _ anchors: [(source: Int, target: Int)], _ strength: AnchorLinks.Strength,
    _ partition: RowPartition, _ ranks: Ranks
  ) throws {
    self.ranks = ranks
    columns = RowPartition(nodeCount: target.nodeCount, rankCount: ranks.count)
    let nodes = partition.nodes(of: ranks.own)
    let entries = source.offsets[nodes.lowerBound]..<source.offsets[nodes.upperBound]
    let others = Array(source.neighbors[entries].filter { !nodes.contains(Int($0)) }).distinct()
    ghosts = try GhostNodes(others, partition, ranks)
    // In the order of the whole graph, which is that of sums.
    let neighbors = source.neighbors[entries].map { node in
      nodes.contains(Int(node))
        ? node - Int32(nodes.lowerBound) : Int32(nodes.count + others.place(of: node))
    }
    let offsets = source.offsets[nodes.lowerBound...nodes.upperBound].map {
      $0 - entries.lowerBound
    }
    var owners: [Int32]?
    if strength == .hard, !anchors.isEmpty {
      owners = [Int32](repeating: -1, count: target.nodeCount)
      for anchor in anchors {
        owners![anchor.target] =
          nodes.contains(anchor.source) ? Int32(anchor.source - nodes.lowerBound) : .max
      }
    }
    let own = anchors.filter { nodes.contains($0.source) }
      .map { (source: $0.source - nodes.lowerBound, target: $0.target) }
    pass = RefinementPass(
      Refinement(), source: Adjacency(offsets: offsets, neighbors: neighbors, parts: nil),
      target: target, start: start, width: width,
      anchors: AnchorLinks(own, strength: strength), owners: owners, ghostCount: others.count)
  }

  /// Candidates of this rank's rows.
  var candidates: CandidateRows { pass.candidates }

  /// Runs the given number of rounds, fewer if no rank's rows change any more; all ranks.
  mutating func run(_ roundCount: Int, _ progress: (Int) -> Void) throws {
    for round in 0..<roundCount {
      try Task.checkCancellation()
      pass.pickSenders(isFirst: round == 0)
      let new = pass.newSenders()
      let changed = try ghosts.fetch(new.hasChanged)
      let ids = try ghosts.fetchLists(offsets: new.offsets, new.ids)
      let values = try ghosts.fetchEntries(offsets: new.offsets, new.values)
      pass.setGhosts(hasChanged: changed, offsets: ids.offsets, ids: ids.values, values: values)
      let computedCount = try ranks.sum(pass.refineRows(round: round, of: roundCount))
      pass.takeNext()
      let shares = pass.shares()
      pass.normalizeColumns(sums: try sums(shares.ids, shares.shares))
      progress(round + 1)
      if computedCount == 0 { return }
    }
  }

  /// For each entry the sum of its column over all ranks; all ranks.
  private func sums(_ ids: [Int32], _ shares: [Float]) throws -> [Float] {
    var counts = [Int](repeating: 0, count: ranks.count)
    let owners = ids.map { columns.owner(of: Int($0)) }
    for owner in owners { counts[owner] += 1 }
    var next = [Int](repeating: 0, count: ranks.count)
    for rank in 1..<max(ranks.count, 1) { next[rank] = next[rank - 1] + counts[rank - 1] }
    // Row by row within each rank's share, so that columns are added up in the order of rows.
    let places = owners.map { owner in
      next[owner] += 1
      return next[owner] - 1
    }
    var (sentIDs, sentShares) = (
      [Int32](repeating: 0, count: ids.count), [Float](repeating: 0, count: ids.count)
    )
    for (entry, place) in places.enumerated() {
      (sentIDs[place], sentShares[place]) = (ids[entry], shares[entry])
    }
    let received = try ranks.exchange(sentIDs, counts: counts)
    let values = try ranks.exchange(sentShares, counts: counts).elements
    let first = columns.nodes(of: ranks.own).lowerBound
    var sums = [Float](repeating: 0, count: columns.nodes(of: ranks.own).count)
    // Those of rank 0 come first, whose rows are the first.
    for (entry, id) in received.elements.enumerated() { sums[Int(id) - first] += values[entry] }
    let answers = try ranks.exchange(
      received.elements.map { sums[Int($0) - first] }, counts: received.counts
    ).elements
    return places.map { answers[$0] }
  }
}
