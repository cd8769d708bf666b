import AlignmentTestSupport
import Files
import Graphs
import Testing

@Suite("Formats of other tools") struct ToolFormatTests {
  private func read(
    _ text: String, named name: String = "x", _ options: GraphReadingOptions = .init()
  ) throws -> (graph: Graph, notes: ReadingNotes) {
    try Graph.read(parsing: Array(text.utf8), named: name, options: options)
  }

  @Test("GML of networkx, yEd and igraph calls nodes by their labels or names")
  func gml() throws {
    let (graph, notes) = try read(Self.networkxGML)
    #expect(listed(graph) == ["Anna-Müller & \"Co\":0.5", "Müller & \"Co\"-Zoe:2.0"])
    #expect(notes.format == "GML" && notes.attributes == ["role"] && notes.losses.isEmpty)
    #expect(
      graph.attributes
        == NodeAttributes([.init(name: "role", categories: ["boss", "clerk", "clerk"])]))
    #expect(try read(Self.networkxGML, .init(ignoresAttributes: true)).graph.attributes == nil)
    let yEd = try read(Self.yEdGML)
    #expect(yEd.graph.isDirected && listed(yEd.graph) == ["Anna-Zoe"])
    #expect(yEd.notes.losses == ["graphics not used"])
    #expect(listed(try read(Self.igraphGML).graph) == ["Anna-Zoe:3.0"])
    // Labels that are not all different are none.
    let alike = Self.yEdGML.replacing("\"Zoe\"", with: "\"Anna\"")
    #expect(try read(alike).graph.identifiers == NodeIdentifiers([0, 1]))
    // Weights as in Newman's collection; ids as they are written.
    let values = "graph [ node [ id 7 ] node [ id 9 ] edge [ source 7 target 9 value 4 ] ]"
    #expect(listed(try read(values).graph) == ["7-9:4.0"])
    #expect(try read(values).notes.remarks == ["weights from “value”"])
  }

  @Test("SIF has kinds of edges, and nodes that stand alone")
  func sif() throws {
    let (graph, notes) = try read("A pp B C D\nB pd C\nE\n", named: "ppi.sif")
    #expect(graph.isDirected && listed(graph) == ["A-B", "A-C", "A-D", "B-C"])
    #expect(graph.nodeCount == 5 && graph.relations?.names == ["pd", "pp"])
    #expect(notes.format == "SIF of 2 kinds of edges" && notes.losses.isEmpty)
    // The contents suffice, and interactions between proteins have no direction.
    let pairs = try read("A pp B C D\nB pp C\nE\n")
    #expect(!pairs.graph.isDirected && pairs.graph.edgeCount == 4 && pairs.graph.nodeCount == 5)
    #expect(try read("A\tpp\tB\n").graph == read("A pp B\n").graph)
    #expect(try read("A\tknows\tB\n").notes.format == "triples of 1 relations")
    let tabs = try read("gene a\tinteracts with\tgene b\tgene c\ngene d\n", named: "x.sif")
    #expect(listed(tabs.graph) == ["gene a-gene b", "gene a-gene c"])
    // These are no interactions.
    #expect(try read("a b 0.5\nb c 1\n").notes.format == "edge list")
    #expect(message { _ = try read("A B NA\nB C NA\n") }.contains("expected a weight"))
  }

  @Test("LEDA graphs of SANA have names, and perhaps weights")
  func ledaGraphs() throws {
    let (graph, notes) = try read(Self.leda)
    #expect(listed(graph) == ["YAL001C-YBR123C", "YBR123C-YDR362C"])
    #expect(notes.format == "LEDA" && !graph.isDirected && notes.losses.isEmpty)
    let weighted = "LEDA.GRAPH\nstring\ndouble\n-1\n2\n|{a}|\n|{b}|\n1\n2 1 0 |{0.25}|\n"
    #expect(listed(try read(weighted).graph) == ["b-a:0.25"])
    // Without names, and without a line about directions, as old programs write them.
    let old = "# made by hand\nLEDA.GRAPH\nvoid\nvoid\n2\n|{}|\n|{}|\n1\n1 2 0 |{}|\n"
    #expect(try read(old).graph.isDirected && listed(try read(old).graph) == ["1-2"])
  }

  @Test("JSON of networkx, D3 and Cytoscape is read")
  func json() throws {
    let networkx =
      "{\"directed\": true, \"multigraph\": false, \"graph\": {}, \"nodes\": [{\"role\": \"boss\", "
      + "\"age\": 51.5, \"id\": \"1\"}, {\"role\": \"clerk\", \"age\": 28, \"id\": \"2\"}], "
      + "\"edges\": [{\"weight\": 0.5, \"source\": \"2\", \"target\": \"1\"}]}"
    let (graph, notes) = try read(networkx)
    #expect(graph.isDirected && listed(graph) == ["2-1:0.5"])
    #expect(!graph.identifiers.areIntegers && notes.format == "node-link JSON")
    #expect(
      graph.attributes
        == NodeAttributes([
          .init(name: "role", categories: ["boss", "clerk"]), .init(name: "age", numbers: [51.5, 28]),
        ]))
    let d3 =
      "{\"nodes\":[{\"name\":\"Myriel\",\"group\":1},{\"name\":\"Napoleon\",\"group\":1}],"
      + "\"links\":[{\"source\":1,\"target\":0,\"value\":8}]}"
    #expect(listed(try read(d3).graph) == ["Myriel-Napoleon:8.0"])
    let cytoscape = try read(Self.cytoscape)
    #expect(listed(cytoscape.graph) == ["YAL001C-YBR123C"])
    #expect(cytoscape.notes.format == "Cytoscape JSON" && cytoscape.graph.attributes == nil)
    // Ids that are numbers are numbers.
    let numbers = "{\"nodes\": [{\"id\": 7}, {\"id\": 5}], \"edges\": [{\"source\": 5, \"target\": 7}]}"
    #expect(try read(numbers).graph.identifiers == NodeIdentifiers([5, 7]))
  }

  @Test("METIS graphs are told from edge lists by their sizes")
  func metis() throws {
    #expect(listed(try read("4 3\n2\n1 3\n2 4\n3\n").graph) == ["1-2", "2-3", "3-4"])
    #expect(listed(try read("3 3\n2 3\n1 3\n1 2\n").graph) == ["1-2", "1-3", "2-3"])
    #expect(listed(try read("% c\n3 2 001\n2 5 3 6\n1 5\n1 6\n").graph) == ["1-2:5.0", "1-3:6.0"])
    let nodes = try read("3 2 011 2\n7 7 2 5 3 6\n8 8 1 5\n9 9 1 6\n")
    #expect(listed(nodes.graph) == ["1-2:5.0", "1-3:6.0"] && nodes.notes.format == "METIS")
    #expect(nodes.notes.losses == ["weights of nodes not used"])
    #expect(try read("3 1\n2\n1\n\n").graph.nodeCount == 3)
  }

  @Test("adjacency lists are read when they are asked for")
  func adjacency() throws {
    let options = GraphReadingOptions(format: .adjacency)
    let (graph, notes) = try read("# networkx\n0 1 2\n1 2\n2\n3\n", options)
    #expect(graph == Graph(nodeCount: 4, edges: [(0, 1), (0, 2), (1, 2)]))
    #expect(notes.format == "adjacency lists" && notes.losses.isEmpty)
    // Listed by both nodes, and with colons.
    #expect(try read("1: 2 3\n2: 1\n3: 1\n", options).notes.losses.isEmpty)
    #expect(listed(try read("1: 2 3\n2: 1\n3: 1\n", options).graph) == ["1-2", "1-3"])
    // Three numbers on each line may be either.
    let doubt = try read("1 2 3\n2 1 4\n3 1 4\n4 2 3\n").notes
    #expect(doubt.format == "edge list" && doubt.doubts[0].contains("--format adjacency"))
    #expect(message { _ = try read("1: 2 3\n2: 1\n") }.contains("--format adjacency"))
  }

  @Test("Pajek networks have arcs, and edges in both directions beside them")
  func pajekNetworks() throws {
    let (graph, notes) = try read(Self.pajek)
    #expect(graph.isDirected && notes.format == "Pajek" && notes.losses.isEmpty)
    #expect(listed(graph) == ["Anna K-Bert:2.5", "Bert-Zoe:1.0", "Zoe-Bert:1.0"])
    let undirected = try read(Self.pajek, .init(isDirected: false))
    #expect(listed(undirected.graph) == ["Anna K-Bert:2.5", "Bert-Zoe:1.0"])
    #expect(undirected.notes.losses.isEmpty)
    // Nodes need no lines.
    #expect(try read("*vertices 4\n*edgeslist\n1 2 3\n").graph.nodeCount == 4)
  }

  @Test("GEXF of Gephi has weights, and attributes with defaults")
  func gexf() throws {
    let (graph, notes) = try read(Self.gephi)
    #expect(listed(graph) == ["a-b:2.0", "b-c:1.0"] && notes.format == "GEXF")
    #expect(
      graph.attributes
        == NodeAttributes([
          .init(name: "Modularity Class", categories: ["1", "0", "0"]),
          .init(name: "Rank", numbers: [0.25, 0.75, 1]),
        ]))
    #expect(notes.remarks == ["nodes are called by their ids, not by their labels"])
  }
}
