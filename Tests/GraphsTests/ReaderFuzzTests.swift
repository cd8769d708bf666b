import AlignmentTestSupport
import Files
import Foundation
import Graphs
import Parallel
import Testing

@Suite("Readers, given nonsense") struct ReaderFuzzTests {
  /// Pieces that the formats care about, to be put anywhere.
  private static let pieces: [[UInt8]] =
    [
      "\n", "\r\n", " ", "\t", ",", "\"", "#", "%", "{", "}", "'weight': ", "[", "(", "-1", "nan",
      "9223372036854775808", "1e999", "0", "<node id='a'/>", "</graph>", "&amp;", "&#0;", "<!--",
      "]]>",
      "99999999999", "graph [ node [ id 0 ]", "[", "]", "*Edges\n1 2", "|{a}|", "}]", "'", "\\", ":", "é",
    ].map { Array($0.utf8) } + [[0], [0xff], [0x1f, 0x8b], [0xef, 0xbb, 0xbf], [0x93]]

  private static func mutant(_ original: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0...generator.index(below: 4) {
      let place = generator.index(below: bytes.count + 1)
      switch generator.index(below: 4) {
      case 0:
        bytes.insert(contentsOf: pieces[generator.index(below: pieces.count)], at: place)
      case 1: if place < bytes.count { bytes[place] = UInt8(generator.index(below: 256)) }
      case 2:
        bytes.removeSubrange(place..<min(place + 1 + generator.index(below: 9), bytes.count))
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }

  /// Holds a reader to giving a value without a broken invariant, or an error with a place.
  private func fuzz<Value: Equatable>(
    _ text: String, count: Int = 3000, seed: UInt64, location: SourceLocation = #_sourceLocation,
    _ read: ([UInt8]) throws -> Value, invariant: (Value) throws -> String?
  ) {
    expectReadsOrThrows(
      [Array(text.utf8)], count: count, seed: seed, damage: Self.mutant, location: location, read,
      invariant: invariant)
  }

  private static let texts = [
    "0 1\n1 2 0.5\n# c\n2 3 1 77\n4 4\n", "a b\n\"c d\",e\nf g 2\n",
    "0 1 {'weight': 1.0, 'x': [1, (2,)], 'y': {'z': None}}\n1 2 {}\n",
    "%%MatrixMarket matrix coordinate real symmetric\n% c\n3 3 2\n2 1 1\n3 2 0.5\n",
    GraphMLTests.graphML, ToolFormatTests.networkxGML, ToolFormatTests.yEdGML, ToolFormatTests.leda,
    ToolFormatTests.cytoscape, ToolFormatTests.pajek, ToolFormatTests.gephi,
    "A pp B C D\nB pd C\nE\n", "% c\n3 2 011 2\n7 7 2 5 3 6\n8 8 1 5\n9 9 1 6\n",
    "{\"nodes\": [{\"id\": 1, \"x\": 1.5}, {\"id\": \"b\"}], \"links\": [{\"source\": 1, \"target\": \"b\"}]}",
  ]

  @Test(
    "of graphs give a graph without a broken invariant, or an error with a place",
    arguments: texts)
  func graphs(text: String) {
    fuzz(text, seed: 11) { bytes in
      try Graph(parsing: bytes, named: "fuzz")
    } invariant: { graph in
      graph.brokenInvariant
    }
  }

  /// Text in one format read as another is mostly refused, which the law does not mind.
  @Test(
    "of graphs keep to that in a format not the text's",
    arguments: GraphFormat.allCases.filter { $0 != .npz && $0 != .mat })
  func otherFormats(format: GraphFormat) {
    var readCount = 0
    for (index, text) in Self.texts.enumerated() {
      var generator = SeededGenerator(seed: UInt64(index))
      for _ in 0..<600 {
        let bytes = Self.mutant(Array(text.utf8), &generator)
        do {
          let graph = try Graph(parsing: bytes, named: "fuzz", options: .init(format: format))
          readCount += 1
          #expect(graph.brokenInvariant == nil, "\(bytes)")
        } catch {
          #expect(error.file == "fuzz" && !error.reason.isEmpty, "\(bytes)")
        }
      }
    }
    #expect(readCount > 0)
  }

  @Test("of graphs read what is written of what they read")
  func writtenAgain() throws {
    let folder = try TemporaryFolder()
    for text in Self.texts {
      fuzz(text, count: 300, seed: 15) { bytes in
        try Graph(parsing: bytes, named: "fuzz")
      } invariant: { graph in
        // GraphML keeps everything but kinds without names, if it is said whether names that look like numbers are.
        let path = folder.path("again.graphml")
        do { try graph.write(to: path) } catch { return nil }  // Names that XML cannot hold.
        let kind = graph.identifiers.areIntegers ? IdentifierKind.integers : .strings
        let again = try Graph(edgesAt: path, options: .init(identifiers: kind))
        let areKindsNamed = graph.relations.map { relations in
          relations.count > 0 && !relations.names.contains { $0.allSatisfy(\.isWhitespace) }
        }
        let isSame =
          areKindsNamed ?? true
          ? again == graph : again.withoutRelations == graph.withoutRelations
        return isSame ? nil : "\(graph) comes back as \(again)"
      }
    }
  }

  @Test("of tables keep to that whatever is said of headers, delimiters, comments and columns")
  func dialects() {
    let columns: [[TableDialect.Column]?] = [
      nil, [.number(1), .number(2)], [.number(2), .number(1), .number(3)], [.name("a"), .name("b")],
    ]
    let texts = [
      "a,b,c\n1,2,0.5\n2,3,1\n", ",a\n0,1\n1,2\n", "3\n1 2\n2 3\n", " a b\n0 1 2\n1 2 3\n", "a|b\n1|2\n",
      "a;b;2\nb;c;1\nc;\"d;e\";1\nd;a;1\n",
    ]
    for (index, text) in texts.enumerated() {
      var generator = SeededGenerator(seed: UInt64(index))
      for round in 0..<1200 {
        let bytes = round == 0 ? Array(text.utf8) : Self.mutant(Array(text.utf8), &generator)
        let table = TableDialect(
          delimiter: [nil, .tab, .comma, .semicolon, .space, .init(named: "|")][round % 6],
          hasHeader: [nil, true, false][round / 6 % 3], commentSigns: round % 5 == 0 ? "" : "#%",
          columns: columns[round / 18 % 4])
        do {
          let graph = try Graph(parsing: bytes, named: "fuzz", options: .init(table: table))
          #expect(graph.brokenInvariant == nil, "\(bytes)")
        } catch {
          #expect(error.file == "fuzz" && !error.reason.isEmpty, "\(bytes)")
        }
        _ = try? NodePairs(parsing: bytes, named: "fuzz", table: table)
        _ = try? NodeAttributes(
          parsing: bytes, named: "fuzz", for: NodeIdentifiers(["1", "2"]), table: table)
      }
    }
  }

  private struct Halves: Equatable {
    var source, target: Graph
  }

  @Test("of two graphs in one file give both or an error with a place")
  func combined() {
    fuzz("0 1\n1 2 0.5\n# c\n2 0 1\n3 4\n4 5\n", seed: 14) { bytes in
      let (source, target) = try Graph.readCombined(
        parsing: bytes, named: "fuzz", split: .firstTarget(3))
      return Halves(source: source, target: target)
    } invariant: { halves in
      let (source, target) = (halves.source, halves.target)
      if source.nodeCount == 0 || target.nodeCount == 0 { return "half a pair" }
      // The split is by number.
      if (0..<source.nodeCount).contains(where: { source.identifiers.integer(of: $0)! >= 3 })
        || (0..<target.nodeCount).contains(where: { target.identifiers.integer(of: $0)! < 3 })
      {
        return "a node on the wrong side"
      }
      return source.brokenInvariant ?? target.brokenInvariant
    }
  }

  private struct Match: Equatable {
    var source, target: Int
  }

  @Test("of pairs and attributes give them or an error with a place")
  func tables() {
    let identifiers = NodeIdentifiers(["1", "2"])
    fuzz("source,target\n1,2\n\"2\",1\n", seed: 12) { bytes in
      try NodePairs(parsing: bytes, named: "fuzz")
        .nodes(source: identifiers, target: identifiers).map { Match(source: $0, target: $1) }
    } invariant: { pairs in
      if pairs.isEmpty || Set(pairs.map(\.source)).count != pairs.count { return "\(pairs)" }
      let isInside = pairs.allSatisfy { (0..<2).contains($0.source) && (0..<2).contains($0.target) }
      return isInside ? nil : "\(pairs)"
    }
    fuzz("# c\nid,role,age:number\n1,\"a\",5\n2,b,6\n", seed: 13) { bytes in
      try NodeAttributes(parsing: bytes, named: "fuzz", for: identifiers)
    } invariant: { attributes in
      for column in attributes.columns {
        if column.count != 2 { return "\(column)" }
        if case .numbers(let numbers) = column.values, !numbers.allSatisfy(\.isFinite) {
          return "\(column)"
        }
      }
      return attributes.columns.isEmpty ? "no columns" : nil
    }
  }
}
