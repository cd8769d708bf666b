extension Graph {
  /// Reads adjacency lists: a node and its neighbors on each line, with a colon after the node or without.
  ///
  /// An edge may be listed by one of its nodes, as networkx does, or by both. Told from no contents, since `1 2 3`
  /// may be an edge of weight 3.
  static func adjacency(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    let comments = CommentSigns(options.table.commentSigns)
    var listed = ListedGraph(format: "adjacency lists")
    listed.isDirected = options.isDirected ?? false
    var seen: Set<UInt64> = []
    for row in unsafe TextRows(text) {
      guard let first = row.first, !comments.contains(first) else { continue }
      var names: [Int32] = []
      for cell in try cells(row, options) {
        guard let name = String(validating: cell, as: UTF8.self) else {
          throw row.failure("names in UTF-8")
        }
        names.append(try listed.node(name))
      }
      guard let node = names.first else { throw row.failure("a node and its neighbors") }
      for neighbor in names.dropFirst() {
        // Listed by the other node before.
        let isKnown =
          !listed.isDirected && seen.contains(UInt64(neighbor) << 32 | UInt64(node))
          && node != neighbor
        seen.insert(UInt64(node) << 32 | UInt64(neighbor))
        if !isKnown { listed.addEdge(node, neighbor) }
      }
    }
    guard !listed.names.isEmpty else { throw LineFailure(line: nil, reason: "holds no nodes") }
    return try listed.graph(options)
  }

  private static func cells(
    _ row: TextRow, _ options: GraphReadingOptions
  ) throws(LineFailure) -> [[UInt8]] {
    let separation = options.table.delimiter.map { Separation(byte: $0.byte) } ?? .any
    var cells: [Cell]
    do throws(TokenFailure) {
      cells = try separation.cells(of: row.bytes)
    } catch {
      throw LineFailure(line: row.number, reason: error.reason)
    }
    if let first = cells.first, !first.isQuoted, first.bytes.count > 1,
      first.bytes.last == UInt8(ascii: ":")
    {
      cells[0].bytes.removeLast()
    }
    guard cells.allSatisfy({ !$0.bytes.isEmpty }) else {
      throw row.failure("names that are not empty")
    }
    return cells.map(\.bytes)
  }
}
