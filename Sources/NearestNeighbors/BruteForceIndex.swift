public import LinearAlgebra

/// Compares the query with every point: the plain twin that faster indexes must agree with.
public struct BruteForceIndex: NeighborIndex {
  public let points: Matrix

  /// An index of the rows of a matrix.
  ///
  /// - Precondition: all coordinates are finite.
  public init(_ points: Matrix) {
    points.checkFinite()
    self.points = points
  }

  /// - Complexity: O(points · coordinates)
  public func nearest(to query: Span<Float>, count: Int) -> [Neighbor] {
    check(query, count: count)
    var best = NearestSet(count: min(count, points.rowCount))
    for index in 0..<points.rowCount {
      best.insert(
        Neighbor(index: index, squaredDistance: squaredDistance(query, points[row: index])))
    }
    return best.neighbors
  }

  /// - Complexity: O(queries · points · coordinates)
  public func nearest(toRowsOf queries: Matrix, count: Int) -> NeighborLists {
    check(width: queries.columnCount, count: count)
    queries.checkFinite()
    var lists = NeighborLists(
      queryCount: queries.rowCount, count: min(count, points.rowCount))
    lists.fill { query in nearest(to: queries[row: query], count: count) }
    return lists
  }
}

extension NeighborLists {
  /// Computes every list, many at once.
  mutating func fill(_ list: @Sendable (Int) -> [Neighbor]) {
    let (width, queryCount) = (count, queryCount)
    unsafe neighbors.withUnsafeMutableBufferPointer { neighbors in
      // SAFETY: each query writes only its own list.
      nonisolated(unsafe) let neighbors = unsafe neighbors
      parallelFor(queryCount, grain: 64) { queries in
        for query in queries {
          for (rank, neighbor) in list(query).enumerated() {
            unsafe neighbors[query * width + rank] = neighbor
          }
        }
      }
    }
  }
}
