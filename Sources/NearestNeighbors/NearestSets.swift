/// For each of several queries, the nearest groups of equal points seen so far, nearest first.
///
/// A query wants `count` rows, not groups: a group of many members fills a list alone. What could still
/// matter are the first groups, ordered by distance and then by group, up to the distance at which there
/// are `count` rows; those at exactly that distance all stay, since ties are decided row by row.
struct NearestSets {
  struct Entry {
    let squaredDistance: Double
    /// Groups are numbered by their first row, so comparing groups compares first rows.
    let group: Int32
    /// How many equal rows the group stands for.
    let rowCount: Int32
  }

  /// How many rows a query wants.
  let count: Int
  private let stride: Int
  private var entries: [Entry]
  private var sizes: [Int]
  private var rowCounts: [Int]

  /// Empty sets for `queryCount` queries that want `count` rows each.
  init(queryCount: Int, count: Int) {
    self.count = count
    // One more than `count` groups are never kept; the extra place is for the moment of insertion.
    stride = count + 1
    entries = Array(
      repeating: Entry(squaredDistance: 0, group: 0, rowCount: 0), count: queryCount * stride)
    sizes = [Int](repeating: 0, count: queryCount)
    rowCounts = sizes
  }

  mutating func removeAll() {
    for query in sizes.indices { (sizes[query], rowCounts[query]) = (0, 0) }
  }

  /// The squared distance that a point must not exceed to be of interest.
  func bound(of query: Int) -> Double {
    rowCounts[query] < count
      ? .infinity : entries[query * stride + sizes[query] - 1].squaredDistance
  }

  /// The nearest groups of a query, nearest first.
  subscript(_ query: Int) -> Span<Entry> {
    @_lifetime(borrow self)
    get { entries.span.extracting(query * stride..<query * stride + sizes[query]) }
  }

  /// - Complexity: O(count)
  mutating func insert(_ entry: Entry, of query: Int) {
    guard entry.squaredDistance <= bound(of: query) else { return }
    let first = query * stride
    var place = first + sizes[query]
    while place > first, Self.precedes(entry, entries[place - 1]) {
      entries[place] = entries[place - 1]
      place -= 1
    }
    entries[place] = entry
    sizes[query] += 1
    rowCounts[query] += Int(entry.rowCount)
    trim(query)
  }

  /// Drops the groups that `count` nearer rows, or `count` earlier groups, make superfluous.
  private mutating func trim(_ query: Int) {
    let first = query * stride
    if sizes[query] > count {
      sizes[query] -= 1
      rowCounts[query] -= Int(entries[first + sizes[query]].rowCount)
    }
    while rowCounts[query] > count, sizes[query] > 1 {
      let distance = entries[first + sizes[query] - 1].squaredDistance
      var (size, rows) = (sizes[query], rowCounts[query])
      while size > 0, entries[first + size - 1].squaredDistance == distance {
        size -= 1
        rows -= Int(entries[first + size].rowCount)
      }
      guard rows >= count else { return }
      (sizes[query], rowCounts[query]) = (size, rows)
    }
  }

  private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
    a.squaredDistance != b.squaredDistance
      ? a.squaredDistance < b.squaredDistance : a.group < b.group
  }
}

extension NearestSets {
  /// Turns the groups of a query into rows: appends `count` of them, nearest first, equally near ones in
  /// ascending order.
  ///
  /// A group that is not among the first `count`, ordered by distance and first row, has `count` rows
  /// before any of its own, so nothing is missed.
  func appendRows(of query: Int, in groups: RowGroups, to rows: inout [Neighbor]) {
    let found = self[query]
    let end = rows.count + count
    var index = 0
    while index < found.count, rows.count < end {
      let distance = found[index].squaredDistance
      let isTied = index + 1 < found.count && found[index + 1].squaredDistance == distance
      if isTied {
        // Groups at exactly the same distance mix their rows.
        var tied: [Int32] = []
        while index < found.count, found[index].squaredDistance == distance {
          tied += groups[Int(found[index].group)]
          index += 1
        }
        tied.sort()
        for row in tied.prefix(end - rows.count) {
          rows.append(Neighbor(index: Int(row), squaredDistance: distance))
        }
      } else {
        for row in groups[Int(found[index].group)].prefix(end - rows.count) {
          rows.append(Neighbor(index: Int(row), squaredDistance: distance))
        }
        index += 1
      }
    }
  }
}
