import Files
import RelationExtraction
import Testing

@Suite("Combined graphs") struct CombinedGraphTests {
  private func parse(
    _ text: String, _ relations: [SceneRelation] = []
  ) throws -> CombinedGraph {
    try CombinedGraph(parsing: Array(text.utf8), named: "7", relations: relations)
  }

  @Test("are the edges of words, then those of objects behind them")
  func reading() throws {
    let graph = try parse(
      "1 0\n1 2\n4 3\n3 5\n", [.init(subject: 1, object: 0), .init(subject: 0, object: 2)])
    #expect(graph.wordCount == 3 && graph.textEdges.count == 2)
    #expect(graph.overlaidText.roots == [1])
    let repaired = try #require(graph.repairedText())
    #expect(repaired.sentenceCount == 1 && repaired.appendedWordCount == 0)
    #expect(repaired.graph == graph.overlaidText)
    #expect(try parse("1 0\n1 2\n").wordCount == nil)
    #expect(try parse("1 0\n1 2\n").repairedText()?.graph.words.count == 3)
  }

  @Test("get their sentences one behind the other, and words without edges at the end")
  func repair() throws {
    // Three words, then two, then one that nobody sees.
    let graph = try parse("1 0\n1 2\n0 1\n7 6\n", [.init(subject: 1, object: 0)])
    let repaired = try #require(graph.repairedText())
    #expect(repaired.sentenceCount == 3 && repaired.appendedWordCount == 1)
    #expect(repaired.graph.roots == [1, 3, 5])
    #expect(
      repaired.graph.edges == [
        .init(governor: 1, dependent: 0), .init(governor: 1, dependent: 2),
        .init(governor: 3, dependent: 4),
      ])
    #expect(try parse("2 0\n").repairedText() == nil)
  }

  @Test(
    "say where they are wrong",
    arguments: [
      ("1 0\nx\n", 0, "7:2: expected two node numbers, found “x”"),
      ("1 -1\n", 0, "7:1: expected two node numbers, found “1 -1”"),
      ("1 0\n", 2, "7: expected 2 relations of the picture, found 1 lines"),
      (
        "1 0\n4 3\n3 6\n", 2,
        "7:3: expected the relation 0 2 of the picture behind 3 words, found “3 6”"
      ),
      ("5 0\n4 3\n3 5\n", 2, "7:1: the edge of words leads beyond the 3 words that there are"),
    ])
  func errors(_ text: String, _ count: Int, _ message: String) {
    let relations = [SceneRelation(subject: 1, object: 0), .init(subject: 0, object: 2)]
    let error = #expect(throws: FileError.self) { try parse(text, Array(relations.prefix(count))) }
    #expect(error?.description == message)
  }

  @Test("never crash when damaged")
  func damaged() {
    fuzz(["1 0\n1 2\n0 1\n7 6\n"], seed: 10) { bytes in
      let graph = try CombinedGraph(
        parsing: bytes, named: "x", relations: [.init(subject: 1, object: 0)])
      _ = graph.repairedText()
    }
  }
}
