internal import GraphAlignment
internal import Graphs

/// Puts together the nodes within some steps of others, and their neighbors, under numbers of their own.
struct BallBuilder: ~Copyable {
  private(set) var table: NodeTable
  /// The bucket of each node.
  private var buckets: [Int32] = []
  private var offsets: [Int] = [0]
  private var neighbors: [Int32] = []

  /// - Parameter isDense: whether there is room for a number for each node of the graph.
  init(nodeCount: Int, isDense: Bool) {
    table = NodeTable(nodeCount: nodeCount, isDense: isDense)
  }

  /// Begins anew with some nodes, which get the numbers 0, 1, ….
  mutating func start(_ nodes: some Collection<(node: Int32, bucket: Int32)>) {
    table.removeAll()
    buckets.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    neighbors.removeAll(keepingCapacity: true)
    offsets.append(0)
    for (node, bucket) in nodes {
      _ = table.number(of: node)
      buckets.append(bucket)
    }
  }

  /// Adds the neighbors of the next node that has none yet.
  ///
  /// - Parameters:
  ///   - list: neighbors, numbered through the whole graph.
  ///   - kinds: the bucket of each.
  mutating func append(_ list: Span<Int32>, kinds: Span<UInt16>) {
    for i in list.indices {
      let number = table.number(of: list[i])
      if Int(number) == buckets.count { buckets.append(Int32(kinds[i])) }
      neighbors.append(number)
    }
    offsets.append(neighbors.count)
  }

  /// A search for the rings of the first nodes.
  mutating func search(_ count: Int, bucketCount: Int, hopCount: Int) -> RingSearch {
    // Of the nodes that are farthest away nothing else is known, nor need be.
    while offsets.count <= table.nodes.count { offsets.append(neighbors.count) }
    return RingSearch(
      Adjacency(offsets: offsets, neighbors: neighbors, parts: nil), buckets: buckets,
      bucketCount: bucketCount, hopCount: hopCount, nodes: 0..<count)
  }
}
