/// For each of several queries, the nearest groups of equal points seen so far, nearest first.
///
/// A query wants `count` rows, not groups: a group of many members fills a list alone. What could still
/// matter are the first groups, ordered by distance and then by group, up to the distance at which there
/// are `count` rows; those at exactly that distance all stay, since ties are decided row by row.
///
/// A class around memory of its own: arrays would count references at every insertion, of which there are
/// dozens for each query.
@safe final class NearestSets {
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
  private let queryCount: Int
  private let entries: UnsafeMutablePointer<Entry>
  private let sizes: UnsafeMutablePointer<Int>
  private let rowCounts: UnsafeMutablePointer<Int>

  /// Empty sets for `queryCount` queries that want `count` rows each.
  init(queryCount: Int, count: Int) {
    self.count = count
    // One more than `count` groups are never kept; the extra place is for the moment of insertion.
    stride = count + 1
    self.queryCount = queryCount
    unsafe entries = .allocate(capacity: queryCount * stride)
    unsafe sizes = .allocate(capacity: queryCount)
    unsafe rowCounts = .allocate(capacity: queryCount)
    unsafe entries.initialize(
      repeating: Entry(squaredDistance: 0, group: 0, rowCount: 0), count: queryCount * stride)
    unsafe sizes.initialize(repeating: 0, count: queryCount)
    unsafe rowCounts.initialize(repeating: 0, count: queryCount)
  }

  deinit {
    unsafe entries.deallocate()
    unsafe sizes.deallocate()
    unsafe rowCounts.deallocate()
  }

  func removeAll() {
    unsafe sizes.update(repeating: 0, count: queryCount)
    unsafe rowCounts.update(repeating: 0, count: queryCount)
  }

  /// The squared distance that a point must not exceed to be of interest.
  func bound(of query: Int) -> Double {
    precondition((0..<queryCount).contains(query), "there is no query \(query)")
    // SAFETY: the query exists, and has at most `stride` entries.
    return unsafe rowCounts[query] < count
      ? .infinity : entries[query * stride + sizes[query] - 1].squaredDistance
  }

  /// - Complexity: O(count)
  func insert(_ entry: Entry, of query: Int) {
    guard entry.squaredDistance <= bound(of: query) else { return }
    // SAFETY: `bound` has checked the query; there are at most `count` entries, and place for one more.
    let first = unsafe entries + query * stride
    var place = unsafe sizes[query]
    while place > 0, unsafe Self.precedes(entry, first[place - 1]) {
      unsafe first[place] = first[place - 1]
      place -= 1
    }
    unsafe first[place] = entry
    unsafe sizes[query] += 1
    unsafe rowCounts[query] += Int(entry.rowCount)
    unsafe trim(first, &sizes[query], &rowCounts[query])
  }

  /// Drops the groups that `count` nearer rows, or `count` earlier groups, make superfluous.
  private func trim(
    _ entries: UnsafeMutablePointer<Entry>, _ size: inout Int, _ rowCount: inout Int
  ) {
    if size > count {
      size -= 1
      unsafe rowCount -= Int(entries[size].rowCount)
    }
    while rowCount > count, size > 1 {
      let distance = unsafe entries[size - 1].squaredDistance
      var (rest, rows) = (size, rowCount)
      while rest > 0, unsafe entries[rest - 1].squaredDistance == distance {
        rest -= 1
        unsafe rows -= Int(entries[rest].rowCount)
      }
      guard rows >= count else { return }
      (size, rowCount) = (rest, rows)
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
    precondition((0..<queryCount).contains(query), "there is no query \(query)")
    // SAFETY: the query exists; its entries stay where they are.
    let found = unsafe UnsafeBufferPointer(start: entries + query * stride, count: sizes[query])
    let end = rows.count + count
    var index = 0
    while index < found.count, rows.count < end {
      let distance = unsafe found[index].squaredDistance
      let isTied =
        unsafe index + 1 < found.count && found[index + 1].squaredDistance == distance
      if isTied {
        // Groups at exactly the same distance mix their rows.
        var tied: [Int32] = []
        while index < found.count, unsafe found[index].squaredDistance == distance {
          unsafe tied += groups[Int(found[index].group)]
          index += 1
        }
        tied.sort()
        for row in tied.prefix(end - rows.count) {
          rows.append(Neighbor(index: Int(row), squaredDistance: distance))
        }
      } else {
        let group = unsafe Int(found[index].group)
        for row in groups[group].prefix(end - rows.count) {
          rows.append(Neighbor(index: Int(row), squaredDistance: distance))
        }
        index += 1
      }
    }
  }
}
