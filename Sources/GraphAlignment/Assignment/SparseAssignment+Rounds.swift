extension SparseAssignment {
  /// Prices are raised for all rows together as long as that settles at least one row in this many.
  private static let leastShare = 64

  /// Assigns rows in rounds, each with chains of reassignments that lose least and do not touch.
  ///
  /// - Parameter unsettled: the rows to assign; those that are left when rounds no longer pay.
  mutating func settleTogether(_ unsettled: inout [Int], _ search: inout ChainSearch) {
    var walk = TightWalk(rowCount: rowCount, columnCount: rows.count)
    while !unsettled.isEmpty {
      let end = nearestEnd(from: unsettled, &search)
      raisePrices(search, upTo: end.distance)
      let before = unsettled.count
      var waiting = 0
      repeat {
        waiting = unsettled.count
        walk.begin()
        unsettled.removeAll { settleAtNoLoss($0, &walk) }
      } while unsettled.count < waiting
      guard (before - waiting) * Self.leastShare >= before, waiting < before else { return }
    }
  }

  /// Assigns a row by a chain that loses nothing, found depth first, or leaves it alone if that is
  /// its best.
  ///
  /// A column that led nowhere, or was used, in this round is not tried again.
  ///
  /// - Returns: whether the row is settled.
  private mutating func settleAtNoLoss(_ start: Int, _ walk: inout TightWalk) -> Bool {
    guard profit(ofRow: start) > 0 else { return true }
    walk.push(start, offsets[start], profit(ofRow: start))
    while let (row, profit) = walk.top {
      guard let entry = nextTightEntry(of: row, profit, &walk) else {
        walk.pop()
        continue
      }
      let column = Int(columns[entry])
      let owner = Int(rows[column])
      let ownersProfit = owner < 0 ? 0 : gains[entries[owner]] - prices[column]
      guard ownersProfit <= 0 else {
        walk.push(owner, offsets[owner], ownersProfit)
        continue
      }
      // The end: every row on the way takes the column that led on, which the next has just left.
      if owner >= 0 { entries[owner] = -1 }
      while let (row, entry) = walk.unwind() { take(entry, for: row) }
      return true
    }
    return false
  }

  /// The next entry from which a row profits most and whose column has not been visited, a free column
  /// before all others: without looking ahead chains become very long.
  private func nextTightEntry(of row: Int, _ profit: Double, _ walk: inout TightWalk) -> Int? {
    let first = walk.nextEntry(of: row)
    if first == offsets[row] {
      for entry in first..<offsets[row + 1] {
        guard gains[entry] >= profit else { break }
        let column = Int(columns[entry])
        guard rows[column] < 0, isTight(entry, profit), walk.visit(column) else { continue }
        walk.setNextEntry(of: row, to: entry + 1)
        return entry
      }
    }
    for entry in first..<offsets[row + 1] {
      guard gains[entry] >= profit else { break }
      guard isTight(entry, profit), walk.visit(Int(columns[entry])) else { continue }
      walk.setNextEntry(of: row, to: entry + 1)
      return entry
    }
    return nil
  }

  /// Whether a row with this profit cannot do better than by this entry.
  ///
  /// There is no tolerance: what rounding hides here is found by the chains one by one.
  private func isTight(_ entry: Int, _ profit: Double) -> Bool {
    gains[entry] - prices[Int(columns[entry])] >= profit
  }
}

/// A walk, depth first, along entries that lose nothing.
private struct TightWalk {
  private var stack: [(row: Int, profit: Double)] = []
  private var nextEntries: [Int]
  /// The round in which each column was last visited, so that nothing is cleared in between.
  private var visitedIn: [Int32]
  private var round: Int32 = 0

  init(rowCount: Int, columnCount: Int) {
    nextEntries = [Int](repeating: 0, count: rowCount)
    visitedIn = [Int32](repeating: 0, count: columnCount)
  }

  mutating func begin() { round += 1 }

  /// - Returns: whether this is the first visit of the round.
  mutating func visit(_ column: Int) -> Bool {
    guard visitedIn[column] != round else { return false }
    visitedIn[column] = round
    return true
  }

  var top: (row: Int, profit: Double)? { stack.last }

  func nextEntry(of row: Int) -> Int { nextEntries[row] }

  mutating func setNextEntry(of row: Int, to entry: Int) { nextEntries[row] = entry }

  mutating func push(_ row: Int, _ firstEntry: Int, _ profit: Double) {
    stack.append((row, profit))
    nextEntries[row] = firstEntry
  }

  mutating func pop() { stack.removeLast() }

  /// Takes back the last step: the row, and the entry by which the walk went on.
  mutating func unwind() -> (row: Int, entry: Int)? {
    stack.popLast().map { ($0.row, nextEntries[$0.row] - 1) }
  }
}
