public import LinearAlgebra
internal import Parallel

/// Compares the query with every point: the plain twin that faster indexes must agree with.
public struct BruteForceIndex: NeighborIndex {
  /// The points that are searched.
  public let points: RowSelection

  /// An index of the rows of a matrix.
  ///
  /// - Precondition: all coordinates are finite.
  /// - Complexity: O(n · width) expected, to find equal rows
  public init(_ points: Matrix) { self.init(RowSelection(points)) }

  /// An index of some rows.
  ///
  /// - Complexity: O(1)
  public init(_ points: RowSelection) { self.points = points }

  /// The `count` points nearest to each of some rows, nearest first; all of them if there are fewer.
  ///
  /// - Precondition: rows have as many coordinates as the points; `count` ≥ 1.
  /// - Complexity: O(queries · points · coordinates)
  public func nearest(to queries: RowSelection, count: Int) -> NeighborLists {
    check(width: queries.width, count: count)
    let width = min(count, points.count)
    var lists = NeighborLists(queryCount: queries.count, count: width)
    lists.fill { query in nearest(toRow: queries[row: query], count: width) }
    return lists
  }

  private func nearest(toRow query: Span<Float>, count: Int) -> [Neighbor] {
    var best = NearestSet(count: count)
    for index in 0..<points.count {
      best.insert(
        Neighbor(index: index, squaredDistance: squaredDistance(query, points[row: index])))
    }
    return best.neighbors
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
