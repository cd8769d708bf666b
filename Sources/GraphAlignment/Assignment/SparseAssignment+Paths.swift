extension SparseAssignment {
  /// Where a chain of reassignments ends.
  struct ChainEnd {
    /// What is lost, against every row's best profit.
    var distance: Double
    /// The last column of the chain; −1 if the row where it starts stays alone.
    var column: Int
    /// Whether that column was left over; otherwise the row that has it stays alone.
    var isFree: Bool
  }

  /// Assigns a row by the chain of reassignments that loses least.
  mutating func augment(from start: Int, _ search: inout ChainSearch) {
    let end = nearestEnd(from: [start], &search)
    raisePrices(search, upTo: end.distance)
    guard end.column >= 0 else { return }
    if !end.isFree { entries[Int(rows[end.column])] = -1 }
    var column = end.column
    while true {
      let (row, entry) = search.step(to: column)
      // The row's present column goes to the row before it.
      let left = row == start ? -1 : Int(columns[entries[row]])
      take(entry, for: row)
      guard left >= 0 else { break }
      column = left
    }
  }

  /// Dijkstra's algorithm from rows that are not assigned.
  ///
  /// The distance of a column is what is lost, against every row's best profit, if one of the rows gets
  /// it by a chain of reassignments. A chain may end at a free column, or in front of a row that then
  /// stays alone, which loses its profit.
  func nearestEnd(from starts: [Int], _ search: inout ChainSearch) -> ChainEnd {
    search.begin()
    var end = ChainEnd(distance: .infinity, column: -1, isFree: false)
    for row in starts {
      let profit = profit(ofRow: row)
      if profit < end.distance { end = ChainEnd(distance: profit, column: -1, isFree: false) }
      reachColumns(of: row, profit: profit, from: 0, &end, &search)
    }
    while let next = search.pop(below: end.distance) {
      let row = Int(rows[next.column])
      let profit = gains[entries[row]] - prices[next.column]
      if next.distance + profit < end.distance {
        end = ChainEnd(distance: next.distance + profit, column: next.column, isFree: false)
      }
      reachColumns(of: row, profit: profit, from: next.distance, &end, &search)
    }
    return end
  }

  private func reachColumns(
    of row: Int, profit: Double, from before: Double, _ end: inout ChainEnd,
    _ search: inout ChainSearch
  ) {
    for entry in offsets[row]..<offsets[row + 1] {
      // Prices are not negative: from here on every entry loses at least this much. Most visits end here.
      guard before + (profit - gains[entry]) <= end.distance else { break }
      let column = Int(columns[entry])
      // Rounding may make a loss slightly negative, which Dijkstra's algorithm could not bear.
      let distance = before + max(0, profit - (gains[entry] - prices[column]))
      guard distance <= end.distance, search.improves(column, distance) else { continue }
      if rows[column] < 0 {
        // At equal distance a free column beats staying alone, and a smaller one a larger.
        guard distance < end.distance || !end.isFree || column < end.column else { continue }
        search.reach(column, distance, from: row, by: entry)
        end = ChainEnd(distance: distance, column: column, isFree: true)
      } else if distance < end.distance {
        search.reach(column, distance, from: row, by: entry)
        search.push(column, distance)
      }
    }
  }

  /// Makes every chain that loses least lose nothing, and none gain.
  mutating func raisePrices(_ search: ChainSearch, upTo distance: Double) {
    for column in search.settled { prices[column] += distance - search.distance(of: column) }
  }
}
