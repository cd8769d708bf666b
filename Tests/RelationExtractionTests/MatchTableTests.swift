import Files
import LinearAlgebra
import RelationExtraction
import Testing

@Suite("Alignments of other tools") struct MatchTableTests {
  private let posts: PreparedPosts = {
    let sample = RelationSample(
      tokens: ["a", "b", "c"], head: Mention(name: "", span: 0..<1), tail: Mention(name: "", span: 1..<2),
      imageID: "p_1.jpg")
    var other = sample
    other.imageID = "q.jpg"
    return PreparedPosts(
      vocabulary: RelationVocabulary(["None"]), splits: [.init(name: "train", samples: [sample, other])],
      texts: [sample.tokens: DependencyGraph(chaining: sample.tokens)],
      scenes: ["p_1.jpg": SceneGraph(chaining: 2, imageID: "p_1.jpg")])
  }()

  @Test("are read from lines of picture, word, object and similarity")
  func reading() throws {
    let table = try MatchTable(
      parsing: "pair\tsource\ttarget\tsimilarity\trank\n# note\np_1\t0\t1\t0.5\t1\np_1.jpg\t2\t0\t1\t1\n\n",
      named: "m")
    #expect(table.images == ["p_1"])
    let alignments = try posts.alignments(of: posts.samples, from: table, named: "m")
    #expect(alignments[0]?.weights.elements == [0, 0.5, 0, 0, 1, 0])
    #expect(
      alignments.missingImageCount == 1 && alignments[1]?.weights.elements.allSatisfy { $0 == 0 } == true)
    for (text, line) in [
      ("p\t0\t1\n", 1), ("p\t0\t1\t0.5\np\tx\t1\t0.5\n", 2), ("p\t0\t-1\t1\n", 1), ("p\t0\t1\tnan\n", 1),
      ("\t0\t1\t1\n", 1),
    ] {
      let error = #expect(throws: FileError.self) { try MatchTable(parsing: text, named: "m") }
      #expect(error?.line == line, "\(text)")
    }
    let beyond = try MatchTable(parsing: "p_1\t0\t2\t1\n", named: "m")
    let error = #expect(throws: FileError.self) {
      try posts.alignments(of: posts.samples, from: beyond, named: "m")
    }
    #expect(error?.description.contains("2 objects") == true)
  }

  @Test("have the graphs that this package would align")
  func graphs() throws {
    let own = try #require(posts.graphs(of: posts.samples[0]))
    let words: [[Int]] = own.words.map { [$0.0, $0.1] }
    let objects: [[Int]] = own.objects.map { [$0.0, $0.1] }
    #expect(words == [[0, 1], [1, 2]])
    #expect(objects == [[0, 1]])
    #expect(posts.graphs(of: posts.samples[1]) == nil)
  }
}
