internal import GraphAlignment
internal import LinearAlgebra
internal import NearestNeighbors
internal import Parallel

/// Exact search for the nearest of points that lie on all ranks: each rank's points go around, and while the next ones
/// travel those that are here are searched.
struct RingOfBlocks {
  let ranks: Ranks
  let search: SearchMethod
  /// How many neighbors are wanted.
  let count: Int

  /// Some rows of points, and the row of each point.
  struct Block {
    var rows: Matrix
    var rowOfPoint: [Int32]
  }

  /// Finds the nearest points of this rank's queries; all ranks.
  ///
  /// - Parameters:
  ///   - queries: of this rank.
  ///   - block: the points of this rank.
  ///   - partition: which rank has which points.
  /// - Returns: for each query `min(count, points)` neighbors, nearest first, equally near ones by the smaller point.
  func nearest(
    to queries: RowSelection, among block: Block, _ partition: RowPartition
  ) throws -> [Neighbor] {
    let width = min(count, partition.nodeCount)
    guard width > 0 else { return [] }
    let sizes = try ranks.allGather([block.rows.rowCount]).elements
    var best: [Neighbor] = []
    var (block, filled) = (block, 0)
    for step in 0..<ranks.count {
      let owner = (ranks.own + step) % ranks.count
      let points = partition.nodes(of: owner)
      func searched() -> [Neighbor] {
        guard !points.isEmpty, queries.count > 0 else { return [] }
        let lists = search.index(of: RowSelection(block.rows, rows: block.rowOfPoint))
          .nearest(to: queries, count: width)
        guard ranks.count > 1 else { return lists.neighbors }
        return lists.neighbors.map {
          Neighbor(index: points.lowerBound + $0.index, squaredDistance: $0.squaredDistance)
        }
      }
      let found: [Neighbor]
      if step + 1 < ranks.count {
        let next = (owner + 1) % ranks.count
        let rowOfPoint = try ranks.passOn(block.rowOfPoint)
        let (elements, own) = try ranks.shift(
          block.rows.elements, receiving: sizes[next] * block.rows.columnCount, during: searched)
        found = own
        block = Block(
          rows: Matrix(
            rowCount: sizes[next], columnCount: block.rows.columnCount, elements: elements),
          rowOfPoint: rowOfPoint)
      } else {
        found = searched()
      }
      let foundCount = queries.count > 0 ? min(width, points.count) : 0
      best = merged(best, filled, found, foundCount, queryCount: queries.count, width)
      filled = min(width, filled + foundCount)
    }
    return best
  }

  /// The best of two lists for each query.
  private func merged(
    _ first: [Neighbor], _ firstCount: Int, _ second: [Neighbor], _ secondCount: Int,
    queryCount: Int, _ width: Int
  ) -> [Neighbor] {
    guard firstCount > 0 else { return second }
    guard secondCount > 0 else { return first }
    let count = min(width, firstCount + secondCount)
    var result: [Neighbor] = []
    result.reserveCapacity(queryCount * count)
    for query in 0..<queryCount {
      var (i, j) = (query * firstCount, query * secondCount)
      let (endOfFirst, endOfSecond) = (i + firstCount, j + secondCount)
      for _ in 0..<count {
        let takesFirst =
          j == endOfSecond || i < endOfFirst && Neighbor.comesFirst(first[i], second[j])
        result.append(takesFirst ? first[i] : second[j])
        if takesFirst { i += 1 } else { j += 1 }
      }
    }
    return result
  }
}

extension Neighbor {
  fileprivate static func comesFirst(_ a: Neighbor, _ b: Neighbor) -> Bool {
    a.squaredDistance != b.squaredDistance
      ? a.squaredDistance < b.squaredDistance : a.index < b.index
  }
}

extension Ranks {
  /// Sends elements to the rank before this one, and returns those of the next; all ranks.
  fileprivate func passOn(_ elements: [Int32]) throws(MPIError) -> [Int32] {
    var counts = [Int](repeating: 0, count: count)
    counts[(own + count - 1) % count] = elements.count
    return try exchange(elements, counts: counts).elements
  }
}
