internal import GraphAlignment

extension Ranks {
  /// Puts together the rows of all ranks, on the first, which needs memory for them; all ranks.
  ///
  /// - Returns: `nil` on others.
  func gather(_ rows: CandidateRows) throws -> CandidateRows? {
    let lengths = try gather((0..<rows.rowCount).map { Int32(rows.places(of: $0).count) }).elements
    let ids = try gather(rows.ids).elements
    let weights = try gather(rows.weights).elements
    guard isFirst else { return nil }
    return CandidateRows(columnCount: rows.columnCount, lengths: lengths, ids: ids, weights: weights)
  }

  /// Hands out rows that the first rank has; all ranks.
  func scatter(
    _ rows: CandidateRows?, columnCount: Int, _ partition: RowPartition
  ) throws -> CandidateRows {
    let nodes = (0..<count).map { partition.nodes(of: $0) }
    let lengths = try scatter(
      rows.map { rows in (0..<rows.rowCount).map { Int32(rows.places(of: $0).count) } } ?? [],
      counts: nodes.map(\.count))
    let counts =
      rows.map { rows in
        nodes.map { rows.offsets[$0.upperBound] - rows.offsets[$0.lowerBound] }
      } ?? []
    let ids = try scatter(rows?.ids ?? [], counts: counts)
    let weights = try scatter(rows?.weights ?? [], counts: counts)
    return CandidateRows(columnCount: columnCount, lengths: lengths, ids: ids, weights: weights)
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
