public import LinearAlgebra

/// Searches by tree where distances have structure, and by products where they have none.
///
/// With n different queries, m different points and w columns:
///
/// 1. If n · m ≤ ``rowsWorthATree`` · (n + m), which is so below some 1200 rows on each side, products are
///    done before a tree is built.
/// 2. Otherwise some bunches of sixteen queries, evenly spread, go through the tree first: one in
///    ``sampleStep``, but no more than ``sampleLimit``. Let c be the coordinates they compared and e the
///    distances they computed exactly, both scaled up to all queries. A tree compares half as fast as a
///    product multiplies, and the tree's exact distances cost about w + 40 multiplications each, so products
///    are chosen when
///
///        2 · c + (w + 40) · e > n · m · w
///
/// These are counts, not times, so that the choice is the same on every run; and the answer does not
/// depend on it anyway.
public struct AutomaticIndex: NeighborIndex {
  public let points: RowSelection

  /// Half the number of rows, as many queries as points, from which a tree pays: that number hardly
  /// depends on their width.
  static let rowsWorthATree = 600
  static let sampleStep = 64
  /// On rows without structure the tree takes twice as long as products or more, and on those with
  /// structure a fraction: a few bunches tell.
  static let sampleLimit = 8

  /// An index of the rows of a matrix.
  ///
  /// Building waits for the queries, since what is best depends on how many there are.
  ///
  /// - Precondition: all coordinates are finite.
  public init(_ points: Matrix) { self.init(RowSelection(points)) }

  /// An index of some rows.
  public init(_ points: RowSelection) { self.points = points }

  /// - Complexity: the smaller of those of ``KDTree`` and ``BlockedIndex``, and no more than 1/64 of the former's
  public func nearest(to queries: RowSelection, count: Int) -> NeighborLists {
    check(width: queries.width, count: count)
    let (n, m) = (queries.groups.count, points.groups.count)
    let largestNorm = max(points.largestNorm, queries.largestNorm)
    if n * m <= Self.rowsWorthATree * (n + m) || largestNorm >= KDTree.normLimit {
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
