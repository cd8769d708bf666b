internal import Graphs

/// What one rank has of a graph: consecutive nodes and their neighbors.
///
/// Row i of ``outgoing`` belongs to node `nodes.lowerBound + i`; neighbors are numbered through the whole graph.
package struct GraphPart: Sendable {
  /// Which rank has which nodes.
  package let partition: RowPartition
  /// Whether edges have a direction.
  package let isDirected: Bool
  /// Whether any edge has a weight other than 1.
  package let isWeighted: Bool
  /// The edges of the whole graph.
  package let edgeCount: Int
  /// Edges by the node they leave, and by the node they enter; the same unless they have a direction.
  let outgoing, incoming: Adjacency
  /// The neighbors of each node, whatever the direction of the edge between them.
  let undirected: Adjacency
  let numbering: NodeNumbering
  let ranks: Ranks

  /// The nodes of this rank.
  package var nodes: Range<Int> { partition.nodes(of: ranks.own) }
  /// The nodes of the whole graph.
  package var nodeCount: Int { partition.nodeCount }

  /// All ranks.
  ///
  /// - Parameters:
  ///   - outgoing: rows of this rank, with weights if any rank has weights.
  ///   - incoming: `nil` unless edges have a direction.
  init(
    _ partition: RowPartition, outgoing: Adjacency, incoming: Adjacency?, _ numbering: NodeNumbering,
    _ ranks: Ranks
  ) throws(MPIError) {
    (self.partition, self.numbering, self.ranks) = (partition, numbering, ranks)
    isDirected = incoming != nil
    isWeighted = try ranks.any(outgoing.weights?.contains { $0 != 1 } ?? false)
    self.outgoing = isWeighted ? outgoing : outgoing.withoutWeights
    if let incoming {
      self.incoming = isWeighted ? incoming : incoming.withoutWeights
      undirected = outgoing.union(incoming, nodes: partition.nodes(of: ranks.own))
    } else {
      (self.incoming, undirected) = (self.outgoing, self.outgoing)
    }
    let entryCount = try ranks.sum(outgoing.entryCount)
    edgeCount = incoming != nil ? entryCount : entryCount / 2
  }

  /// The edges that touch each node of this rank, or the sum of their weights.
  func degrees() -> [Double] {
    (0..<nodes.count).map { row in
      isDirected
        ? outgoing.strength(of: row) + incoming.strength(of: row) : outgoing.strength(of: row)
    }
  }

  /// A number that tells edges and their weights from others, whatever the partition; all ranks.
  package func fingerprint() throws(MPIError) -> UInt64 {
    func mixed(_ x: UInt64) -> UInt64 {
      var z = x &+ 0x9e37_79b9_7f4a_7c15
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
    var sum: UInt64 = 0
    for row in 0..<nodes.count {
      for place in outgoing.offsets[row]..<outgoing.offsets[row + 1] {
        let pair = UInt64(nodes.lowerBound + row) << 32 | UInt64(outgoing.neighbors[place])
        sum &+= mixed(mixed(pair) ^ (outgoing.weights?[place].bitPattern ?? 1))
      }
    }
    return mixed(try ranks.sum(hash: sum) ^ UInt64(nodeCount) ^ (isDirected ? 1 << 63 : 0))
  }
}
