import AlignmentTestSupport
import Files
import Graphs
import Testing

@Suite("Kinds of edges in formats that have data for each edge") struct EdgeKindsTests {
  private func read(
    _ text: String, _ options: GraphReadingOptions = .init()
  ) throws -> (graph: Graph, notes: ReadingNotes) {
    try Graph.read(parsing: Array(text.utf8), named: "x", options: options)
  }

  /// Head, kind and tail of every triple.
  private func triples(_ graph: Graph) -> [String] {
    (graph.relations?.triples ?? []).map { triple in
      let (head, tail) = (graph.identifiers[Int(triple.head)], graph.identifiers[Int(triple.tail)])
      return "\(head) \(graph.relations!.names[Int(triple.relation)]) \(tail)"
    }
  }

  private static let gml =
    "graph [ directed 1 node [ id 0 label \"a\" ] node [ id 1 label \"b\" ] node [ id 2 label \"c\" ] "
    + "edge [ source 0 target 1 kind \"likes\" ] edge [ source 0 target 1 kind \"knows\" ] "
    + "edge [ source 2 target 1 kind \"knows\" ] ]"

  @Test("are read from GML, JSON, GraphML and GEXF")
  func formats() throws {
    let json =
      "{\"directed\": true, \"nodes\": [{\"id\": \"a\"}, {\"id\": \"b\"}, {\"id\": \"c\"}], \"links\": ["
      + "{\"source\": \"a\", \"target\": \"b\", \"relation\": \"likes\"}, "
      + "{\"source\": \"a\", \"target\": \"b\", \"relation\": \"knows\"}, "
      + "{\"source\": \"c\", \"target\": \"b\", \"relation\": \"knows\"}]}"
    let xmlNodes = "abc".map { "<node id=\"\($0)\"/>" }.joined()
    let graphML =
      "<graphml><key id=\"d\" for=\"edge\" attr.name=\"Kind\" attr.type=\"string\">"
      + "<default>knows</default></key><graph edgedefault=\"directed\">\(xmlNodes)"
      + "<edge source=\"a\" target=\"b\"><data key=\"d\">likes</data></edge>"
      + "<edge source=\"a\" target=\"b\"/><edge source=\"c\" target=\"b\"/></graph></graphml>"
    let gexf =
      "<gexf><graph defaultedgetype=\"directed\"><nodes>\(xmlNodes)</nodes><edges>"
      + "<edge id=\"0\" source=\"a\" target=\"b\" kind=\"likes\"/>"
      + "<edge id=\"1\" source=\"a\" target=\"b\" kind=\"knows\"/>"
      + "<edge id=\"2\" source=\"c\" target=\"b\" kind=\"knows\"/></edges></graph></gexf>"
    for text in [Self.gml, json, graphML, gexf] {
      let (graph, notes) = try read(text)
      #expect(triples(graph) == ["a knows b", "a likes b", "c knows b"], "\(notes)")
      #expect(graph.edgeCount == 2 && graph.isDirected)
      #expect(notes.losses.isEmpty, "\(notes.losses)")
      #expect(notes.remarks.contains { $0.hasPrefix("edges are of 2 kinds, by their “") })
    }
  }

  @Test("are kept by conversion there and back")
  func roundTrip() throws {
    let graph = try read(Self.gml).graph
    let undirected = try read(Self.gml, .init(isDirected: false)).graph
    var weighted = try read(Self.gml.replacing("kind \"likes\"", with: "kind \"likes\" weight 2.5")).graph
    #expect(weighted.outgoing.weights == [2.5, 1])
    // Of two edges the larger weight stays, for both kinds.
    weighted = try read(Self.gml.replacing(" kind", with: " weight 2.5 kind")).graph
    let folder = try TemporaryFolder()
    for graph in [graph, undirected, weighted] {
      for format in [GraphFormat.gml, .json, .graphML] {
        let path = folder.path("g")
        try graph.write(to: path, format: format)
        #expect(try Graph(edgesAt: path) == graph, "\(format)")
        #expect(graph.losses(writtenAs: format).isEmpty)
      }
    }
    #expect(graph.losses(writtenAs: .matrixMarket).contains("relations of edges"))
  }

  @Test("are none where an edge lacks one, or each has its own, or all the same label; and it is said")
  func doubts() throws {
    func gml(_ data: [String]) -> String {
      let edges = data.enumerated().map { "edge [ source 0 target \($0 + 1) \($1) ]" }
      let nodes = (0...data.count).map { "node [ id \($0) ]" }
      return "graph [ \((nodes + edges).joined(separator: " ")) ]"
    }
    let some = try read(gml(["kind \"a\"", "kind \"b\"", ""]))
    #expect(some.graph.relations == nil && some.notes.losses == ["kind of edges not used"])
    let own = try read(gml(["label \"e1\"", "label \"e2\"", "label \"e3\""]))
    #expect(own.graph.relations == nil && own.notes.losses == ["label of edges not used"])
    let same = try read(gml(["type \"Undirected\"", "type \"Undirected\""]))
    #expect(same.graph.relations == nil)
    let types = try read(gml(["type \"a\"", "type \"b\"", "type \"a\"", "type \"b\""]))
    #expect(types.graph.relations?.names == ["a", "b"])
    let others = try read(gml(["length 2 id 5 weight 3", "length 4 id 6 weight 2"]))
    #expect(others.notes.losses == ["length of edges not used"] && others.graph.isWeighted)
  }
}
