extension TableSample {
  /// What files of other kinds start with, in lower case, and what they are.
  private static let signatures: KeyValuePairs<String, String> = [
    "graph {": "a graph of Graphviz (DOT)", "digraph {": "a graph of Graphviz (DOT)",
    "strict graph": "a graph of Graphviz (DOT)", "strict digraph": "a graph of Graphviz (DOT)",
    "dl n": "a network of UCINET (DL)", "dl format": "a network of UCINET (DL)",
    "nodedef>": "a graph of GUESS (GDF)", "nodedef >": "a graph of GUESS (GDF)",
    ">>graph6<<": "a graph in graph6", ">>sparse6<<": "a graph in sparse6", "t # ": "a database of gSpan",
    "33d32945 stp": "a Steiner problem (STP)", "section graph": "a Steiner problem (STP)",
  ]

  /// Refuses by name what is no edge list, although some of its lines look like edges.
  func refuseByName() throws(LineFailure) {
    let first = lines[0]
    let text = String(decoding: first.bytes.prefix(80), as: UTF8.self).lowercased()
    // The name of a DOT graph stands before its brace.
    let words = text.split(separator: " ")
    let isDOT =
      ["graph", "digraph"].contains(words.first ?? "") && words.count <= 3 && text.contains("{")
    let found = Self.signatures.first { text.hasPrefix($0.key) }?.value
    guard let what = found ?? (isDOT ? "a graph of Graphviz (DOT)" : nil) else {
      return try refuseMarkedLines()
    }
    throw LineFailure(
      line: first.number,
      reason: "\(quoted(first.bytes.prefix(60))) looks like the start of \(what), which is not read; "
        + "networkx, igraph and Gephi write GraphML")
  }

  /// Lines such as `e 1 2` and `v 1 0`, whose first column says what they are.
  private func refuseMarkedLines() throws(LineFailure) {
    var marks: Set<[UInt8]> = []
    for line in lines {
      let cells = (try? Separation.spaces.cells(of: line.bytes)) ?? []
      guard cells.count >= 3, cells[0].bytes.count == 1, "eva".utf8.contains(cells[0].bytes[0] | 0x20),
        cells.dropFirst().allSatisfy(\.isNumber)
      else { return }
      marks.insert(cells[0].bytes)
    }
    guard lines.count > 1, marks.contains([UInt8(ascii: "e")]) || marks.contains([UInt8(ascii: "E")])
    else { return }
    throw LineFailure(
      line: lines[0].number,
      reason: "\(quoted(lines[0].bytes)) starts with a mark, as lines of DIMACS and gSpan do; "
        + "--columns 2,3 reads the nodes after it, --format edge-list takes it for a node")
  }
}
