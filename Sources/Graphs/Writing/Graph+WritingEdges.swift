extension Graph {
  /// An edge as it is written, with its weight and its kind where edges have them.
  struct WrittenEdge {
    var source, target: Int32
    var weight: Double?
    var kind: String?
  }

  /// Whether two nodes are joined by edges of several kinds.
  var isMultiple: Bool { relations.map { $0.count > edgeCount } ?? false }

  /// Every edge, or, where edges have kinds, every triple.
  ///
  /// - Complexity: O(nodes + edges · log degree)
  var writtenEdges: [WrittenEdge] {
    guard let relations else {
      let edges = edgeList()
      return edges.sources.indices.map { i in
        WrittenEdge(
          source: edges.sources[i], target: edges.targets[i], weight: edges.weights.map { $0[i] })
      }
    }
    return relations.triples.map { triple in
      WrittenEdge(
        source: triple.head, target: triple.tail, weight: outgoing.weight(triple.head, triple.tail),
        kind: relations.names[Int(triple.relation)])
    }
  }
}

extension Adjacency {
  /// The weight of an edge; `nil` where no edge has any.
  fileprivate func weight(_ node: Int32, _ neighbor: Int32) -> Double? {
    guard let weights else { return nil }
    let row = offsets[Int(node)]..<offsets[Int(node) + 1]
    return weights[row.partitioningPoint { neighbors[$0] >= neighbor }]
  }
}
