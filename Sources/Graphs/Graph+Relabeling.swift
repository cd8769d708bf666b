extension Graph {
  /// The same graph with its nodes numbered otherwise: node *i* becomes node `permutation[i]`.
  ///
  /// ```swift
  /// let path = Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
  /// print(path.relabeled(by: [1, 0, 2]).edgeList())  // 0 – 1 and 0 – 2
  /// ```
  ///
  /// Edges keep their weights and relations, and attributes go with their nodes. Identifiers stay with the
  /// *numbers*, which leaves them in order: a node that gets another number gets another name.
  ///
  /// - Precondition: every node occurs once in `permutation`.
  /// - Complexity: O(nodes + edges)
  public func relabeled(by permutation: [Int]) -> Graph {
    let inverse = invertedPermutation(permutation, count: nodeCount)
    let edges = edgeList()
    var result = Graph(
      nodeCount: nodeCount, sources: edges.sources.map { Int32(permutation[Int($0)]) },
      targets: edges.targets.map { Int32(permutation[Int($0)]) }, weights: edges.weights,
      isDirected: isDirected, identifiers: identifiers,
      attributes: attributes?.selecting(nodes: inverse))
    result.relations = relations.map { relations in
      EdgeRelations(
        nodeCount: nodeCount,
        triples: relations.triples.map {
          .init(
            head: Int32(permutation[Int($0.head)]), relation: $0.relation,
            tail: Int32(permutation[Int($0.tail)]))
        }, names: relations.names, isDirected: isDirected)
    }
    return result
  }
}

extension NodeAttributes {
  /// The rows of the given nodes, in that order.
  ///
  /// - Complexity: O(nodes · columns)
  func selecting(nodes: [Int]) -> NodeAttributes {
    NodeAttributes(
      columns.map { column in
        switch column.values {
        case .categories(let values):
          Column(name: column.name, categories: nodes.map { values[$0] })
        case .numbers(let values): Column(name: column.name, numbers: nodes.map { values[$0] })
        }
      })
  }
}

/// Where each number went: the inverse of a permutation of `0..<count`.
///
/// - Precondition: `permutation` is one.
/// - Complexity: O(count)
private func invertedPermutation(_ permutation: [Int], count: Int) -> [Int] {
  precondition(
    permutation.count == count, "a permutation of \(permutation.count) for \(count) nodes")
  var inverse = [Int](repeating: -1, count: count)
  for (old, new) in permutation.enumerated() {
    precondition(inverse.indices.contains(new), "there is no node \(new) in a graph of \(count)")
    precondition(inverse[new] < 0, "nodes \(inverse[new]) and \(old) both become \(new)")
    inverse[new] = old
  }
  return inverse
}
