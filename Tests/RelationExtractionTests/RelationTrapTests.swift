import RelationExtraction
import Testing

@Suite("Mistakes of callers") struct RelationTrapTests {
  @Test("a mention outside of the tokens traps")
  func mention() async {
    await #expect(processExitsWith: .failure) {
      let mention = Mention(name: "x", span: 0..<3)
      _ = RelationSample(tokens: ["a", "b"], head: mention, tail: mention)
    }
  }

  @Test("a relation of objects that do not exist traps")
  func relation() async {
    await #expect(processExitsWith: .failure) {
      _ = SceneGraph(imageID: "x", objects: [], relations: [.init(subject: 0, object: 1)])
    }
  }

  @Test("predictions that are not in the vocabulary trap")
  func predictions() async {
    await #expect(processExitsWith: .failure) {
      _ = RelationScores(gold: [0], predicted: [2], vocabulary: RelationVocabulary(["a", "b"]))
    }
  }
}
