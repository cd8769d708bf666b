import AlignmentTestSupport
import Files
import Graphs
import LinearAlgebra
import Testing

@Suite("Graph formats") struct GraphFormatTests {
  @Test("reads Matrix Market files with all their nodes, directed if general")
  func matrixMarket() throws {
    let banner = "%%MatrixMarket matrix coordinate"
    let symmetric = try graph("\(banner) pattern symmetric\n% c\n4 4 2\n2 1\n3 2\n", named: "a")
    #expect(!symmetric.isDirected && symmetric.edgeCount == 2)
    #expect(symmetric.identifiers == NodeIdentifiers([1, 2, 3, 4] as [Int64]))
    let general = try graph("\(banner) real general\n3 3 2\n2 1 0.5\n3 2 0")
    #expect(general.isDirected && general.edgeCount == 1 && general.nodeCount == 3)
    #expect(general.outgoing.weights == [0.5])
    let both = try graph("\(banner) pattern symmetric\n2 2 1\n2 1\n", .init(isDirected: true))
    #expect(both.edgeCount == 2)
    #expect(try graph("\(banner) integer general\n2 2 0\n").nodeCount == 2)
  }

  @Test(
    "says what is wrong with a Matrix Market file",
    arguments: [
      ("1 2\n", "a.mtx:1: expected “%%MatrixMarket matrix coordinate …”"),
      (
        "%%MatrixMarket matrix array real general\n",
        "a.mtx:1: expected “matrix coordinate”, “pattern”, “real” or “integer”, and “general” or "
          + "“symmetric”, found “%%MatrixMarket matrix array real general”"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n% c\n",
        "a.mtx:2: ends before the line of sizes"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 3 1\n",
        "a.mtx:2: expected a square matrix, found 2 × 3"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 2\n",
        "a.mtx:2: expected numbers of rows, columns and entries, found “2 2”"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n99999999 99999999 1\n1 1",
        "a.mtx:2: expected a graph, found 99999999 nodes with 1 entries"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 2 2\n1 2\n",
        "a.mtx:2: announces 2 entries, but 1 follow"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 2 1\n\n1 3\n",
        "a.mtx:4: expected numbers from 1 to 2, found 3"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 2 1\n",
        "a.mtx:3: expected two numbers, found “1 2 1”"
      ),
      (
        "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 2\n",
        "a.mtx:3: expected two numbers and a value, found “1 2”"
      ),
      (
        "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 2 -1\n",
        "a.mtx:3: edge weights cannot be negative, found “-1”"
      ),
    ])
  func matrixMarketErrors(text: String, expected: String) {
    #expect(message { _ = try graph(text, named: "a.mtx") } == expected)
  }

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

  @Test("takes GraphML ids that are all numbers as numbers, unless told otherwise")
  func graphMLNumbers() throws {
    let text =
      "<graphml><graph edgedefault='undirected'><node id='10'/><node id='9'/></graph></graphml>"
    #expect(try graph(text).identifiers == NodeIdentifiers([9, 10] as [Int64]))
    #expect(
      try graph(text, .init(identifiers: .strings)).identifiers == NodeIdentifiers(["10", "9"]))
    #expect(
      message { _ = try graph(Self.graphML, .init(identifiers: .integers)) }
        == "mail.edges:8: expected an integer node id, found “b & c”")
  }

  @Test(
    "says what is wrong with a GraphML file, and where",
    arguments: [
      ("<graphml>\n</graphml>", "holds no <graph>"),
      (
        "<graphml>\n<graph></graph></graphml>",
        "2: expected edgedefault “directed” or “undirected”, found “”"
      ),
      ("<graph edgedefault='directed'>\n<node/></graph>", "2: expected an id in <node>"),
      (
        "<graph edgedefault='directed'>\n<node id='a'/>\n<node id='a'/></graph>",
        "3: a second node is called “a”"
      ),
      (
        "<graph edgedefault='directed'>\n<node id='a'/>\n<edge source='a' target='b'/></graph>",
        "3: no node is called “b”"
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
          + "<node id='a'/></graph></g>", "2: node “a” has no number for “x”"
      ),
      ("<graph edgedefault='directed'>\n<node id='a'></graph>", "2: is not well-formed XML here"),
    ])
  func graphMLErrors(text: String, expected: String) {
    let separator = expected.first!.isNumber ? ":" : ": "
    #expect(
      message { _ = try graph(text, named: "a.graphml") } == "a.graphml\(separator)\(expected)")
  }

  @Test("reads back what it wrote, in every format", arguments: GraphFormat.allCases, 0..<8)
  func roundTrip(format: GraphFormat, seed: Int) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: UInt64(seed))
    let isDirected = seed & 1 != 0
    let isWeighted = seed & 2 != 0
    // An isolated node, and names that need quotation marks.
    let names = [
      "", " ", "#a", "%", "-7", "007", "12", "<a>", "a b", "a,\"b\"", "a;b\tc", "nan", "x\ry", "{}",
      "é", "𝛼",
    ]
    let nodeCount = names.count
    let identifiers: NodeIdentifiers =
      format == .matrixMarket
      ? NodeIdentifiers((1...Int64(nodeCount)).map { $0 })
      : seed & 4 != 0
        ? NodeIdentifiers((0..<Int64(nodeCount)).map { $0 * 7 }) : NodeIdentifiers(names)
    var edges: [(Int32, Int32)] = []
    for _ in 0..<40 {
      edges.append(
        (Int32(generator.index(below: nodeCount - 1)), Int32(generator.index(below: nodeCount - 1)))
      )
    }
    let attributes = NodeAttributes([
      .init(name: "kind & <size>", categories: names.map { "\"\($0)\n'" }),
      .init(name: "height", numbers: names.map { _ in generator.unit() }),
    ])
    let graph = Graph(
      nodeCount: nodeCount, sources: edges.map(\.0), targets: edges.map(\.1),
      weights: isWeighted ? edges.map { _ in generator.unit() } : nil, isDirected: isDirected,
      identifiers: identifiers, attributes: format == .graphML ? attributes : nil)
    for ending in ["", ".gz"] {
      let path = folder.path("graph" + ending)
      try graph.write(to: path, format: format)
      let options = GraphReadingOptions(isDirected: format == .edgeList ? isDirected : nil)
      #expect(try Graph(edgesAt: path, options: options) == graph)
    }
  }

  @Test("refuses to write what the format cannot hold")
  func refusesToWrite() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.edges")
    func write(_ name: String, _ format: GraphFormat) -> String {
      message {
        try Graph(nodeCount: 1, edges: [], identifiers: NodeIdentifiers([name])).write(
          to: path, format: format)
      }
    }
    #expect(
      write("a\nb", .edgeList) == "\(path): an id with a line break cannot stand in an edge list")
    #expect(
      write("a\u{1}", .graphML)
        == "\(path): XML has no way to write the control character in “a\u{FFFD}”")
    #expect(folder.names.isEmpty)
  }
}
