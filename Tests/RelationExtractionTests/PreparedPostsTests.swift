import AlignmentTestSupport
import Files
import Foundation
import LinearAlgebra
import RelationExtraction
import Testing

@Suite("Prepared posts") struct PreparedPostsTests {
  /// Posts with everything that a file can hold.
  private func posts() -> PreparedPosts {
    var first = RelationSample(
      index: 0, tokens: ["zum", "\"See\""], text: "zum \"See\"",
      head: Mention(name: "zum", span: 0..<1), tail: Mention(name: "See", span: 1..<2),
      imageID: "7", relation: "None")
    first.otherFields = [.init(key: .string("a"), value: .list([.integer(1), .none]))]
    let second = RelationSample(
      index: 0, tokens: ["x"], head: Mention(name: "x", span: 0..<1),
      tail: Mention(name: "x", span: 0..<1))
    let graph = DependencyGraph(
      words: [
        .init("zu", surface: "zum"), .init("dem", surface: ""),
        .init("See"),
      ],
      edges: [.init(governor: 2, dependent: 0, label: "case"), .init(governor: 2, dependent: 1)],
      roots: [2])
    let scene = SceneGraph(
      imageID: "7.jpg",
      objects: [
        SceneObject(label: "ma\tn", score: 0.5, box: .init(left: 0, top: 1, right: 2.5, bottom: 3)),
        SceneObject(), SceneObject(score: 0.25), SceneObject(label: "tree"),
      ],
      relations: [
        SceneRelation(subject: 0, object: 1, predicate: "on", score: 0.5),
        SceneRelation(subject: 1, object: 2), SceneRelation(subject: 2, object: 0, score: 1),
      ])
    return PreparedPosts(
      vocabulary: RelationVocabulary(["None", "/a/b"]),
      splits: [.init(name: "train", samples: [first]), .init(name: "test", samples: [second])],
      texts: [first.tokens: graph], scenes: ["7.jpg": scene])
  }

  private func file(_ posts: PreparedPosts) throws -> String {
    let folder = try TemporaryFolder()
    try posts.write(to: folder.path("p"))
    return try String(contentsOfFile: folder.path("p"), encoding: .utf8)
  }

  @Test("come back as they were written, chains marked")
  func roundTrip() throws {
    var posts = posts()
    let text = try file(posts)
    #expect(try PreparedPosts(parsing: text, named: "p") == posts)
    posts.addChains(objectCount: 3)
    #expect(posts.chainedTexts == [["x"]] && posts.chainedImages.isEmpty)
    #expect(try PreparedPosts(parsing: file(posts), named: "p") == posts)
  }

  @Test("say where they are wrong")
  func errors() throws {
    let text = try file(posts())
    for (old, new, place) in [
      ("mega posts 2", "mega posts 9", "p:1: expected “mega posts 2”"),
      ("\"governor\":2", "\"governor\":3", "p:2:18: 3 → 0 is no dependency of 3 words"),
      ("\"roots\":[2]", "\"roots\":[3]", "p:2:18: a root is not among 3 words"),
      ("\"object\":2", "\"object\":4", "p:3:21: 1 → 4 is no relation of 4 objects"),
      ("\"text\":0", "\"text\":7", "p:4: expected a sample with known split and text"),
      ("\"span\":[0,1]", "\"span\":[0,3]", "p:4: “zum” at 0..<3 is not among 2 tokens"),
      ("\"text\":0", "\"text\":x", "p:4:165: expected a value"),
      ("\"text\":0", "\"text\":\"x\"", "p:4:165: expected a whole number, found “\"x\""),
      ("\"span\":[0,1]", "\"span\":[1,0]", "p:4:46: Cannot initialize Range"),
    ] {
      let wrong = text.replacing(old, with: new, maxReplacements: 1)
      #expect(wrong != text)
      let error = #expect(throws: FileError.self) { try PreparedPosts(parsing: wrong, named: "p") }
      #expect(error?.description.hasPrefix(place) == true, "\(String(describing: error))")
    }
    #expect(throws: FileError.self) { try PreparedPosts(parsing: "", named: "p") }
  }

  @Test("never crash when damaged, nor do predictions")
  func damaged() throws {
    let text = try file(posts())
    fuzz([text], count: 4000, seed: 17) { bytes in
      _ = try PreparedPosts(parsing: String(decoding: bytes, as: UTF8.self), named: "x")
    }
    let vocabulary = RelationVocabulary(["None", "/a/b"])
    fuzz(["None\n{\"a\": [1], \"prediction\": \"/a/b\"}\n/a/b\n"], seed: 18) { bytes in
      _ = try Prediction.identifiers(FileContents(bytes, name: "x"), in: vocabulary)
    }
  }

  @Test("find the parses of texts by picture, by id, or by order")
  func association() throws {
    let samples = ["a b", "c", "a b"].enumerated().map { i, text in
      RelationSample(
        index: i, tokens: text.split(separator: " ").map(String.init),
        head: Mention(name: "", span: 0..<1), tail: Mention(name: "", span: 0..<1),
        imageID: "p\(i).jpg")
    }
    func sentence(_ word: String, id: String? = nil, document: String? = nil) -> ParsedSentence {
      ParsedSentence(
        id: id, documentID: document,
        graph: DependencyGraph(words: [.init(word)], edges: [], roots: [0]))
    }
    func found(_ rule: ParseAssociation, _ sentences: [ParsedSentence]) -> [String: String]? {
      rule.texts(of: samples, in: sentences).map { texts in
        Dictionary(
          uniqueKeysWithValues: texts.map {
            ($0.key.joined(), $0.value.words.map(\.form).joined())
          })
      }
    }
    let named = [
      sentence("C", document: "p1"), sentence("A", document: "p0.jpg"),
      sentence("B", document: "p0.jpg"),
    ]
    #expect(found(.document, named) == ["ab": "AB", "c": "C"])
    #expect(found(.automatic, named) == ["ab": "AB", "c": "C"])
    let identified = [sentence("C", id: "p1.jpg"), sentence("A", id: "p0")]
    #expect(found(.automatic, identified) == ["ab": "A", "c": "C"])
    let ordered = [sentence("A"), sentence("C")]
    #expect(found(.automatic, ordered) == ["ab": "A", "c": "C"])
    #expect(found(.order, ordered + [sentence("X")]) == ["ab": "A", "c": "C"])
    #expect(found(.automatic, [sentence("A")]) == nil)
  }

  @Test("keep their alignments in a file")
  func store() throws {
    let folder = try TemporaryFolder()
    let weights = WordObjectAlignment(
      weights: Matrix(rowCount: 2, columnCount: 3, elements: [0, 0.5, 0, 1, 0, 0]), tieCount: 1)
    let alignments = SampleAlignments(
      alignments: [weights, .zeros(wordCount: 1, objectCount: 0)], indices: [1, nil, 0])
    try AlignmentStore(alignments, metadata: ["preset": "paper"]).write(to: folder.path("a"))
    let read = try AlignmentStore(contentsOf: folder.path("a"))
    #expect(read.metadata == ["preset": "paper"])
    #expect(read.alignments.alignments == alignments.alignments)
    #expect(read.alignments.indices == alignments.indices)
    // Only their order tells these samples apart.
    #expect(!read.knowsSamples)
    func sample(_ tokens: [String], _ image: String?) -> RelationSample {
      let mention = Mention(name: "", span: 0..<1)
      return RelationSample(tokens: tokens, head: mention, tail: mention, imageID: image)
    }
    let samples = [
      sample(["a"], "p.jpg"), sample(["left", "out"], "p.jpg"), sample(["b", "c"], "7"),
    ]
    try AlignmentStore(alignments, of: samples).write(to: folder.path("b"))
    let known = try AlignmentStore(contentsOf: folder.path("b"))
    #expect(known.knowsSamples && known.alignments.indices == alignments.indices)
    #expect(known.alignment(of: samples[0]) == .zeros(wordCount: 1, objectCount: 0))
    #expect(known.alignment(of: samples[1]) == nil)
    // Whatever its mentions, and with the picture's ending or without.
    #expect(known.alignment(of: sample(["b", "c"], "7.jpg")) == weights)
    for other in [
      sample(["b", "c"], nil), sample(["b", "c"], "8"), sample(["bc"], "7"),
      sample(["c", "b"], "7"),
      sample(["b", "c", ""], "7"),
    ] { #expect(known.alignment(of: other) == nil) }
    // In a folder that is being made, errors name the place that the file was to have.
    let failure = #expect(throws: FileError.self) {
      try known.write(to: folder.path("nowhere/.hidden"), named: "weights/train.safetensors")
    }
    #expect(failure?.file == "weights/train.safetensors")
  }

  @Test("give attention to words what it gives to their pieces")
  func attention() {
    let encoded = EncodedSample(
      identifiers: [0, 1, 2, 3, 4, 5], tokens: [nil, nil, 0, 0, 2, nil], headMarker: 1,
      tailMarker: 1, isTruncated: true)
    let attention = ObjectAttention(
      toPieces: [[0.25, 0, 0.125, 0.125, 0.25, 0.25], [0, 0, 0, 0, 0.5, 0]], of: encoded,
      wordCount: 3)
    #expect(attention.weights.elements == [0.25, 0, 0.25, 0, 0, 0.5])
    // The second object attends to padding that is not among the pieces.
    #expect(attention.elsewhere == [0.5, 0.5])
    #expect(attention.keepingObjects(1).weights.elements == [0.25, 0, 0.25])
    #expect(attention.keepingObjects(5) == attention)
  }

  /// What the example posts are made for: the object that decides stands where the head stands.
  @Test("of the package have the object that decides where the head is")
  func examples() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Datasets/posts")
    func path(_ name: String) -> String { folder.appending(path: name).path }
    let decisive = [
      "/per/per/couple": "bouquet", "/per/per/peer": "microphone", "/per/org/member_of": "jersey",
      "/per/misc/awarded": "trophy", "/per/misc/present_in": "banner",
      "/loc/loc/contain": "signpost",
    ]
    let splits = try ["train", "val", "test"].map {
      PreparedPosts.Split(name: $0, samples: try RelationSample.read(from: path("posts-\($0).txt")))
    }
    let samples = splits.flatMap(\.samples)
    let parses = try ParsedSentence.read(from: path("posts.conllu"))
    var scenes: [String: SceneGraph] = [:]
    try SceneGraphPredictions(contentsOf: path("custom_data_info.json")).read(
      from: path("custom_prediction.json")
    ) { (graph) throws(FileError) in scenes[graph.imageID] = graph }
    let posts = PreparedPosts(
      vocabulary: try RelationVocabulary(contentsOf: path("relations.json")), splits: splits,
      texts: try #require(ParseAssociation.automatic.texts(of: samples, in: parses)), scenes: scenes
    )
    #expect(samples.count == 80 && posts.texts.count > 60 && posts.scenes.count == 80)
    let alignments = try StructuralAlignment.paper.weights(of: samples, in: posts)
    #expect(alignments.missingTextCount == 0 && alignments.missingImageCount == 0)
    for (i, sample) in samples.enumerated() {
      let weights = try #require(alignments[i])
      let token = sample.head.span.lowerBound
      let best = try #require(
        (0..<weights.objectCount).first { weights.weights[token, $0] > 0.99 })
      let label = try #require(posts.scene(of: sample)?.objects[best].label)
      let relation = try #require(sample.relation)
      #expect(label == decisive[relation] ?? (label == "fence" ? "fence" : "umbrella"), "\(i)")
      // The other object is in the picture too, so that being there does not decide.
      let present = posts.scene(of: sample)!.objects.compactMap(\.label)
      let pairs = [
        ["bouquet", "microphone"], ["jersey", "umbrella"], ["trophy", "banner"],
        ["signpost", "fence"],
      ]
      #expect(pairs.contains { $0.allSatisfy(present.contains) })
    }
  }
}
