internal import Foundation
internal import FoundationXML

extension Graph {
  /// Reads a GEXF file, as Gephi and networkx write it.
  ///
  /// Nodes are called by their ids. Attributes of nodes are as in GraphML; edges weigh what they say.
  ///
  /// - SeeAlso: GEXF Working Group, “GEXF 1.3 Primer”, <https://gexf.net>.
  static func gexf(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    // As with GraphML, the parser traps on bytes that are not text.
    guard unsafe String(validating: text, as: UTF8.self) != nil else {
      throw LineFailure(line: nil, reason: "expected XML in UTF-8")
    }
    let reader = try GEXFReader()
    // SAFETY: `Data` is a copy.
    let parser = unsafe XMLParser(stream: InputStream(data: Data(text)))
    parser.delegate = reader
    let succeeded = parser.parse()
    if let failure = reader.failure { throw failure }
    if !succeeded || !reader.isComplete {
      throw LineFailure(
        line: Swift.max(parser.lineNumber, 1), reason: "is not well-formed XML here")
    }
    var read = try reader.document.graph(options: options)
    if reader.hasLabels {
      read.notes.remarks.append("nodes are called by their ids, not by their labels")
    }
    return read
  }
}

/// Turns the elements of a GEXF file into those of GraphML, of which it says the same.
private final class GEXFReader: NSObject, XMLParserDelegate {
  var document = GraphMLDocument(format: "GEXF")
  var failure: LineFailure?
  /// Whether labels say something that ids do not.
  private(set) var hasLabels = false
  private var depth = 0
  var isComplete: Bool { depth == 0 }
  /// Nodes and edges have attributes of the same ids.
  private var kind = "node"
  /// The default of an attribute, while it is read.
  private var text: String?
  private static let weightKey = "\u{0}weight"

  init(_: Void = ()) throws(LineFailure) {
    super.init()
    try document.beginKey(
      [
        "id": Self.weightKey, "attr.name": "weight", "attr.type": "double", "for": "edge",
      ], line: 0)
    document.endElement()
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    depth += 1
    guard failure == nil else { return }
    do throws(LineFailure) {
      try begin(String(element.split(separator: ":").last ?? ""), attributes, parser.lineNumber)
    } catch {
      failure = error
      parser.abortParsing()
    }
  }

  private func begin(
    _ element: String, _ attributes: [String: String], _ line: Int
  ) throws(LineFailure) {
    switch element {
    case "graph":
      let type = attributes["defaultedgetype"]?.lowercased() ?? "undirected"
      try document.beginGraph(
        ["edgedefault": type == "mutual" ? "undirected" : type], line: line)
    case "attributes": kind = attributes["class"] ?? "node"
    case "attribute":
      var key = ["for": kind]
      key["id"] = attributes["id"].map { "\(kind) \($0)" }
      key["attr.name"] = attributes["title"] ?? attributes["id"]
      key["attr.type"] = attributes["type"]
      try document.beginKey(key, line: line)
    case "default": text = ""
    case "node":
      kind = "node"
      try document.beginNode(attributes, line: line)
      if let label = attributes["label"], label != attributes["id"] { hasLabels = true }
    case "edge":
      kind = "edge"
      var ends = attributes
      ends["directed"] =
        ["directed": "true", "undirected": "false", "mutual": "false"][
          attributes["type"]?.lowercased() ?? ""]
      try document.beginEdge(ends, line: line)
      for name in ["kind", "label"] {
        if let text = attributes[name] { document.addEdgeData(text, called: name) }
      }
      if let weight = attributes["weight"] {
        try document.addData(weight, key: Self.weightKey, line: line)
      }
    case "attvalue":
      guard let key = attributes["for"] ?? attributes["id"], let value = attributes["value"] else {
        throw LineFailure(line: line, reason: "expected “for” and “value” in <attvalue>")
      }
      try document.addData(value, key: "\(kind) \(key)", line: line)
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    text? += string
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    depth -= 1
    guard failure == nil else { return }
    switch element.split(separator: ":").last ?? "" {
    case "default":
      // Only keys take defaults, and they cannot fail.
      if let text {
        try? document.addData(text, key: GraphMLDocument.defaultKey, line: parser.lineNumber)
      }
      text = nil
    case "node", "edge", "attribute": document.endElement()
    default: break
    }
  }
}
