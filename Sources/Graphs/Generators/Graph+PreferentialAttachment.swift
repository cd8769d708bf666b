internal import Parallel

extension Graph {
  /// A scale-free graph that grows node by node (Barabási–Albert).
  ///
  /// It starts as the complete graph of k + 1 nodes. Every further node brings k edges to k different
  /// earlier nodes, each chosen with a probability proportional to its degree. So every degree is at
  /// least k, and there are k(k + 1)/2 + k(n − k − 1) edges.
  ///
  /// - SeeAlso: Barabási & Albert, "Emergence of scaling in random networks", Science 1999,
  ///   doi:10.1126/science.286.5439.509; drawing from the list of all edge ends is from Batagelj &
  ///   Brandes 2005, doi:10.1103/PhysRevE.71.036113.
  /// - Parameters:
  ///   - nodeCount: n.
  ///   - edgesPerNode: k, what each new node brings.
  ///   - seed: decides what is drawn.
  /// - Precondition: `1 <= edgesPerNode < nodeCount`.
  /// - Complexity: O(n · k), the expected number of draws included.
  public static func barabasiAlbert(nodeCount: Int, edgesPerNode: Int, seed: UInt64) -> Graph {
    powerLawCluster(
      nodeCount: nodeCount, edgesPerNode: edgesPerNode, triangleProbability: 0, seed: seed)
  }

  /// A scale-free graph with many triangles (Holme–Kim).
  ///
  /// It grows like ``barabasiAlbert(nodeCount:edgesPerNode:seed:)``, whose graph it is when t = 0. But
  /// after its first edge a new node makes each next one, with probability t, to a random neighbor of
  /// the node last chosen by degree, which closes a triangle.
  ///
  /// - SeeAlso: Holme & Kim, "Growing scale-free networks with tunable clustering", Phys. Rev. E 2002,
  ///   doi:10.1103/PhysRevE.65.026107.
  /// - Parameters:
  ///   - nodeCount: n.
  ///   - edgesPerNode: k, what each new node brings.
  ///   - triangleProbability: t, the share of later edges that close a triangle.
  ///   - seed: decides what is drawn.
  /// - Precondition: `1 <= edgesPerNode < nodeCount`, t is in `0...1`.
  /// - Complexity: O(n · k), the expected number of draws included.
  public static func powerLawCluster(
    nodeCount: Int, edgesPerNode: Int, triangleProbability: Double, seed: UInt64
  ) -> Graph {
    checkNodeCount(nodeCount)
    checkProbability(triangleProbability, "the triangle probability")
    precondition(
      edgesPerNode >= 1 && edgesPerNode < nodeCount,
      "each of \(nodeCount) nodes can bring 1 to \(nodeCount - 1) edges, not \(edgesPerNode)")
    var growth = PreferentialGrowth(
      nodeCount: nodeCount, edgesPerNode: edgesPerNode, keepsNeighbors: triangleProbability > 0)
    var generator = SeededGenerator(seed: seed)
    for node in edgesPerNode + 1..<nodeCount {
      growth.add(node, triangleProbability: triangleProbability, using: &generator)
    }
    return growth.edges.graph(nodeCount: nodeCount)
  }
}

/// A graph that grows by preferential attachment.
private struct PreferentialGrowth {
  var edges: EdgeColumns
  private let edgesPerNode: Int
  /// Both ends of every edge: a random element is a node with probability proportional to its degree.
  private var ends: [Int32] = []
  /// The neighbors of each node; empty unless triangles are wanted, for they cost most of the time.
  private var neighbors: [[Int32]]
  /// The last node that was linked to each node: tells repetitions without a set.
  private var lastLinked: [Int32]

  /// The complete graph of one node more than a new node brings edges.
  init(nodeCount: Int, edgesPerNode: Int, keepsNeighbors: Bool) {
    self.edgesPerNode = edgesPerNode
    edges = EdgeColumns(expecting: nodeCount * edgesPerNode)
    ends.reserveCapacity(2 * nodeCount * edgesPerNode)
    neighbors = keepsNeighbors ? Array(repeating: [], count: nodeCount) : []
    lastLinked = Array(repeating: -1, count: nodeCount)
    for node in 0...edgesPerNode { for other in 0..<node { link(node, other) } }
  }

  mutating func add(
    _ node: Int, triangleProbability: Double, using generator: inout SeededGenerator
  ) {
    // The new node's own ends must not be drawn, so the list is read as it was before.
    let endCount = ends.count
    var hub = -1
    for _ in 0..<edgesPerNode {
      let other: Int
      if hub >= 0, triangleProbability > 0, generator.unit() < triangleProbability {
        other = draw(from: neighbors[hub], for: node, using: &generator)
      } else {
        other = draw(from: ends, first: endCount, for: node, using: &generator)
        hub = other
      }
      link(node, other)
    }
  }

  /// Draws until a node comes that is not linked to `node` yet.
  ///
  /// There always is one. Fewer than k nodes are linked already; of the nodes that have ends, at least
  /// k + 1 exist, and of a linked hub's neighbors, itself not among them, at least k are older.
  private func draw(
    from nodes: [Int32], first count: Int? = nil, for node: Int,
    using generator: inout SeededGenerator
  ) -> Int {
    while true {
      let other = Int(nodes[generator.index(below: count ?? nodes.count)])
      if other != node && lastLinked[other] != node { return other }
    }
  }

  private mutating func link(_ node: Int, _ other: Int) {
    edges.append(node, other)
    ends.append(Int32(node))
    ends.append(Int32(other))
    lastLinked[other] = Int32(node)
    if !neighbors.isEmpty {
      neighbors[node].append(Int32(other))
      neighbors[other].append(Int32(node))
    }
  }
}
