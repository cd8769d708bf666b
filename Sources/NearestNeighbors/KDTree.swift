public import LinearAlgebra

/// A k-d tree that stays exact and quick on long rows that vary smoothly.
///
/// Four things make the difference on the embeddings of graphs, where a plain k-d tree decays:
///
/// 1. Identical points are kept once, and identical queries searched once.
/// 2. Points are turned to their principal axes, so that few coordinates hold most of a distance.
///    Distances along the leading axes are never larger than the true ones, so trailing axes that hold
///    next to nothing are left out.
/// 3. Leaves are scanned sixteen points at a time and dropped as soon as all sixteen are too far.
/// 4. What is left is ranked by the true distance in `Double`; everything before that keeps a margin
///    for the rounding of `Float`. So the result is that of ``BruteForceIndex``, to the last tie.
///
/// The tree is an array of nodes. Leaves own consecutive blocks of sixteen points; a block stores the
/// first coordinate of all sixteen, then the second, and so on; places without a point hold infinity.
///
/// - SeeAlso: Bentley, "Multidimensional binary search trees used for associative searching",
///   CACM 1975, doi:10.1145/361002.361007.
public struct KDTree: NeighborIndex {
  public let points: Matrix

  let groups: RowGroups
  let representatives: [Int]
  let axes: PrincipalAxes?
  let structure: KDTreeStructure
  /// How far rounding may move a point along the axes.
  let slack: Double
  /// The largest distance of a point from the origin.
  let largestNorm: Double

  /// Beyond this sums in `Float` along the axes could overflow, and every point is looked at instead.
  private static let normLimit = 1e37

  /// Builds a tree over the rows of a matrix.
  ///
  /// - Parameter leafSize: how many points a leaf may hold; no result depends on it.
  /// - Precondition: all coordinates are finite; `leafSize` ≥ 1.
  /// - Complexity: O(n · width² + n · r · log n), with r the number of axes kept, or the width if n is
  ///   not above it
  public init(_ points: Matrix, leafSize: Int = 32) {
    precondition(leafSize >= 1, "a leaf cannot hold \(leafSize) points")
    points.checkFinite()
    self.points = points
    groups = RowGroups(points)
    representatives = groups.representatives
    let distinct = points.selectingRows(representatives)
    // Axes cost O(width³), more than comparing every pair when there are fewer points than coordinates.
    // Without them, which a failed factorization would leave us too, the tree is slower, not wrong.
    let isWorthwhile = distinct.rowCount > points.columnCount
    axes = isWorthwhile ? try? PrincipalAxes(of: distinct) : nil
    let rotated = axes?.coordinates(of: distinct) ?? distinct
    structure = KDTreeStructure(rotated, leafSize: leafSize)
    largestNorm = distinct.largestNorm
    slack = rotationError(axes, width: points.columnCount, largestNorm: largestNorm)
  }

  /// - Complexity: O(log n) expected where distances have structure, O(n · width) at worst
  public func nearest(to query: Span<Float>, count: Int) -> [Neighbor] {
    check(query, count: count)
    var row = Matrix(rowCount: 1, columnCount: query.count)
    for i in query.indices { row.elements[i] = query[i] }
    let lists = nearest(toRowsOf: row, count: count)
    return lists.neighbors
  }

  /// - Complexity: that of one query times the number of distinct ones
  public func nearest(toRowsOf queries: Matrix, count: Int) -> NeighborLists {
    check(width: queries.columnCount, count: count)
    queries.checkFinite()
    guard points.rowCount > 0 else {
      return NeighborLists(queryCount: queries.rowCount, count: 0)
    }
    let count = min(count, points.rowCount)
    let queryGroups = RowGroups(queries)
    let queryRows = queryGroups.representatives
    let distinct = queries.selectingRows(queryRows)
    let norm = distinct.largestNorm
    guard max(norm, largestNorm) < Self.normLimit else {
      return BruteForceIndex(points).nearest(toRowsOf: queries, count: count)
    }
    let rotated = axes?.coordinates(of: distinct) ?? distinct
    let slack = slack + rotationError(axes, width: queries.columnCount, largestNorm: norm)
    var lists = NeighborLists(queryCount: queries.rowCount, count: count)
    unsafe lists.neighbors.withUnsafeMutableBufferPointer { neighbors in
      // SAFETY: each distinct query writes only the lists of its own rows.
      nonisolated(unsafe) let neighbors = unsafe neighbors
      parallelFor(
        queryRows.count, grain: 32,
        state: { KDTreeSearch(tree: self, count: min(count, representatives.count)) },
        body: { search, range in
          for group in range {
            search.run(rotated: rotated[row: group], query: distinct[row: group], slack: slack)
            let found = expand(search.best.neighbors, count: count)
            for row in queryGroups[group] {
              for (rank, neighbor) in found.enumerated() {
                unsafe neighbors[Int(row) * count + rank] = neighbor
              }
            }
          }
        })
    }
    return lists
  }

  /// Turns groups, named by their first rows, into the rows themselves.
  ///
  /// A group that is not among the first `count`, ordered by distance and first row, has `count` rows
  /// before any of its own, so nothing is missed.
  private func expand(_ found: [Neighbor], count: Int) -> [Neighbor] {
    var rows: [Neighbor] = []
    var index = 0
    while index < found.count, rows.count < count {
      // Groups at exactly the same distance mix their rows.
      let distance = found[index].squaredDistance
      var tied: [Int32] = []
      while index < found.count, found[index].squaredDistance == distance {
        let group = Int(groups.groupOfRow[found[index].index])
        tied += groups[group]
        index += 1
      }
      tied.sort()
      for row in tied.prefix(count - rows.count) {
        rows.append(Neighbor(index: Int(row), squaredDistance: distance))
      }
    }
    return rows
  }
}

/// A bound on ‖computed − true‖ for coordinates along the axes, from the rounding of each of the `width`
/// products and of the axes themselves, with room to spare: enough for the sums of squares, too, which is
/// all there is to round without axes.
private func rotationError(_ axes: PrincipalAxes?, width: Int, largestNorm: Double) -> Double {
  let mean = (axes?.mean ?? []).reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  return 8 * Double(width + 8) * Double(Float.ulpOfOne) * (largestNorm + mean)
}

extension Matrix {
  fileprivate var largestNorm: Double {
    (0..<rowCount).reduce(0.0) { largest, row in
      let norm = elements[row * columnCount..<(row + 1) * columnCount]
        .reduce(0.0) { $0 + Double($1) * Double($1) }
      return max(largest, norm)
    }.squareRoot()
  }
}
