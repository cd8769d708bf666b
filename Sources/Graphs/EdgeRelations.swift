/// The kinds of a graph's edges: what joins two nodes, where that can be one of several things.
///
/// ```swift
/// let graph = try Graph(edgesAt: "rel_triples_1")
/// for triple in graph.relations!.triples {
///   print(triple.head, graph.relations!.names[Int(triple.relation)], triple.tail)
/// }
/// ```
///
/// Two nodes may be joined by several relations, in both directions. So relations stand beside the simple
/// adjacency of the graph, which has one entry for each pair of neighbors, and not in it: whatever looks
/// at edges alone sees the same graph with relations and without. The triples (head, relation, tail) that
/// leave node *i* are those at `offsets[i]..<offsets[i + 1]` of ``tails`` and ``kinds``, ordered by tail
/// and then by relation, each once. For a – r₁ → b, a – r₀ → b and b – r₀ → a:
///
///     offsets  0   2 3
///     tails    1 1 0
///     kinds    0 1 0
///
/// A triple takes eight bytes.
public struct EdgeRelations: Sendable, Equatable {
  /// Two nodes and what joins them.
  public struct Triple: Sendable, Equatable, Hashable, Comparable, BitwiseCopyable {
    /// Where the edge starts, the number of its relation, and where it ends.
    public let head, relation, tail: Int32

    /// An edge of a relation between two nodes.
    public init(head: Int32, relation: Int32, tail: Int32) {
      (self.head, self.relation, self.tail) = (head, relation, tail)
    }

    /// By head, then by tail, then by relation.
    public static func < (a: Triple, b: Triple) -> Bool {
      (a.head, a.tail, a.relation) < (b.head, b.tail, b.relation)
    }
  }

  /// What each relation is called. A relation may be without triples.
  public let names: [String]

  /// n + 1 positions in ``tails`` and ``kinds``; the last is the number of triples.
  public let offsets: [Int]

  /// Where the triples of node 0 end, then those of node 1, and so on.
  public let tails: [Int32]

  /// The relation of each triple: a position in ``names``.
  public let kinds: [Int32]

  /// The number of triples.
  public var count: Int { kinds.count }

  /// Sorts triples; self-loops and repetitions are dropped.
  ///
  /// - Parameter isDirected: whether (a, r, b) and (b, r, a) are two triples; if not, the one whose head
  ///   is the smaller stands for both.
  /// - Precondition: nodes are in `0..<nodeCount` and relations have a name.
  /// - Complexity: O(triples · log triples + nodes)
  init(nodeCount: Int, triples: [Triple], names: [String], isDirected: Bool) {
    var sorted: [Triple] = []
    sorted.reserveCapacity(triples.count)
    for triple in triples where triple.head != triple.tail {
      precondition(
        names.indices.contains(Int(triple.relation)), "relation \(triple.relation) has no name")
      let isTurned = !isDirected && triple.head > triple.tail
      sorted.append(
        isTurned
          ? Triple(head: triple.tail, relation: triple.relation, tail: triple.head) : triple)
    }
    sorted.sort()
    var offsets = [Int](repeating: 0, count: nodeCount + 1)
    var (tails, kinds): ([Int32], [Int32]) = ([], [])
    var last: Triple?
    for triple in sorted where triple != last {
      last = triple
      offsets[Int(triple.head) + 1] += 1
      tails.append(triple.tail)
      kinds.append(triple.relation)
    }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    self.names = names
    self.offsets = offsets
    self.tails = tails
    self.kinds = kinds
  }

  /// Every triple once, by head, tail and relation.
  ///
  /// - Complexity: O(nodes + triples)
  public var triples: [Triple] {
    var triples: [Triple] = []
    triples.reserveCapacity(count)
    for node in 0..<offsets.count - 1 {
      for i in offsets[node]..<offsets[node + 1] {
        triples.append(Triple(head: Int32(node), relation: kinds[i], tail: tails[i]))
      }
    }
    return triples
  }

  /// How many triples each relation has.
  ///
  /// - Complexity: O(triples + relations)
  public var frequencies: [Int] {
    var counts = [Int](repeating: 0, count: names.count)
    for kind in kinds { counts[Int(kind)] += 1 }
    return counts
  }
}

extension Graph {
  /// Makes a graph from triples: its edges are the pairs of nodes that some relation joins.
  ///
  /// - Parameters:
  ///   - nodeCount: how many nodes there are.
  ///   - triples: heads, relations and tails; self-loops and repetitions are dropped.
  ///   - relationNames: what relations 0, 1, … are called.
  ///   - isDirected: whether the edges have the direction of the triples.
  ///   - identifiers: what the nodes are called.
  ///   - attributes: what is known of the nodes.
  /// - Precondition: nodes are in `0..<nodeCount`, relations in `0..<relationNames.count`.
  /// - Complexity: O(nodes + triples · log triples)
  public init(
    nodeCount: Int, triples: [EdgeRelations.Triple], relationNames: [String],
    isDirected: Bool = true, identifiers: NodeIdentifiers? = nil,
    attributes: NodeAttributes? = nil
  ) {
    self.init(
      nodeCount: nodeCount, sources: triples.map(\.head), targets: triples.map(\.tail),
      isDirected: isDirected, identifiers: identifiers, attributes: attributes)
    relations = EdgeRelations(
      nodeCount: nodeCount, triples: triples, names: relationNames, isDirected: isDirected)
  }

  /// The same graph, of whose edges only is known that they are there, and their directions and weights.
  public var withoutRelations: Graph {
    var graph = self
    graph.relations = nil
    return graph
  }
}
