import Graphs
import Testing

@Suite("GraphML as programs write it") struct GraphMLDataTests {
  private func document(
    keys: String, nodes: [String], edges: String = "",
    direction: String = " edgedefault='undirected'"
  ) -> String {
    let all = nodes.enumerated().map { "<node id='n\($0)'>\($1)</node>" }.joined()
    return "<graphml>\(keys)<graph\(direction)>\(all)\(edges)</graph></graphml>"
  }

  @Test("has booleans in one spelling")
  func booleans() throws {
    let key = "<key id='k' for='node' attr.name='flag' attr.type='boolean'/>"
    for (yes, no) in [("true", "false"), ("True", "False"), ("1", "0"), (" TRUE ", "no")] {
      let read = try graph(
        document(keys: key, nodes: [yes, no].map { "<data key='k'>\($0)</data>" }))
      #expect(read.attributes?.columns == [.init(name: "flag", categories: ["true", "false"])])
    }
  }

  @Test("may lack numbers, or have NaN, for which the median stands, with a remark")
  func missingNumbers() throws {
    let keys =
      "<key id='x' for='node' attr.name='x' attr.type='double'/>"
      + "<key id='y' for='node' attr.name='y' attr.type='float'/>"
    let text = document(
      keys: keys,
      nodes: ["<data key='x'>1</data>", "<data key='x'>NaN</data>", "<data key='x'>3</data>", ""])
    let (read, notes) = try Graph.read(parsing: Array(text.utf8), named: "x")
    #expect(read.attributes?.columns == [.init(name: "x", numbers: [1, 3, 3, 3])])
    #expect(
      notes.remarks == [
        "“x” is missing for 2 nodes, for which the median stands",
        "“y” has no numbers and is left out",
      ])
    #expect(notes.summary.contains("attributes from the file: x"))
  }

  @Test("may call weights as it likes", arguments: ["weight", "Weight", "WEIGHT"])
  func weightKeys(name: String) throws {
    let read = try graph(
      document(
        keys: "<key id='w' for='edge' attr.name='\(name)' attr.type='double'/>", nodes: ["", ""],
        edges: "<edge source='n0' target='n1'><data key='w'>2.5</data></edge>"))
    #expect(read.outgoing.weights == [2.5, 2.5])
  }

  @Test("is read with mixed or missing directions, if it is said what they are")
  func directions() throws {
    let edges =
      "<edge source='n0' target='n1' directed='true'/><edge source='n1' target='n2' directed='false'/>"
    for direction in ["", " edgedefault='directed'", " edgedefault='undirected'"] {
      let text = document(keys: "", nodes: ["", "", ""], edges: edges, direction: direction)
      #expect(message { _ = try graph(text) }.contains("--directed and --undirected decide"))
      #expect(listed(try graph(text, .init(isDirected: false))) == ["n0-n1", "n1-n2"])
      #expect(listed(try graph(text, .init(isDirected: true))) == ["n0-n1", "n1-n2", "n2-n1"])
    }
  }

  @Test("is compared by the columns that both graphs have, whatever their order and kind")
  func reconciling() {
    func graph(_ columns: [NodeAttributes.Column]) -> Graph {
      Graph(
        nodeCount: 2, sources: [0], targets: [1],
        attributes: columns.isEmpty ? nil : NodeAttributes(columns))
    }
    let (name, age) = (
      NodeAttributes.Column(name: "name", categories: ["a", "b"]),
      NodeAttributes.Column(name: "age", numbers: [1, 2])
    )
    let words = NodeAttributes.Column(name: "age", categories: ["1", "2.0"])
    func reconciled(_ a: [NodeAttributes.Column], _ b: [NodeAttributes.Column]) -> (
      [[NodeAttributes.Column]?], [String]
    ) {
      let result = Graph.reconcilingAttributes(of: [graph(a), graph(b)], named: ["a", "b"])
      return (result.graphs.map { $0.attributes?.columns }, result.remarks)
    }
    #expect(reconciled([name, age], [age, name]) == ([[name, age], [name, age]], []))
    #expect(reconciled([age], [words]) == ([[age], [age]], []))
    #expect(
      reconciled([name, age], [])
        == ([nil, nil], ["attributes (name, age) are not used: b has none"]))
    #expect(
      reconciled([age, name], [age])
        == ([[age], [age]], ["attributes (name) of a are not used: not all graphs have them"]))
    let other = NodeAttributes.Column(name: "age", categories: ["x", "y"])
    #expect(
      reconciled([age], [other])
        == (
          [nil, nil],
          ["attribute “age” is not used: it holds numbers in one graph and words in another"]
        ))
  }
}
