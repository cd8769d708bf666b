extension SparseAssignment {
  /// How many bids there may be for each row. Rows that want the same few columns can raise their
  /// prices in steps as small as the differences of gains: past this, paths are faster.
  private static let bidsPerRow = 4

  /// Lets rows bid for columns.
  ///
  /// - Returns: the rows that are neither assigned nor known to stay alone, ascending.
  mutating func bid() -> [Int] {
    var unsettled: [Int] = []
    var bidsLeft = Self.bidsPerRow * rowCount
    for first in 0..<rowCount {
      var row = first
      while row >= 0 {
        guard bidsLeft > 0 else {
          unsettled.append(row)
          break
        }
        bidsLeft -= 1
        guard let choice = choice(ofRow: row) else { break }
        let column = Int(columns[choice.entry])
        let isFree = rows[column] < 0
        // At an equal profit elsewhere the price would not rise, and two rows could pass a column to and
        // fro forever.
        guard isFree || choice.margin > 0 else {
          unsettled.append(row)
          break
        }
        prices[column] += choice.margin
        row = take(choice.entry, for: row)
        if row >= 0 { entries[row] = -1 }
      }
    }
    return unsettled.sorted()
  }

  /// The entry from which a row profits most, and by how much more than from its second choice, which
  /// may be to stay alone.
  ///
  /// - Returns: `nil` if no entry profits: prices only rise, so the row stays alone for good.
  private func choice(ofRow row: Int) -> (entry: Int, margin: Double)? {
    var (best, second) = (0.0, 0.0)
    var chosen = -1
    for entry in offsets[row]..<offsets[row + 1] {
      // Prices are not negative: further entries are neither first choice nor second.
      guard gains[entry] >= second else { break }
      let profit = gains[entry] - prices[Int(columns[entry])]
      if profit > best {
        (best, second, chosen) = (profit, best, entry)
      } else if profit == best, chosen >= 0 {
        second = profit
        if isPreferred(columns[entry], to: columns[chosen]) { chosen = entry }
      } else if profit > second {
        second = profit
      }
    }
    return chosen >= 0 ? (chosen, best - second) : nil
  }

  private func isPreferred(_ column: Int32, to other: Int32) -> Bool {
    let (isFree, otherIsFree) = (rows[Int(column)] < 0, rows[Int(other)] < 0)
    return isFree != otherIsFree ? isFree : column < other
  }
}
