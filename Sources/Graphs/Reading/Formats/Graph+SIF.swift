internal import LinearAlgebra

extension Graph {
  /// Reads a simple interaction file of Cytoscape: a node, what it does, and the nodes it does it to.
  ///
  /// A tab anywhere makes tabs the only separators. A name that stands alone is a node without edges. What joins
  /// nodes becomes ``relations``; edges have a direction unless all are called `pp`, between proteins.
  ///
  /// - SeeAlso: P. Shannon et al., “Cytoscape”, Genome Research 13 (2003), doi:10.1101/gr.1239303.
  static func sif(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    let hasTabs = unsafe text.contains(0x09)
    var nodes = ListedGraph(format: "SIF")
    var (kinds, kindNames): ([String: Int32], [String]) = ([:], [])
    var triples: [EdgeRelations.Triple] = []
    for row in unsafe TextRows(text) where !row.isBlank {
      var names: [String] = []
      for cell in SIFLine.cells(row.bytes, hasTabs: hasTabs) {
        guard !cell.isEmpty, let name = String(validating: cell, as: UTF8.self) else {
          throw row.failure("names in UTF-8, none of them empty")
        }
        names.append(name)
      }
      guard names.count != 2 else {
        throw row.failure("a node, a kind of edge and other nodes, or a node alone")
      }
      let head = try nodes.node(names[0])
      guard names.count > 2 else { continue }
      let kind = kinds[names[1]] ?? Int32(kindNames.count)
      if kinds.updateValue(kind, forKey: names[1]) == nil { kindNames.append(names[1]) }
      for name in names[2...] {
        triples.append(.init(head: head, relation: kind, tail: try nodes.node(name)))
      }
    }
    guard let (order, identifiers) = NodeIdentifiers.ordered(nodes.names, options.identifiers)
    else {
      let wrong = nodes.names.first { canonicalInteger($0.utf8) == nil } ?? ""
      throw LineFailure(
        line: nil, reason: "expected integer node ids, found \(quoted(wrong.utf8))")
    }
    var ranks = [Int32](repeating: 0, count: order.count)
    for (rank, node) in order.enumerated() { ranks[node] = Int32(rank) }
    // As with triples, by name, and only those that join two nodes.
    let used = Set(triples.filter { $0.head != $0.tail }.map(\.relation)).sorted {
      kindNames[Int($0)].utf8.lexicographicallyPrecedes(kindNames[Int($1)].utf8)
    }
    var numbers = [Int32](repeating: 0, count: kindNames.count)
    for (new, old) in used.enumerated() { numbers[Int(old)] = Int32(new) }
    let isDirected = options.isDirected ?? (used.map { kindNames[Int($0)] } != ["pp"])
    let graph = Graph(
      nodeCount: order.count,
      triples: triples.map {
        .init(
          head: ranks[Int($0.head)], relation: numbers[Int($0.relation)], tail: ranks[Int($0.tail)])
      },
      relationNames: used.map { kindNames[Int($0)] }, isDirected: isDirected,
      identifiers: identifiers)
    let distinct = graph.relations?.count ?? 0
    return ReadGraph(
      graph, format: "SIF of \(used.count) kind\(used.count == 1 ? "" : "s") of edges",
      listedCount: triples.count - distinct + graph.edgeCount,
      loopCount: triples.count { $0.head == $0.tail })
  }
}

enum SIFLine {
  static func cells(_ line: ArraySlice<UInt8>, hasTabs: Bool) -> [ArraySlice<UInt8>] {
    if !hasTabs { return line.split(separator: 0x20) }
    var cells = line.split(separator: 0x09, omittingEmptySubsequences: false).map { cell in
      cell.drop { $0 == 0x20 }
    }
    while cells.count > 1, cells.last!.isEmpty { cells.removeLast() }
    return cells
  }
}

extension TableSample {
  /// Whether the lines are those of a simple interaction file that is no table of triples.
  ///
  /// The second column is of few words, none of which is a node; nothing there is a weight.
  ///
  /// - Parameter isSure: whether all those words have to be among the ones that Cytoscape's manual has.
  func looksLikeSIF(isSure: Bool) -> Bool {
    let hasTabs = lines.contains { $0.bytes.contains(0x09) }
    var (kinds, nodes, edgeCount): (Set<[UInt8]>, Set<[UInt8]>, Int) = ([], [], 0)
    for line in lines {
      guard !line.bytes.contains(where: { ",;{\"".utf8.contains($0) }) else { return false }
      let cells = SIFLine.cells(line.bytes[...], hasTabs: hasTabs)
      guard cells.count != 2, !cells.contains(where: \.isEmpty) else { return false }
      nodes.insert(Array(cells[0]))
      guard cells.count > 2 else { continue }
      edgeCount += 1
      guard decimalNumber(cells[1]) == nil else { return false }
      let isNumbered = decimalNumber(cells[0]) != nil
      guard cells[2...].allSatisfy({ (decimalNumber($0) != nil) == isNumbered }) else { return false }
      kinds.insert(Array(cells[1]))
      for cell in cells[2...] { nodes.insert(Array(cell)) }
    }
    let known = ["pp", "pd", "pr", "rc", "cr", "gl", "pm", "mp"].map { Array($0.utf8) }
    return edgeCount > 0 && kinds.isDisjoint(with: nodes)
      && (kinds.isSubset(of: known) || !isSure && 2 * kinds.count <= edgeCount)
  }
}
