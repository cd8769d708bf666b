extension Graph {
  /// Reads a DIMACS graph: `p edge 4 3` and then `e 1 2`, or `p sp 4 3` and then arcs, `a 1 2 7`.
  ///
  /// Nodes are called 1, 2, …, n and all exist.
  ///
  /// - Returns: `nil` unless the text is one.
  static func dimacs(
    _ text: UnsafeBufferPointer<UInt8>, _ sample: TableSample, _ options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph? {
    guard let first = sample.lines.first?.bytes.first,
      first == UInt8(ascii: "c") || first == UInt8(ascii: "p")
    else { return nil }
    var reader = DIMACSReader(ignoresWeights: options.ignoresWeights)
    var (start, number) = (0, 0)
    while start < text.count {
      var end = start
      while unsafe end < text.count && text[end] != lineFeed { end += 1 }
      number += 1
      let line = unsafe Array(text[start..<end])
      start = end + 1
      let isOne = try reader.read(line, number)
      if !isOne { return nil }
    }
    guard let nodeCount = reader.nodeCount else { return nil }
    let graph = Graph(
      nodeCount: nodeCount, sources: reader.sources, targets: reader.targets,
      weights: reader.weights, isDirected: options.isDirected ?? reader.hasArcs,
      identifiers: NodeIdentifiers((0..<Int64(nodeCount)).map { $0 + 1 }))
    let loops = zip(reader.sources, reader.targets).count { $0 == $1 }
    var read = ReadGraph(
      graph, format: "DIMACS", listedCount: reader.sources.count, loopCount: loops,
      zeroCount: reader.weights?.count { $0 == 0 } ?? 0)
    if reader.sources.count != reader.announced {
      read.notes.remarks.append(
        "\(reader.announced) edges are announced, \(reader.sources.count) follow")
    }
    if reader.hasOthers { read.notes.unused.append("lines about nodes not used") }
    return read
  }
}

private struct DIMACSReader {
  let ignoresWeights: Bool
  /// `nil` before the line that starts with `p`.
  private(set) var nodeCount: Int?
  private(set) var announced = 0
  private(set) var sources: [Int32] = []
  private(set) var targets: [Int32] = []
  private(set) var weights: [Double]?
  private(set) var hasArcs = false
  private(set) var hasOthers = false

  init(ignoresWeights: Bool) { self.ignoresWeights = ignoresWeights }

  /// - Returns: whether the line may be one of this format; later trouble is an error.
  mutating func read(_ bytes: [UInt8], _ line: Int) throws(LineFailure) -> Bool {
    let cells = (try? Separation.spaces.cells(of: bytes)) ?? []
    guard let first = cells.first else { return true }
    if first.text == "c" { return true }
    guard let nodeCount else { return try readSizes(cells, line) }
    func failure(_ reason: String) -> LineFailure {
      LineFailure(line: line, reason: "\(reason), found \(quoted(bytes))")
    }
    guard first.text == "e" || first.text == "a" else {
      guard ["n", "d", "v", "x"].contains(first.text) else {
        throw failure("expected an edge, “e” or “a” and two nodes")
      }
      hasOthers = true
      return true
    }
    guard cells.count == 3 || cells.count == 4 else {
      throw failure("expected “\(first.text)”, two nodes and perhaps a weight")
    }
    for cell in cells[1...2] {
      guard let node = canonicalInteger(cell.bytes), node >= 1, node <= Int64(nodeCount) else {
        throw failure("expected nodes from 1 to \(nodeCount)")
      }
    }
    sources.append(Int32(canonicalInteger(cells[1].bytes)! - 1))
    targets.append(Int32(canonicalInteger(cells[2].bytes)! - 1))
    hasArcs = hasArcs || first.text == "a"
    guard cells.count == 4, !ignoresWeights else {
      weights?.append(1)
      return true
    }
    let weight = try ListedGraph.weight(cells[3].bytes, line: line, options: .init())
    if weights == nil { weights = Array(repeating: 1, count: sources.count - 1) }
    weights!.append(weight)
    return true
  }

  private mutating func readSizes(_ cells: [Cell], _ line: Int) throws(LineFailure) -> Bool {
    guard cells.count == 4, cells[0].text == "p", !cells[1].isNumber,
      let nodes = canonicalInteger(cells[2].bytes), let edges = canonicalInteger(cells[3].bytes)
    else { return false }
    // As with Matrix Market, a typing error should not cost all memory.
    guard nodes <= Int64(Int32.max),
      nodes <= max(edges.multipliedReportingOverflow(by: 1000).0, 10_000_000)
    else {
      throw LineFailure(
        line: line, reason: "expected a graph, found \(nodes) nodes with \(edges) edges")
    }
    (nodeCount, announced) = (Int(nodes), Int(edges))
    return true
  }
}
