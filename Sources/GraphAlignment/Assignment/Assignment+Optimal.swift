extension Alignment {
  /// The candidates, at most one for each node of either side, whose similarities add up to the most.
  ///
  /// To stay alone counts as a similarity of 0, so pairs that are not similar above 0 are never chosen,
  /// and sizes may differ. As many pairs as possible are *not* forced: two pairs of similarity 0.1 lose to
  /// one of 0.3 with two nodes left alone. See ``completed(from:source:target:)`` for those.
  ///
  /// - Precondition: similarities are finite.
  func optimalChoice() -> [Candidate?] {
    var offsets = [0]
    var (columns, gains): ([Int32], [Double]) = ([], [])
    for source in 0..<sourceCount {
      let row = candidates(of: source)
      for rank in row.indices {
        let similarity = row[rank].similarity
        precondition(
          similarity.isFinite, "a similarity of \(similarity) cannot be added up")
        // Best first: from here on no candidate is better than none.
        guard similarity > 0 else { break }
        columns.append(Int32(row[rank].target))
        gains.append(Double(similarity))
      }
      offsets.append(columns.count)
    }
    let solution = SparseAssignment(
      columnCount: targetCount, offsets: offsets, columns: columns, gains: gains)
    return (0..<sourceCount).map { source in
      let entry = solution.entries[source]
      return entry < 0 ? nil : candidates(of: source)[entry - offsets[source]]
    }
  }
}
