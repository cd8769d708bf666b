public import Files

extension Graph {
  /// Where one edge list that holds two graphs is divided.
  public enum Split: Sendable, Equatable {
    /// Nodes called by smaller numbers are the source's, the others the target's.
    case firstTarget(Int64)
    /// The half of the nodes that have the smaller numbers are the source's.
    case half
  }

  /// Reads two graphs from one edge list, as the authors' code of REGAL keeps them.
  ///
  /// ```swift
  /// let (source, target) = try Graph.readCombined(at: "combined.edges", split: .firstTarget(1135))
  /// ```
  ///
  /// Both graphs keep the file's node ids. Prefer `.firstTarget`: half the nodes is only right if both
  /// graphs have equally many, each of them mentioned in the file.
  ///
  /// - Throws: ``FileError`` as ``init(edgesAt:options:)`` does; when node ids are not whole numbers;
  ///   when an edge joins the two graphs, with its line; when one of the graphs has no nodes.
  public static func readCombined(
    at path: String, split: Split, options: GraphReadingOptions = .init()
  ) throws(FileError) -> (source: Graph, target: Graph) {
    try readCombined(try FileContents(at: path), split: split, options: options)
  }

  /// Reads two graphs from bytes in memory.
  public static func readCombined(
    parsing bytes: [UInt8], named name: String, split: Split, options: GraphReadingOptions = .init()
  ) throws(FileError) -> (source: Graph, target: Graph) {
    try readCombined(try FileContents(bytes, name: name), split: split, options: options)
  }

  private static func readCombined(
    _ contents: FileContents, split: Split, options: GraphReadingOptions
  ) throws(FileError) -> (source: Graph, target: Graph) {
    let name = contents.name
    return try unsafe contents.withBytes { (bytes) throws(FileError) in
      do throws(LineFailure) {
        let text = unsafe bytes.withoutByteOrderMark
        guard let edges = try unsafe NumberedEdges(edgeList: text, options: options) else {
          throw LineFailure(line: nil, reason: "holds no edges")
        }
        let sourceCount = try edges.sourceCount(split)
        guard sourceCount > 0, sourceCount < edges.nodeCount else {
          throw LineFailure(
            line: nil,
            reason:
              "has no \(sourceCount == 0 ? "source" : "target") nodes on its side of the split")
        }
        if let bad = edges.firstEdge(across: sourceCount) {
          // Lines are worth their memory only now: read once more.
          let again = try unsafe NumberedEdges(
            edgeList: text, options: options, recordsLines: true)!
          let ends = [edges.sources[bad], edges.targets[bad]].map { edges.identifiers[Int($0)] }
          throw LineFailure(
            line: again.lines[bad],
            reason: "expected two nodes on one side of the split, found \(ends[0]) and \(ends[1])")
        }
        let isDirected = options.isDirected ?? false
        return (
          Graph(edges.part(0..<sourceCount), isDirected: isDirected),
          Graph(edges.part(sourceCount..<edges.nodeCount), isDirected: isDirected)
        )
      } catch {
        throw error.inFile(name)
      }
    }
  }
}

extension NumberedEdges {
  /// How many nodes belong to the source.
  fileprivate func sourceCount(_ split: Graph.Split) throws(LineFailure) -> Int {
    guard identifiers.areIntegers else {
      throw LineFailure(line: nil, reason: "expected integer node ids, which alone can be split")
    }
    switch split {
    case .firstTarget(let first):
      return (0..<nodeCount).count { identifiers.integer(of: $0)! < first }
    case .half:
      guard nodeCount % 2 == 0 else {
        throw LineFailure(line: nil, reason: "expected an even number of nodes, found \(nodeCount)")
      }
      return nodeCount / 2
    }
  }

  fileprivate func firstEdge(across split: Int) -> Int? {
    sources.indices.first { (sources[$0] < split) != (targets[$0] < split) }
  }

  /// The nodes of a range and the edges between them.
  ///
  /// - Precondition: no edge leaves the range.
  fileprivate func part(_ nodes: Range<Int>) -> NumberedEdges {
    let edges = sources.indices.filter { nodes.contains(Int(sources[$0])) }
    let first = Int32(nodes.lowerBound)
    return NumberedEdges(
      identifiers: identifiers.selecting(Array(nodes)), sources: edges.map { sources[$0] - first },
      targets: edges.map { targets[$0] - first },
      weights: weights.map { all in edges.map { all[$0] } })
  }
}
