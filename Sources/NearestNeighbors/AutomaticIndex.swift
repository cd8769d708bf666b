public import LinearAlgebra

/// Searches by tree where distances have structure, and by products where they have none.
///
/// With n different queries, m points and w columns:
///
/// 1. If n · m · w is below ``smallProblem``, products are done before a tree is built.
/// 2. Otherwise one bunch of sixteen queries in ``sampleStep`` goes through the tree first. Let c be the
///    coordinates it compared and e the distances it computed exactly, both scaled up to all queries.
///    A tree compares half as fast as a product multiplies, and the tree's exact distances cost about
///    w + 40 multiplications each, so products are chosen when
///
///        2 · c + (w + 40) · e > n · m · w
///
/// These are counts, not times, so that the choice is the same on every run; and the answer does not
/// depend on it anyway.
public struct AutomaticIndex: NeighborIndex {
  public let points: Matrix

  /// The product n · m · w, in multiplications, up to which no tree is built.
  static let smallProblem = 200_000_000
  static let sampleStep = 64

  /// An index of the rows of a matrix.
  ///
  /// Building waits for the queries, since what is best depends on how many there are.
  ///
  /// - Precondition: all coordinates are finite.
  public init(_ points: Matrix) { self.points = points }

  public func nearest(to query: Span<Float>, count: Int) -> [Neighbor] {
    BruteForceIndex(points).nearest(to: query, count: count)
  }

  /// - Complexity: the smaller of those of ``KDTree`` and ``BlockedIndex``, and 1/64 of the former's
  public func nearest(toRowsOf queries: Matrix, count: Int) -> NeighborLists {
    check(width: queries.columnCount, count: count)
    let width = points.columnCount
    if queries.rowCount * points.rowCount * width <= Self.smallProblem {
      return BlockedIndex(points).nearest(toRowsOf: queries, count: count)
    }
    queries.checkFinite()
    let tree = KDTree(points)
    let plan = KDTreeQueries(queries, for: tree)
    var lists = NeighborLists(
      queryCount: queries.rowCount, count: min(count, points.rowCount))
    let sampled = stride(from: 0, to: plan.bunchCount, by: Self.sampleStep).map { $0 }
    let cost = plan.search(tree, sampled, into: &lists)
    let share = Double(plan.bunchCount) / Double(max(sampled.count, 1))
    let byTree =
      share
      * (2 * Double(cost.comparisons) * Double(KDTreeStructure.lanes)
        + Double(width + 40) * Double(cost.exactDistances))
    let byProducts =
      Double(plan.rows.count) * Double(tree.structure.partition.pointCount) * Double(width)
    if byTree > byProducts {
      return BlockedIndex(points).nearest(toRowsOf: queries, count: count)
    }
    plan.search(tree, Array(0..<plan.bunchCount), into: &lists)
    return lists
  }
}
