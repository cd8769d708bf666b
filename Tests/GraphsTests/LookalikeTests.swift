import Files
import Graphs
import Testing

/// Files that used to be read as another graph, or refused without saying what they are.
@Suite("Files that look like others") struct LookalikeTests {
  private func notes(_ text: String, named name: String = "x") throws -> ReadingNotes {
    try Graph.read(parsing: Array(text.utf8), named: name).notes
  }

  @Test(
    "are refused with a sentence that says what to do",
    arguments: [
      // Pandas' index without a header, over numbers and strings, with and without weights.
      ("0,5,7,0.5\n1,5,8,1.5\n2,7,8,2.5\n3,8,9,1\n", "--columns 2,3 reads the nodes"),
      ("0\tP1\tP2\n1\tP1\tP3\n2\tP2\tP3\n3\tP4\tP1\n", "starts with what looks like the number of the row"),
      ("1 a b 0.5\n2 b c 0.5\n3 c d 0.5\n4 d a 0.5\n", "starts with what looks like the number of the row"),
      ("(1, 2)\n(2, 3)\n", "stands in parentheses"), ("(a, b),\n(b, c)\n", "stands in parentheses"),
      ("1 -> 2, 3\n2 -> 1\n", "has “->” in the place of a node"),
      ("a 2\nb {}\nc {}\nb 1\nd {}\n", "multi-line adjacency list of networkx"),
      ("a|b\nb|c\n", "has no separator but “|”; --delimiter \"|\" reads it so"),
      ("1:2\n2:3\n", "has no separator but “:”"),
      ("source,source\na,b\nb,c\n", "calls two columns alike"),
      ("a r b\nb s c\n", "--columns 1,2 reads the nodes alone, --triples a head, a relation and a tail"),
      ("P1\tP2\tx\ty\nP2\tP3\tx\ty\n", "--columns 1,2 reads the nodes alone"),
      (
        "source,target,weight\nS,T,-\nT,U,1\n",
        "expected a weight, found “-”; --columns 1,2 reads the nodes alone"
      ),
      ("#1 #2\n#2 #3\n", "holds no edges, only comments such as “#2 #3” (--comment)"),
      ("<http://a/x> <http://p/q> <http://a/y> .\n", "is RDF"), ("@prefix ex: <http://e/> .\n", "is RDF"),
      ("@nodes\nlabel\n1\n2\n@arcs\n1 2 0\n", "LEMON"), ("*Node data\nID\na\n*Tie data\na b\n", "VNA"),
      ("1\u{A0}2\n2\u{A0}3\n", "expected two node ids, found “1<U+A0>2”"),
      (
        "{\"source\": 1, \"target\": 2}\n{\"source\": 2, \"target\": 3}\n",
        "found another, as in files with a value"
      ),
      (
        "{\"nodes\": [{\"id\": [0, 0]}], \"links\": [{\"source\": [0, 0], \"target\": [0, 1]}]}",
        "a source of the edge that is a string or a number, found a list"
      ),
    ])
  func refused(text: String, expected: String) {
    let found = message { _ = try notes(text) }
    #expect(found.contains(expected), "\(found)")
  }

  @Test("are refused by their endings where nothing else tells", arguments: [".tgf", ".lgl", ".TGF.gz"])
  func endings(ending: String) throws {
    #expect(message { _ = try notes("1 A\n2 B\n#\n1 2\n", named: "x\(ending)") }.contains("by its ending"))
    #expect(try graph("1 A\n2 B\n", .init(format: .edgeList)).edgeCount == 2)
  }

  @Test(
    "are no text, by their first bytes",
    arguments: [
      ([0x1f, 0x8b], "gzip twice"), (Array("BZh91AY&SY".utf8), "bzip2"), ([0xfd] + Array("7zXZ".utf8), "xz"),
      ([0x28, 0xb5, 0x2f, 0xfd], "Zstandard"), (Array("PAR1".utf8), "Parquet"),
      ([0x89] + Array("HDF\r\n".utf8), "HDF5"), (Array("SQLite format 3\0".utf8), "SQLite"),
      (Array("%PDF-1.4\n1 0 obj\n".utf8), "PDF"), ([0x80, 4, 0x95], "pickle"),
      ([0x93] + Array("NUMPY".utf8), "NumPy array"), ([0x7f] + Array("ELF".utf8), "program"),
      ([0xff, 0xfe, 0x31, 0], "UTF-16"), ([0x31, 0, 0x20, 0, 0x32, 0], "UTF-16"),
      ([0, 0x31, 0, 0x20, 0, 0x32], "UTF-16"), ([0, 0, 0xfe, 0xff], "UTF-32"),
      (Array("1 2\n".utf8) + [0, 0xff, 0x0a], "is no text: byte 4 is 0"),
    ] as [([UInt8], String)])
  func bytes(bytes: [UInt8], expected: String) throws {
    let packed = bytes.starts(with: [0x1f, 0x8b])
    // Packed bytes in a pack: what is inside of one file of gzip is another.
    let file = packed ? LookalikeTests.storedGzip(bytes) : bytes
    let found = message { _ = try Graph.read(parsing: file, named: "x") }
    #expect(found.contains(expected), "\(found)")
    let pairs = message { _ = try NodePairs(parsing: file, named: "x") }
    #expect(pairs == found)
  }

  /// Bytes in a gzip file, not compressed (RFC 1951, 3.2.4).
  private static func storedGzip(_ bytes: [UInt8]) -> [UInt8] {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xedb8_8320 : 0) }
    }
    let count = UInt16(bytes.count)
    func little(_ number: some FixedWidthInteger) -> [UInt8] {
      (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(count) + little(~count) + bytes
      + little(~sum) + little(UInt32(count))
  }

  @Test(
    "have notes of what may be meant otherwise",
    arguments: [
      ("who,whom\nann,bob\nbob,cid\ncid,ann\n", "“who” and “whom” of the first line are nodes that no other"),
      ("\u{200B}a b\na c\nc b\n", "1 id with characters that cannot be seen, such as “<U+200B>a”"),
      ("e\u{301} b\n\u{E9} c\nc b\n", "is two nodes, whose letters are made of different characters"),
      ("a b\n#c d\nb e\n", "line 2, “#c d”, is taken for a comment"),
      ("0 5 7\n1 5 8\n2 7 8\n3 8 5\n", "say --columns 2,3"),
      ("1 2 3\n2 3 4\n3 4 5\n4 5 6\n", "--format adjacency"),
      ("Kopf\tBezug\tEnde\na\tr\tb\nb\ts\tc\nb\tr\ta\n", "“Kopf” and “Ende” of the first line are nodes"),
    ])
  func doubted(text: String, expected: String) throws {
    let doubts = try notes(text).doubts
    #expect(doubts.count == 1 && doubts[0].contains(expected), "\(doubts)")
  }

  @Test("are what they seem, and nothing is said")
  func plain() throws {
    for text in [
      "a b\nb c\nc a\n", "0 1 0.5\n1 2 0.5\n2 3 0.5\n3 0 0.5\n", "0\tr\t1\n1\tr\t2\n2\tr\t3\n3\tr\t0\n",
      "(a) b\nb c\n", "<a> b\nb c\n", "ann bob\ncid dan\neve fay\n", "\u{E9} b\nb c\n",
      "1 2 {'weight': 0.5, 'kind': 'x y'}\n",
      "0 1 0.5 1082040961\n1 2 0.5 1082040962\n2 3 0.5 1082040963\n3 0 0.5 1082040964\n",
      "Entity\tRelation\tValue\na\tr\tb\nb\ts\tc\n",
    ] {
      #expect(try notes(text).doubts.isEmpty, "\(text)")
    }
    #expect(try notes("Entity\tRelation\tValue\na\tr\tb\nb\ts\tc\n").nodeCount == 3)
  }

  @Test("are read as pandas, vis.js, Graphology and igraph write them")
  func read() throws {
    #expect(listed(try graph(" source target w\n0 a b 0.5\n1 b c 2\n")) == ["a-b:0.5", "b-c:2.0"])
    let named = "3,0,1,2\n0,1,0,0\n1,0,1,0\n0,1,0,1\n0,0,1,0\n"
    #expect(listed(try graph(named)) == ["0-1", "0-3", "1-2"])
    let numbers = GraphReadingOptions(table: .init(delimiter: .init(named: "|")))
    #expect(listed(try graph("1|2|0.5\n2|3|1\n", numbers)) == ["1-2:0.5", "2-3:1.0"])
    #expect(listed(try graph("3\n1 2\n2 3\n", .init(table: .init(hasHeader: true)))).count == 2)
    let vis = "{\"nodes\": [{\"id\": 1}, {\"id\": 2}], \"edges\": [{\"from\": 1, \"to\": 2}]}"
    #expect(listed(try graph(vis)) == ["1-2"])
    let graphology =
      "{\"nodes\": [{\"key\": \"a\"}, {\"key\": \"b\"}], "
      + "\"edges\": [{\"key\": \"e\", \"source\": \"a\", \"target\": \"b\"}]}"
    #expect(listed(try graph(graphology)) == ["a-b"])
    #expect(try notes("LEDA.GRAPH \nvoid\nvoid\n-2\n2\n|{}|\n|{}|\n1\n1 2 0 |{}|\n").format == "LEDA")
  }
}
