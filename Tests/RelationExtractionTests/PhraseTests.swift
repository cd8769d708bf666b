import Files
import LinearAlgebra
import RelationExtraction
import Testing

@Suite("What pictures show, in words") struct PhraseTests {
  private let scene = SceneGraph(
    imageID: "1.jpg",
    objects: ["man", "shirt", nil, "dog", "tree"].map { SceneObject(label: $0) },
    relations: [
      SceneRelation(subject: 0, object: 1, predicate: "wearing"), SceneRelation(subject: 3, object: 0),
      SceneRelation(subject: 2, object: 4, predicate: "under"),
    ])

  private func sample(_ tokens: [String]) -> RelationSample {
    RelationSample(
      tokens: tokens, head: Mention(name: "", span: 0..<1), tail: Mention(name: "", span: 1..<3))
  }

  @Test("are relations, then objects that have none; nobody speaks of the nameless")
  func phrases() {
    #expect(scene.phrases() == ["man wearing shirt", "dog man", "tree"])
    #expect(SceneGraph(chaining: 3, imageID: "").phrases().isEmpty)
  }

  @Test("begin with what the mentions are aligned with, and otherwise keep their order")
  func weights() {
    var weights = Matrix(rowCount: 4, columnCount: 5)
    // Of the tail's two words one is aligned with the tree, of the head's one with the dog; word 3 is of no mention.
    (weights[0, 3], weights[1, 4], weights[3, 1]) = (0.5, 0.8, 1)
    let own = WordObjectAlignment(weights: weights).objectWeights(ofMentionsIn: sample(["a", "b", "c", "d"]))
    #expect(own == [0, 0, 0, 0.5, 0.4])
    #expect(scene.phrases(weights: own) == ["dog man", "tree", "man wearing shirt"])
    #expect(scene.phrases(weights: [1]) == ["man wearing shirt", "dog man", "tree"])
  }

  @Test("follow the text as a second one; those that do not fit are left out", arguments: 1...12)
  func encoded(_ limit: Int) throws {
    let special = ["[PAD]", "[unused0]", "[unused1]", "[unused2]", "[unused3]", "[UNK]", "[CLS]", "[SEP]"]
    let pieces = special + ["a", "b", "c", ",", "man", "wear", "##ing", "dog", "tree"]
    let tokenizer = WordPieceTokenizer(
      try WordPieceVocabulary(parsing: pieces.joined(separator: "\n") + "\n", named: "vocab.txt"))
    let plain = tokenizer.encode(sample(["a", "b", "c"]))
    let both = tokenizer.encode(
      sample(["a", "b", "c"]), phrases: ["man wearing dog", "dog man", "tree"], phraseLimit: limit)
    let second = both.identifiers.dropFirst(plain.count).map { tokenizer.vocabulary.pieces[$0] }
    #expect(second.count <= limit)
    #expect(Array(both.identifiers.prefix(plain.count)) == plain.identifiers)
    #expect(both.headMarker == plain.headMarker && both.tailMarker == plain.tailMarker)
    #expect(both.tokens.dropFirst(plain.count).allSatisfy { $0 == nil } && both.tokens.count == both.count)
    // A phrase that is too long does not keep a shorter one out.
    let expected: [String] =
      switch limit {
      case 1: []
      case 2: ["tree"]
      case 3, 4: ["dog", "man"]
      case 5: ["man", "wear", "##ing", "dog"]
      case 6: ["man", "wear", "##ing", "dog"]
      case 7: ["man", "wear", "##ing", "dog", ",", "tree"]
      case 8, 9: ["man", "wear", "##ing", "dog", ",", "dog", "man"]
      default: ["man", "wear", "##ing", "dog", ",", "dog", "man", ",", "tree"]
      }
    #expect(second == (expected.isEmpty ? [] : expected + ["[SEP]"]))
    #expect(both.phraseStart == (expected.isEmpty ? nil : plain.count))
  }
}
