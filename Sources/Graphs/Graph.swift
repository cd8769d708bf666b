/// A graph that does not change: nodes 0, 1, …, n − 1 and the edges between them.
///
/// ```swift
/// let path = Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
/// print(path.degree(of: 1))  // 2.0
/// ```
///
/// Self-loops, edges of weight 0 and repeated edges are dropped when the graph is made; of repeated
/// edges the largest weight stays. A weight may be negative, as in networks of trust and distrust; where
/// degrees are sums of weights, its magnitude counts. In an undirected graph (i, j) and (j, i) are the same edge.
///
/// The names that nodes have outside, numbers or strings, are kept in ``identifiers``.
public struct Graph: Sendable, Equatable {
  /// Whether edges have a direction.
  public let isDirected: Bool

  /// Edges by the node they leave. In an undirected graph every edge leaves both its nodes.
  public let outgoing: Adjacency

  /// Edges by the node they enter; the same as ``outgoing`` in an undirected graph.
  public let incoming: Adjacency

  /// What the nodes are called outside.
  public let identifiers: NodeIdentifiers

  /// What is known of the nodes beside their edges.
  public var attributes: NodeAttributes? {
    didSet { checkAttributes() }
  }

  /// What kinds of edges there are, if the graph was made from triples. Each triple is one of the edges.
  public internal(set) var relations: EdgeRelations?

  /// The number of nodes n.
  public var nodeCount: Int { outgoing.nodeCount }

  /// The number of edges m, an undirected one counted once.
  public var edgeCount: Int { isDirected ? outgoing.entryCount : outgoing.entryCount / 2 }

  /// Whether any edge has a weight other than 1.
  public var isWeighted: Bool { outgoing.weights != nil }

  /// Makes a graph from pairs of nodes.
  ///
  /// - Precondition: the nodes of every edge are in `0..<nodeCount`.
  /// - Complexity: O(nodes + edges)
  public init(
    nodeCount: Int, edges: some Sequence<(Int, Int)>, isDirected: Bool = false,
    identifiers: NodeIdentifiers? = nil
  ) {
    var (sources, targets): ([Int32], [Int32]) = ([], [])
    for (source, target) in edges {
      sources.append(Int32(source))
      targets.append(Int32(target))
    }
    self.init(
      nodeCount: nodeCount, sources: sources, targets: targets, isDirected: isDirected,
      identifiers: identifiers)
  }

  /// Makes a graph from its edges, given column by column.
  ///
  /// - Parameters:
  ///   - nodeCount: n.
  ///   - sources: where each edge starts.
  ///   - targets: where it ends.
  ///   - weights: what it weighs; `nil` for 1 everywhere.
  ///   - isDirected: whether edges have a direction.
  ///   - identifiers: what the nodes are called; their numbers unless given.
  ///   - attributes: what is known of the nodes.
  /// - Precondition: the arrays have one length, nodes are in `0..<nodeCount`, weights are finite,
  ///   and there are `nodeCount` identifiers and rows of attributes.
  /// - Complexity: O(nodes + edges)
  public init(
    nodeCount: Int, sources: [Int32], targets: [Int32], weights: [Double]? = nil,
    isDirected: Bool = false, identifiers: NodeIdentifiers? = nil,
    attributes: NodeAttributes? = nil
  ) {
    for node in [sources.min(), sources.max(), targets.min(), targets.max()].compactMap({ $0 }) {
      precondition(
        node >= 0 && node < nodeCount, "there is no node \(node) in a graph of \(nodeCount)")
    }
    precondition(
      weights?.allSatisfy(\.isFinite) ?? true, "edge weights must be finite")
    let outgoing = Adjacency(
      nodeCount: nodeCount, rows: sources, columns: targets, weights: weights,
      symmetric: !isDirected)
    let incoming =
      isDirected
      ? Adjacency(
        nodeCount: nodeCount, rows: targets, columns: sources, weights: weights, symmetric: false)
      : outgoing
    self.init(
      isDirected: isDirected, outgoing: outgoing, incoming: incoming,
      identifiers: identifiers ?? .consecutive(nodeCount), attributes: attributes)
  }

  init(
    isDirected: Bool, outgoing: Adjacency, incoming: Adjacency, identifiers: NodeIdentifiers,
    attributes: NodeAttributes?
  ) {
    precondition(
      identifiers.count == outgoing.nodeCount,
      "\(identifiers.count) identifiers for \(outgoing.nodeCount) nodes")
    self.isDirected = isDirected
    self.outgoing = outgoing
    self.incoming = incoming
    self.identifiers = identifiers
    self.attributes = attributes
    checkAttributes()
  }

  private func checkAttributes() {
    precondition(
      attributes.map { $0.nodeCount == nodeCount } ?? true,
      "\(attributes?.nodeCount ?? 0) rows of attributes for \(nodeCount) nodes")
  }

  /// The edges that touch a node, or the magnitudes of their weights added up in a weighted graph. In a directed graph,
  /// both those that leave and those that enter.
  ///
  /// - Complexity: O(neighbors), or O(1) without weights
  public func degree(of node: Int) -> Double {
    isDirected
      ? outgoing.strength(of: node) + incoming.strength(of: node) : outgoing.strength(of: node)
  }

  /// The neighbors of every node, whatever the direction of the edge between them.
  ///
  /// - Complexity: O(1) when undirected, else O(nodes + edges)
  public var undirected: Adjacency {
    guard isDirected else { return outgoing }
    let edges = edgeList()
    return Adjacency(
      nodeCount: nodeCount, rows: edges.sources, columns: edges.targets, weights: edges.weights,
      symmetric: true)
  }

  /// Every edge once, ordered by its first node and then by its second; in an undirected graph the
  /// first is the smaller.
  ///
  /// - Complexity: O(nodes + edges)
  public func edgeList() -> (sources: [Int32], targets: [Int32], weights: [Double]?) {
    var (sources, targets): ([Int32], [Int32]) = ([], [])
    var weights: [Double]? = isWeighted ? [] : nil
    sources.reserveCapacity(edgeCount)
    targets.reserveCapacity(edgeCount)
    for node in 0..<nodeCount {
      for i in outgoing.offsets[node]..<outgoing.offsets[node + 1] {
        let neighbor = outgoing.neighbors[i]
        guard isDirected || Int(neighbor) > node else { continue }
        sources.append(Int32(node))
        targets.append(neighbor)
        if let all = outgoing.weights { weights?.append(all[i]) }
      }
    }
    return (sources, targets, weights)
  }
}
