import Files
import GraphAlignment
import Graphs
import LinearAlgebra
import RelationExtraction

/// A reader that gets bytes of any kind, and may answer with a value or with an error in a place.
struct Reader: Sendable {
  let name: String
  let read: @Sendable ([UInt8]) throws -> Void

  static let all: [Reader] =
    [
      Reader(name: "graph") { _ = try Graph(parsing: $0, named: "fuzz") },
      Reader(name: "combined") {
        _ = try Graph.readCombined(parsing: $0, named: "fuzz", split: .half)
      },
      Reader(name: "pairs") { bytes in
        let part = try? IntegerPairsPart(parsing: bytes, named: "fuzz", part: 0, of: 1)
        let pairs = try NodePairs(parsing: bytes, named: "fuzz")
        guard let part else { return }
        precondition(
          pairs.pairs.flatMap { [$0.source, $0.target] } == part.ids.map { "\($0)" }
            && pairs.pairs.map(\.line) == part.lines.map(Int.init),
          "a part of a file of pairs is not what the whole is")
      },
      Reader(name: "parts") { try PartFolder.read($0) },
      Reader(name: "attributes") {
        _ = try NodeAttributes(parsing: $0, named: "fuzz", for: NodeIdentifiers(["1", "2"]))
      },
      Reader(name: "weighted-pairs") {
        let identifiers = NodeIdentifiers(["1", "2"])
        _ = try WeightedPairs(
          parsing: $0, named: "fuzz", source: identifiers, target: identifiers)
      },
      Reader(name: "alignment") { _ = try Alignment(parsing: $0, named: "fuzz") },
      Reader(name: "tables") { bytes in
        let table = dialect(of: bytes.prefix(3))
        _ = try Graph(parsing: Array(bytes.dropFirst(3)), named: "fuzz", options: .init(table: table))
        _ = try NodePairs(parsing: Array(bytes.dropFirst(3)), named: "fuzz", table: table)
      },
      Reader(name: "npy") { _ = try Matrix(parsingNPY: $0, named: "fuzz") },
      Reader(name: "safetensors") { _ = try TensorFile(parsing: $0, named: "fuzz") },
    ]
    + GraphFormat.allCases.map { format in
      Reader(name: "graph-\(format)") {
        _ = try Graph(parsing: $0, named: "fuzz", options: .init(format: format))
      }
    }
    + [
      text("samples") { _ = try RelationSample.parse($0, named: "fuzz") },
      text("posts") { _ = try PreparedPosts(parsing: $0, named: "fuzz") },
      text("conll") { _ = try ParsedSentence.parse($0, named: "fuzz") },
      text("stanford") { _ = try ParsedSentence.parse($0, named: "fuzz") },
      text("vocabulary") { _ = try RelationVocabulary(parsing: $0, named: "fuzz") },
      text("pieces") { _ = try WordPieceVocabulary(parsing: $0, named: "fuzz") },
      text("matches") { _ = try MatchTable(parsing: $0, named: "fuzz") },
      text("captions") {
        _ = SceneGraph(imageID: "", captions: try ParsedSentence.parse($0, named: "fuzz"))
      },
      text("scenes") { _ = try ObjectRelations(parsing: $0, named: "fuzz", objectLimit: 10) },
    ]

  /// How a table is written, as the first bytes have it.
  private static func dialect(of bytes: ArraySlice<UInt8>) -> TableDialect {
    let choices = bytes.map(Int.init) + [0, 0, 0]
    let columns: [[TableDialect.Column]?] = [
      nil, nil, [.number(1), .number(2)], [.number(2), .number(1), .number(3)], [.name("a"), .name("b")],
      [.number(3), .number(9)],
    ]
    return TableDialect(
      delimiter: [nil, nil, .tab, .comma, .semicolon, .space, .init(named: "|")][choices[0] % 7],
      hasHeader: [nil, true, false][choices[1] % 3], commentSigns: ["#%", "", "!"][choices[1] / 3 % 3],
      columns: columns[choices[2] % 6])
  }

  /// A reader that takes text.
  private static func text(
    _ name: String, _ read: @escaping @Sendable (String) throws -> Void
  ) -> Reader {
    Reader(name: name) { try read(String(decoding: $0, as: UTF8.self)) }
  }
}
