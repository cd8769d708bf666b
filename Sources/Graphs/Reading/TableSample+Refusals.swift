extension TableSample {
  /// What files of other kinds start with, in lower case, and what they are.
  private static let signatures: KeyValuePairs<String, String> = [
    "graph {": "a graph of Graphviz (DOT)", "digraph {": "a graph of Graphviz (DOT)",
    "strict graph": "a graph of Graphviz (DOT)", "strict digraph": "a graph of Graphviz (DOT)",
    "dl n": "a network of UCINET (DL)", "dl format": "a network of UCINET (DL)",
    "nodedef>": "a graph of GUESS (GDF)", "nodedef >": "a graph of GUESS (GDF)",
    ">>graph6<<": "a graph in graph6", ">>sparse6<<": "a graph in sparse6", "t # ": "a database of gSpan",
    "@nodes": "a graph of LEMON (LGF)", "@arcs": "a graph of LEMON (LGF)",
    "*node data": "a network of NetDraw (VNA)", "*node properties": "a network of NetDraw (VNA)",
    "format-version:": "an ontology (OBO)", "33d32945 stp": "a Steiner problem (STP)",
    "section graph": "a Steiner problem (STP)",
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
      try refuseMarkedLines()
      return try refuseOtherLines()
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

  /// Lines that hold more than two ids and a weight: brackets, arrows, dictionaries of networkx.
  private func refuseOtherLines() throws(LineFailure) {
    let rows = lines.map { (try? Separation.spaces.cells(of: $0.bytes)) ?? [] }
    func refuse(_ what: String) -> LineFailure {
      LineFailure(line: lines[0].number, reason: "\(quoted(lines[0].bytes)) \(what)")
    }
    let (open, close) = (UInt8(ascii: "("), UInt8(ascii: ")"))
    let areTuples = lines.allSatisfy { line in
      line.bytes.first == open && line.bytes.count { $0 == open } == 1
        && line.bytes.reversed().first { $0 != UInt8(ascii: ",") } == close
    }
    if areTuples { throw refuse("stands in parentheses; expected two node ids without them") }
    let arrows = [
      "->", "-->", "<-", "<->", "--", "---", "=>", "==>", "\u{2192}", "\u{2194}", "\u{2013}", "\u{2014}",
    ]
    if rows.allSatisfy({ $0.count > 2 && arrows.contains($0[1].text) }) {
      throw refuse(
        "has “\(rows[0][1].text)” in the place of a node; expected two node ids, and no more "
          + "than a weight after them (--columns 1,3 reads around it, --format sif takes it for a kind of edges)"
      )
    }
    // A node and its degree, and then a line for each neighbor; `{}` alone may be a node.
    let first = rows.drop { $0.count == 2 && $0[1].text == "0" }
    let degree = first.first.flatMap { $0.count == 2 ? canonicalInteger($0[1].bytes) : nil } ?? 0
    let neighbors = first.dropFirst().prefix(Int(clamping: degree))
    let isMultiline =
      !neighbors.isEmpty
      && neighbors.allSatisfy { $0.count > 1 && !$0[1].isQuoted && $0[1].bytes.first == UInt8(ascii: "{") }
    if isMultiline {
      throw refuse(
        "starts what looks like a multi-line adjacency list of networkx, which is not read; "
          + "networkx writes GraphML")
    }
  }

  /// Whether the first column counts lines, as pandas and R number rows, and what follows are two nodes.
  var startsWithRowNumbers: Bool {
    guard lines.count > 3, let separation = try? separation() else { return false }
    let rows = lines.map { (try? separation.cells(of: $0.bytes)) ?? [] }
    let areCounted = [0, 1].contains { start in
      rows.enumerated().allSatisfy { $1.count > 2 && $1[0].text == "\(start + $0)" }
    }
    guard areCounted else { return false }
    let (second, third) = (Set(rows.map { $0[1].text }), Set(rows.map { $0[2].text }))
    if !rows.allSatisfy({ $0[2].isNumber }) {
      // Heads of triples may count, too; their relations are few, and no tails.
      return !second.isDisjoint(with: third) || 2 * second.count > rows.count
    }
    return rows.allSatisfy { cells in
      cells.count == 4 && cells[1].isCanonicalInteger && cells[2].isCanonicalInteger
        && cells[3].isNumber
    } && !rows.allSatisfy { decimalNumber($0[3].bytes)! > 1e9 }
  }

  /// Lines such as `0 A B`, which pandas writes unless it is told to leave its index out.
  func refuseRowNumbers() throws(LineFailure) {
    guard startsWithRowNumbers else { return }
    throw LineFailure(
      line: lines[0].number,
      reason: "\(quoted(lines[0].bytes)) starts with what looks like the number of the row; --columns 2,3 "
        + "reads the nodes after it, --columns 2,3,4 a weight, too")
  }

  /// Lines without any of the usual separators, but with another in its place.
  func refuseOneColumn() throws(LineFailure) {
    let isOne = lines.allSatisfy { ((try? Separation.any.cells(of: $0.bytes))?.count ?? 0) == 1 }
    guard isOne, lines.count > 1 else { return }
    for sign in ["|", ":", "~", "/", "&", "^"] {
      let counts = lines.map { line in line.bytes.count { $0 == sign.utf8.first! } }
      guard counts[0] > 0, counts.allSatisfy({ $0 == counts[0] }) else { continue }
      throw LineFailure(
        line: lines[0].number,
        reason:
          "\(quoted(lines[0].bytes)) has no separator but “\(sign)”; --delimiter \"\(sign)\" reads it so")
    }
  }
}

extension GraphFormat {
  /// Refuses files whose endings say that they are what only looks like a table.
  func refuse(ending path: String) throws(LineFailure) {
    guard [.edgeList, .sif, .triples].contains(self) else { return }
    let path = path.lowercased()
    let kinds = [
      ".tgf": "a graph in TGF, nodes before edges", ".lgl": "a graph in LGL, each node before its neighbors",
    ]
    guard
      let (ending, kind) = kinds.first(where: { path.hasSuffix($0.key) || path.hasSuffix($0.key + ".gz") })
    else { return }
    throw LineFailure(
      line: nil,
      reason: "is \(kind), by its ending \(ending), which is not read; yEd and igraph write GraphML, and "
        + "--format edge-list reads lines as edges")
  }
}
