import Files
import Graphs
import Testing

@Suite("Damaged files of other tools") struct DamagedFormatTests {
  @Test(
    "give an error with the line and what was expected",
    arguments: [
      // GML
      ("graph [\n  node [\n    id 0\n  ]\n  node [\n    id 0\n  ]\n]\n", "x:5: a second node has the id “0”"),
      ("graph [\n  node [ label \"a\" ]\n]\n", "x:2: expected an id of the node"),
      (
        "graph [\n  node [ id 0 ]\n  edge [ source 0 target 5 ]\n]\n",
        "x:3: no node has the id “5”"
      ),
      ("graph [\n  node [\n    id 0\n", "x:4: expected a key, found the end of the file"),
      ("graph [\n  node [ id 0 label \"a\n  ]\n]\n", "x:2: a string is opened and not closed"),
      (
        "graph [ node [ id 0 ] node [ id 1 ]\nedge [ source 0 target 1 weight \"x\" ] ]",
        "x:2: expected a weight, found “x”"
      ),
      ("graph [\n  node [ id 0 graphics [ [ [\n", "x:2: a list is opened and not closed"),
      // LEDA
      ("LEDA.GRAPH\nstring\nshort\n-2\n2\n|{a}|\nb\n", "x:7: expected a node, |{name}|, found “b”"),
      (
        "LEDA.GRAPH\nstring\nshort\n-2\n9000000000\n|{a}|\n|{b}|\n",
        "x:7: ends before node 3 of 9000000000"
      ),
      (
        "LEDA.GRAPH\nstring\nshort\n-2\n2\n|{a}|\n|{b}|\n1\n1 3 0 |{}|\n",
        "x:9: expected nodes from 1 to 2, found “1 3 0 |{}|”"
      ),
      (
        "LEDA.GRAPH\nstring\nshort\n-2\n2\n|{a}|\n|{a}|\n0\n", "x:7: a second node is called “a”"
      ),
      ("LEDA.GRAPH\nstring\ndouble\n-2\n1\n|{a}|\n1\n1 1 0 |{x}|\n", "x:8: expected a weight, found “x”"),
      // JSON
      ("{\"nodes\": [{\"id\": 1},\n", "x:2: expected an object that is a node or an edge, found the end"),
      ("{\"nodes\": [{\"id\": 1},\n {\"name\": 2}], \"edges\": []}", "x:2: expected an id of the node"),
      (
        "{\"nodes\": [{\"id\": 1}],\n\"links\": [\n{\"source\": 1, \"target\": 2}]}",
        "x:3: no node has the id “2”"
      ),
      (
        "{\"nodes\": [{\"id\": 1}],\n\"edges\": [{\"source\": 1, \"target\": 1, \"weight\": NaN}]}",
        "x:2: expected a value, found “NaN"
      ),
      ("{\"a\": 1}", "x:1: looks like JSON, but has no list of “nodes”"),
      (
        "{\"nodes\": [{\"id\": 0}, {\"id\": 1}], \"adjacency\": [[{\"id\": 1}], [{\"id\": 0}]]}",
        "x:1: has a list of “nodes”, but none of “edges” or “links”"
      ),
      ("[1, 2]", "x:1: expected an object that is a node or an edge"),
      // METIS
      (
        "4 3\n2\n1 4\n2 4\n3\n",
        "x:1: expected neighbors that are listed by both nodes, which 2 and 3 are not"
      ),
      // Pajek
      (
        "*Vertices 99999999999\n1 \"a\"\n",
        "x:1: expected a network of as many nodes as the file has room for"
      ),
      ("*Vertices 2\n1 \"a\"\n2 \"b\"\n*Edges\n1 3\n", "x:5: expected nodes from 1 to 2"),
      ("*Vertices 2\n1 \"a\n", "x:2: a quotation mark is opened"),
      ("*Vertices 2\n*Matrix\n0 1\n1 0\n", "x:2: expected edges or arcs (matrices are not read)"),
      // GEXF
      (
        "<gexf>\n<graph>\n<nodes><node id=\"a\"/></nodes>\n<edges><edge source=\"a\" target=\"b\"/></edges></graph></gexf>",
        "x:4: no node has the id “b”"
      ),
      ("<gexf>\n<graph>\n<nodes><node label=\"a\"/></nodes></graph></gexf>", "x:3: expected an id in <node>"),
      ("<gexf>\n<graph>\n<nodes>", "is not well-formed XML here"),
    ])
  func damaged(text: String, expected: String) {
    let found = message { _ = try graph(text, named: "x") }
    #expect(found.contains(expected), "\(found)")
  }

  @Test(
    "are told by what they should be, if that is known",
    arguments: [
      ("A pp\nB pp C\n", GraphFormat.sif, "x:1: expected a node, a kind of edge and other nodes"),
      ("A\tpp\t\tB\n", .sif, "x:1: expected names in UTF-8, none of them empty"),
      ("1 \"2\n", .adjacency, "x:1: a quotation mark is opened"),
      ("# nothing\n", .adjacency, "x: holds no nodes"),
      ("3 2\n2\n1\n3\n", .metis, "x:4: expected no node among its own neighbors, found “3”"),
      ("3 2\n2\n1 3\n", .metis, "x:1: announces 2 edges"),
      ("9 2\n2\n1 3\n2\n", .metis, "x:1: announces 9 nodes, but 3 lines follow"),
      ("2 1 001\n2\n1 1\n", .metis, "x:2: expected neighbors and the weights of edges"),
      ("1 2\n", .gml, "x:1: expected a key, found “1”"),
      ("1 2\n", .pajek, "x:1: expected “*Vertices” and their number"),
      ("1 2\n", .leda, "x:1: expected “LEDA.GRAPH”, found “1 2”"),
      ("PK", .npz, "the zip archive has no directory"),
      ("1 2\n", .npz, "is no zip archive of NumPy arrays"),
    ])
  func asked(text: String, format: GraphFormat, expected: String) {
    let found = message { _ = try graph(text, named: "x", .init(format: format)) }
    #expect(found.contains(expected), "\(found)")
  }

  @Test("of much nesting do not exhaust the stack")
  func nesting() {
    let deep = 200_000
    let gml = "graph [ node [ id 0 " + String(repeating: "g [ ", count: deep)
    #expect(message { _ = try graph(gml, named: "x") }.contains("not closed"))
    let json = "{\"nodes\": " + String(repeating: "[", count: deep)
    #expect(message { _ = try graph(json, named: "x") }.contains("x:1"))
    let elements = String(repeating: "{\"elements\": ", count: deep)
    #expect(message { _ = try graph(elements, named: "x") }.contains("nested more than"))
  }
}
