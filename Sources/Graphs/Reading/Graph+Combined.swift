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
  /// - Throws: ``/Files/FileError`` as ``init(edgesAt:options:)`` does; when node ids are not whole numbers;
  ///   when an edge joins the two graphs, with its line; when one of the graphs has no nodes.
  /// - Complexity: O(bytes + nodes + edges)
  public static func readCombined(
    at path: String, split: Split, options: GraphReadingOptions = .init()
  ) throws(FileError) -> (source: Graph, target: Graph) {
    try readCombined(try FileContents(at: path), split: split, options: options)
  }

  /// Reads two graphs from bytes in memory, as ``readCombined(at:split:options:)`` reads them from a file.
  ///
  /// - Parameters:
  ///   - bytes: what the file would hold, compressed or not.
  ///   - name: what errors call the bytes.
  ///   - split: where the source ends and the target begins.
  ///   - options: how the edge list is understood.
  /// - Throws: ``/Files/FileError`` for the same reasons.
  /// - Complexity: O(bytes + nodes + edges)
  public static func readCombined(
    parsing bytes: [UInt8], named name: String, split: Split, options: GraphReadingOptions = .init()
  ) throws(FileError) -> (source: Graph, target: Graph) {
    try readCombined(try FileContents(bytes, name: name), split: split, options: options)
  }

  private static func readCombined(
    _ contents: FileContents, split: Split, options: GraphReadingOptions
  ) throws(FileError) -> (source: Graph, target: Graph) {
    let name = contents.name
    // SAFETY: the graphs hold copies; no pointer to the bytes outlives the closure.
    return try unsafe contents.withText { (text) throws(FileError) in
      do throws(LineFailure) {
        try GraphFormat.edgeList.requireMemory(text.count)
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
        let columns = edges.columns()
        let bad = columns.sources.indices.first {
          (columns.sources[$0] < sourceCount) != (columns.targets[$0] < sourceCount)
        }
        if let bad {
          // Lines are worth their memory only now: read once more.
          let again = try unsafe NumberedEdges(
            edgeList: text, options: options, recordsLines: true)!
          let ends = [columns.sources[bad], columns.targets[bad]].map { edges.identifiers[Int($0)] }
          throw LineFailure(
            line: again.lines[bad],
            reason: "expected two nodes on one side of the split, found \(ends[0]) and \(ends[1])")
        }
        let isDirected = options.isDirected ?? false
        return (
          edges.part(0..<sourceCount, of: columns, isDirected: isDirected),
          edges.part(sourceCount..<edges.nodeCount, of: columns, isDirected: isDirected)
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

  /// The nodes of a range and the edges between them.
  ///
  /// - Precondition: no edge leaves the range.
  fileprivate func part(
    _ nodes: Range<Int>, of columns: (sources: [Int32], targets: [Int32], weights: [Double]?),
    isDirected: Bool
  ) -> Graph {
    let edges = columns.sources.indices.filter { nodes.contains(Int(columns.sources[$0])) }
    let first = Int32(nodes.lowerBound)
    return Graph(
      nodeCount: nodes.count, sources: edges.map { columns.sources[$0] - first },
      targets: edges.map { columns.targets[$0] - first },
      weights: columns.weights.map { all in edges.map { all[$0] } }, isDirected: isDirected,
      identifiers: identifiers.selecting(Array(nodes)))
  }
}
