extension Graph {
  /// Reads a GML file, as networkx, igraph and yEd write it.
  ///
  /// Nodes are called by their labels, or igraph's names, if each has one and no two are alike; else by their ids.
  static func gml(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    var reader = unsafe GMLReader(text, options)
    try reader.readFile()
    return try reader.listed().graph(options)
  }
}

/// The pairs of key and value of a list.
private struct GMLRecord {
  var line: Int
  var entries: [(key: String, value: GMLScanner.Token)] = []
  /// Keys whose values are lists.
  var lists: [String] = []

  subscript(_ key: String) -> GMLScanner.Token? {
    entries.first { $0.key == key }?.value
  }
}

extension GMLScanner.Token {
  /// What is written there, if it is a value.
  fileprivate var text: String? {
    switch self {
    case .whole(let text), .string(let text), .word(let text): text
    case .real(let number): "\(number)"
    case .open, .close, .end: nil
    }
  }

  fileprivate var shown: String {
    switch self {
    case .open: "“[”"
    case .close: "“]”"
    case .end: "the end of the file"
    default: quoted((text ?? "").utf8)
    }
  }
}

private struct GMLReader {
  private var scanner: GMLScanner
  private let options: GraphReadingOptions
  private var nodes: [GMLRecord] = []
  private var edges: [GMLRecord] = []
  private var isDirected = false
  private var hasGraph = false

  init(_ text: UnsafeBufferPointer<UInt8>, _ options: GraphReadingOptions) {
    (scanner, self.options) = (unsafe GMLScanner(text), options)
  }

  mutating func readFile() throws(LineFailure) {
    while let key = try key(endsAt: .end) {
      let line = scanner.line
      let value = try scanner.next()
      guard key == "graph" else {
        if value == .open { try scanner.skipList() }
        continue
      }
      guard value == .open else {
        throw LineFailure(line: line, reason: "expected “graph [”, found \(value.shown)")
      }
      guard !hasGraph else {
        throw LineFailure(line: line, reason: "expected a single graph, found another")
      }
      hasGraph = true
      try readGraph()
    }
    guard hasGraph else { throw LineFailure(line: nil, reason: "holds no “graph [”") }
  }

  private mutating func readGraph() throws(LineFailure) {
    while let key = try key(endsAt: .close) {
      let line = scanner.line
      let value = try scanner.next()
      switch (key, value) {
      case ("node", .open): nodes.append(try record(line))
      case ("edge", .open): edges.append(try record(line))
      case ("directed", .whole(let number)): isDirected = number != "0"
      case ("node", _), ("edge", _):
        throw LineFailure(line: line, reason: "expected “\(key) [”, found \(value.shown)")
      case (_, .open): try scanner.skipList()
      case (_, .close), (_, .end):
        throw LineFailure(
          line: scanner.line, reason: "expected a value of “\(key)”, found \(value.shown)")
      default: break
      }
    }
  }

  /// The next key; `nil` at the end of the list, or of the file.
  private mutating func key(endsAt end: GMLScanner.Token) throws(LineFailure) -> String? {
    let token = try scanner.next()
    if token == end { return nil }
    guard case .word(let key) = token else {
      throw LineFailure(line: scanner.line, reason: "expected a key, found \(token.shown)")
    }
    return key
  }

  private mutating func record(_ line: Int) throws(LineFailure) -> GMLRecord {
    var record = GMLRecord(line: line)
    while let key = try key(endsAt: .close) {
      let value = try scanner.next()
      switch value {
      case .open:
        record.lists.append(key)
        try scanner.skipList()
      case .close, .end:
        throw LineFailure(
          line: scanner.line, reason: "expected a value of “\(key)”, found \(value.shown)")
      default: record.entries.append((key, value))
      }
    }
    return record
  }

  func listed() throws(LineFailure) -> ListedGraph {
    var listed = ListedGraph(format: "GML")
    listed.isDirected = isDirected
    let nameKey = nameKey()
    var indices: [String: Int32] = [:]
    for node in nodes {
      guard let id = node["id"]?.text else {
        throw LineFailure(line: node.line, reason: "expected an id of the node")
      }
      let name = nameKey.flatMap { node[$0]?.text } ?? id
      if indices[id] != nil {
        throw LineFailure(line: node.line, reason: "a second node has the id \(quoted(id.utf8))")
      }
      let index = try listed.addNode(name, line: node.line)
      indices[id] = index
      for (key, value) in node.entries where key != "id" && key != nameKey {
        guard let text = value.text else { continue }
        if case .real(let number) = value {
          listed.set(key, of: index, to: .number(number))
        } else {
          listed.set(key, of: index, to: .text(text))
        }
      }
    }
    // Newman's networks call weights so.
    let weightKey =
      ["weight", "value"].first { key in edges.contains { $0[key] != nil } }
      ?? edges.lazy.flatMap(\.entries).first { $0.key.lowercased() == "weight" }?.key
    for edge in edges {
      var ends: [Int32] = []
      for key in ["source", "target"] {
        guard let id = edge[key]?.text else {
          throw LineFailure(line: edge.line, reason: "expected a \(key) of the edge")
        }
        guard let end = indices[id] else {
          throw LineFailure(line: edge.line, reason: "no node has the id \(quoted(id.utf8))")
        }
        ends.append(end)
      }
      let weight = try weightKey.flatMap { edge[$0]?.text }.map { text throws(LineFailure) in
        try ListedGraph.weight(text.utf8, line: edge.line, options: options)
      }
      let data = edge.entries.compactMap { entry in
        ["source", "target"].contains(entry.key)
          ? nil : entry.value.text.map { (name: entry.key, value: $0) }
      }
      listed.addEdge(ends[0], ends[1], weight: weight ?? 1, data: data)
    }
    listed.weightName = weightKey
    if let nameKey { listed.remarks.append("nodes are called by their \(nameKey)s") }
    if let weightKey, weightKey != "weight" {
      listed.remarks.append("weights from “\(weightKey)”")
    }
    let lists = Set(nodes.flatMap(\.lists)).sorted()
    if !lists.isEmpty { listed.unused.append("\(lists.joined(separator: ", ")) not used") }
    return listed
  }

  /// The key of names: `label`, or `name` as igraph has it, if it tells all nodes apart.
  private func nameKey() -> String? {
    ["label", "name"].first { key in
      let names = nodes.compactMap { $0[key]?.text }
      return !names.isEmpty && names.count == nodes.count && Set(names).count == names.count
    }
  }
}

// SAFETY: collection methods that know the number of bytes; nothing is indexed.
extension UnsafeBufferPointer<UInt8> {
  /// Whether the text starts as a GML file does: `graph [`, after comments, creator and version.
  var looksLikeGML: Bool {
    var scanner = unsafe GMLScanner(UnsafeBufferPointer(rebasing: prefix(1 << 12)))
    for _ in 0..<16 {
      guard case .word(let key) = try? scanner.next(), let value = try? scanner.next() else {
        return false
      }
      if key == "graph" { return value == .open }
      guard ["creator", "version", "comment", "label", "directed"].contains(key.lowercased()),
        value != .open
      else { return false }
    }
    return false
  }
}
