internal import Foundation
internal import FoundationXML

extension Graph {
  /// Reads a GraphML file.
  static func graphML(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    // The parser traps on bytes that are not text.
    guard unsafe String(validating: text, as: UTF8.self) != nil else {
      throw LineFailure(line: nil, reason: "expected XML in UTF-8")
    }
    let reader = GraphMLReader()
    // Entities from elsewhere are never fetched: a graph file has no business naming other files.
    // As a whole, the parser takes at most 10 MB.
    // SAFETY: `Data` is a copy.
    let parser = unsafe XMLParser(stream: InputStream(data: Data(text)))
    parser.delegate = reader
    let succeeded = parser.parse()
    if let failure = reader.failure { throw failure }
    if !succeeded || !reader.isComplete {
      let position = parser.lineNumber
      throw LineFailure(line: max(position, 1), reason: "is not well-formed XML here")
    }
    return try reader.document.graph(options: options)
  }
}

/// Collects the elements of a GraphML file as the XML parser meets them.
private final class GraphMLReader: NSObject, XMLParserDelegate {
  var document = GraphMLDocument()
  var failure: LineFailure?

  // The parser is content with a file that ends inside an element.
  private var depth = 0
  var isComplete: Bool { depth == 0 }

  /// The key of the data, or of the default, whose text is being read.
  private var textKey: String?
  private var text = ""

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    depth += 1
    perform(parser) { () throws(LineFailure) in
      let line = parser.lineNumber
      switch Self.localName(element) {
      case "graphml": break
      case "graph": try document.beginGraph(attributes, line: line)
      case "node": try document.beginNode(attributes, line: line)
      case "edge": try document.beginEdge(attributes, line: line)
      case "key": try document.beginKey(attributes, line: line)
      case "default": (textKey, text) = (GraphMLDocument.defaultKey, "")
      case "data":
        guard let key = attributes["key"] else {
          throw LineFailure(line: line, reason: "expected a key in <data>")
        }
        (textKey, text) = (key, "")
      case "hyperedge":
        throw LineFailure(line: line, reason: "expected edges of two nodes, found a <hyperedge>")
      default: break
      }
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if textKey != nil { text += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    depth -= 1
    perform(parser) { () throws(LineFailure) in
      switch Self.localName(element) {
      case "data", "default":
        guard let key = textKey else { return }
        textKey = nil
        try document.addData(text, key: key, line: parser.lineNumber)
      case "node", "edge", "key": document.endElement()
      default: break
      }
    }
  }

  private func perform(_ parser: XMLParser, _ body: () throws(LineFailure) -> Void) {
    // The parser may go on for a while after it has been stopped; the first failure counts.
    guard failure == nil else { return }
    do {
      try body()
    } catch {
      failure = error
      parser.abortParsing()
    }
  }

  private static func localName(_ element: String) -> Substring {
    element.split(separator: ":").last ?? ""
  }
}
