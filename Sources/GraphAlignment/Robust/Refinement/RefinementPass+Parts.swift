internal import Parallel

extension RefinementPass {
  /// What rows tell their neighbors that is new.
  ///
  /// - Returns: whether each row has anything new, and a list for each, empty for those that have not.
  package func newSenders() -> (hasChanged: [UInt8], offsets: [Int], ids: [Int32], values: [Float]) {
    var result: (hasChanged: [UInt8], offsets: [Int], ids: [Int32], values: [Float]) =
      ([], [0], [], [])
    for row in 0..<matrix.rowCount {
      result.hasChanged.append(hasChanged[row])
      if hasChanged[row] == 1 {
        for place in senders.places(of: row) {
          result.ids.append(senders.ids[place])
          result.values.append(senders.values[place])
        }
      }
      result.offsets.append(result.ids.count)
    }
    return result
  }

  /// Takes over what ghosts tell.
  ///
  /// - Parameters:
  ///   - changed: for each ghost whether it has anything new.
  ///   - offsets: where the list of each ghost begins; one that has nothing new has an empty list, and keeps what it
  ///     had.
  package mutating func setGhosts(
    hasChanged changed: [UInt8], offsets: [Int], ids: [Int32], values: [Float]
  ) {
    for ghost in changed.indices {
      let row = matrix.rowCount + ghost
      hasChanged[row] = changed[ghost]
      guard changed[ghost] == 1 else { continue }
      let list = offsets[ghost]..<offsets[ghost + 1]
      senders.counts[row] = Int32(list.count)
      for (k, place) in list.enumerated() {
        senders.ids[row * senders.width + k] = ids[place]
        senders.values[row * senders.width + k] = values[place]
      }
    }
  }

  /// The target of each entry and its share of its row, row by row.
  package func shares() -> (ids: [Int32], shares: [Float]) {
    var (ids, shares): ([Int32], [Float]) = ([], [])
    for row in 0..<matrix.rowCount {
      for place in matrix.places(of: row) {
        ids.append(matrix.ids[place])
        shares.append(matrix.shares[place])
      }
    }
    return (ids, shares)
  }

  /// Sets values to shares divided by the sums of their columns.
  ///
  /// - Parameter sums: for each entry, in the order of ``shares()``.
  package mutating func normalizeColumns(sums: [Float]) {
    var next = 0
    for row in 0..<matrix.rowCount {
      for place in matrix.places(of: row) {
        matrix.values[place] = matrix.shares[place] / sums[next]
        next += 1
      }
    }
  }

  /// The entries, by their values.
  package var candidates: CandidateRows { matrix.candidates }
}
