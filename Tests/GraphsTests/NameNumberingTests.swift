import Parallel
import Testing

@testable import Graphs

@Suite("Numbering names") struct NameNumberingTests {
  /// A name of at most 40 bytes over few letters, so that many are equal or start alike.
  private func name(_ generator: inout SeededGenerator) -> String {
    let letters = ["a", "b", "é", "e\u{301}", "\0"]
    let count = generator.index(below: 20)
    let repeated = generator.index(below: 3) > 0
    let first = letters[generator.index(below: 5)]
    let letter = { (i: Int) in i < count - 1 && repeated ? first : letters[i % 5] }
    return "n" + (0..<count).map(letter).joined() + letters[generator.index(below: 5)]
  }

  @Test("agrees with a sorted set of bytes, names longer than a key included", arguments: 0..<8)
  func twin(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = [10, 3000, 40_000][Int(seed) % 3]
    let edges = (0..<count).map { _ in (name(&generator), name(&generator)) }
    let text = edges.map { "\($0) \($1)\n" }.joined()
    let graph = try Graph(
      parsing: Array(text.utf8), named: "x", options: .init(isDirected: true, identifiers: .strings)
    )
    let names = Set(edges.flatMap { [Array($0.0.utf8), Array($0.1.utf8)] })
      .sorted { $0.lexicographicallyPrecedes($1) }
    let found = (0..<graph.nodeCount).map { Array(graph.identifiers[$0].utf8) }
    #expect(found == names)
    let nodes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let expected = Graph(
      nodeCount: names.count,
      edges: edges.map { (nodes[Array($0.0.utf8)]!, nodes[Array($0.1.utf8)]!) }, isDirected: true)
    #expect(graph.outgoing == expected.outgoing && graph.incoming == expected.incoming)
  }

  @Test("tells many different names apart, and sorts them, in blocks as in one")
  func many() throws {
    let text = (0..<30_000).map { "node\($0) a-name-of-more-than-a-key-\($0 * 7)\n" }.joined()
    let graph = try Graph(parsing: Array(text.utf8), named: "x")
    #expect(graph.nodeCount == 60_000 && graph.edgeCount == 30_000)
    let names = (0..<graph.nodeCount).map { graph.identifiers[$0] }
    #expect(zip(names, names.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}
