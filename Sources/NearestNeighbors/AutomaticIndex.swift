public import LinearAlgebra

/// Searches by tree where distances have structure, and by products where they have none.
///
/// With n different queries, m different points and w columns:
///
/// 1. If n · m · (w + 70) ≤ 285 · (n + m) · (w + 190), products are done before a tree is built. That is so up to
///    some 1500 rows of 7 columns on each side, or 950 of 110.
/// 2. Otherwise some bunches of sixteen queries, evenly spread, go through the tree first: one in
///    64, but at most eight. Let c be the coordinates they compared and e the
///    distances they computed exactly, both scaled up to all queries. A tree compares half as fast as a
///    product multiplies, and the tree's exact distances cost about w + 40 multiplications each, so products
///    are chosen when
///
///        2 · c + (w + 40) · e > n · m · w
///
/// Rows so long that squares overflow are compared one by one.
///
/// These are counts, not times, so that the choice is the same on every run; and the answer does not
/// depend on it anyway.
public struct AutomaticIndex: NeighborIndex {
  /// The points that are searched.
  public let points: RowSelection

  static let sampleStep = 64
  /// On rows without structure the tree takes twice as long as products or more, and on those with
  /// structure a fraction: a few bunches tell.
  static let sampleLimit = 8

  /// An index of the rows of a matrix.
  ///
  /// Building waits for the queries, since what is best depends on how many there are.
  ///
  /// - Precondition: all coordinates are finite.
  /// - Complexity: O(n · width) expected, to find equal rows
  public init(_ points: Matrix) { self.init(RowSelection(points)) }

  /// An index of some rows.
  ///
  /// - Complexity: O(1)
  public init(_ points: RowSelection) { self.points = points }

  /// Whether products take less time than to build a tree and to search it: beside its multiplications, a pair costs
  /// as much as 70 of them, and a row in a tree as much as 285 for each column and for 190 more.
  private static func isDoneByProducts(_ n: Int, _ m: Int, _ width: Int) -> Bool {
    Double(n) * Double(m) * Double(width + 70) <= 285 * Double(n + m) * Double(width + 190)
  }

  /// The `count` points nearest to each of some rows, nearest first; all of them if there are fewer.
  ///
  /// - Precondition: rows have as many coordinates as the points; `count` ≥ 1.
  /// - Complexity: the smaller of those of ``KDTree`` and ``BlockedIndex``, and no more than 1/64 of the former's
  public func nearest(to queries: RowSelection, count: Int) -> NeighborLists {
    check(width: queries.width, count: count)
    let (n, m) = (queries.groups.count, points.groups.count)
    guard max(points.largestNorm, queries.largestNorm) < KDTree.normLimit else {
      return BruteForceIndex(points).nearest(to: queries, count: count)
    }
    if Self.isDoneByProducts(n, m, points.width) {
      return BlockedIndex(points).nearest(to: queries, count: count)
    }
    let tree = KDTree(points)
    let plan = KDTreeQueries(queries, for: tree)
    var lists = NeighborLists(queryCount: queries.count, count: min(count, points.count))
    let step = max(Self.sampleStep, (plan.bunchCount + Self.sampleLimit - 1) / Self.sampleLimit)
    let sampled = stride(from: 0, to: plan.bunchCount, by: step).map { $0 }
    let cost = plan.search(tree, sampled, into: &lists)
    let share = Double(plan.bunchCount) / Double(max(sampled.count, 1))
    let byTree =
      share
      * (2 * Double(cost.comparisons) * Double(KDTreeStructure.lanes)
        + Double(points.width + 40) * Double(cost.exactDistances))
    let byProducts = Double(n) * Double(m) * Double(points.width)
    if byTree > byProducts {
      return BlockedIndex(points).nearest(to: queries, count: count)
    }
    plan.search(tree, Array(0..<plan.bunchCount), into: &lists)
    return lists
  }
}
