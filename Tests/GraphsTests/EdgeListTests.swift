import AlignmentTestSupport
import Files
import Graphs
import Testing

/// Reads a graph from text.
func graph(
  _ text: String, named name: String = "mail.edges", _ options: GraphReadingOptions = .init()
) throws(FileError) -> Graph {
  try Graph(parsing: Array(text.utf8), named: name, options: options)
}

/// What an operation on files says when it fails.
func message(_ body: () throws -> Void) -> String {
  do { try body() } catch { return "\(error)" }
  return "(no error)"
}

@Suite("Edge lists") struct EdgeListTests {
  @Test(
    "takes spaces, tabs, commas, semicolons, comments, blank lines, CRLF, a BOM, no final line feed",
    arguments: [
      "0 1\n1 2\n", "0\t1\n1\t2", "0,1\n1,2", "0;1\n1; 2\n", "# a\n0 1\n\n% b\n  1   2  ",
      "0 1\r\n1 2\r\n", "\u{FEFF}0 1\n1 2\n", "source,target,weight\n0,1,1\n1,2,1.0",
      "0 1 1 1082040961\n1 2 1 1082155839\n", "1 2\n1 0\n0 1\n2 2\n",
      "0 1 {'weight': 1.0}\n1 2 {}\n",
      "0 1 {'kind': 'a, \\'b', 'x': [1, (None, True), {2: {}}]}\n1 2",
    ])
  func forms(text: String) throws {
    #expect(try graph(text) == Graph(nodeCount: 3, edges: [(0, 1), (1, 2)]))
  }

  @Test("keeps the nodes of loops and of edges of weight 0, and no such edge")
  func zeroWeights() throws {
    let read = try graph("7 7\n1 2 0.0\n2 3 1\n")
    #expect(read.edgeCount == 1)
    #expect(!read.isWeighted)
    #expect(read.identifiers == NodeIdentifiers([1, 2, 3, 7] as [Int64]))
    #expect(try graph("1 2 0\n2 3 1\n", .init(ignoresWeights: true)).edgeCount == 2)
    #expect(try graph("1 2 -4\n", .init(ignoresWeights: true)).edgeCount == 1)
  }

  @Test("reads weights to the last bit")
  func weights() throws {
    let texts = [
      "0.1", "2.5e-3", "123456789.123456789", "1e300", "4.35", "0.30000000000000004", ".5",
    ]
    for text in texts {
      #expect(try graph("0 1 \(text)").outgoing.weights == [Double(text)!, Double(text)!])
      #expect(try graph("0 1 {'weight': \(text)}").outgoing.weights?.first == Double(text)!)
    }
  }

  @Test("reads negative weights, of which repetitions leave the largest, and adds up magnitudes")
  func negativeWeights() throws {
    let read = try graph("0 1 -3\n1 0 -2\n1 2 0.5\n2 1 -7\n")
    #expect(read.edgeList().weights == [-2, 0.5])
    #expect((0..<3).map { read.degree(of: $0) } == [2, 2.5, 0.5])
    // Rows of more than 128 entries are merged otherwise.
    let star = try graph((1...200).map { "0 \($0) -\($0)\n0 \($0) -\($0 + 1)\n" }.joined())
    #expect(star.edgeList().weights == (1...200).map { -Double($0) })
  }

  @Test("orders numbers by value and strings by bytes")
  func order() throws {
    #expect(try graph("10 9\n9 100").identifiers == NodeIdentifiers([9, 10, 100] as [Int64]))
    #expect(
      try graph("10 9\n9 100", .init(identifiers: .strings)).identifiers
        == NodeIdentifiers(["10", "100", "9"]))
    #expect(
      try graph("\"b c\",\"a \"\"x\"\"\"\n\"é\",Z\n").identifiers
        == NodeIdentifiers(["Z", "a \"x\"", "b c", "é"]))
    #expect(
      try graph("\"7\" 12").identifiers == NodeIdentifiers(["12", "7"]))
    #expect(
      try graph("9223372036854775807 0").identifiers == NodeIdentifiers([0, Int64.max]))
    #expect(try graph("007 8").identifiers == NodeIdentifiers(["007", "8"]))
  }

  @Test(
    "says what is wrong, and where",
    arguments: [
      ("", "mail.edges: holds no edges"),
      ("# nothing\n\n", "mail.edges: holds no edges, only comments such as “# nothing” (--comment)"),
      ("1 2\n7", "mail.edges:2: expected two node ids, found “7”"),
      ("a b\nc\n", "mail.edges:2: expected two node ids, found “c”"),
      ("7\n", "mail.edges:1: expected two node ids, found “7”"),
      ("1 2\n7 x\n", "mail.edges:2: expected two integer node ids, found “7 x”"),
      ("1 2\n\n# c\nx y z", "mail.edges:4: expected two integer node ids, found “x y z”"),
      ("1 2 nan", "mail.edges:1: edge weights must be finite, found “nan”"),
      ("1 2 -inf 5", "mail.edges:1: edge weights must be finite, found “-inf”"),
      ("1 2 1e999", "mail.edges:1: edge weights must be finite, found “1e999”"),
      (
        "1 2 0x1p3",
        "mail.edges:1: expected a weight, found “0x1p3”; --columns 1,2 reads the nodes alone, --triples a head, a relation and a tail"
      ),
      (
        "a knows b",
        "mail.edges:1: expected a weight, found “b”; --columns 1,2 reads the nodes alone, --triples a head, a relation and a tail"
      ),
      ("1 2 3 x", "mail.edges:1: expected a timestamp, found “x”; --columns 1,2,3 reads what is before it"),
      (
        "1 2 3 4 5",
        "mail.edges:1: expected at most a weight and a timestamp after the nodes, found “1 2 3 4 5”; "
          + "--columns 1,2 reads the nodes alone, --format adjacency lists of neighbors"
      ),
      ("1 2 {'weight': 'x'}", "mail.edges:1: expected a number as weight in “{'weight': 'x'}”"),
      ("1 2 {'weight': 1", "mail.edges:1: expected “,” or “}”, found the end in “{'weight': 1”"),
      (
        "1 2 {weight: 1}",
        "mail.edges:1: expected a value, found “weight: 1}” in “{weight: 1}”"
      ),
      ("1 2 {1, 2}", "mail.edges:1: expected a dictionary in “{1, 2}”"),
      ("1 2 {} 3", "mail.edges:1: expected the end of the value, found “3” in “{} 3”"),
      (
        "a \"b c\nd e",
        "mail.edges:1: a quotation mark is opened and not closed in “\"b c”"
      ),
      ("a \"b\"c", "mail.edges:1: expected a separator after the quotation mark in “\"b\"c”"),
    ])
  func errors(text: String, expected: String) {
    #expect(message { _ = try graph(text) } == expected)
  }

  @Test("refuses bytes that are not UTF-8, and UTF-16")
  func encodings() {
    #expect(
      message { _ = try Graph(parsing: [0x61, 0x20, 0xff, 0x0a], named: "x") }
        == "x:1: expected a node id in UTF-8, found “\u{FFFD}”")
    #expect(
      message { _ = try Graph(parsing: [0xff, 0xfe, 0x31, 0], named: "x") }
        == "x: is UTF-16 or UTF-32 text; expected UTF-8, which iconv makes of it")
  }

  @Test("survives literals that are nested too deeply")
  func deepLiterals() {
    let deep = "1 2 {'a': " + String(repeating: "[", count: 100_000)
    #expect(
      message { _ = try graph(deep) }.contains("values are nested more than 100 deep in “{'a': ["))
  }

  @Test("splits a combined list where it is told to")
  func combined() throws {
    let text = Array("0 1\n1 2 0.5\n10 11\n12 12\n".utf8)
    for split in [Graph.Split.firstTarget(10), .half] {
      let (source, target) = try Graph.readCombined(parsing: text, named: "both", split: split)
      #expect(source.identifiers == .consecutive(3))
      #expect(source.outgoing.weights == [1, 1, 0.5, 0.5])
      #expect(target.identifiers == NodeIdentifiers([10, 11, 12] as [Int64]))
      #expect(target.edgeCount == 1 && !target.isWeighted)
    }
    let across = Array("0 1 0\n\n1 2\n2 10".utf8)
    #expect(
      message {
        _ = try Graph.readCombined(parsing: across, named: "both", split: .firstTarget(10))
      }
        == "both:4: expected two nodes on one side of the split, found 2 and 10")
    #expect(
      message {
        _ = try Graph.readCombined(parsing: across, named: "both", split: .firstTarget(11))
      }
        == "both: has no target nodes on its side of the split")
  }

  private static let arenas = "graphs/arenas-regal/arenas_combined_edges.txt"

  @Test(
    "finds the noise of the Arenas pair in its weights",
    .enabled(if: SharedData.has(arenas), "\(SharedData.absence)"))
  func arenasPair() throws {
    for (options, targetEdges) in [
      (GraphReadingOptions(), 5400), (GraphReadingOptions(ignoresWeights: true), 5451),
    ] {
      let (source, target) = try Graph.readCombined(
        at: SharedData.path(Self.arenas), split: .firstTarget(1135), options: options)
      #expect(source.nodeCount == 1135 && target.nodeCount == 1135)
      #expect(source.edgeCount == 5451 && target.edgeCount == targetEdges)
      #expect(!source.isWeighted && !target.isWeighted)
      #expect(target.identifiers.integer(of: 0) == 1135)
    }
  }
}
