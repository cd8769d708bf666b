internal import CKernels
public import LinearAlgebra
internal import Parallel

/// Compares every query with every point by matrix products: the search for rows without structure, and
/// for few rows.
///
/// With everything measured from the mean row, (‖q − p‖² − ‖q‖²) / 2 = ‖p‖² / 2 − q·p, so all that
/// differs between pairs is a product, a block of which BLAS computes near the speed of the machine.
/// Products are single precision and cancel where points are close; so they only discard. A point stays
/// if its number is below the query's present bound plus a margin,
///
///     (w + 8) · (2ε · (‖q‖ + max ‖p‖)² + 2⁻¹²⁶)      (w columns, ε = 2⁻²³, the maximum over a tile of points)
///
/// which is more than rounding can amount to, and is then ranked by
/// ``/LinearAlgebra/squaredDistance(_:_:)``. So the result is that of ``BruteForceIndex``, to the last tie.
///
/// - SeeAlso: Johnson, Douze & Jégou, "Billion-scale similarity search with GPUs", IEEE Transactions on
///   Big Data 2021, doi:10.1109/TBDATA.2019.2921572, for the decomposition into products.
public struct BlockedIndex: NeighborIndex {
  /// The points that are searched.
  public let points: RowSelection

  /// The different points, measured from ``mean``.
  let centered: Matrix
  let mean: [Float]
  /// ‖p‖² / 2 of each different point.
  let halfNorms: [Float]
  /// max ‖p‖ over each tile of points.
  let tileNorms: [Double]

  /// How many points are compared at once: all of a few, so that a query's bound is a good one from the
  /// beginning.
  let tileSize: Int
  static let usualTileSize = 512
  static let largestTileSize = 2_048
  static let largestChunk = 384
  /// OpenBLAS computes products by blocks of rows that divide this (on processors with AVX-512; elsewhere it does
  /// no harm).
  static let chunkUnit = 48

  /// Beyond this products could overflow, and every pair is compared exactly instead.
  private static let normLimit = 1e18

  /// An index of the rows of a matrix.
  ///
  /// - Precondition: all coordinates are finite.
  /// - Complexity: O(n · width)
  public init(_ points: Matrix) { self.init(RowSelection(points)) }

  /// An index of some rows.
  ///
  /// - Complexity: O(n · width)
  public init(_ points: RowSelection) {
    self.points = points
    mean = points.matrix.mean(ofRows: points.rows)
    centered = points.matrix.centeredRows(points.rows, mean: mean)
    let squared = centered.squaredNorms
    halfNorms = squared.map { Float($0 / 2) }
    let tileSize =
      squared.count <= Self.largestTileSize ? max(squared.count, 1) : Self.usualTileSize
    self.tileSize = tileSize
    tileNorms = stride(from: 0, to: squared.count, by: tileSize).map {
      squared[$0..<min($0 + tileSize, squared.count)].max()!.squareRoot()
    }
  }

  /// - Complexity: O(distinct queries · distinct points · width)
  public func nearest(to queries: RowSelection, count: Int) -> NeighborLists {
    check(width: queries.width, count: count)
    guard max(points.largestNorm, queries.largestNorm) < Self.normLimit else {
      return BruteForceIndex(points).nearest(to: queries, count: count)
    }
    var lists = NeighborLists(queryCount: queries.count, count: min(count, points.count))
    let width = lists.count
    guard width > 0 else { return lists }
    let distinct = queries.rows
    // BLAS packs a tile of points once for each chunk of queries; but threads want several chunks each.
    let units = max(1, min(Self.largestChunk, distinct.count / 8) / Self.chunkUnit)
    let chunkSize = units * Self.chunkUnit
    unsafe lists.neighbors.withUnsafeMutableBufferPointer { neighbors in
      // SAFETY: each distinct query writes only the lists of its own rows.
      nonisolated(unsafe) let neighbors = unsafe neighbors
      parallelFor(
        distinct.count, grain: chunkSize,
        state: { NearestSets(queryCount: chunkSize, count: width) },
        body: { best, chunk in
          best.removeAll()
          search(queries.matrix, Array(distinct[chunk]), best)
          var rows: [Neighbor] = []
          for (lane, group) in chunk.enumerated() {
            rows.removeAll(keepingCapacity: true)
            best.appendRows(of: lane, in: points.groups, to: &rows)
            for row in queries.groups[group] {
              for rank in 0..<width {
                unsafe neighbors[Int(row) * width + rank] = rows[rank]
              }
            }
          }
        })
    }
    return lists
  }

  /// Compares some queries with all points.
  private func search(_ queries: Matrix, _ selection: [Int32], _ best: NearestSets) {
    let width = points.width
    let chunk = queries.centeredRows(selection, mean: mean)
    let norms = chunk.squaredNorms
    unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: selection.count * tileSize) {
      products in
      // Nothing but products is read, so memory need not be cleared, unless there are none.
      if width == 0 { unsafe products.initialize(repeating: 0) }
      for first in stride(from: 0, to: centered.rowCount, by: tileSize) {
        let tile = first..<min(first + tileSize, centered.rowCount)
        if width > 0 {
          unsafe centered.elements.withUnsafeBufferPointer { points in
            unsafe Float.multiply(
              chunk.elements, points.baseAddress! + first * width, transposed: true,
              rows: selection.count, columns: tile.count, inner: width,
              into: products.baseAddress!)
          }
        }
        let largest = tileNorms[first / tileSize]
        for lane in selection.indices {
          let reach = norms[lane].squareRoot() + largest
          let margin =
            Double(width + 8)
            * (2 * Double(Float.ulpOfOne) * reach * reach + Double(Float.leastNormalMagnitude))
          unsafe rank(
            lane, queries[row: Int(selection[lane])], tile,
            products.baseAddress! + lane * tile.count, norms[lane], margin, best)
        }
      }
    }
  }

  /// Offers those points of a tile that may be near enough to a query's best.
  ///
  /// A query that has no bound yet would take every point until it has, so it gets one from the products:
  /// `count` points are no farther than that, and what is, even if both are misjudged, is not among the
  /// nearest.
  private func rank(
    _ lane: Int, _ query: Span<Float>, _ tile: Range<Int>, _ products: UnsafePointer<Float>,
    _ squaredNorm: Double, _ margin: Double, _ best: NearestSets
  ) {
    unsafe halfNorms.withUnsafeBufferPointer { halfNorms in
      let halfNorms = unsafe halfNorms.baseAddress! + tile.lowerBound
      var place: Int64 = 0
      var cap = Float.infinity
      if best.bound(of: lane) == .infinity {
        let bound = unsafe ga_product_bound(
          products, halfNorms, Int64(tile.count), Int64(best.count))
        cap = Float(Double(bound) + 2 * margin).nextUp
      }
      while true {
        let bound = (best.bound(of: lane) - squaredNorm) / 2 + margin
        place = unsafe ga_next_within(
          products, halfNorms, place, Int64(tile.count), min(Float(bound).nextUp, cap))
        guard place < tile.count else { return }
        let point = tile.lowerBound + Int(place)
        let distance = squaredDistance(query, points.matrix[row: Int(points.rows[point])])
        best.insert(
          NearestSets.Entry(
            squaredDistance: distance, group: Int32(point),
            rowCount: points.groups.size(Int32(point))),
          of: lane)
        place += 1
      }
    }
  }
}

extension Matrix {
  /// The mean of some rows, in `Double` until the end.
  fileprivate func mean(ofRows selection: [Int32]) -> [Float] {
    var sum = [Double](repeating: 0, count: columnCount)
    unsafe sum.withUnsafeMutableBufferPointer { sum in
      for row in selection {
        unsafe self[row: Int(row)].withUnsafeBufferPointer { row in
          for column in row.indices { unsafe sum[column] += Double(row[column]) }
        }
      }
    }
    return sum.map { Float($0 / Double(Swift.max(selection.count, 1))) }
  }

  /// The selected rows less their mean.
  fileprivate func centeredRows(_ selection: [Int32], mean: [Float]) -> Matrix {
    let width = columnCount
    return unsafe Matrix(rowCount: selection.count, columnCount: width) { result in
      // SAFETY: each range of rows writes only its own elements.
      nonisolated(unsafe) let result = unsafe result
      // Not fewer than are searched together: what calls this is on several threads already.
      parallelFor(selection.count, grain: BlockedIndex.largestChunk) { range in
        unsafe mean.withUnsafeBufferPointer { mean in
          for place in range {
            let target = unsafe UnsafeMutableBufferPointer(
              rebasing: result[place * width..<(place + 1) * width])
            unsafe self[row: Int(selection[place])].withUnsafeBufferPointer { row in
              for column in row.indices { unsafe target[column] = row[column] - mean[column] }
            }
          }
        }
      }
    }
  }

  /// ‖row‖² of every row.
  fileprivate var squaredNorms: [Double] {
    let origin = [Float](repeating: 0, count: columnCount)
    return (0..<rowCount).map { squaredDistance(self[row: $0], origin.span) }
  }
}
