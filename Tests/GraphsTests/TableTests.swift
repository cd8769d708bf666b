import Files
import Graphs
import Testing

/// The node ids and edges of a graph, as text.
func listed(_ graph: Graph) -> [String] {
  let edges = graph.edgeList()
  return edges.sources.indices.map { i in
    let ends = [edges.sources[i], edges.targets[i]].map { graph.identifiers[Int($0)] }
    let weight = edges.weights.map { ":\($0[i])" } ?? ""
    return ends.joined(separator: "-") + weight
  }
}

@Suite("Tables of edges") struct TableTests {
  @Test(
    "have their headers recognized by words, over whatever ids",
    arguments: [
      ("source,target\nA,B\nB,C\nC,A\n", ["A-B", "A-C", "B-C"]),
      ("protein1 protein2\n9606.E1 9606.E2\n", ["9606.E1-9606.E2"]),
      ("protein1 protein2 combined_score\nE1 E2 490\nE2 E3 155\n", ["E1-E2:490.0", "E2-E3:155.0"]),
      ("FromNodeId\tToNodeId\n3\t4\n", ["3-4"]),
      ("from,to,weight,type\na,b,0.5,x\nb,c,2,y\n", ["a-b:0.5", "b-c:2.0"]),
      ("id,target,source\n1,a,b\n2,c,d\n", ["a-b", "c-d"]),
      ("Source,Target,Type,Id,Label,timeset,Weight\n1,2,Undirected,0,,,3\n", ["1-2:3.0"]),
      // Pandas' index, and R's row names.
      (",source,target\n0,A,B\n1,B,C\n", ["A-B", "B-C"]),
      ("\"\",\"from\",\"to\"\n\"1\",\"A\",\"B\"\n", ["A-B"]),
      ("\"from\" \"to\" \"w\"\n\"1\" \"A\" \"B\" 0.5\n", ["A-B:0.5"]),
      // A word over weights is a header whatever it says.
      ("foo bar baz\na b 0.5\nb c 1\n", ["a-b:0.5", "b-c:1.0"]),
      (
        "#Interaction ID\tGene A\tGene B\n103\t6416\t2318\n117\t84665\t88\n",
        ["88-84665", "2318-6416"]
      ),
    ])
  func headers(text: String, expected: [String]) throws {
    #expect(Set(listed(try graph(text)).map(sortedEnds)) == Set(expected.map(sortedEnds)))
  }

  /// An edge with its ends in the order of their bytes.
  private func sortedEnds(_ edge: String) -> String {
    let parts = edge.split(separator: ":", maxSplits: 1)
    return
      ([parts[0].split(separator: "-").sorted().joined(separator: "-")]
      + parts.dropFirst().map(String.init))
      .joined(separator: ":")
  }

  @Test(
    "keep a first edge of real ids",
    arguments: [
      ("S T\n1 2\n2 3\n", 5), ("node1 node2\nnode2 node3\n", 3), ("user1 user2\nuser3 user4\n", 4),
      ("node1 node2\n", 2), ("head tail\ntail head\nhead body\n", 3), ("a b\nc d\n", 4),
      ("gene_a gene_b\ngene_c gene_d\n", 4),
    ])
  func firstEdges(text: String, nodes: Int) throws {
    #expect(try graph(text).nodeCount == nodes)
  }

  @Test("do with headers, delimiters, comments and columns as they are told")
  func overrides() throws {
    func read(_ text: String, _ table: TableDialect) throws -> [String] {
      listed(try graph(text, .init(table: table)))
    }
    #expect(try read("S T\n1 2\n2 3\n", .init(hasHeader: true)) == ["1-2", "2-3"])
    #expect(try read("source target\na b\n", .init(hasHeader: false)) == ["a-b", "source-target"])
    #expect(try read("a|b c\n", .init(delimiter: .init(named: "|"))) == ["a-b c"])
    #expect(try read("a,b\tc\n", .init(delimiter: .comma)) == ["a-b\tc"])
    #expect(try read("! x\n#a b\n", .init(commentSigns: "!")) == ["#a-b"])
    #expect(
      try read("9 a b 3\n8 b c 4\n", .init(columns: [.number(2), .number(3)])) == ["a-b", "b-c"])
    #expect(
      try read(
        "t,u,v\n5,a,b\n", .init(hasHeader: true, columns: [.name("U"), .name("v"), .name("t")]))
        == ["a-b:5.0"])
    #expect(
      message {
        _ = try read("u,v\na,b\n", .init(hasHeader: true, columns: [.name("u"), .name("w")]))
      }
        == "mail.edges:1: no column is called “w”, of “u,v”")
    #expect(
      message { _ = try read("a b\n", .init(columns: [.number(1), .number(3)])) }
        == "mail.edges:1: expected two node ids, found “a b”")
    #expect(
      TableDialect.Delimiter(named: "tab") == .tab && TableDialect.Delimiter(named: "1") == nil)
  }

  @Test("keep ids as they are written")
  func identifiers() throws {
    #expect(listed(try graph("01 1\n1 2\n")) == ["01-1", "1-2"])
    #expect(listed(try graph("1 2\n2 03\n")) == ["03-2", "1-2"])
    #expect(listed(try graph("-1 2\n2 3\n")) == ["-1-2", "2-3"])
    #expect(listed(try graph("1 9223372036854775808\n")) == ["1-9223372036854775808"])
    #expect(listed(try graph("Room 12\t7\n")) == ["7-Room 12"])
    #expect(
      listed(try graph("Jean Valjean\tFantine\nFantine\tMarius P\n")) == [
        "Fantine-Jean Valjean", "Fantine-Marius P",
      ])
    #expect(
      listed(try graph("New York,Boston\nBoston,\"San Jose, CA\"\n")) == [
        "Boston-New York", "Boston-San Jose, CA",
      ])
    #expect(listed(try graph("5\" pipe\tO'Neill\n")) == ["5\" pipe-O'Neill"])
    let integers = GraphReadingOptions(identifiers: .integers)
    #expect(
      message { _ = try graph("1 2\n2 03\n", integers) }
        == "mail.edges:2: integer node ids have no leading zeros, found “03”")
    #expect(
      message { _ = try graph("-1 2\n", integers) }
        == "mail.edges:1: node ids cannot be negative, found “-1”")
    #expect(
      message { _ = try graph("1 9223372036854775808", integers) }
        == "mail.edges:1: node ids go up to 9223372036854775807, found “9223372036854775808”")
    #expect(NodeIdentifiers([1, 2] as [Int64]).nodesByName()["01"] == nil)
    #expect(NodeIdentifiers.consecutive(3).nodesByName()["+1"] == nil)
  }

  @Test("may end their lines with carriage returns alone, but not in two ways")
  func carriageReturns() throws {
    #expect(listed(try graph("0 1\r1 2\r")) == ["0-1", "1-2"])
    #expect(listed(try graph("a b\rb c")) == ["a-b", "b-c"])
    for text in ["0 1\r1 2\n", "a b\rc d\n", "a\tb\rc\td\n", "0,1,0.5\r2,3,1\n"] {
      #expect(
        message { _ = try graph(text) }.contains("a carriage return is inside the line"), "\(text)")
    }
  }

  @Test(
    "are refused where a comma may be one of decimals, or a column is empty",
    arguments: [
      ("1;2;0,5\n", "mail.edges:1: expected a decimal point, found the comma in “0,5”"),
      ("1 2 0,5\n", "mail.edges:1: expected a decimal point, found the comma in “0,5”"),
      ("a\tb\t0,5\n", "mail.edges:1: expected a decimal point, found the comma in “0,5”"),
      ("a;b;0,5\n", "mail.edges:1: expected a decimal point, found the comma in “0,5”"),
      (
        "1,2,0,5\n2,3,1,5\n",
        "mail.edges:1: “1,2,0,5” may have a decimal comma, or four columns; name the columns to read "
          + "(--columns 1,2 or 1,2,3) or write decimal points"
      ),
      ("A,,0.5\n", "mail.edges:1: expected a node id, found an empty column in “A,,0.5”"),
      ("1,,0.5\n", "mail.edges:1: expected a node id, found an empty column in “1,,0.5”"),
      (",B\n", "mail.edges:1: expected a node id, found an empty column in “B”"),
      ("A,B,0.5\nB,C,\n", "mail.edges:2: expected a weight, found an empty column in “B,C”"),
      ("1,2,0.5\n2,3,\n", "mail.edges:2: expected a weight, found an empty column in “2,3”"),
      (
        "source,target,weight\na,b,1\na,c\n",
        "mail.edges:3: expected a weight as the header has it, found “a,c”"
      ),
      (
        "source,target\na,b,c\n",
        "mail.edges:2: expected two columns as in the header, found “a,b,c”"
      ),
      (
        "source,target\na,b\nsource,target\nb,c\n",
        "mail.edges: has the header “source,target”, and nodes called so: is it there twice? "
          + "--no-header says that it is an edge"
      ),
      ("source,target\n", "mail.edges: holds no edges, only the header “source,target”"),
    ])
  func refused(text: String, expected: String) {
    #expect(message { _ = try graph(text) } == expected)
  }

  @Test("may end lines with a separator, and mix separators")
  func lenient() throws {
    #expect(listed(try graph("1,2,\n2,3,\n")) == ["1-2", "2-3"])
    #expect(listed(try graph("a\tb\t\nb\tc\t\n")) == ["a-b", "b-c"])
    #expect(listed(try graph("0 1\n1,2\n2;3\n")) == ["0-1", "1-2", "2-3"])
    #expect(listed(try graph("1\t2 0.5\n2\t3 2\n")) == ["1-2:0.5", "2-3:2.0"])
    #expect(
      listed(try graph("1,2,0,5\n", .init(table: .init(columns: [.number(1), .number(2)])))) == [
        "1-2"
      ])
  }
}
