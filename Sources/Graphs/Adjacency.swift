/// The neighbors of every node, as compressed sparse rows.
///
/// Two flat arrays say everything: the neighbors of node *i* are
/// `neighbors[offsets[i]..<offsets[i + 1]]`, ascending and without repetition, and never *i* itself.
/// For the path 0 – 1 – 2:
///
///     offsets    0 1 3 4
///     neighbors  1 0 2 1
public struct Adjacency: Sendable, Equatable {
  /// n + 1 positions in ``neighbors``; the last is its length.
  public let offsets: [Int]

  /// The neighbors of node 0, then of node 1, and so on.
  public let neighbors: [Int32]

  /// The weight of each entry of ``neighbors``, or `nil` when every weight is 1.
  public let weights: [Double]?

  /// The number of nodes.
  @inlinable public var nodeCount: Int { offsets.count - 1 }

  /// The number of entries: an undirected edge has two.
  public var entryCount: Int { neighbors.count }

  /// The neighbors of a node, ascending.
  ///
  /// - Complexity: O(1)
  @inlinable public subscript(_ node: Int) -> Span<Int32> {
    @_lifetime(borrow self)
    get { neighbors.span.extracting(offsets[node]..<offsets[node + 1]) }
  }

  /// How many neighbors a node has.
  ///
  /// - Complexity: O(1)
  @inlinable public func count(of node: Int) -> Int { offsets[node + 1] - offsets[node] }

  /// The magnitudes of the weights of a node's entries added up; the number of neighbors when there are no
  /// weights.
  ///
  /// - Complexity: O(degree), or O(1) without weights
  @inlinable public func strength(of node: Int) -> Double {
    guard let weights else { return Double(count(of: node)) }
    return weights[offsets[node]..<offsets[node + 1]].reduce(0) { $0 + abs($1) }
  }

  /// Whether `neighbor` is a neighbor of `node`.
  ///
  /// - Complexity: O(log degree)
  public func contains(_ node: Int, _ neighbor: Int) -> Bool {
    let row = offsets[node]..<offsets[node + 1]
    let place = row.partitioningPoint { neighbors[$0] >= neighbor }
    return place < row.upperBound && neighbors[place] == neighbor
  }
}

extension Adjacency {
  /// Calls `body` with the addresses of ``offsets`` and ``neighbors``, valid during the call only.
  package func withUnsafePointers<Result>(
    _ body: (UnsafePointer<Int64>, UnsafePointer<Int32>) throws -> Result
  ) rethrows -> Result {
    try unsafe offsets.withUnsafeBufferPointer { offsets in
      try unsafe neighbors.withUnsafeBufferPointer { neighbors in
        // Swift's Int and C's int64_t are the same 64 bits here.
        let first = unsafe UnsafeRawPointer(offsets.baseAddress!)
          .assumingMemoryBound(to: Int64.self)
        // Without edges there may be no address, and then it is never looked at.
        let second = unsafe neighbors.baseAddress ?? UnsafePointer(bitPattern: 4)!
        return try unsafe body(first, second)
      }
    }
  }
}
