internal import Files
package import Graphs

extension GraphPart {
  /// Reads a rank's part of a graph; all ranks.
  ///
  /// Of an edge list of whole numbers each rank reads its share of the lines, and sends each edge to the ranks of its
  /// nodes. Anything else is read by the first rank, which needs memory for all of it, and handed out.
  ///
  /// - Parameters:
  ///   - path: a file that all ranks can open.
  ///   - options: how it is understood.
  ///   - ranks: the ranks.
  ///   - read: reads a whole graph; the first rank calls it if it has to.
  /// - Returns: also a sentence about what was read.
  /// - Throws: what `read` throws, on the first rank alone.
  package static func read(
    at path: String, options: GraphReadingOptions, _ ranks: Ranks,
    otherwise read: (String) throws -> (graph: Graph, note: String)
  ) throws -> (part: GraphPart, note: String) {
    var part = try? EdgeListPart(at: path, part: ranks.own, of: ranks.count, options: options)
    if try !ranks.any(part == nil), let own = part, try ranks.sum(own.count) > 0 {
      part = nil
      let graph = try GraphPart(own, isDirected: options.isDirected ?? false, ranks)
      let note =
        "edge list, \(graph.nodeCount) nodes, \(graph.edgeCount) edges, ids are numbers, "
        + (graph.isDirected ? "directed" : "undirected")
        + (graph.isWeighted ? ", weighted" : ", no weights") + "; read by \(ranks.count) ranks"
      return (graph, note)
    }
    let whole = ranks.isFirst ? try read(path) : nil
    return (try GraphPart(whole?.graph, ranks), whole?.note ?? "")
  }

  private init(_ part: EdgeListPart, isDirected: Bool, _ ranks: Ranks) throws {
    let numbering = try NodeNumbering(mentionedIn: part.ends, ranks)
    let nodeCount = numbering.count
    guard nodeCount <= Int(Int32.max) else {
      throw FileError(file: "the graph", reason: "holds more than \(Int32.max) nodes")
    }
    let ends = part.ends.map { numbering.node(of: $0) }
    // Blocks of nodes, of which each rank gets consecutive ones: as many that no rank's share is far off.
    let blockSize = max(1, nodeCount / (1024 * ranks.count))
    var weights = [Int](repeating: 0, count: (nodeCount + blockSize - 1) / blockSize)
    for end in ends { weights[Int(end) / blockSize] += 1 }
    // A node costs as much as eight entries, wherever its rows go later.
    weights = try ranks.sum(weights).map { $0 + 8 * blockSize }
    let partition = RowPartition(
      nodeCount: nodeCount, rankCount: ranks.count, blockSize: blockSize, weights: weights)
    let isWeighted = try ranks.any(part.weights != nil)
    let deal = EdgeDealer(partition, blockSize: blockSize, ranks, isWeighted: isWeighted)
    let nodes = partition.nodes(of: ranks.own)
    let outgoing = Adjacency(
      nodes: nodes, try deal(ends, part.weights, forward: true, backward: !isDirected))
    let incoming =
      isDirected
      ? Adjacency(nodes: nodes, try deal(ends, part.weights, forward: false, backward: true)) : nil
    try self.init(partition, outgoing: outgoing, incoming: incoming, numbering, ranks)
  }

  /// Hands out the rows of a graph that the first rank has; all ranks.
  package init(_ graph: Graph?, _ ranks: Ranks) throws {
    let head = try ranks.broadcast(
      graph.map { [$0.nodeCount, $0.isDirected ? 1 : 0, $0.isWeighted ? 1 : 0] } ?? [])
    let (nodeCount, isDirected, isWeighted) = (head[0], head[1] == 1, head[2] == 1)
    let partition = RowPartition(
      bounds: try ranks.broadcast(
        graph.map { Self.balanced($0.outgoing.offsets, ranks.count).bounds } ?? []))
    func rows(_ adjacency: Adjacency?) throws -> Adjacency {
      let bounds = partition.bounds
      let lengths = try ranks.scatter(
        adjacency.map { rows in (0..<nodeCount).map { rows.count(of: $0) } } ?? [],
        counts: (0..<ranks.count).map { partition.nodes(of: $0).count })
      let counts =
        adjacency.map { rows in
          (0..<ranks.count).map { rows.offsets[bounds[$0 + 1]] - rows.offsets[bounds[$0]] }
        } ?? []
      let neighbors = try ranks.scatter(adjacency?.neighbors ?? [], counts: counts)
      let weights =
        isWeighted ? try ranks.scatter(adjacency?.weights ?? [], counts: counts) : nil
      var offsets = [0]
      for length in lengths { offsets.append(offsets[offsets.count - 1] + length) }
      return Adjacency(offsets: offsets, neighbors: neighbors, parts: weights)
    }
    try self.init(
      partition, outgoing: try rows(graph?.outgoing),
      incoming: isDirected ? try rows(graph?.incoming) : nil,
      .names(try ranks.broadcast(graph?.identifiers)), ranks)
  }

  /// Consecutive nodes with equally many entries, where a node counts as eight.
  private static func balanced(_ offsets: [Int], _ rankCount: Int) -> RowPartition {
    let nodeCount = offsets.count - 1
    let blockSize = max(1, nodeCount / (1024 * rankCount))
    let weights = stride(from: 0, to: nodeCount, by: blockSize).map { first in
      let last = min(first + blockSize, nodeCount)
      return offsets[last] - offsets[first] + 8 * (last - first)
    }
    return RowPartition(
      nodeCount: nodeCount, rankCount: rankCount, blockSize: blockSize, weights: weights)
  }
}

/// Sends edges to the ranks of their nodes.
private struct EdgeDealer {
  private let owners: [Int32]
  private let blockSize: Int
  private let ranks: Ranks
  private let isWeighted: Bool

  init(_ partition: RowPartition, blockSize: Int, _ ranks: Ranks, isWeighted: Bool) {
    (self.blockSize, self.ranks, self.isWeighted) = (blockSize, ranks, isWeighted)
    owners = stride(from: 0, to: partition.nodeCount, by: blockSize).map {
      Int32(partition.owner(of: $0))
    }
  }

  /// - Parameters:
  ///   - forward: whether an edge goes to the row of its first node.
  ///   - backward: whether it goes to that of its second.
  func callAsFunction(
    _ ends: [Int32], _ weights: [Double]?, forward: Bool, backward: Bool
  ) throws -> EntryBatch {
    var batches = (0..<ranks.count).map { _ in EntryBatch(isWeighted: isWeighted) }
    for i in 0..<ends.count / 2 {
      let (a, b, weight) = (ends[2 * i], ends[2 * i + 1], weights?[i] ?? 1)
      guard a != b else { continue }
      if forward { batches[Int(owners[Int(a) / blockSize])].append(a, b, weight) }
      if backward { batches[Int(owners[Int(b) / blockSize])].append(b, a, weight) }
    }
    var result = EntryBatch(isWeighted: isWeighted)
    result.pairs = try ranks.exchange(batches.map(\.pairs)).elements
    if isWeighted { result.weights = try ranks.exchange(batches.map { $0.weights ?? [] }).elements }
    return result
  }
}

extension Ranks {
  /// Gives all ranks the names of nodes that the first has.
  func broadcast(_ identifiers: NodeIdentifiers?) throws -> NodeIdentifiers {
    let areIntegers = try broadcast([identifiers?.areIntegers ?? false])[0]
    let nodes = 0..<(identifiers?.count ?? 0)
    if areIntegers {
      return NodeIdentifiers(try broadcast(nodes.map { identifiers!.integer(of: $0)! }))
    }
    var (bytes, lengths): ([UInt8], [Int32]) = ([], [])
    for node in nodes {
      let name = Array(identifiers![node].utf8)
      bytes += name
      lengths.append(Int32(name.count))
    }
    (bytes, lengths) = (try broadcast(bytes), try broadcast(lengths))
    var (names, start) = ([String](), 0)
    for length in lengths {
      names.append(String(decoding: bytes[start..<start + Int(length)], as: UTF8.self))
      start += Int(length)
    }
    return NodeIdentifiers(names)
  }
}
