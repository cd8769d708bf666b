internal import Parallel

/// The edges of a file between nodes that have got their numbers, in the order of the file.
struct NumberedEdges {
  let identifiers: NodeIdentifiers
  /// The ends of the edges, chunk by chunk.
  let pairs: [PairBuffer]
  /// The weights of each chunk's edges; `nil` when every edge there weighs 1.
  let weights: [[Double]?]
  /// The line of each edge, if they were recorded.
  let lines: [Int]
  /// Of each chunk, which edges stand for one of weight 0: the first of two loops.
  let zeroPlaces: [[Int]]
  /// How many edges the file lists.
  let listedCount: Int

  var nodeCount: Int { identifiers.count }
}

extension NumberedEdges {
  /// Numbers the nodes of the chunks of an edge list by their identifiers' order.
  ///
  /// The chunks are used up: their memory now holds the numbers.
  ///
  /// - Throws: when there are more nodes than a graph can have.
  init(_ chunks: [EdgeChunk], hasIntegerNodes: Bool) throws(LineFailure) {
    if hasIntegerNodes {
      let numbering = IntegerNumbering(chunks)
      guard numbering.identifiers.count <= Int(Int32.max) else {
        throw LineFailure(line: nil, reason: "holds more than \(Int32.max) nodes")
      }
      if !numbering.isIdentity { Self.replaceNodes(of: chunks) { numbering[$0] } }
      self.init(chunks, pairs: chunks.map(\.pairs), identifiers: numbering.identifiers)
    } else {
      let numbering = try NameNumbering(chunks.map { $0.names! })
      let pairs = parallelMap(chunks.count) { numbering.pairs(ofChunk: $0) }
      self.init(chunks, pairs: pairs, identifiers: NodeIdentifiers(numbering.names))
    }
  }

  /// Puts together chunks whose nodes are numbers.
  ///
  /// - Parameter number: the number of a node by what the file calls it.
  init(
    _ chunks: [EdgeChunk], identifiers: NodeIdentifiers, number: @Sendable (Int64) -> Int32
  ) {
    Self.replaceNodes(of: chunks, by: number)
    self.init(chunks, pairs: chunks.map(\.pairs), identifiers: identifiers)
  }

  private init(_ chunks: [EdgeChunk], pairs: [PairBuffer], identifiers: NodeIdentifiers) {
    self.init(
      identifiers: identifiers, pairs: pairs, weights: chunks.map(\.weights),
      lines: chunks.flatMap(\.lines), zeroPlaces: chunks.map(\.zeroPlaces),
      listedCount: chunks.reduce(0) { $0 + $1.dataLineCount })
  }

  @inline(__always)
  private static func replaceNodes(of chunks: [EdgeChunk], by number: @Sendable (Int64) -> Int32) {
    parallelFor(chunks.count, grain: 1) { range in
      for chunk in range {
        let pairs = chunks[chunk].pairs
        if let wide = chunks[chunk].wideEnds {
          pairs.removeAll()
          for i in 0..<wide.count / 2 { pairs.append(number(wide[2 * i]), number(wide[2 * i + 1])) }
        } else {
          pairs.replace { number(Int64($0)) }
        }
      }
    }
  }
}

extension NumberedEdges {
  /// Whether any edge has a weight other than 1.
  var isWeighted: Bool { weights.contains { $0 != nil } }

  /// Calls `body` with the edges as entries of an adjacency matrix, the sources being rows.
  func withPieces<Result>(_ body: ([EntryPiece]) -> Result) -> Result {
    // SAFETY: the pieces point into buffers that are alive until `body` is done.
    defer { withExtendedLifetime(self) {} }
    return unsafe withPieces(from: 0, adding: [], body)
  }

  /// Adds the pieces of the chunks from `first` on. Weights have an address only inside a closure.
  private func withPieces<Result>(
    from first: Int, adding known: [EntryPiece], _ body: ([EntryPiece]) -> Result
  ) -> Result {
    var pieces = unsafe known
    for chunk in first..<pairs.count where pairs[chunk].count > 0 {
      let ends = unsafe pairs[chunk].ends
      var piece = unsafe EntryPiece(
        rows: ends, columns: ends + 1, stride: 2, weights: nil, count: pairs[chunk].count)
      if let weights = weights[chunk] {
        return unsafe weights.withUnsafeBufferPointer { weights in
          unsafe piece.weights = weights.baseAddress
          return unsafe withPieces(from: chunk + 1, adding: pieces + [piece], body)
        }
      }
      unsafe pieces.append(piece)
    }
    return unsafe body(pieces)
  }

  /// The edges column by column.
  func columns() -> (sources: [Int32], targets: [Int32], weights: [Double]?) {
    var (sources, targets, all): ([Int32], [Int32], [Double]) = ([], [], [])
    for (pairs, weights) in zip(pairs, weights) {
      let ends = pairs.span
      for i in 0..<pairs.count {
        sources.append(ends[2 * i])
        targets.append(ends[2 * i + 1])
      }
      if isWeighted { all += weights ?? Array(repeating: 1, count: pairs.count) }
    }
    return (sources, targets, isWeighted ? all : nil)
  }
}

extension Graph {
  /// Makes a graph of the edges of a file.
  ///
  /// - Parameter mirrored: whether an edge of a directed graph also stands for its reverse.
  init(_ edges: NumberedEdges, isDirected: Bool, mirrored: Bool = false) {
    let (nodeCount, isWeighted) = (edges.nodeCount, edges.isWeighted)
    let (outgoing, incoming) = unsafe edges.withPieces { pieces in
      let outgoing = unsafe Adjacency(
        nodeCount: nodeCount, pieces: pieces, isWeighted: isWeighted,
        symmetric: !isDirected || mirrored)
      if !isDirected || mirrored { return (outgoing, outgoing) }
      let incoming = unsafe Adjacency(
        nodeCount: nodeCount, pieces: pieces.map { unsafe $0.transposed }, isWeighted: isWeighted,
        symmetric: false)
      return (outgoing, incoming)
    }
    self.init(
      isDirected: isDirected, outgoing: outgoing, incoming: incoming,
      identifiers: edges.identifiers, attributes: nil)
  }
}
