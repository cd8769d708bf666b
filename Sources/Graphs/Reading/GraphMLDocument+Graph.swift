extension GraphMLDocument {
  /// The graph, its nodes ordered by identifier.
  func graph(options: GraphReadingOptions) throws(LineFailure) -> ReadGraph {
    guard let graphLine else { throw LineFailure(line: nil, reason: "holds no <graph>") }
    guard let isDirected = options.isDirected ?? isDirected else {
      throw LineFailure(
        line: graphLine,
        reason: "expected edgedefault “directed” or “undirected”, found “\(edgeDefault ?? "")”; "
          + "--directed and --undirected decide")
    }
    guard let (order, identifiers) = NodeIdentifiers.ordered(nodes, options.identifiers) else {
      let node = nodes.indices.first { canonicalInteger(nodes[$0].utf8) == nil }!
      throw LineFailure(
        line: nodeLines[node], reason: "expected integer node ids, found “\(nodes[node])”")
    }
    var ranks = [Int32](repeating: 0, count: nodes.count)
    for (rank, node) in order.enumerated() { ranks[node] = Int32(rank) }

    var (sources, targets, weights): ([Int32], [Int32], [Double]) = ([], [], [])
    let defaultWeight = weightKey.flatMap { keys[$0]!.defaultText }
    // Which edge of the file each of the graph is, where some are there in both directions.
    var origins: [Int] = []
    for (index, edge) in edges.enumerated() {
      for end in [edge.source, edge.target] where nodeIndices[end] == nil {
        throw LineFailure(line: edge.line, reason: "no node has the id “\(end)”")
      }
      if options.isDirected == nil, let own = edge.isDirected, own != isDirected {
        throw LineFailure(
          line: edge.line,
          reason: "expected all edges to be directed or none, found an edge of its own kind; "
            + "--directed and --undirected decide")
      }
      origins.append(index)
      sources.append(ranks[nodeIndices[edge.source]!])
      targets.append(ranks[nodeIndices[edge.target]!])
      let text = edge.weight ?? defaultWeight
      weights.append(
        try text.map { text throws(LineFailure) in
          try Self.weight(text, line: edge.line, isIgnored: options.ignoresWeights)
        } ?? 1)
      // Beside edges with a direction, one without has both.
      if isDirected, edge.isDirected == false {
        origins.append(index)
        sources.append(targets.last!)
        targets.append(ranks[nodeIndices[edge.source]!])
        weights.append(weights.last!)
      }
    }
    let (columns, remarks) =
      options.ignoresAttributes ? (nil, []) : try attributes(order: order)
    let graph = Graph(
      nodeCount: nodes.count, sources: sources, targets: targets, weights: weights,
      isDirected: isDirected, identifiers: identifiers, attributes: columns)
    let loops = zip(sources, targets).filter { $0 == $1 }
    var read = ReadGraph(
      graph, format: format, listedCount: sources.count, loopCount: loops.count,
      zeroCount: zip(weights, zip(sources, targets)).count { $0 == 0 && $1.0 != $1.1 })
    read.notes.remarks = remarks
    var data = edgeData
    for id in keyOrder {
      let key = keys[id]!
      if let text = key.defaultText, key.isForEdges, !key.isForNodes || data.names.contains(key.name) {
        data.fill(key.name, with: text, count: edges.count)
      }
    }
    read.add(
      data.spread(over: origins), weightName: weightKey.map { keys[$0]!.name },
      to: sources.indices.map { (sources[$0], targets[$0], weights[$0] != 0) })
    if options.ignoresAttributes, keyOrder.contains(where: { isAttribute($0) }) {
      read.notes.remarks.append("data of nodes ignored")
    }
    return read
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

  /// Whether a key is one of nodes. A key for everything that no node uses is none of their business.
  private func isAttribute(_ id: String) -> Bool {
    let key = keys[id]!
    return key.isForNodes && !(key.isForEdges && values[id] == nil)
  }

  /// One column for each node key, in the order of the file, and what there is to say about them.
  private func attributes(
    order: [Int]
  ) throws(LineFailure) -> (NodeAttributes?, remarks: [String]) {
    var (columns, remarks): ([NodeAttributes.Column], [String]) = ([], [])
    for id in keyOrder where isAttribute(id) {
      let key = keys[id]!
      let texts = order.map { values[id]?[$0] ?? key.defaultText }
      guard key.isNumber else {
        let cells = texts.map { text in
          key.isBoolean ? Self.boolean(text ?? "") : text ?? ""
        }
        columns.append(.init(name: key.name, categories: cells))
        continue
      }
      var numbers: [Double?] = []
      for (text, node) in zip(texts, order) {
        let text = text ?? ""
        guard let number = Self.number(text) else {
          // Programs write a number that they do not know as nothing, or as NaN.
          guard text.utf8.allSatisfy({ $0 <= 0x20 }) else {
            throw LineFailure(
              line: nodeLines[node],
              reason: "expected a number for “\(key.name)”, found “\(text)”")
          }
          numbers.append(nil)
          continue
        }
        guard !number.isInfinite else {
          throw LineFailure(
            line: nodeLines[node],
            reason: "expected a finite number for “\(key.name)”, found “\(text)”")
        }
        numbers.append(number.isNaN ? nil : number)
      }
      let (column, remark) = NodeAttributes.Column.fillingGaps(key.name, numbers)
      if let column { columns.append(column) }
      if let remark { remarks.append(remark) }
    }
    return (columns.isEmpty ? nil : NodeAttributes(columns), remarks)
  }

  /// `true` and `false` in one spelling; anything else as it is.
  private static func boolean(_ text: String) -> String {
    let word = text.lowercased().filter { !$0.isWhitespace }
    return switch word {
    case "true", "1", "yes": "true"
    case "false", "0", "no": "false"
    default: text
    }
  }
}
