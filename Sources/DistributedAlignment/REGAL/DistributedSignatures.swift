internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra

/// REGAL's signatures of the nodes that a rank has of several graphs.
struct DistributedSignatures {
  /// A matrix for each graph, with a row for each of this rank's nodes.
  let rows: [Matrix]

  private enum Kind { case total, outgoing, incoming }

  /// All ranks.
  init(of graphs: [GraphPart], options: SignatureOptions) throws {
    try options.validate()
    let isSplit = options.degrees == .inOut && graphs.contains(where: \.isDirected)
    let kinds: [Kind] = isSplit ? [.outgoing, .incoming] : [.total]
    var columns = [[Matrix]](repeating: [], count: graphs.count)
    for kind in kinds {
      let degrees = graphs.map { Self.degrees($0, kind) }
      let buckets = try Self.buckets(degrees, options.bucketBase, graphs[0].ranks)
      for (index, graph) in graphs.enumerated() {
        columns[index].append(
          try Self.rows(
            graph, degrees[index].map { Int32(buckets.bucket(of: $0)) }, buckets.count, options))
      }
    }
    rows = columns.map { $0.count == 1 ? $0[0] : Self.joined($0) }
  }

  private static func degrees(_ graph: GraphPart, _ kind: Kind) -> [Double] {
    switch kind {
    case .total: graph.degrees()
    case .outgoing: (0..<graph.nodes.count).map { graph.outgoing.strength(of: $0) }
    case .incoming: (0..<graph.nodes.count).map { graph.incoming.strength(of: $0) }
    }
  }

  /// Buckets for the degrees of all nodes of all graphs, on any rank.
  static func buckets(
    _ degrees: [[Double]], _ base: Double?, _ ranks: Ranks
  ) throws -> DegreeBuckets {
    let positive = degrees.lazy.joined().filter { $0 > 0 }
    if base != nil {
      // Only the smallest and the largest matter.
      let least = try ranks.least(positive.min() ?? .infinity)
      let largest = try ranks.largest(positive.max() ?? 0)
      return DegreeBuckets(base: base, degrees: [least <= largest ? [least, largest] : []])
    }
    // One of each whole part.
    var byWhole: [Double: Double] = [:]
    for degree in positive { byWhole[degree.rounded(.down)] = degree }
    return DegreeBuckets(base: nil, degrees: [try ranks.allGather(Array(byWhole.values)).elements])
  }

  private static func rows(
    _ graph: GraphPart, _ buckets: [Int32], _ bucketCount: Int, _ options: SignatureOptions
  ) throws -> Matrix {
    let adjacency =
      switch options.ringDirection {
      case .both: graph.undirected
      case .outgoing: graph.outgoing
      case .incoming: graph.incoming
      }
    let rings = try GhostRings(
      graph, rows: adjacency, buckets: buckets, bucketCount: bucketCount,
      hopCount: options.hopCount, isSymmetric: !graph.isDirected || options.ringDirection == .both)
    var result = Matrix(rowCount: graph.nodes.count, columnCount: bucketCount)
    try rings.forEachBatch { rows, search in
      let found = search.signatures(options)
      if rows.count == result.rowCount {
        result = found
        return
      }
      for (place, same) in rows.enumerated() {
        for row in same {
          for column in 0..<bucketCount { result[row, column] = found[place, column] }
        }
      }
    }
    return result
  }

  /// Side by side.
  private static func joined(_ parts: [Matrix]) -> Matrix {
    let width = parts.reduce(0) { $0 + $1.columnCount }
    var result = Matrix(rowCount: parts[0].rowCount, columnCount: width)
    var first = 0
    for part in parts {
      for row in 0..<part.rowCount {
        for column in 0..<part.columnCount { result[row, first + column] = part[row, column] }
      }
      first += part.columnCount
    }
    return result
  }
}
