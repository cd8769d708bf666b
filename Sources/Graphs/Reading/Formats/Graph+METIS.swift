extension Graph {
  /// Reads a graph of METIS: its sizes, and then the neighbors of each node.
  ///
  /// Nodes are called 1, 2, …, n. Weights and sizes of nodes are not used.
  ///
  /// - SeeAlso: G. Karypis and V. Kumar, “A fast and high quality multilevel scheme for partitioning irregular
  ///   graphs”, SIAM Journal on Scientific Computing 20 (1998), doi:10.1137/S1064827595287997.
  static func metis(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    var rows = unsafe TextRows(text)
    guard let row = rows.nextData(comment: UInt8(ascii: "%")) else {
      throw LineFailure(line: nil, reason: "holds no nodes")
    }
    let header = try METISHeader(row)
    var reader = METISReader(header: header, options: options)
    while reader.node < header.nodeCount {
      guard let row = rows.next() else {
        // The last node may have a line without a line feed, and so none. More would be a claim.
        guard reader.node + 1 == header.nodeCount else {
          throw LineFailure(
            line: row.number,
            reason: "announces \(header.nodeCount) nodes, but \(reader.node) lines follow")
        }
        break
      }
      if row.first == UInt8(ascii: "%") { continue }
      try reader.read(row)
    }
    if let rest = rows.nextData(comment: UInt8(ascii: "%")) {
      throw rest.failure("\(header.nodeCount) nodes and nothing after them")
    }
    return try reader.graph(row.number)
  }
}

/// The first line: nodes, edges, which weights there are, and how many each node has.
struct METISHeader {
  var nodeCount: Int64
  var edgeCount: Int64
  var hasEdgeWeights = false
  /// Numbers at the start of each line that belong to the node.
  var ownCount = 0

  init(_ row: TextRow) throws(LineFailure) {
    let words = row.words
    let sizes = words.prefix(2).compactMap { canonicalInteger($0) }
    guard (2...4).contains(words.count), sizes.count == 2, sizes[0] <= Int64(Int32.max),
      sizes[1] < Int64.max / 2
    else { throw row.failure("numbers of nodes and edges") }
    (nodeCount, edgeCount) = (sizes[0], sizes[1])
    guard words.count > 2 else { return }
    // Leading zeros may be left out.
    let digits = Array(words[2])
    guard digits.count <= 3, digits.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) else {
      throw row.failure("a format of METIS such as 001 or 011")
    }
    let flags = [UInt8](repeating: 0x30, count: 3 - digits.count) + digits
    hasEdgeWeights = flags[2] == 0x31
    var weightCount: Int64 = 1
    if words.count > 3 {
      guard let count = canonicalInteger(words[3]), count <= 1000 else {
        throw row.failure("how many weights a node has")
      }
      weightCount = count
    }
    ownCount = (flags[0] == 0x31 ? 1 : 0) + (flags[1] == 0x31 ? Int(weightCount) : 0)
  }
}

private struct METISReader {
  let header: METISHeader
  let options: GraphReadingOptions
  /// How many nodes have been read.
  var node: Int64 = 0
  var entryCount: Int64 = 0
  var sources: [Int32] = []
  var targets: [Int32] = []
  var weights: [Double] = []
  var hasWeights = false
  /// Each edge as its larger node has it, which must be as its smaller has it.
  var mirrored: [UInt64] = []

  mutating func read(_ row: TextRow) throws(LineFailure) {
    node += 1
    let words = row.words
    let step = header.hasEdgeWeights ? 2 : 1
    guard words.count >= header.ownCount, (words.count - header.ownCount) % step == 0 else {
      throw row.failure(
        header.hasEdgeWeights ? "neighbors and the weights of edges" : "weights and neighbors")
    }
    var i = header.ownCount
    while i < words.count {
      guard let neighbor = canonicalInteger(words[i]), neighbor >= 1,
        neighbor <= header.nodeCount
      else { throw row.failure("nodes from 1 to \(header.nodeCount)") }
      guard neighbor != node else { throw row.failure("no node among its own neighbors") }
      entryCount += 1
      if neighbor < node {
        mirrored.append(UInt64(neighbor) << 32 | UInt64(node))
      } else {
        sources.append(Int32(node - 1))
        targets.append(Int32(neighbor - 1))
        let weight =
          step == 2
          ? try ListedGraph.weight(words[i + 1], line: row.number, options: options) : 1
        if weight != 1 { hasWeights = true }
        weights.append(weight)
      }
      i += step
    }
  }

  mutating func graph(_ line: Int) throws(LineFailure) -> ReadGraph {
    guard entryCount == 2 * header.edgeCount else {
      throw LineFailure(
        line: line,
        reason: "announces \(header.edgeCount) edges, each listed by both nodes, but \(entryCount) "
          + "neighbors follow")
    }
    let direct = zip(sources, targets).map { UInt64($0 + 1) << 32 | UInt64($1 + 1) }.sorted()
    mirrored.sort()
    if direct != mirrored {
      let odd = Set(direct).symmetricDifference(mirrored).min()
      let shown = odd.map { ", which \($0 >> 32) and \($0 & 0xffff_ffff) are not" } ?? ""
      throw LineFailure(
        line: line, reason: "expected neighbors that are listed by both nodes\(shown)")
    }
    let graph = Graph(
      nodeCount: Int(header.nodeCount), sources: sources, targets: targets,
      weights: hasWeights ? weights : nil, isDirected: options.isDirected ?? false,
      identifiers: NodeIdentifiers((0..<header.nodeCount).map { $0 + 1 }))
    var read = ReadGraph(
      graph, format: "METIS", listedCount: sources.count,
      zeroCount: hasWeights ? weights.count { $0 == 0 } : 0)
    if header.ownCount > 0 { read.notes.unused.append("weights of nodes not used") }
    return read
  }
}
