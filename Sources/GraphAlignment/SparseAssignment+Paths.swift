extension SparseAssignment {
  /// Assigns the given rows, one after another, by the chains of reassignments that lose least.
  mutating func augment(_ unsettled: [Int]) {
    var search = PathSearch(columnCount: rows.count)
    for row in unsettled { augment(from: row, &search) }
  }

  /// Dijkstra's algorithm from one row.
  ///
  /// The distance of a column is what is lost, against every row's best profit, if the start gets it by
  /// a chain of reassignments. A chain may end at a free column, or in front of a row that then stays
  /// alone, which loses its profit.
  private mutating func augment(from start: Int, _ search: inout PathSearch) {
    search.begin()
    // The nearest end known, and the column in front of it; −1 for the start itself.
    var end = (distance: profit(ofRow: start), column: -1, isFree: false)
    var (row, before, profitOfRow) = (start, 0.0, end.distance)
    while true {
      for entry in offsets[row]..<offsets[row + 1] {
        let column = Int(columns[entry])
        // Rounding may make a loss slightly negative, which Dijkstra's algorithm could not bear.
        let loss = max(0, profitOfRow - (gains[entry] - prices[column]))
        let distance = before + loss
        guard distance <= end.distance, search.improves(column, distance) else { continue }
        if rows[column] < 0 {
          // At equal distance a free column beats staying alone, and a smaller one a larger.
          guard distance < end.distance || !end.isFree || column < end.column else { continue }
          search.reach(column, distance, from: row, by: entry)
          end = (distance, column, true)
        } else if distance < end.distance {
          search.reach(column, distance, from: row, by: entry)
          search.push(column, distance)
        }
      }
      guard let next = search.pop(below: end.distance) else { break }
      (row, before) = (Int(rows[next.column]), next.distance)
      profitOfRow = gains[entries[row]] - prices[next.column]
      if before + profitOfRow < end.distance {
        end = (before + profitOfRow, next.column, false)
      }
    }
    for column in search.settled { prices[column] += end.distance - search.distance(of: column) }
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
}

/// What one search for a path after another needs to remember.
private struct PathSearch {
  private var distances: [Double]
  /// The search in which each column was last reached, so that nothing is cleared in between.
  private var reachedIn: [Int32]
  private var search: Int32 = 0
  /// From which row, and by which of its entries, each column was reached.
  private var sources: [Int32]
  private var entries: [Int]
  private var heap = ColumnHeap()
  /// The columns whose distances are final.
  private(set) var settled: [Int] = []

  init(columnCount: Int) {
    distances = [Double](repeating: 0, count: columnCount)
    reachedIn = [Int32](repeating: 0, count: columnCount)
    sources = [Int32](repeating: -1, count: columnCount)
    entries = [Int](repeating: -1, count: columnCount)
  }

  mutating func begin() {
    search += 1
    settled.removeAll(keepingCapacity: true)
    heap.removeAll()
  }

  func distance(of column: Int) -> Double { distances[column] }

  func step(to column: Int) -> (row: Int, entry: Int) { (Int(sources[column]), entries[column]) }

  func improves(_ column: Int, _ distance: Double) -> Bool {
    reachedIn[column] != search || distance < distances[column]
  }

  mutating func reach(_ column: Int, _ distance: Double, from row: Int, by entry: Int) {
    reachedIn[column] = search
    distances[column] = distance
    sources[column] = Int32(row)
    entries[column] = entry
  }

  mutating func push(_ column: Int, _ distance: Double) { heap.push((distance, Int32(column))) }

  /// The nearest column not yet settled, if it is nearer than `limit`.
  mutating func pop(below limit: Double) -> (column: Int, distance: Double)? {
    while let nearest = heap.pop() {
      guard nearest.distance < limit else { return nil }
      let column = Int(nearest.column)
      // A column that was reached again, from nearer, stands in the heap twice.
      guard nearest.distance == distances[column] else { continue }
      settled.append(column)
      return (column, nearest.distance)
    }
    return nil
  }
}
