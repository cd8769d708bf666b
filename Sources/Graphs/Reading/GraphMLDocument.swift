/// What a GraphML file says, element by element.
struct GraphMLDocument {
  struct Key {
    var name: String
    var isNumber: Bool
    var isForNodes: Bool
    var isForEdges: Bool
    var defaultText: String?
  }

  struct Edge {
    var source: String
    var target: String
    var weight: String?
    var line: Int
  }

  /// Stands for the key of `<default>`, which belongs to the `<key>` around it.
  static let defaultKey = "\u{0}default"

  private(set) var isDirected: Bool?
  private(set) var nodes: [String] = []
  private(set) var nodeLines: [Int] = []
  private(set) var nodeIndices: [String: Int] = [:]
  private(set) var edges: [Edge] = []
  /// Keys by their id, and the ids in the order of the file.
  private(set) var keys: [String: Key] = [:]
  private(set) var keyOrder: [String] = []
  /// The values of each key, by node.
  private(set) var values: [String: [Int: String]] = [:]

  private enum Element {
    case key(String)
    case node(Int)
    case edge
  }
  private var current: Element?

  /// The id of the key of edge weights.
  var weightKey: String? { keyOrder.first { keys[$0]!.isForEdges && keys[$0]!.name == "weight" } }

  mutating func beginGraph(_ attributes: [String: String], line: Int) throws(LineFailure) {
    guard isDirected == nil else {
      throw LineFailure(line: line, reason: "expected a single graph, found another <graph>")
    }
    switch attributes["edgedefault"] {
    case "directed": isDirected = true
    case "undirected": isDirected = false
    case let other:
      throw LineFailure(
        line: line,
        reason: "expected edgedefault “directed” or “undirected”, found “\(other ?? "")”")
    }
  }

  mutating func beginKey(_ attributes: [String: String], line: Int) throws(LineFailure) {
    guard let id = attributes["id"] else {
      throw LineFailure(line: line, reason: "expected an id in <key>")
    }
    guard keys[id] == nil else {
      throw LineFailure(line: line, reason: "a second <key> has the id “\(id)”")
    }
    current = .key(id)
    let domain = attributes["for"] ?? "all"
    // Keys without a name belong to programs that keep drawings in GraphML.
    let name = attributes["attr.name"]
    keys[id] = Key(
      name: name ?? "", isNumber: ["float", "double"].contains(attributes["attr.type"]),
      isForNodes: name != nil && (domain == "node" || domain == "all"),
      isForEdges: name != nil && (domain == "edge" || domain == "all"))
    keyOrder.append(id)
  }

  mutating func beginNode(_ attributes: [String: String], line: Int) throws(LineFailure) {
    guard let id = attributes["id"] else {
      throw LineFailure(line: line, reason: "expected an id in <node>")
    }
    guard isDirected != nil else {
      throw LineFailure(line: line, reason: "node “\(id)” is outside a <graph>")
    }
    guard nodeIndices.updateValue(nodes.count, forKey: id) == nil else {
      throw LineFailure(line: line, reason: "a second node is called “\(id)”")
    }
    current = .node(nodes.count)
    nodes.append(id)
    nodeLines.append(line)
  }

  mutating func beginEdge(_ attributes: [String: String], line: Int) throws(LineFailure) {
    guard let source = attributes["source"], let target = attributes["target"] else {
      throw LineFailure(line: line, reason: "expected a source and a target in <edge>")
    }
    guard let isDirected else {
      throw LineFailure(line: line, reason: "an edge is outside a <graph>")
    }
    if let own = attributes["directed"], own != (isDirected ? "true" : "false") {
      throw LineFailure(
        line: line,
        reason: "expected all edges to be directed or none, found an edge of its own kind"
      )
    }
    current = .edge
    edges.append(Edge(source: source, target: target, weight: nil, line: line))
  }

  mutating func addData(_ text: String, key: String, line: Int) throws(LineFailure) {
    switch current {
    case .key(let id):
      if key == Self.defaultKey { keys[id]!.defaultText = text }
    case .node(let node):
      guard keys[key] != nil else { throw Self.unknownKey(key, line: line) }
      values[key, default: [:]][node] = text
    case .edge:
      guard keys[key] != nil else { throw Self.unknownKey(key, line: line) }
      if key == weightKey { edges[edges.count - 1].weight = text }
    case nil: break
    }
  }

  mutating func endElement() { current = nil }

  private static func unknownKey(_ key: String, line: Int) -> LineFailure {
    LineFailure(line: line, reason: "no <key> has the id “\(key)”")
  }
}
