/// The assignment problem on sparse rows: who gets which column, so that the gains add up to the most.
///
/// A row takes at most one of its entries, a column goes to at most one row, and staying alone gains 0.
/// The dual problem sets a price p_j ≥ 0 on every column; a row's profit is
///
///     π_i = max(0, max over its entries of g_ij − p_j)
///
/// For any prices Σ π + Σ p is at least the total gain of any assignment. The two are equal, which
/// proves an assignment best, when every row has the entry that profits most, rows left alone could not
/// profit, and columns left over cost nothing. Prices start at 0 and only rise, and a column once taken
/// stays taken, so the last condition always holds. Two phases establish the others:
///
/// 1. **Bidding.** A row takes its most profitable entry and raises the price by as much as it is better
///    than its second choice; the row that had the column is free again, and bids next. Most rows are done.
/// 2. **Chains, many at a time.** Dijkstra's algorithm from all rows left finds how much the cheapest
///    chain of reassignments loses, up to a free column or to a row that had better stay alone. Prices
///    absorb the loss, and then every chain that loses nothing more is carried out, as long as they do
///    not touch. Where many gains are equal, this settles most rows in a few rounds.
/// 3. **Chains, one by one.** For each row still left, its own cheapest chain.
///
/// Source: Jonker & Volgenant, "A shortest augmenting path algorithm for dense and sparse linear
/// assignment problems", Computing 1987, doi:10.1007/BF02278710, for phases 1 and 3 (there prices have
/// the other sign); Hopcroft & Karp, SIAM J. Comput. 1973, doi:10.1137/0202019, for chains that do not
/// touch.
///
/// - Complexity: O(rows · (entries of a row + log columns)) when chains are short; the last rows, where
///   few columns are left, have long ones. O(rows · entries · log columns) at worst. O(entries + columns)
///   space.
package struct SparseAssignment: Sendable {
  /// Where each row's entries begin, and the end of the last's.
  package let offsets: [Int]
  /// The column of each entry.
  package let columns: [Int32]
  /// What each entry gains: finite, above 0, and in no row ascending.
  package let gains: [Double]

  /// The entry each row has taken; −1 if it stays alone.
  package internal(set) var entries: [Int]
  /// The row each column went to; −1 if it is left over.
  package internal(set) var rows: [Int32]
  /// p, the price of each column.
  package internal(set) var prices: [Double]

  /// Solves the problem.
  ///
  /// The solution depends on the arguments alone. Of entries that profit equally a row prefers a free
  /// column, and then the smaller one; which of several best solutions is found is not specified beyond
  /// that.
  ///
  /// - Precondition: gains are finite, above 0 and in no row ascending; columns are in
  ///   `0..<columnCount`, and no row has one twice.
  package init(columnCount: Int, offsets: [Int], columns: [Int32], gains: [Double]) {
    precondition(
      gains.allSatisfy { $0 > 0 && $0.isFinite }, "gains must be finite and above 0")
    for row in 0..<offsets.count - 1 {
      precondition(
        gains[offsets[row]..<offsets[row + 1]].isDescending,
        "the gains of row \(row) are not ordered, largest first")
    }
    self.offsets = offsets
    self.columns = columns
    self.gains = gains
    entries = [Int](repeating: -1, count: offsets.count - 1)
    rows = [Int32](repeating: -1, count: columnCount)
    prices = [Double](repeating: 0, count: columnCount)
    var search = ChainSearch(columnCount: columnCount)
    var unsettled = bid()
    settleTogether(&unsettled, &search)
    for row in unsettled { augment(from: row, &search) }
  }

  /// The number of rows.
  package var rowCount: Int { offsets.count - 1 }

  /// What the assignment gains in total.
  package var totalGain: Double {
    entries.reduce(0) { $1 >= 0 ? $0 + gains[$1] : $0 }
  }

  /// Σ π + Σ p, which no assignment can exceed.
  package var upperBound: Double {
    prices.reduce(0, +) + (0..<rowCount).reduce(0) { $0 + profit(ofRow: $1) }
  }

  /// π, the best that a row can get at the present prices.
  func profit(ofRow row: Int) -> Double {
    var best = 0.0
    for entry in offsets[row]..<offsets[row + 1] {
      // Prices are not negative: further entries cannot profit more.
      guard gains[entry] > best else { break }
      best = max(best, gains[entry] - prices[Int(columns[entry])])
    }
    return best
  }

  /// Gives an entry to its row, and takes its column from the row that has it.
  ///
  /// - Returns: the row that had the column, or −1.
  @discardableResult mutating func take(_ entry: Int, for row: Int) -> Int {
    let column = Int(columns[entry])
    let previous = Int(rows[column])
    entries[row] = entry
    rows[column] = Int32(row)
    return previous
  }
}

extension ArraySlice<Double> {
  /// Whether no element is larger than the one before it.
  fileprivate var isDescending: Bool {
    indices.dropFirst().allSatisfy { self[$0 - 1] >= self[$0] }
  }
}
