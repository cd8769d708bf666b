extension GraphMLDocument {
  /// The graph, its nodes ordered by identifier.
  func graph(options: GraphReadingOptions) throws(LineFailure) -> Graph {
    guard let isDirected else { throw LineFailure(line: nil, reason: "holds no <graph>") }
    let (order, identifiers) = try orderedNodes(options.identifiers)
    var ranks = [Int32](repeating: 0, count: nodes.count)
    for (rank, node) in order.enumerated() { ranks[node] = Int32(rank) }

    var (sources, targets, weights): ([Int32], [Int32], [Double]) = ([], [], [])
    let defaultWeight = weightKey.flatMap { keys[$0]!.defaultText }
    for edge in edges {
      for end in [edge.source, edge.target] where nodeIndices[end] == nil {
        throw LineFailure(line: edge.line, reason: "no node is called “\(end)”")
      }
      sources.append(ranks[nodeIndices[edge.source]!])
      targets.append(ranks[nodeIndices[edge.target]!])
      let text = edge.weight ?? defaultWeight
      weights.append(
        try text.map { text throws(LineFailure) in
          try Self.weight(text, line: edge.line, isIgnored: options.ignoresWeights)
        } ?? 1)
    }
    return Graph(
      nodeCount: nodes.count, sources: sources, targets: targets, weights: weights,
      isDirected: options.isDirected ?? isDirected, identifiers: identifiers,
      attributes: options.ignoresAttributes ? nil : try attributes(order: order))
  }

  private func orderedNodes(
    _ kind: IdentifierKind
  ) throws(LineFailure) -> (order: [Int], NodeIdentifiers) {
    // Only numbers as a program would write them: were “07” a number, it would come back as “7”.
    let numbers = nodes.map { Int64($0).flatMap { $0 >= 0 ? $0 : nil } }
    let areNumbers = nodes.indices.allSatisfy { numbers[$0].map(String.init) == nodes[$0] }
    if kind == .integers, !areNumbers {
      let node = nodes.indices.first { numbers[$0].map(String.init) != nodes[$0] }!
      throw LineFailure(
        line: nodeLines[node], reason: "expected an integer node id, found “\(nodes[node])”")
    }
    if kind != .strings, areNumbers {
      let order = nodes.indices.sorted { numbers[$0]! < numbers[$1]! }
      return (order, NodeIdentifiers(order.map { numbers[$0]! }))
    }
    let order = nodes.indices.sorted {
      nodes[$0].utf8.lexicographicallyPrecedes(nodes[$1].utf8)
    }
    return (order, NodeIdentifiers(order.map { nodes[$0] }))
  }

  private static func weight(
    _ text: String, line: Int, isIgnored: Bool
  ) throws(LineFailure) -> Double {
    guard let weight = number(text) else {
      throw LineFailure(line: line, reason: "expected a weight, found “\(text)”")
    }
    if isIgnored { return 1 }
    guard weight.isFinite else {
      throw LineFailure(line: line, reason: "edge weights must be finite, found “\(text)”")
    }
    return weight
  }

  private static func number(_ text: String) -> Double? {
    decimalNumber(text.utf8.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
  }

  /// One column for each node key, in the order of the file.
  private func attributes(order: [Int]) throws(LineFailure) -> NodeAttributes? {
    var columns: [NodeAttributes.Column] = []
    for id in keyOrder {
      let key = keys[id]!
      // A key for everything that no node uses is none of the nodes' business.
      guard key.isForNodes, !(key.isForEdges && values[id] == nil) else { continue }
      let texts = order.map { values[id]?[$0] ?? key.defaultText }
      guard key.isNumber else {
        columns.append(.init(name: key.name, categories: texts.map { $0 ?? "" }))
        continue
      }
      var numbers: [Double] = []
      for (text, node) in zip(texts, order) {
        guard let text else {
          throw LineFailure(
            line: nodeLines[node], reason: "node “\(nodes[node])” has no number for “\(key.name)”")
        }
        guard let number = Self.number(text), number.isFinite else {
          throw LineFailure(
            line: nodeLines[node],
            reason: "expected a finite number for “\(key.name)”, found “\(text)”")
        }
        numbers.append(number)
      }
      columns.append(.init(name: key.name, numbers: numbers))
    }
    return columns.isEmpty ? nil : NodeAttributes(columns)
  }
}
