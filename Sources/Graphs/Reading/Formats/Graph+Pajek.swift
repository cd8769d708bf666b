extension Graph {
  /// Reads a network of Pajek (`.net`), as Pajek and networkx write it.
  ///
  /// Nodes are called by their labels if no two are alike, else 1, 2, …, n. Beside arcs, edges have both directions.
  ///
  /// - SeeAlso: V. Batagelj and A. Mrvar, “Pajek: a program for large network analysis”, Connections 21 (1998).
  static func pajek(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    var reader = PajekReader(options: options, sizeLimit: Int64(text.count) / 2 + 1000)
    for row in unsafe TextRows(text) {
      guard let first = row.first, first != UInt8(ascii: "%") else { continue }
      try reader.read(row)
    }
    return try reader.listed().graph(options)
  }
}

private struct PajekReader {
  private enum Section: String {
    case edges, arcs, edgeslist, arcslist
  }

  let options: GraphReadingOptions
  /// More nodes than these are announced by mistake.
  let sizeLimit: Int64
  private var nodeCount: Int64?
  private var labels: [Int64: String] = [:]
  /// `nil` among the nodes.
  private var section: Section?
  private var isSkipped = false
  private var skipped: Set<String> = []
  private var edges: [(source: Int64, target: Int64, weight: Double, isArc: Bool)] = []

  init(options: GraphReadingOptions, sizeLimit: Int64) {
    (self.options, self.sizeLimit) = (options, sizeLimit)
  }

  mutating func read(_ row: TextRow) throws(LineFailure) {
    if row.first == UInt8(ascii: "*") { return try begin(row) }
    if isSkipped { return }
    guard let nodeCount else { throw row.failure("“*Vertices” and their number") }
    let cells: [Cell]
    do throws(TokenFailure) {
      cells = try Separation.spaces.cells(of: row.bytes)
    } catch {
      throw LineFailure(line: row.number, reason: error.reason)
    }
    guard let section else { return try readNode(cells, row) }
    // Of several relations, each line may say which it is.
    let isNumbered = cells.first.map { $0.bytes.last == UInt8(ascii: ":") } ?? false
    let rest = isNumbered ? cells.dropFirst() : cells[...]
    let isList = section == .edgeslist || section == .arcslist
    var ends: [Int64] = []
    for cell in isList ? rest : rest.prefix(2) {
      guard let node = canonicalInteger(cell.bytes), node >= 1, node <= nodeCount else {
        throw row.failure("nodes from 1 to \(nodeCount)")
      }
      ends.append(node)
    }
    guard ends.count >= 2 || isList && ends.count == 1 else { throw row.failure("two nodes") }
    let isArc = section == .arcs || section == .arcslist
    var weight = 1.0
    if !isList, rest.count > 2, rest[rest.startIndex + 2].isNumber {
      weight = try ListedGraph.weight(
        rest[rest.startIndex + 2].bytes, line: row.number, options: options)
    }
    for end in ends.dropFirst() { edges.append((ends[0], end, weight, isArc)) }
  }

  private mutating func begin(_ row: TextRow) throws(LineFailure) {
    let words = row.words
    let word = String(decoding: words[0].dropFirst(), as: UTF8.self).lowercased()
    isSkipped = false
    switch word {
    case "vertices":
      guard nodeCount == nil else { throw row.failure("a single network") }
      guard words.count > 1, let count = canonicalInteger(words[1]) else {
        throw row.failure("“*Vertices” and their number")
      }
      guard count <= sizeLimit, count <= Int64(Int32.max) else {
        throw row.failure("a network of as many nodes as the file has room for")
      }
      nodeCount = count
    case "matrix":
      throw row.failure("edges or arcs (matrices are not read)")
    case "network":
      isSkipped = true
    default:
      section = Section(rawValue: word)
      if section == nil {
        isSkipped = true
        skipped.insert("*\(word)")
      }
    }
  }

  private mutating func readNode(_ cells: [Cell], _ row: TextRow) throws(LineFailure) {
    guard let number = cells.first.flatMap({ canonicalInteger($0.bytes) }), number >= 1,
      number <= nodeCount!
    else { throw row.failure("nodes from 1 to \(nodeCount!)") }
    let label = cells.count > 1 ? cells[1].bytes : Array("\(number)".utf8)
    guard let label = String(validating: label, as: UTF8.self) else {
      throw row.failure("a label in UTF-8")
    }
    guard labels.updateValue(label, forKey: number) == nil else {
      throw row.failure("each node once")
    }
  }

  func listed() throws(LineFailure) -> ListedGraph {
    guard let nodeCount else {
      throw LineFailure(line: nil, reason: "holds no “*Vertices” of a Pajek network")
    }
    var listed = ListedGraph(format: "Pajek")
    let areNames =
      !labels.isEmpty && labels.count == Int(nodeCount)
      && Set(labels.values).count == labels.count && !labels.values.contains("")
    for number in 0..<nodeCount {
      _ = try listed.node(areNames ? labels[number + 1]! : "\(number + 1)")
    }
    listed.isDirected = edges.contains(where: \.isArc)
    for edge in edges {
      listed.addEdge(
        Int32(edge.source - 1), Int32(edge.target - 1), weight: edge.weight,
        isMirrored: listed.isDirected && !edge.isArc)
    }
    if !labels.isEmpty, !areNames {
      listed.unused.append("labels, which do not tell all nodes apart, not used")
    }
    if !skipped.isEmpty { listed.unused.append("\(skipped.sorted().joined(separator: ", ")) not used") }
    return listed
  }
}
