extension Graph {
  /// Reads a graph of LEDA (`.gw`), as SANA and MAGNA++ want it.
  ///
  /// Nodes are called by their labels, or 1, 2, …, n if all are empty. Labels of edges are weights if they are
  /// numbers with a point; whole ones are, unless they are all the same.
  ///
  /// - SeeAlso: K. Mehlhorn and S. Näher, “LEDA: a platform for combinatorial and geometric computing”, 1999.
  static func leda(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    var reader = unsafe LEDAReader(rows: TextRows(text))
    return try reader.listed(options).graph(options)
  }
}

private struct LEDAReader {
  var rows: TextRows

  private mutating func row(_ expected: String) throws(LineFailure) -> TextRow {
    guard let row = rows.nextData(comment: UInt8(ascii: "#")) else {
      throw LineFailure(
        line: Swift.max(rows.lineCount, 1), reason: "ends before \(expected)")
    }
    return row
  }

  private func count(_ row: TextRow, _ expected: String) throws(LineFailure) -> Int64 {
    guard row.words.count == 1, let count = canonicalInteger(row.words[0]) else {
      throw row.failure(expected)
    }
    return count
  }

  mutating func listed(_ options: GraphReadingOptions) throws(LineFailure) -> ListedGraph {
    let start = try row("“LEDA.GRAPH”")
    guard start.words.count == 1, start.words[0].elementsEqual("LEDA.GRAPH".utf8) else {
      throw start.failure("“LEDA.GRAPH”")
    }
    _ = try row("the type of nodes")
    let edgeType = String(decoding: try row("the type of edges").words[0], as: UTF8.self)
    var listed = ListedGraph(format: "LEDA")
    var sizes = try row("the number of nodes")
    // Old files have no line about directions, and directed edges.
    listed.isDirected = true
    if sizes.words.count == 1, let sign = sizes.words.first, sign.first == UInt8(ascii: "-") {
      guard sign.elementsEqual("-1".utf8) || sign.elementsEqual("-2".utf8) else {
        throw sizes.failure("-1 for directed or -2 for undirected")
      }
      listed.isDirected = sign.elementsEqual("-1".utf8)
      sizes = try row("the number of nodes")
    }
    let nodeCount = try count(sizes, "the number of nodes")
    try readNodes(nodeCount, &listed)
    let edgeCount = try count(try row("the number of edges"), "the number of edges")
    try readEdges(edgeCount, nodeCount, edgeType, &listed, options)
    if let rest = rows.nextData(comment: UInt8(ascii: "#")) {
      throw rest.failure("\(edgeCount) edges and nothing after them")
    }
    return listed
  }

  private mutating func readNodes(
    _ count: Int64, _ listed: inout ListedGraph
  ) throws(LineFailure) {
    var areNamed: Bool?
    var number: Int64 = 0
    while number < count {
      number += 1
      let row = try row("node \(number) of \(count)")
      guard let label = Self.label(row.bytes) else { throw row.failure("a node, |{name}|") }
      guard !label.isEmpty == areNamed ?? !label.isEmpty else {
        throw row.failure(areNamed! ? "a name of the node" : "a node without a name, as above")
      }
      areNamed = !label.isEmpty
      guard let name = String(validating: label, as: UTF8.self) else {
        throw row.failure("a name in UTF-8")
      }
      _ = try listed.addNode(label.isEmpty ? "\(number)" : name, line: row.number)
    }
  }

  private mutating func readEdges(
    _ count: Int64, _ nodeCount: Int64, _ type: String, _ listed: inout ListedGraph,
    _ options: GraphReadingOptions
  ) throws(LineFailure) {
    var edges: [(source: Int32, target: Int32, label: ArraySlice<UInt8>, line: Int)] = []
    while edges.count < count {
      let row = try row("edge \(edges.count + 1) of \(count)")
      let (words, label) = (row.words, Self.label(row.bytes))
      guard words.count >= 3, let label else {
        throw row.failure("an edge, two nodes, 0 and |{label}|")
      }
      var ends: [Int32] = []
      for word in words[..<2] {
        guard let node = canonicalInteger(word), node >= 1, node <= nodeCount else {
          throw row.failure("nodes from 1 to \(nodeCount)")
        }
        ends.append(Int32(node - 1))
      }
      edges.append((ends[0], ends[1], label, row.number))
    }
    let areReal = ["double", "float"].contains(type)
    let areWhole = ["short", "int", "long"].contains(type)
    let hasLabels = edges.contains { !$0.label.isEmpty }
    let areDifferent = edges.contains { !$0.label.elementsEqual(edges[0].label) }
    let areWeights = hasLabels && (areReal || areWhole && areDifferent)
    for edge in edges {
      let weight =
        areWeights
        ? try ListedGraph.weight(edge.label, line: edge.line, options: options) : 1
      listed.addEdge(edge.source, edge.target, weight: weight)
    }
    if areWeights {
      listed.remarks.append("labels of edges are weights")
    } else if hasLabels, areDifferent {
      listed.unused.append("labels of edges not used")
    }
  }

  /// What stands between `|{` and `}|`.
  private static func label(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let bar = UInt8(ascii: "|")
    guard let start = bytes.firstIndex(of: bar), let end = bytes.lastIndex(of: bar),
      end - start >= 3, bytes[start + 1] == UInt8(ascii: "{"),
      bytes[end - 1] == UInt8(ascii: "}")
    else { return nil }
    return bytes[(start + 2)..<(end - 1)]
  }
}
