/// What searches for chains of reassignments, one after another, need to remember.
struct ChainSearch {
  /// What is known of a column, in one place: columns are met in no order, so each array would cost a
  /// cache miss of its own.
  private struct Reached {
    var distance = 0.0
    /// The search in which the column was last reached, so that nothing is cleared in between.
    var search: Int32 = 0
    /// From which row, and by which of its entries.
    var row: Int32 = -1
    var entry = -1
  }

  private var columns: [Reached]
  private var search: Int32 = 0
  private var heap = ColumnHeap()
  /// The columns whose distances are final.
  private(set) var settled: [Int] = []

  init(columnCount: Int) { columns = [Reached](repeating: Reached(), count: columnCount) }

  mutating func begin() {
    search += 1
    settled.removeAll(keepingCapacity: true)
    heap.removeAll()
  }

  func distance(of column: Int) -> Double { columns[column].distance }

  func step(to column: Int) -> (row: Int, entry: Int) {
    (Int(columns[column].row), columns[column].entry)
  }

  func improves(_ column: Int, _ distance: Double) -> Bool {
    columns[column].search != search || distance < columns[column].distance
  }

  mutating func reach(_ column: Int, _ distance: Double, from row: Int, by entry: Int) {
    columns[column] = Reached(
      distance: distance, search: search, row: Int32(row), entry: entry)
  }

  mutating func push(_ column: Int, _ distance: Double) { heap.push((distance, Int32(column))) }

  /// The nearest column not yet settled, if it is nearer than `limit`.
  mutating func pop(below limit: Double) -> (column: Int, distance: Double)? {
    while let nearest = heap.pop() {
      guard nearest.distance < limit else { return nil }
      let column = Int(nearest.column)
      // A column that was reached again, from nearer, stands in the heap twice.
      guard nearest.distance == columns[column].distance else { continue }
      settled.append(column)
      return (column, nearest.distance)
    }
    return nil
  }
}
