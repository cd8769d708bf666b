import Files
import RelationExtraction
import Testing

@Suite("Scene graphs of captions") struct CaptionSceneTests {
  /// A sentence of words “form/lemma/PART/head/label”.
  private func sentence(_ text: String, id: String = "a/0") throws -> ParsedSentence {
    let rows = text.split(separator: " ").enumerated().map { i, word in
      let parts = word.split(separator: "/").map(String.init)
      return "\(i + 1)\t\(parts[0])\t\(parts[1])\t\(parts[2])\t_\t_\t\(parts[3])\t\(parts[4])\t_\t_"
    }
    return try ParsedSentence.parse(
      "# newdoc id = p.jpg\n# sent_id = \(id)\n" + rows.joined(separator: "\n") + "\n\n", named: "captions")[
        0]
  }

  private func relations(_ scene: SceneGraph) -> Set<String> {
    Set(
      scene.relations.map {
        "\(scene.objects[$0.subject].label!) | \($0.predicate!) | \(scene.objects[$0.object].label!)"
      })
  }

  @Test("have nouns with adjectives, related by verbs, prepositions and possession")
  func spacy() throws {
    // “A young man in a red shirt is holding his trophy.”
    let scene = SceneGraph(
      imageID: "p.jpg",
      captions: [
        try sentence(
          "A/a/DET/3/det young/young/ADJ/3/amod man/man/NOUN/8/nsubj in/in/ADP/3/prep a/a/DET/7/det "
            + "red/red/ADJ/7/amod shirt/shirt/NOUN/4/pobj is/be/AUX/9/aux holding/hold/VERB/0/ROOT "
            + "his/his/PRON/11/poss trophy/trophy/NOUN/9/dobj"
        )
      ])
    #expect(scene.objects.map(\.label) == ["young man", "red shirt", "trophy"])
    #expect(relations(scene).contains("young man | in | red shirt"))
  }

  @Test("read Universal Dependencies as well, and the passive")
  func universal() throws {
    // “The trophy was lifted by two women in front of a crowd of fans .”
    let scene = SceneGraph(
      imageID: "p.jpg",
      captions: [
        try sentence(
          "The/the/DET/2/det trophy/trophy/NOUN/4/nsubj:pass was/be/AUX/4/aux:pass lifted/lift/VERB/0/root "
            + "by/by/ADP/7/case two/two/NUM/7/nummod women/woman/NOUN/4/obl:agent in/in/ADP/9/case "
            + "front/front/NOUN/4/obl of/of/ADP/12/case a/a/DET/12/det crowd/crowd/NOUN/9/nmod "
            + "of/of/ADP/14/case fans/fan/NOUN/12/nmod ././PUNCT/4/punct"
        )
      ])
    #expect(Set(scene.objects.map(\.label)) == ["trophy", "two women", "fans"])
    #expect(
      relations(scene) == ["two women | lift | trophy", "trophy | lift in front of | fans"])
  }

  @Test("merge what several captions mention, and keep another man apart")
  func merging() throws {
    let first = "A/a/DET/2/det man/man/NOUN/0/root with/with/ADP/5/case a/a/DET/5/det ball/ball/NOUN/2/nmod"
    let second =
      "The/the/DET/3/det tall/tall/ADJ/3/amod man/man/NOUN/0/root near/near/ADP/6/case another/another/DET/6/det "
      + "man/man/NOUN/3/nmod"
    let scene = SceneGraph(
      imageID: "p.jpg", captions: [try sentence(first, id: "a/0"), try sentence(second, id: "b/0")])
    #expect(scene.objects.map(\.label) == ["tall man", "ball", "man"])
    #expect(scene.objects.map(\.score) == [1, 0.5, 0.5])
    #expect(relations(scene) == ["tall man | with | ball", "tall man | near | man"])
    #expect(scene.phrase(ofObject: 0) == "tall man, with ball, near man")
    let small = SceneGraph(imageID: "p.jpg", captions: [try sentence(first)], objectLimit: 1)
    #expect(small.objects.count == 1 && small.relations.isEmpty)
  }

  @Test("come to an end on circles and on nothing")
  func circles() throws {
    let circle = try sentence(
      "a/a/NOUN/2/conj b/b/NOUN/1/conj front/front/NOUN/4/pobj of/of/ADP/3/prep group/group/NOUN/6/pobj of/of/ADP/5/prep"
    )
    _ = SceneGraph(imageID: "p.jpg", captions: [circle])
    #expect(SceneGraph(imageID: "p.jpg", captions: []).objects.isEmpty)
    let graphs = SceneGraph.described(by: [circle], images: ["p.jpg", "q.jpg"])
    #expect(Array(graphs.keys) == ["p.jpg"])
  }
}
