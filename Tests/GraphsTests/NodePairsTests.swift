import Files
import Graphs
import Testing

@Suite("Node pairs and attributes") struct NodePairsTests {
  private func pairs(_ text: String) throws -> NodePairs {
    try NodePairs(parsing: Array(text.utf8), named: "truth")
  }

  private func pairs(_ text: String, _ table: TableDialect) throws -> NodePairs {
    try NodePairs(parsing: Array(text.utf8), named: "truth", table: table)
  }

  private func attributes(_ text: String, _ names: [String] = ["a", "b"]) throws -> NodeAttributes {
    try NodeAttributes(parsing: Array(text.utf8), named: "people", for: NodeIdentifiers(names))
  }

  @Test("reads pairs with separators, comments and headers as in edge lists")
  func readsPairs() throws {
    let expected = [NodePairs.Pair(source: "1", target: "x y", line: 2)]
    #expect(try pairs("# c\n1\t\"x y\"").pairs == expected)
    #expect(try pairs("source,target\n1,2\n").pairs == [.init(source: "1", target: "2", line: 2)])
    #expect(try pairs("a,b\nc,d").pairs.count == 2)
    let nodes = try pairs("10 b\n9 a").nodes(
      source: NodeIdentifiers([9, 10] as [Int64]), target: NodeIdentifiers(["a", "b"]))
    #expect(nodes.map(\.source) == [1, 0] && nodes.map(\.target) == [1, 0])
  }

  @Test("reads what align writes, of whose candidates the first counts")
  func readsAlignments() throws {
    let text = "A, Inc\tB \"x\"\t0.9\t1\nA, Inc\tC\t0.8\t2\n#a\tD\t0.0\t1\nE\t-\t0.0\t1\n"
    let read = try pairs(text)
    #expect(read.pairs.map(\.source) == ["A, Inc", "#a", "E"])
    #expect(read.pairs.map(\.target) == ["B \"x\"", "D", "-"])
    let (source, target) = (
      NodeIdentifiers(["#a", "A, Inc", "E"]), NodeIdentifiers(["B \"x\"", "C", "D"])
    )
    let weighted = try WeightedPairs(
      parsing: Array(text.utf8), named: "x", source: source, target: target)
    #expect(weighted.pairs.map(\.value) == [0.9] && weighted.pairs[0].isEstimate)
    #expect(try read.matched(in: target).nodes(source: source, target: target).count == 2)
  }

  @Test("takes words for a header, and no first pair")
  func pairHeaders() throws {
    #expect(try pairs("source\ttarget\na\tb\n").pairs.count == 1)
    #expect(try pairs("source\ttarget\na\tb\n").header == "“source,target”")
    #expect(try pairs("S T\n1 2\n").pairs.count == 2)
    #expect(try pairs("source,target\na,b\n", .init(hasHeader: false)).pairs.count == 2)
    #expect(
      try pairs(",source,target\n0,a,b\n").pairs == [.init(source: "a", target: "b", line: 2)])
    #expect(try pairs("a b\rc d\r").pairs.count == 2)
    #expect(message { _ = try pairs("a,,\n") } == "truth:1: expected two node ids, found “a”")
    #expect(
      message { _ = try pairs("version https://git-lfs.github.com/spec/v1\n") }.contains("LFS"))
  }

  @Test("counts pairs whose nodes are not there")
  func missingNodes() throws {
    let ids = NodeIdentifiers.consecutive(3)
    let known = try pairs("0 1\n1 9\n7 2\n8 -\n").knownAsFar(source: ids, target: ids)
    #expect(known.targets == [[1], [], []] && known.lost == [1] && known.missingCount == 1)
    #expect(known.incompletePairs.map(\.line) == [2, 3, 4])
  }

  @Test("says what is wrong with pairs, and where")
  func pairErrors() throws {
    #expect(message { _ = try pairs("") } == "truth: holds no pairs of nodes")
    #expect(message { _ = try pairs("1 2\n7") } == "truth:2: expected two node ids, found “7”")
    #expect(message { _ = try pairs("1 2 3") } == "truth:1: expected two node ids, found “1 2 3”")
    let ids = NodeIdentifiers.consecutive(3)
    func nodes(_ text: String) -> String {
      message { _ = try pairs(text).nodes(source: ids, target: ids) }
    }
    #expect(nodes("0 1\n5 1") == "truth:2: the source graph has no node “5”")
    #expect(nodes("0 1\n1 x") == "truth:2: the target graph has no node “x”")
    #expect(nodes("0 1\n1 1\n0 2") == "truth:3: node “0” has a target already, on line 1")
  }

  @Test("reads attribute tables, with a header or without")
  func readsAttributes() throws {
    let role = NodeAttributes.Column(name: "role", categories: ["boss", "head clerk"])
    let age = NodeAttributes.Column(name: "age", numbers: [54, 31.5])
    for text in [
      "id\trole\tage:number\nb\thead clerk\t31.5\na\tboss\t54\n",
      "Node,role,age:number\r\nb, \"head clerk\" ,31.5\r\n\r\na,boss,54",
      "# made by hand\n% c\nname;role;age:number\na;boss;54\nb;head clerk;31.5",
      "#id role age:number\na boss 54\nb \"head clerk\" 31.5",
      ",role,age:number\rb,head clerk,31.5\ra,boss,54\r",
      "GeneID\trole\tage:number\nb\thead clerk\t31.5\na\tboss\t54\n",
    ] {
      #expect(try attributes(text) == NodeAttributes([role, age]))
    }
    #expect(
      try attributes("b x\na y").columns == [.init(name: "attribute 1", categories: ["y", "x"])])
    #expect(
      try attributes("a,\"say \"\"hi\"\"\"\nb,").columns == [
        .init(name: "attribute 1", categories: ["say \"hi\"", ""])
      ])
    // A node may be called “id”.
    #expect(try attributes("id x\nb y", ["b", "id"]).columns[0].values == .categories(["y", "x"]))
  }

  @Test("says what is wrong with an attribute table, and where")
  func attributeErrors() {
    func failure(_ text: String) -> String { message { _ = try attributes(text) } }
    #expect(failure("") == "people: holds no attributes")
    #expect(failure("a x\n") == "people: has no line for node “b”")
    #expect(failure("a x\nc y\n") == "people:2: no node is called “c”")
    #expect(
      failure("Knoten x\na y\n")
        == "people:1: no node is called “Knoten”; if it is a header, --attribute-header skips it")
    #expect(
      failure("0 a x\n1 b y\n")
        == "people:1: no node is called “0”; if it numbers the row, --attribute-columns 2,3 chooses others")
    #expect(
      failure("a|x\nb|y\n").hasSuffix(
        "only a column of ids; --attribute-delimiter says what separates columns"))
    #expect(
      failure("id;x:number\na;1,5\nb;2\n") == "people:2: expected a decimal point, found the comma in “1,5”")
    #expect(failure("a x\na y\nb z") == "people:2: node “a” has a line already, line 1")
    #expect(failure("a x\nb y z") == "people:2: expected 2 cells, found 3")
    #expect(failure("id x:number\na 1\nb nan") == "people:3: expected a finite number, found “nan”")
    #expect(failure("a,\"x\nb,y") == "people:1: a quotation mark is opened and not closed in “a,\"x”")
  }
}
