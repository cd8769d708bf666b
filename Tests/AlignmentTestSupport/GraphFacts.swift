public import Graphs

/// What tests ask of a graph, computed in the plainest way.
extension Graph {
  /// The number of neighbors of every node, whatever the weights.
  public var neighborCounts: [Int] { (0..<nodeCount).map(outgoing.count(of:)) }

  /// Three times the triangles over the paths of two edges; the share of friends of friends who are
  /// friends.
  public var transitivity: Double {
    var (closed, all) = (0, 0)
    for node in 0..<nodeCount {
      let row = outgoing[node]
      for i in row.indices {
        for j in 0..<i {
          all += 1
          if outgoing.contains(Int(row[i]), Int(row[j])) { closed += 1 }
        }
      }
    }
    return all == 0 ? 0 : Double(closed) / Double(all)
  }

  /// Edges as a set of pairs, the smaller node first unless directed.
  public var edgeSet: Set<[Int32]> {
    let edges = edgeList()
    return Set(zip(edges.sources, edges.targets).map { [$0, $1] })
  }

  /// FNV-1a (64 bits) over the little-endian bytes of n and of every edge in order: a graph in one
  /// number, for golden tests.
  public var checksum: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ value: Int32) {
      for shift in stride(from: 0, to: 32, by: 8) {
        hash = (hash ^ UInt64(UInt8(truncatingIfNeeded: value >> Int32(shift)))) &* 0x100_0000_01b3
      }
    }
    mix(Int32(nodeCount))
    let edges = edgeList()
    for i in edges.sources.indices {
      mix(edges.sources[i])
      mix(edges.targets[i])
    }
    return hash
  }

  /// One line “u v” for each edge, in order; a node without edges is a line of its own, “u u”.
  public var plainEdgeList: String {
    var lines: [String] = []
    let edges = edgeList()
    var next = 0
    for node in 0..<nodeCount {
      if outgoing.count(of: node) == 0 { lines.append("\(node) \(node)") }
      while next < edges.sources.count, edges.sources[next] == node {
        lines.append("\(node) \(edges.targets[next])")
        next += 1
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
