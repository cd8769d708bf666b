import Files
import RelationExtraction
import Testing

@Suite("Stanford JSON") struct StanfordJSONTests {
  private let text = """
    {"docId": "7.txt", "sentences": [
     {"index": 0, "basicDependencies": [
       {"dep": "ROOT", "governor": 0, "governorGloss": "ROOT", "dependent": 2, "dependentGloss": "b"},
       {"dep": "det", "governor": 2, "dependent": 1}],
      "enhancedDependencies": [{"dep": "x"}],
      "tokens": [{"index": 1, "word": "-LRB-", "originalText": "("}, {"index": 2, "word": "b"}]},
     {"index": 1, "tokens": [{"word": "c"}], "basicDependencies": []}]}
    """

  @Test("has the basic dependencies of each sentence")
  func reading() throws {
    let sentences = try ParsedSentence.parse(text, named: "x.json")
    #expect(sentences.count == 2 && sentences.allSatisfy { $0.documentID == "7.txt" })
    let graph = sentences[0].graph
    #expect(graph.words.map(\.form) == ["-LRB-", "b"] && graph.words.map(\.surface) == ["(", nil])
    #expect(graph.roots == [1] && graph.edges == [.init(governor: 1, dependent: 0, label: "det")])
  }

  @Test("says where it is wrong")
  func errors() {
    for (old, new, message) in [
      ("\"dependent\": 1}", "\"dependent\": 3}", "x:4:8: 2 → 3 is no dependency of 2 words"),
      ("\"governor\": 2, ", "", "x:4:8: there is no “governor”"),
      (
        "\"tokens\": [{\"word\"", "\"t\": [{\"word\"",
        "x:7:6: there is no “tokens”"
      ),
    ] {
      let error = #expect(throws: FileError.self) {
        try ParsedSentence.parse(text.replacing(old, with: new), named: "x")
      }
      #expect(error?.description.hasPrefix(message.prefix(4)) == true)
      #expect(error?.description.hasSuffix(message.drop { $0 != " " }) == true)
    }
  }

  @Test("never crashes when damaged")
  func damaged() {
    fuzz([text], count: 4000, seed: 9) { bytes in
      _ = try ParsedSentence.parse(String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}
