/// What a file says of its edges beside their ends and weights: perhaps what kind each is of.
struct EdgeData {
  /// Words for what joins two nodes; the first that every edge has counts.
  private static let strongNames = [
    "relation", "relationship", "relation_type", "predicate", "interaction", "kind",
  ]
  /// Words that may as well name each edge, or say the same of all.
  private static let weakNames = ["type", "label"]
  /// What programs add of their own.
  private static let idleNames: Set<String> = [
    "id", "key", "index", "suid", "shared_name", "shared name", "shared_interaction",
    "shared interaction", "name", "selected", "start", "end",
  ]

  /// The data in the order in which they came, as they are called.
  private(set) var names: [String] = []
  /// Of data that may be kinds, the value of each edge.
  private var values: [String: [Int: String]] = [:]

  mutating func add(_ name: String, _ value: String, of edge: Int) {
    if !names.contains(name) { names.append(name) }
    guard Self.strongNames.contains(name.lowercased()) || Self.weakNames.contains(name.lowercased())
    else { return }
    values[name, default: [:]][edge] = value
  }

  /// Gives a value to the edges that have none.
  mutating func fill(_ name: String, with value: String, count: Int) {
    for edge in 0..<count where values[name]?[edge] == nil { add(name, value, of: edge) }
  }

  /// The same data, where each of other edges stands for one of these.
  func spread(over edges: [Int]) -> EdgeData {
    var data = self
    data.values = values.mapValues { values in
      var spread: [Int: String] = [:]
      for (i, edge) in edges.enumerated() { spread[i] = values[edge] }
      return spread
    }
    return data
  }

  /// The data that tell the kinds of edges, and the kind of each.
  ///
  /// - Parameter count: how many edges there are.
  func kinds(count: Int) -> (name: String, kinds: [String])? {
    for word in count > 0 ? Self.strongNames + Self.weakNames : [] {
      guard let name = names.first(where: { $0.lowercased() == word }), let known = values[name],
        known.count == count, !known.values.contains(where: Self.isBlank)
      else { continue }
      if Self.weakNames.contains(word) {
        let different = Set(known.values).count
        guard different > 1, 2 * different <= count else { continue }
      }
      return (name, (0..<count).map { known[$0]! })
    }
    return nil
  }

  private static func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 <= 0x20 } }

  /// What there is to say of data that the graph does not have.
  func losses(besides used: [String?]) -> [String] {
    let unused = names.filter { name in
      !used.contains(name) && !Self.idleNames.contains(name.lowercased())
        && !(values[name].map { $0.values.allSatisfy(Self.isBlank) } ?? false)
    }
    guard !unused.isEmpty else { return [] }
    return [
      unused.prefix(3).joined(separator: ", ") + (unused.count > 3 ? ", …" : "") + " of edges not used"
    ]
  }
}

extension ReadGraph {
  /// Gives the edges their kinds.
  ///
  /// - Parameters:
  ///   - data: what the file says of its edges.
  ///   - weightName: the data that are weights.
  ///   - edges: the ends of each edge, and whether its weight is not 0.
  mutating func add(
    _ data: EdgeData, weightName: String?, to edges: [(source: Int32, target: Int32, counts: Bool)]
  ) {
    let found = data.kinds(count: edges.count)
    notes.unused += data.losses(besides: [weightName, found?.name])
    guard let (name, kinds) = found else { return }
    // What only loops and edges of weight 0 are is no relation, since it would not be written.
    let used = zip(edges, kinds).filter { $0.0.counts && $0.0.source != $0.0.target }
    let relationNames = Set(used.map(\.1)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !relationNames.isEmpty else { return }
    let numbers = Dictionary(uniqueKeysWithValues: zip(relationNames, Int32(0)...))
    let triples = used.map { edge, kind in
      EdgeRelations.Triple(head: edge.source, relation: numbers[kind]!, tail: edge.target)
    }
    let relations = EdgeRelations(
      nodeCount: graph.nodeCount, triples: triples, names: relationNames,
      isDirected: graph.isDirected)
    // Two edges of different kinds between two nodes are no repetition.
    notes.repeatedCount = max(0, notes.repeatedCount + graph.edgeCount - relations.count)
    graph.relations = relations
    let count = relationNames.count
    notes.remarks.append(
      "edges are of \(count) kind\(count == 1 ? "" : "s"), by their “\(name)”")
  }
}
