import AlignmentTestSupport
import Files
import Foundation
import Graphs
import Parallel
import Testing

@Suite("Triples") struct TriplesTests {
  typealias Triple = EdgeRelations.Triple

  @Test("keep every relation between two nodes, beside edges that are simple")
  func multigraph() throws {
    let read = try graph("a\tknows\tb\na\tlikes\tb\nb\tknows\ta\nb\tis in\tc, d\na\tknows\tb\n")
    #expect(read.identifiers == NodeIdentifiers(["a", "b", "c, d"]))
    #expect(read.isDirected && read.edgeCount == 3 && !read.isWeighted)
    let relations = try #require(read.relations)
    #expect(relations.names == ["is in", "knows", "likes"])
    #expect(
      relations.triples == [
        Triple(head: 0, relation: 1, tail: 1), Triple(head: 0, relation: 2, tail: 1),
        Triple(head: 1, relation: 1, tail: 0), Triple(head: 1, relation: 0, tail: 2),
      ])
    #expect(relations.frequencies == [1, 2, 1] && relations.count == 4)
    let undirected = try graph("a\tr\tb\nb\tr\ta\n", .init(isDirected: false))
    #expect(undirected.edgeCount == 1 && undirected.relations?.count == 1)
    #expect(undirected.outgoing == Graph(nodeCount: 2, edges: [(0, 1)]).outgoing)
  }

  @Test("are told from edge lists by a third column that is no number, or by the file's name")
  func detection() throws {
    let numbers = "3118\t1123\t9427\n9984\t1252\t3118\n"
    #expect(try graph(numbers).relations == nil && graph(numbers).isWeighted)
    for name in ["source-relations.tsv.gz", "rel_triples_1", "a/TRIPLES.txt", "a.triples"] {
      let read = try graph(numbers, named: name)
      #expect(read.identifiers == NodeIdentifiers([3118, 9427, 9984] as [Int64]))
      #expect(read.relations?.names == ["1123", "1252"])
    }
    #expect(try graph(numbers, .init(format: .triples)).edgeCount == 2)
    // The name of a folder says nothing, nor does a name over two columns.
    #expect(try graph(numbers, named: "relations/a.tsv").relations == nil)
    #expect(try graph("1 2\n2 3", named: "relations").edgeCount == 2)
    // Headers over weights make an edge list, whatever the ids.
    #expect(try graph("source\ttarget\tweight\n1\t2\t0.5\n").edgeCount == 1)
    #expect(try graph("from\tto\tweight\na\tb\t0.5").outgoing.weights == [0.5, 0.5])
    #expect(try graph("source\ttarget\ttype\na\tb\tpp\n").relations == nil)
    let headed = try graph("head\trelation\ttail\na\tr\tb\nb\ts\tc\n")
    #expect(headed.nodeCount == 3 && headed.relations?.names == ["r", "s"])
    #expect(try graph("a b\nc d\n").relations == nil)
  }

  @Test("read carriage returns, comments, a BOM, spaces between columns and URIs with commas")
  func forms() throws {
    let plain = try graph("x\tr\ty\n", .init(format: .triples))
    for text in [
      "\u{FEFF}x\tr\ty\r\n\r\n", "# made\n% by hand\nx\tr\ty", "x r y\n", "x\tr\tx\nx\tr\ty\n",
    ] {
      #expect(try graph(text, .init(format: .triples)) == plain)
    }
    let uris = try graph("http://a/Paris,_Texas\thttp://r/in;of\thttp://a/#b\n#b\tr\tc\n")
    #expect(
      uris.identifiers == NodeIdentifiers(["#b", "c", "http://a/#b", "http://a/Paris,_Texas"]))
    let strings = try graph("1\tr\t2\n", .init(format: .triples, identifiers: .strings))
    #expect(strings.identifiers == NodeIdentifiers(["1", "2"]))
    #expect(try graph("7\tr\t7\n1\tq\t2", .init(format: .triples)).nodeCount == 3)
    #expect(try graph("7\tr\t7\n1\tq\t2", .init(format: .triples)).relations?.names == ["q"])
  }

  @Test(
    "say what is wrong with a damaged file, and where",
    arguments: [
      ("", "kg.triples: holds no triples"), ("# a\n\n", "kg.triples: holds no triples"),
      (
        "a\tr\tb\na\tr\n",
        "kg.triples:2: expected head, relation and tail, separated by tabs, found “a\tr”"
      ),
      (
        "a\tr\tb\n\na\tr\tb\tc\n",
        "kg.triples:3: expected head, relation and tail, separated by tabs, found “a\tr\tb\tc”"
      ),
      (
        "a\t\tb\n",
        "kg.triples:1: expected head, relation and tail, separated by tabs, found “a\t\tb”"
      ),
    ])
  func damaged(text: String, expected: String) {
    let options = GraphReadingOptions(format: .triples)
    #expect(message { _ = try graph(text, named: "kg.triples", options) } == expected)
  }

  @Test("say when an id is not UTF-8, or no number where numbers are asked for")
  func identifiers() {
    let bad = message {
      _ = try Graph(
        parsing: [0x61, 9, 0x72, 9, 0xff, 10], named: "kg", options: .init(format: .triples))
    }
    #expect(bad == "kg:1: expected a node id in UTF-8, found “\u{FFFD}”")
    let names = message {
      _ = try graph(
        "1\tr\t2\n1\tr\tx", named: "kg", .init(format: .triples, identifiers: .integers))
    }
    #expect(names == "kg:2: expected integer node ids, found “1\tr\tx”")
  }

  /// A graph whose nodes are joined by up to three of five relations.
  static func random(seed: UInt64, isDirected: Bool) -> Graph {
    var generator = SeededGenerator(seed: seed)
    let triples = (0..<120).map { _ in
      Triple(
        head: Int32(generator.index(below: 19)), relation: Int32(generator.index(below: 5)),
        tail: Int32(generator.index(below: 19)))
    }
    return Graph(
      nodeCount: 20, triples: triples, relationNames: ["a b", "c,d", "e;", "\"f\"", "#g"],
      isDirected: isDirected)
  }

  @Test("are read back as they were written, in any order of lines", arguments: 0..<6)
  func roundTrip(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let isDirected = seed % 2 == 0
    var names = ["#x", "a b", "é", "007", "\"q\"", "c,d"]
    while names.count < 20 { names.append("n\(names.count)") }
    let random = Self.random(seed: seed, isDirected: isDirected)
    let relations = random.relations!
    let order = relations.names.indices.sorted {
      relations.names[$0].utf8.lexicographicallyPrecedes(relations.names[$1].utf8)
    }
    let graph = Graph(
      nodeCount: 20,
      triples: relations.triples.map {
        .init(
          head: $0.head, relation: Int32(order.firstIndex(of: Int($0.relation))!), tail: $0.tail)
      },
      relationNames: order.map { relations.names[$0] }, isDirected: isDirected,
      identifiers: NodeIdentifiers(
        names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }))
    let path = folder.path("kg.triples.gz")
    try graph.write(to: path)
    #expect(try Graph(edgesAt: path, options: .init(isDirected: isDirected)) == graph)
    let plain = folder.path("kg.triples")
    try graph.write(to: plain)
    let lines = String(decoding: try Data(contentsOf: URL(fileURLWithPath: plain)), as: UTF8.self)
      .split(separator: "\n").reversed().joined(separator: "\n")
    #expect(
      try Graphs.Graph(
        parsing: Array(lines.utf8), named: "kg.triples",
        options: .init(isDirected: isDirected)) == graph)
  }

  @Test("are not written where a graph has none, or a name has a tab")
  func refusesToWrite() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.triples")
    #expect(
      message { try Graph(nodeCount: 2, edges: [(0, 1)]).write(to: path) }
        == "\(path): needs relations, and the graph has none")
    let tab = Graph(
      nodeCount: 2, triples: [.init(head: 0, relation: 0, tail: 1)], relationNames: ["r\ts"])
    #expect(message { try tab.write(to: path) } == "\(path): “r\ts” cannot stand among triples")
    #expect(folder.names.isEmpty)
  }

  @Test("go with their nodes and edges: relabelling twice is none, noise removes their edges")
  func relabeling() throws {
    let graph = Self.random(seed: 3, isDirected: true)
    var generator = SeededGenerator(seed: 4)
    let order = generator.permutation(20)
    var back = [Int](repeating: 0, count: 20)
    for (i, j) in order.enumerated() { back[j] = i }
    let turned = graph.relabeled(by: order)
    #expect(turned.relations != graph.relations && turned.relabeled(by: back) == graph)
    let pair = try NoiseModel(kind: .oneWay, removedShare: 0.3).perturb(graph, seed: 1)
    let kept = try #require(pair.target.relations).triples
    let all = Set(
      graph.relations!.triples.map {
        Triple(
          head: Int32(pair.truth[Int($0.head)]), relation: $0.relation,
          tail: Int32(pair.truth[Int($0.tail)]))
      })
    #expect(!kept.isEmpty && kept.count < all.count && kept.allSatisfy(all.contains))
    let edges = pair.target.edgeList()
    #expect(Set(kept.map { [$0.head, $0.tail] }) == Set(zip(edges.0, edges.1).map { [$0, $1] }))
  }

  @Test("trap on a relation without a name")
  func traps() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph(
        nodeCount: 2, triples: [.init(head: 0, relation: 1, tail: 1)], relationNames: ["r"])
    }
    expectSaid("relation 1 has no name", result)
  }
}
