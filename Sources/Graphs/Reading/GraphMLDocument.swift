/// What a GraphML file says, element by element.
struct GraphMLDocument {
  struct Key {
    var name: String
    var isNumber: Bool
    var isBoolean: Bool
    var isForNodes: Bool
    var isForEdges: Bool
    var defaultText: String?
  }

  struct Edge {
    var source: String
    var target: String
    var weight: String?
    /// Whether this edge has a direction, if it says so itself.
    var isDirected: Bool?
    var line: Int
  }

  /// Stands for the key of `<default>`, which belongs to the `<key>` around it.
  static let defaultKey = "\u{0}default"

  /// What the file is called in notes.
  let format: String

  init(format: String = "GraphML") { self.format = format }

  /// Where the graph starts.
  private(set) var graphLine: Int?
  /// What `edgedefault` says, and whether that is a direction for every edge or for none.
  private(set) var edgeDefault: String?
  private(set) var isDirected: Bool?
  private(set) var nodes: [String] = []
  private(set) var nodeLines: [Int] = []
  private(set) var nodeIndices: [String: Int] = [:]
  private(set) var edges: [Edge] = []
  /// What else is said of edges, in the order of ``edges``.
  private(set) var edgeData = EdgeData()
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

  /// The id of the key of edge weights, in whatever case.
  private(set) var weightKey: String?

  mutating func beginGraph(_ attributes: [String: String], line: Int) throws(LineFailure) {
    guard graphLine == nil else {
      throw LineFailure(line: line, reason: "expected a single graph, found another <graph>")
    }
    graphLine = line
    edgeDefault = attributes["edgedefault"]
    isDirected = ["directed": true, "undirected": false][edgeDefault ?? ""]
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
    let type = attributes["attr.type"]?.lowercased()
    keys[id] = Key(
      name: name ?? "", isNumber: ["float", "double"].contains(type),
      isBoolean: ["boolean", "bool"].contains(type),
      isForNodes: name != nil && (domain == "node" || domain == "all"),
      isForEdges: name != nil && (domain == "edge" || domain == "all"))
    keyOrder.append(id)
    let isWeight = keys[id]!.isForEdges && name?.lowercased() == "weight"
    if isWeight, weightKey == nil || name == "weight" && keys[weightKey!]!.name != "weight" {
      weightKey = id
    }
  }

  mutating func beginNode(_ attributes: [String: String], line: Int) throws(LineFailure) {
    guard let id = attributes["id"] else {
      throw LineFailure(line: line, reason: "expected an id in <node>")
    }
    guard graphLine != nil else {
      throw LineFailure(line: line, reason: "node “\(id)” is outside a <graph>")
    }
    guard nodeIndices.updateValue(nodes.count, forKey: id) == nil else {
      throw LineFailure(line: line, reason: "a second node has the id “\(id)”")
    }
    current = .node(nodes.count)
    nodes.append(id)
    nodeLines.append(line)
  }

  mutating func beginEdge(_ attributes: [String: String], line: Int) throws(LineFailure) {
    guard let source = attributes["source"], let target = attributes["target"] else {
      throw LineFailure(line: line, reason: "expected a source and a target in <edge>")
    }
    guard graphLine != nil else {
      throw LineFailure(line: line, reason: "an edge is outside a <graph>")
    }
    current = .edge
    let own = ["true": true, "1": true, "false": false, "0": false][
      attributes["directed"]?.lowercased() ?? ""]
    edges.append(Edge(source: source, target: target, weight: nil, isDirected: own, line: line))
  }

  /// Adds what an edge says of itself in its tag.
  mutating func addEdgeData(_ text: String, called name: String) {
    edgeData.add(name, text, of: edges.count - 1)
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
      if keys[key]!.isForEdges { edgeData.add(keys[key]!.name, text, of: edges.count - 1) }
    case nil: break
    }
  }

  mutating func endElement() { current = nil }

  private static func unknownKey(_ key: String, line: Int) -> LineFailure {
    LineFailure(line: line, reason: "no <key> has the id “\(key)”")
  }
}
