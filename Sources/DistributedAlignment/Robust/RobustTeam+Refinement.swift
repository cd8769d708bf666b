package import GraphAlignment
internal import Graphs

extension RobustTeam {
  package func refine(
    _ start: CandidateRows, isReversed: Bool, options: Refinement, width: Int, roundCount: Int,
    anchors: AnchorLinks, progress: (Int) -> Void
  ) throws -> CandidateRows {
    let numbers = [isReversed ? 1 : 0, width, roundCount, anchors.strength == .hard ? 1 : 0]
    try ask(.refinement, numbers)
    return try together { try refinement(numbers, (start, anchors), progress) }
  }

  /// - Returns: on the first rank the rows of all nodes.
  func refinement(
    _ numbers: [Int], _ given: (start: CandidateRows, anchors: AnchorLinks)?,
    _ progress: (Int) -> Void
  ) throws -> CandidateRows {
    let (source, width, roundCount) = (numbers[0], numbers[1], numbers[2])
    let strength = numbers[3] == 1 ? AnchorLinks.Strength.hard : .soft
    let links = try ranks.broadcast(
      given?.anchors.pairs.flatMap { [Int32($0.source), Int32($0.target)] } ?? [])
    let anchors = stride(from: 0, to: links.count, by: 2).map {
      (source: Int(links[$0]), target: Int(links[$0 + 1]))
    }
    let partition = partition(ofGraph: source)
    let start = try scatter(
      given?.start.prefix(width), columnCount: edges[1 - source].nodeCount, partition)
    var refinement = try RefinementPart(
      start, source: edges[source], target: edges[1 - source], width: width, anchors, strength,
      partition, ranks)
    try refinement.run(roundCount, progress)
    return try gather(refinement.candidates)
  }

  /// Hands out rows of the first rank.
  private func scatter(
    _ rows: CandidateRows?, columnCount: Int, _ partition: RowPartition
  ) throws -> CandidateRows {
    let nodes = (0..<ranks.count).map { partition.nodes(of: $0) }
    let lengths = try ranks.scatter(
      rows.map { rows in (0..<rows.rowCount).map { Int32(rows.places(of: $0).count) } } ?? [],
      counts: nodes.map(\.count))
    let counts =
      rows.map { rows in
        nodes.map { rows.offsets[$0.upperBound] - rows.offsets[$0.lowerBound] }
      } ?? []
    let ids = try ranks.scatter(rows?.ids ?? [], counts: counts)
    let weights = try ranks.scatter(rows?.weights ?? [], counts: counts)
    return CandidateRows(columnCount: columnCount, lengths: lengths, ids: ids, weights: weights)
  }

  /// Puts together the rows of all ranks, on the first.
  private func gather(_ rows: CandidateRows) throws -> CandidateRows {
    let lengths = try ranks.gather(
      (0..<rows.rowCount).map { Int32(rows.places(of: $0).count) }
    ).elements
    let ids = try ranks.gather(rows.ids).elements
    let weights = try ranks.gather(rows.weights).elements
    return CandidateRows(
      columnCount: rows.columnCount, lengths: lengths, ids: ids, weights: weights)
  }
}

extension CandidateRows {
  /// Rows of the given lengths.
  init(columnCount: Int, lengths: [Int32], ids: [Int32], weights: [Float]) {
    var offsets = [0]
    offsets.reserveCapacity(lengths.count + 1)
    for length in lengths { offsets.append(offsets[offsets.count - 1] + Int(length)) }
    self.init(columnCount: columnCount, offsets: offsets, ids: ids, weights: weights)
  }
}
