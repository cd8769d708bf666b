import Graphs
import Testing

@Suite("What looks like an edge list") struct OtherTableTests {
  private func format(_ text: String) throws -> String {
    try Graph.read(parsing: Array(text.utf8), named: "x").notes.format
  }

  @Test("is read, if it is a DIMACS graph")
  func dimacs() throws {
    let read = try graph("c comment\np edge 4 3\ne 1 2\ne 2 3\ne 3 4\n")
    #expect(
      read
        == Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3)], identifiers: .init([1, 2, 3, 4])))
    let arcs = try graph("p sp 3 2\na 1 2 5\na 2 3 1\n")
    #expect(arcs.isDirected && arcs.outgoing.weights == [5, 1])
    #expect(try !graph("p sp 3 2\na 1 2 5\na 2 3 1\n", .init(isDirected: false)).isDirected)
    #expect(
      message { _ = try graph("p edge 2 1\ne 1 3\n") }
        == "mail.edges:2: expected nodes from 1 to 2, found “e 1 3”")
    #expect(message { _ = try graph("p edge 99999999999 1\n") }.contains("expected a graph"))
    // Nodes may be called c, p and e.
    #expect(try graph("c p\np e\n").nodeCount == 3)
  }

  @Test("is read, if it is a matrix with its zeros")
  func matrices() throws {
    let cycle = try graph("0 1 1 0\n1 0 0 1\n1 0 0 1\n0 1 1 0\n")
    #expect(cycle == Graph(nodeCount: 4, edges: [(0, 1), (0, 2), (1, 3), (2, 3)]))
    #expect(try graph("0,1,0\n0,0,1\n0,0,0\n").isDirected)
    let weighted = try graph("0 2 0 0 1\n2 0 0 0 0\n0 0 0 3 0\n0 0 3 0 0\n1 0 0 0 0\n")
    #expect(listed(weighted) == ["0-1:2.0", "0-4:1.0", "2-3:3.0"])
    let named = try graph(",C,A,B\nC,0,1,0\nA,1,0,1\nB,0,1,0\n")
    #expect(listed(named) == ["A-B", "A-C"])
    let large = (0..<150).map { i in
      (0..<150).map { abs($0 - i) == 1 ? "1" : "0" }.joined(separator: " ") + "\n"
    }.joined()
    #expect(try graph(large).edgeCount == 149)
    #expect(message { _ = try graph(",A,B\nA,0,x\nB,1,0\n") }.contains("no finite numbers"))
    // Three weighted edges are no matrix.
    #expect(listed(try graph("0 1 2\n1 2 3\n0 2 1\n")) == ["0-1:2.0", "0-2:1.0", "1-2:3.0"])
  }

  @Test(
    "is refused by name, if it is something else",
    arguments: [
      (
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "Git LFS pointer"
      ),
      ("<!DOCTYPE html>\n<html></html>\n", "web page"),
      ("1: 2 3\n2: 1\n3: 1\n", "adjacency list"),
      ("2 6\n1 2 3 4 5\n5 6\n", "hMETIS hypergraph of 2 sets"),
      ("3 4\n1 2\n2 3 4\n1 4\n", "hMETIS hypergraph of 3 sets"),
      ("2 4\n1 2 3\n2 3 4\n", "hMETIS hypergraph of 2 sets"),
      ("3 4 1\n5 1 2\n7 2 3 4\n8 1 4\n", "hMETIS hypergraph of 3 sets"),
      ("2 3 11\n5 1 2\n7 1 2 3\n1\n9\n4\n", "hMETIS hypergraph of 2 sets"),
      ("t # 0\nv 0 1\nv 1 1\ne 0 1 2\n", "database of gSpan"),
      ("v 0 1\nv 1 1\ne 0 1 2\n", "starts with a mark"), ("e 1 2\ne 2 3\n", "starts with a mark"),
      ("graph G {\n a -- b;\n}\n", "Graphviz"), ("digraph { a -> b; b -> c }\n", "Graphviz"),
      ("strict graph \"x\" {\na -- b\n}\n", "Graphviz"), (">>graph6<<DqK\n", "graph6"),
      ("dl n=3 format=edgelist1\ndata:\n1 2\n", "UCINET"),
      ("nodedef>name VARCHAR\na\nb\nedgedef>node1,node2\na,b\n", "GDF"),
      ("20 1 2\n20 2 3\n40 1 3\n", "looks like a contact"),
      (
        "1385982020 454 640 MP MP\n1385982020 1 939 2BIO3 2BIO3\n1385982040 454 1 a b\n",
        "looks like a contact"
      ),
      ("{\"a\": []}\n", "looks like JSON"),
    ])
  func refused(text: String, expected: String) {
    #expect(
      message { _ = try graph(text) }.contains(expected), "\(message { _ = try graph(text) })")
  }

  @Test("has sizes before its edges, which are none")
  func sizes() throws {
    #expect(listed(try graph("9 9 3\n0 6\n6 5\n5 0\n")) == ["0-5", "0-6", "5-6"])
    #expect(listed(try graph("% MM\n4 4 2\n1 2 0.5\n2 3 2\n")) == ["1-2:0.5", "2-3:2.0"])
    #expect(listed(try graph("4 3\n0 1 7\n1 2 7\n2 3 7\n")) == ["0-1:7.0", "1-2:7.0", "2-3:7.0"])
    // This may be a path of five nodes.
    let path = try Graph.read(parsing: Array("4 3\n0 1\n1 2\n2 3\n".utf8), named: "x")
    #expect(path.graph.nodeCount == 5 && path.notes.doubts[0].contains("--header skips it"))
    #expect(try graph("4 3\n0 1\n1 2\n2 3\n", .init(table: .init(hasHeader: true))).nodeCount == 4)
  }

  @Test("is read, if it is a matrix whose columns alone have names, or as R writes it")
  func namedColumns() throws {
    #expect(listed(try graph("A,B,C\n0,1,1\n1,0,0\n1,0,0\n")) == ["A-B", "A-C"])
    #expect(listed(try graph("A\tB\tC\nA\t0\t1\t1\nB\t1\t0\t0\nC\t1\t0\t0\n")) == ["A-B", "A-C"])
    // Names of columns of an edge list are no nodes.
    #expect(listed(try graph("source,target,w\n0,1,1\n1,2,1\n2,0,1\n")) == ["0-1", "0-2", "1-2"])
    #expect(listed(try graph("p,q,w\n0,1,2\n1,2,5\n2,0,1\n")).count == 3)
  }

  @Test("has no more columns than its header, so that decimal commas are no columns")
  func widths() throws {
    for (text, line) in [
      ("source,target,weight\nA,B,0,5\nB,C,1,5\n", 2), ("source,target,weight\n7,2,0,5\n", 2),
      ("from,to,weight,type\na,b,1,x\nNew York, NY,b,1,x\n", 3),
    ] {
      let text = message { _ = try graph(text) }
      #expect(text.hasPrefix("mail.edges:\(line): expected ") && text.contains("as in the header"), "\(text)")
    }
    // Beyond the first lines, too.
    for ids in ["1,2", "a,b"] {
      let long = "source,target,weight\n" + String(repeating: "\(ids),1\n", count: 200)
      #expect(
        message { _ = try graph(long + "\(ids),0,5\n") }.hasPrefix("mail.edges:202: expected 3 columns"))
      #expect(try graph(long + "\(ids),7\n").edgeCount == 1)
    }
  }

  @Test("has comments that name columns, which are no triple")
  func markedHeaders() throws {
    let triples = try graph("#head\trelation\ttail\na\tr\tb\nb\ts\tc\n")
    #expect(triples.nodeCount == 3 && triples.relations?.names == ["r", "s"])
    let spaced = try graph("# head\trelation\ttail\na\tr\tb\nb\ts\tc\n")
    #expect(spaced.nodeCount == 3 && spaced.relations?.names == ["r", "s"])
    #expect(try graph("#a\tr\tb\nb\ts\tc\n").nodeCount == 3)
    let interactions = try graph(
      "#ID(s) interactor A\tID(s) interactor B\tAlt. ID(s) interactor A\nuniprotkb:P1\tuniprotkb:P2\tx\n")
    #expect(listed(interactions) == ["uniprotkb:P1-uniprotkb:P2"])
  }

  @Test("says that some lines have a weight and others none")
  func missingWeights() throws {
    let notes = try Graph.read(parsing: Array("1 2 3\n2 3\n1 3\n3 4\n".utf8), named: "x").notes
    #expect(notes.doubts == ["some lines have a weight, “1 2 3”, and others none, “2 3”, which count as 1"])
  }

  @Test("is an edge list after all")
  func edgeLists() throws {
    // A first edge that has the number of lines after it.
    #expect(listed(try graph("0 1\n1 2 0.5\n")) == ["0-1:1.0", "1-2:0.5"])
    #expect(listed(try graph("1 2 3\n2 3\n1 3\n3 4\n")).count == 4)
    #expect(listed(try graph("9 1\n0 1\n")) == ["0-1", "1-9"])
    #expect(message { _ = try graph("0 1\n1 x\n") }.hasPrefix("mail.edges:2: "))
    #expect(listed(try graph("4 5\n0 1\n0 2\n0 3\n1 2\n2 3\n")).count == 5)
    for text in [
      "1 2\n1 3\n2 3\n", "1 1193 5\n1 661 3\n2 1193 4\n", "5 1\n1 2\n2 3\n3 4\n4 5\n",
      "0 1 1\n1 0 1\n0 2 3\n2 3 4\n", "3 9\n1 2\n2 3\n4 5\n",
    ] {
      #expect(try format(text) == "edge list", "\(text)")
    }
  }
}
