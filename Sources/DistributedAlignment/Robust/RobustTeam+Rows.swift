package import GraphAlignment
internal import Graphs
package import LinearAlgebra
package import NearestNeighbors

extension RobustTeam {
  /// Nodes for each rank, with equally many entries.
  func partition(ofGraph graph: Int) -> RowPartition {
    let offsets = edges[graph].offsets
    let (count, total) = (offsets.count - 1, offsets[offsets.count - 1] + 8 * (offsets.count - 1))
    let bounds = (0...ranks.count).map { rank in
      rank == ranks.count
        ? count
        : (0..<count).partitioningPoint { offsets[$0] + 8 * $0 >= total * rank / ranks.count }
    }
    return RowPartition(bounds: bounds)
  }

  package func ringHistograms(
    ofGraph graph: Int, buckets: [Int32], bucketCount: Int, hopCount: Int, width: Int
  ) throws -> Matrix {
    let numbers = [graph, bucketCount, hopCount, width]
    try ask(.histograms, numbers)
    return try together(\.histograms) { try histograms(numbers, buckets) }
  }

  /// - Returns: on the first rank all rows.
  func histograms(_ numbers: [Int], _ given: [Int32]?) throws -> Matrix {
    let (graph, bucketCount, hopCount, width) = (numbers[0], numbers[1], numbers[2], numbers[3])
    let buckets = try ranks.broadcast(given ?? [])
    let nodes = ranks.count > 1 ? partition(ofGraph: graph).nodes(of: ranks.own) : nil
    let own = RingSearch(
      whole: edges[graph], buckets: buckets, bucketCount: bucketCount, hopCount: hopCount,
      isSymmetric: true, nodes: nodes
    ).histograms(width: width)
    guard ranks.count > 1 else { return own }
    let all = try ranks.gather(own.elements).elements
    return Matrix(rowCount: all.count / width, columnCount: width, elements: all)
  }

  package func neighbors(
    of queries: Matrix, among points: Matrix, count: Int, search: SearchMethod, leafLimit: Int?
  ) throws -> NeighborLists {
    let method = SearchMethod.allCases.firstIndex(of: search)!
    let numbers = [queries.columnCount, count, method, leafLimit ?? -1]
    try ask(.neighbors, numbers)
    return try together(\.neighbors) { try neighbors(numbers, (queries, points)) }
  }

  /// - Returns: on the first rank the lists of all queries.
  func neighbors(
    _ numbers: [Int], _ given: (queries: Matrix, points: Matrix)?
  ) throws -> NeighborLists {
    let (width, count, limit) = (numbers[0], numbers[1], numbers[3])
    let search = SearchMethod.allCases[numbers[2]]
    func matrix(_ given: Matrix?) throws -> Matrix {
      let elements = try ranks.broadcast(given?.elements ?? [])
      return Matrix(rowCount: elements.count / width, columnCount: width, elements: elements)
    }
    let queries = try matrix(given?.queries)
    let points = RowSelection(try matrix(given?.points))
    let listLength = min(count, points.count)
    var (own, found): ([Int32], [Neighbor])
    if limit > 0 {
      (own, found) = KDTree(points).near(
        to: RowSelection(queries), count: count, leafLimit: limit, part: ranks.own,
        of: ranks.count)
    } else {
      let range = RowPartition(nodeCount: queries.rowCount, rankCount: ranks.count)
        .nodes(of: ranks.own)
      own = range.map(Int32.init)
      found =
        range.isEmpty
        ? []
        : search.index(of: points)
          .nearest(toRowsOf: queries.selectingRows(range), count: count).neighbors
    }
    let rows = try ranks.gather(own).elements
    let indices = try ranks.gather(found.map { Int32($0.index) }).elements
    let distances = try ranks.gather(found.map(\.squaredDistance)).elements
    guard ranks.isFirst else {
      return NeighborLists(queryCount: 0, count: listLength, neighbors: [])
    }
    var neighbors = [Neighbor](
      repeating: Neighbor(index: 0, squaredDistance: 0), count: rows.count * listLength)
    for (place, row) in rows.enumerated() {
      for rank in 0..<listLength {
        neighbors[Int(row) * listLength + rank] = Neighbor(
          index: Int(indices[place * listLength + rank]),
          squaredDistance: distances[place * listLength + rank])
      }
    }
    return NeighborLists(queryCount: rows.count, count: listLength, neighbors: neighbors)
  }
}
