import Graphs
import Testing

@Suite("GraphML") struct GraphMLTests {
  static let graphML = """
    <?xml version="1.0"?>
    <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
      <key id="w" for="edge" attr.name="weight" attr.type="double"><default>2</default></key>
      <key id="r" for="node" attr.name="role" attr.type="string"><default>clerk</default></key>
      <key id="a" for="node" attr.name="age" attr.type="int"/>
      <key id="h" for="node" attr.name="height" attr.type="double"/>
      <graph edgedefault="directed">
        <node id="b &amp; c"><data key="h">1.5</data></node>
        <node id="a"><data key="r">boss</data><data key="a">54</data><data key="h"> 2 </data></node>
        <edge source="a" target="b &amp; c"><data key="w">0.5</data></edge>
        <edge source="b &amp; c" target="a"/>
      </graph>
    </graphml>
    """

  @Test("reads GraphML with weights, attributes and their defaults")
  func readsGraphML() throws {
    let read = try graph(
      "\n\n" + Self.graphML.split(separator: "\n").dropFirst().joined(separator: "\n"))
    #expect(read.isDirected && read.edgeCount == 2)
    #expect(read.identifiers == NodeIdentifiers(["a", "b & c"]))
    #expect(read.outgoing.weights == [0.5, 2])
    #expect(
      read.attributes
        == NodeAttributes([
          .init(name: "role", categories: ["boss", "clerk"]),
          .init(name: "age", categories: ["54", ""]), .init(name: "height", numbers: [2, 1.5]),
        ]))
    #expect(try graph(Self.graphML, .init(ignoresAttributes: true)).attributes == nil)
  }

  @Test("reads GraphML and GEXF of more than the 10 MB that the parser takes at a time")
  func large() throws {
    let filler = String(repeating: "<!--" + String(repeating: " ", count: 992) + "-->\n", count: 11_000)
    let nodes = "<node id='a'/><node id='b'/>"
    let graphML = "<graphml><graph edgedefault='undirected'>\(nodes)\(filler)</graph></graphml>"
    #expect(try graph(graphML).nodeCount == 2)
    #expect(try graph("<gexf><graph><nodes>\(nodes)</nodes>\(filler)</graph></gexf>").nodeCount == 2)
  }

  @Test("takes GraphML ids that are all numbers as numbers, unless told otherwise")
  func graphMLNumbers() throws {
    let text =
      "<graphml><graph edgedefault='undirected'><node id='10'/><node id='9'/></graph></graphml>"
    #expect(try graph(text).identifiers == NodeIdentifiers([9, 10] as [Int64]))
    #expect(
      try graph(text, .init(identifiers: .strings)).identifiers == NodeIdentifiers(["10", "9"]))
    #expect(
      message { _ = try graph(Self.graphML, .init(identifiers: .integers)) }
        == "mail.edges:8: expected integer node ids, found “b & c”")
  }

  @Test(
    "says what is wrong with a GraphML file, and where",
    arguments: [
      ("<graphml>\n</graphml>", "holds no <graph>"),
      (
        "<graphml>\n<graph></graph></graphml>",
        "2: expected edgedefault “directed” or “undirected”, found “”; "
          + "--directed and --undirected decide"
      ),
      ("<graph edgedefault='directed'>\n<node/></graph>", "2: expected an id in <node>"),
      (
        "<graph edgedefault='directed'>\n<node id='a'/>\n<node id='a'/></graph>",
        "3: a second node has the id “a”"
      ),
      (
        "<graph edgedefault='directed'>\n<node id='a'/>\n<edge source='a' target='b'/></graph>",
        "3: no node has the id “b”"
      ),
      (
        "<graph edgedefault='directed'>\n<node id='a'><data key='k'>1</data></node></graph>",
        "2: no <key> has the id “k”"
      ),
      (
        "<g><key id='w' for='edge' attr.name='weight'/><graph edgedefault='directed'>\n"
          + "<node id='a'/>\n<edge source='a' target='a'><data key='w'>nan</data></edge></graph></g>",
        "3: edge weights must be finite, found “nan”"
      ),
      (
        "<g><key id='x' for='node' attr.name='x' attr.type='float'/><graph edgedefault='directed'>\n"
          + "<node id='a'><data key='x'>tall</data></node></graph></g>",
        "2: expected a number for “x”, found “tall”"
      ),
      ("<graph edgedefault='directed'>\n<node id='a'></graph>", "2: is not well-formed XML here"),
    ])
  func graphMLErrors(text: String, expected: String) {
    let separator = expected.first!.isNumber ? ":" : ": "
    #expect(
      message { _ = try graph(text, named: "a.graphml") } == "a.graphml\(separator)\(expected)")
  }
}
