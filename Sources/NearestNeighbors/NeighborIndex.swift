public import LinearAlgebra

/// One of the points nearest to a query.
public struct Neighbor: Sendable, Equatable {
  /// The point's row.
  public let index: Int
  /// ‖query − point‖².
  public let squaredDistance: Double

  /// A point at a distance.
  public init(index: Int, squaredDistance: Double) {
    self.index = index
    self.squaredDistance = squaredDistance
  }

  /// Whether this neighbor comes first: the nearer one does, and of two equally near the one with the
  /// smaller index.
  @inlinable static func precedes(_ a: Neighbor, _ b: Neighbor) -> Bool {
    a.squaredDistance != b.squaredDistance
      ? a.squaredDistance < b.squaredDistance : a.index < b.index
  }
}

/// Finds the nearest of a fixed set of points, exactly.
///
/// All indexes give the same answer, to the last tie: distances are those of
/// ``/LinearAlgebra/squaredDistance(_:_:)``, and of equally near points the smaller index comes first.
public protocol NeighborIndex: Sendable {
  /// The points that are searched.
  var points: RowSelection { get }

  /// The `count` points nearest to each of some rows, nearest first; all of them if there are fewer.
  ///
  /// - Precondition: rows have as many coordinates as the points; `count` ≥ 1.
  func nearest(to queries: RowSelection, count: Int) -> NeighborLists
}

extension NeighborIndex {
  /// The `count` points nearest to each row of a matrix.
  ///
  /// - Precondition: rows have as many coordinates as the points, all finite; `count` ≥ 1.
  /// - Complexity: that of ``nearest(to:count:)-(RowSelection,_)``
  public func nearest(toRowsOf queries: Matrix, count: Int) -> NeighborLists {
    check(width: queries.columnCount, count: count)
    return nearest(to: RowSelection(queries), count: count)
  }

  /// The `count` points nearest to a query, nearest first; all of them if there are fewer.
  ///
  /// Many queries at once are answered much faster: each call makes the index ready for its queries anew.
  ///
  /// - Precondition: the query has as many coordinates as the points, all finite; `count` ≥ 1.
  /// - Complexity: that of ``nearest(to:count:)-(RowSelection,_)`` for one row
  public func nearest(to query: Span<Float>, count: Int) -> [Neighbor] {
    var row = Matrix(rowCount: 1, columnCount: query.count)
    for i in query.indices { row.elements[i] = query[i] }
    return nearest(toRowsOf: row, count: count).neighbors
  }
}

/// The nearest points of many queries: `count` of them for each, nearest first.
public struct NeighborLists: Sendable, Equatable {
  /// How many neighbors each query has.
  public let count: Int
  /// The neighbors of the first query, then of the second, and so on.
  public internal(set) var neighbors: [Neighbor]

  /// The number of queries.
  public let queryCount: Int

  init(queryCount: Int, count: Int) {
    self.queryCount = queryCount
    self.count = count
    neighbors = [Neighbor](
      repeating: Neighbor(index: 0, squaredDistance: 0), count: queryCount * count)
  }

  /// Lists that are known already.
  ///
  /// - Precondition: there are `count` neighbors for each query.
  package init(queryCount: Int, count: Int, neighbors: [Neighbor]) {
    precondition(
      neighbors.count == queryCount * count,
      "\(neighbors.count) neighbors are not \(count) for each of \(queryCount)")
    (self.queryCount, self.count, self.neighbors) = (queryCount, count, neighbors)
  }

  /// The neighbors of one query, nearest first.
  ///
  /// - Complexity: O(1)
  @inlinable public subscript(_ query: Int) -> Span<Neighbor> {
    @_lifetime(borrow self)
    get { neighbors.span.extracting(query * count..<(query + 1) * count) }
  }
}

extension NeighborIndex {
  /// Traps on what no search could answer.
  func check(width: Int, count: Int) {
    precondition(
      width == points.width, "cannot compare \(width) with \(points.width) coordinates")
    precondition(count >= 1, "cannot look for the \(count) nearest")
  }
}
