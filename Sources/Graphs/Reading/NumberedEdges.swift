internal import LinearAlgebra

/// The edges of a file between nodes that have got their numbers, in the order of the file.
struct NumberedEdges {
  var identifiers: NodeIdentifiers
  var sources: [Int32]
  var targets: [Int32]
  /// `nil` when every edge weighs 1.
  var weights: [Double]?
  /// The line of each edge, if they were recorded.
  var lines: [Int] = []

  var nodeCount: Int { identifiers.count }
}

extension NumberedEdges {
  /// Numbers the nodes of the chunks of an edge list by their identifiers' order.
  ///
  /// - Throws: when there are more nodes than a graph can have.
  init(_ chunks: [EdgeChunk], hasIntegerNodes: Bool) throws(LineFailure) {
    let limit = Int(Int32.max)
    if hasIntegerNodes {
      let numbering = IntegerNumbering(chunks)
      guard numbering.identifiers.count <= limit else { throw Self.tooManyNodes }
      self.init(chunks, identifiers: numbering.identifiers) { _, node in numbering[node] }
      return
    }
    var names = NameTable()
    let numbers = chunks.map { names.merge($0.names ?? NameTable()) }
    guard names.count <= limit else { throw Self.tooManyNodes }
    let order = names.sortedIndices()
    var ranks = [Int32](repeating: 0, count: order.count)
    for (rank, index) in order.enumerated() { ranks[index] = Int32(rank) }
    let identifiers = NodeIdentifiers(order.map(names.string))
    let nodes = numbers.map { $0.map { ranks[Int($0)] } }
    self.init(chunks, identifiers: identifiers) { chunk, node in nodes[chunk][Int(node)] }
  }

  private static var tooManyNodes: LineFailure {
    LineFailure(line: nil, reason: "holds more than \(Int32.max) nodes")
  }

  /// Puts the chunks together.
  ///
  /// - Parameter number: the number of a node that a chunk knows under another.
  @inline(__always)
  init(
    _ chunks: [EdgeChunk], identifiers: NodeIdentifiers,
    number: @Sendable (_ chunk: Int, _ node: Int64) -> Int32
  ) {
    var starts = [0]
    for chunk in chunks { starts.append(starts.last! + chunk.nodes.count / 2) }
    let (count, offsets) = (starts.last!, starts)
    var targets: [Int32] = []
    let sources = unsafe [Int32](unsafeUninitializedCapacity: count) { sources, sourceCount in
      targets = unsafe [Int32](unsafeUninitializedCapacity: count) { targets, targetCount in
        // SAFETY: each iteration writes only the edges of its own chunk.
        nonisolated(unsafe) let (sources, targets) = unsafe (sources, targets)
        parallelFor(chunks.count, grain: 1) { range in
          for i in range {
            var edge = offsets[i]
            let nodes = chunks[i].nodes
            for j in 0..<nodes.count / 2 {
              unsafe sources.initializeElement(at: edge, to: number(i, nodes[2 * j]))
              unsafe targets.initializeElement(at: edge, to: number(i, nodes[2 * j + 1]))
              edge += 1
            }
          }
        }
        targetCount = count
      }
      sourceCount = count
    }
    self.identifiers = identifiers
    self.sources = sources
    self.targets = targets
    lines = chunks.flatMap(\.lines)
    guard chunks.contains(where: { $0.weights != nil }) else { return }
    var weights: [Double] = []
    weights.reserveCapacity(count)
    for chunk in chunks {
      if let known = chunk.weights {
        weights += known
      } else {
        weights.append(contentsOf: repeatElement(1, count: chunk.nodes.count / 2))
      }
    }
    self.weights = weights
  }
}
