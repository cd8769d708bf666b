public import LinearAlgebra
internal import Parallel

/// A k-d tree that stays exact and quick on long rows that vary smoothly.
///
/// Five things make the difference on the embeddings of graphs, where a plain k-d tree decays:
///
/// 1. Identical points are kept once, and identical queries searched once.
/// 2. Points are turned to their principal axes, unless their columns are nearly that, so that few
///    coordinates hold most of a distance. Distances along the leading axes are never larger than the true
///    ones, so trailing axes that hold next to nothing are left out.
/// 3. Sixteen queries that lie close together descend together: a box is fetched once for all of them,
///    and each is dropped where the box is too far for it.
/// 4. Leaves are compared eight queries with sixteen points at a time, eight coordinates at a time, until
///    all 128 pairs are too far.
/// 5. What is left is ranked by the true distance in `Double`; everything before that keeps a margin
///    for the rounding of `Float`. So the result is that of ``BruteForceIndex``, to the last tie.
///
/// - SeeAlso: Bentley, "Multidimensional binary search trees used for associative searching",
///   CACM 1975, doi:10.1145/361002.361007. Queries that descend together: Gray & Moore, "N-body problems
///   in statistical learning", NIPS 2000.
public struct KDTree: NeighborIndex {
  /// The points that are searched.
  public let points: RowSelection

  let axes: SearchAxes?
  let structure: KDTreeStructure
  /// The different points in the order of the tree's leaves, so that neighbors are neighbors in memory;
  /// rows are filled up with zeros to a multiple of eight.
  let ordered: Matrix
  /// How far rounding may move a point along the axes.
  let rounding: AxisRounding

  /// Beyond this sums in `Float` along the axes could overflow, and every point is looked at instead.
  static let normLimit = 1e37

  /// Builds a tree over the rows of a matrix.
  ///
  /// - Parameters:
  ///   - points: what is searched.
  ///   - leafSize: how many points a leaf may hold; no result depends on it.
  /// - Precondition: all coordinates are finite; `leafSize` ≥ 1.
  /// - Complexity: that of ``init(_:leafSize:)-(RowSelection,_)``
  public init(_ points: Matrix, leafSize: Int = 64) {
    self.init(RowSelection(points), leafSize: leafSize)
  }

  /// Builds a tree over some rows.
  ///
  /// - Parameters:
  ///   - points: what is searched.
  ///   - leafSize: how many points a leaf may hold; no result depends on it.
  /// - Precondition: `leafSize` ≥ 1.
  /// - Complexity: O(n · width · r + width³ + n · log n), with r the number of axes kept, or the width if n
  ///   is not above it
  public init(_ points: RowSelection, leafSize: Int = 64) {
    precondition(leafSize >= 1, "a leaf cannot hold \(leafSize) points")
    self.points = points
    // Axes cost O(width³), more than comparing every pair when there are fewer points than coordinates.
    // Without them, which a failed factorization would leave us too, the tree is slower, not wrong.
    axes =
      points.rows.count > points.width
      ? try? SearchAxes(
        of: points.matrix, selecting: points.rows,
        residualShare: points.width > KDTreeStructure.boxWidthLimit ? Self.residualShare : 0)
      : nil
    rounding = AxisRounding(axes, width: points.width)
    structure = KDTreeStructure(points.coordinates(along: axes), leafSize: leafSize)
    ordered = points.matrix.paddedRows(structure.partition.order.map { points.rows[Int($0)] })
  }

  /// The share of the variance that may be left out of long rows. Where it is left out distances look
  /// shorter, and more pairs have to be compared exactly; where more axes are kept all pairs cost more.
  static let residualShare = 2e-4

  /// - Complexity: for each distinct query O(log n) expected where distances have structure, O(n · width) at
  ///   worst
  public func nearest(to queries: RowSelection, count: Int) -> NeighborLists {
    check(width: queries.width, count: count)
    guard max(points.largestNorm, queries.largestNorm) < Self.normLimit else {
      return BruteForceIndex(points).nearest(to: queries, count: count)
    }
    let plan = KDTreeQueries(queries, for: self)
    var lists = NeighborLists(queryCount: queries.count, count: min(count, points.count))
    plan.search(self, Array(0..<plan.bunchCount), into: &lists)
    return lists
  }
}

extension KDTree {
  /// Finds near points, not always the nearest: sixteen queries that lie close together look at no more than
  /// `leafLimit` leaves, those nearest to them first.
  ///
  /// For rows with many columns that vary, whose exact search takes time proportional to all pairs. In a
  /// tree of no more leaves than that the answer is exact.
  ///
  /// - Precondition: `leafLimit` times the size of a leaf is at least `count`.
  /// - Complexity: O(n · (leafLimit · leaf size · width + log n))
  package func near(
    to queries: RowSelection, count: Int, leafLimit: Int
  ) -> NeighborLists {
    check(width: queries.width, count: count)
    // A leaf of a divided tree is at least half full.
    precondition(
      structure.partition.leafCount <= leafLimit || leafLimit * 32 >= count,
      "\(leafLimit) leaves do not hold \(count) points")
    guard max(points.largestNorm, queries.largestNorm) < Self.normLimit else {
      return BruteForceIndex(points).nearest(to: queries, count: count)
    }
    let plan = KDTreeQueries(queries, for: self)
    var lists = NeighborLists(queryCount: queries.count, count: min(count, points.count))
    plan.search(self, Array(0..<plan.bunchCount), leafLimit: leafLimit, into: &lists)
    return lists
  }

  /// A part of what ``near(to:count:leafLimit:)`` finds: queries that lie close together are of one part.
  ///
  /// - Parameters:
  ///   - part: which part, from 0.
  ///   - partCount: how many parts all queries are cut into.
  /// - Returns: the queries of the part, and their lists.
  /// - Complexity: a share of that of the whole, and O(n · (count + width · r + log n))
  package func near(
    to queries: RowSelection, count: Int, leafLimit: Int, part: Int, of partCount: Int
  ) -> (queries: [Int32], neighbors: [Neighbor]) {
    check(width: queries.width, count: count)
    var lists = NeighborLists(queryCount: queries.count, count: min(count, points.count))
    guard max(points.largestNorm, queries.largestNorm) < Self.normLimit else {
      lists = BruteForceIndex(points).nearest(to: queries, count: count)
      let own = queries.count * part / partCount..<queries.count * (part + 1) / partCount
      return (
        own.map(Int32.init),
        Array(lists.neighbors[own.lowerBound * lists.count..<own.upperBound * lists.count])
      )
    }
    let plan = KDTreeQueries(queries, for: self)
    let bunches = plan.bunchCount * part / partCount..<plan.bunchCount * (part + 1) / partCount
    plan.search(self, Array(bunches), leafLimit: leafLimit, into: &lists)
    var (own, neighbors): ([Int32], [Neighbor]) = ([], [])
    for bunch in bunches {
      for place in plan.places(ofBunch: bunch) {
        for row in queries.groups[Int(plan.order[place])] {
          own.append(row)
          neighbors += lists.neighbors[Int(row) * lists.count..<(Int(row) + 1) * lists.count]
        }
      }
    }
    return (own, neighbors)
  }

  /// What the search for the nearest points of some queries costs: coordinates compared, and distances
  /// computed in `Double`, for each of the distinct queries that were tried.
  ///
  /// - Parameter bunchLimit: how many bunches of sixteen queries, evenly spread, are tried at most.
  /// - Complexity: that of the search for those queries
  package func cost(
    toRowsOf queries: Matrix, count: Int, bunchLimit: Int = 1_000
  ) -> (coordinates: Double, distances: Double) {
    check(width: queries.columnCount, count: count)
    let plan = KDTreeQueries(RowSelection(queries), for: self)
    var lists = NeighborLists(queryCount: queries.rowCount, count: min(count, points.count))
    let step = max(1, (plan.bunchCount + bunchLimit - 1) / bunchLimit)
    let sampled = stride(from: 0, to: plan.bunchCount, by: step).map { $0 }
    let cost = plan.search(self, sampled, into: &lists)
    let tried = Double(max(1, sampled.reduce(0) { $0 + plan.places(ofBunch: $1).count }))
    return (
      Double(cost.comparisons) * Double(KDTreeStructure.lanes) / tried,
      Double(cost.exactDistances) / tried
    )
  }
}

extension Matrix {
  /// The selected rows, filled up with zeros to a multiple of eight columns, as
  /// `ga_squared_distances` wants them.
  fileprivate func paddedRows(_ selection: [Int32]) -> Matrix {
    let (width, stride) = (columnCount, (columnCount + 7) / 8 * 8)
    return unsafe Matrix(rowCount: selection.count, columnCount: stride) { result in
      // SAFETY: each range of rows writes only its own elements.
      nonisolated(unsafe) let result = unsafe result
      parallelFor(selection.count, grain: 256) { range in
        for place in range {
          let target = unsafe UnsafeMutableBufferPointer(
            rebasing: result[place * stride..<(place + 1) * stride])
          unsafe self[row: Int(selection[place])].withUnsafeBufferPointer { row in
            _ = unsafe target.update(fromContentsOf: row)
          }
          unsafe target[width...].update(repeating: 0)
        }
      }
    }
  }
}
