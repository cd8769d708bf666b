import Parallel

#if Torch
  import AlignmentTestSupport
  import Foundation
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    @Suite("Models that read phrases") struct PhraseModelTests {
      private let relations = RelationVocabulary(["None", "in"])

      /// Posts of the same words, whose pictures alone tell the relation: by what is in them, and in a place that
      /// changes.
      private func posts(_ count: Int, seed: UInt64) -> PreparedPosts {
        var generator = SeededGenerator(seed: seed)
        var posts = PreparedPosts(vocabulary: relations, splits: [])
        let samples = (0..<count).map { i in
          let isIn = generator.index(below: 2) == 0
          let image = "\(seed)-\(i).jpg"
          let labels = generator.permutation(3).map { ["dog", isIn ? "house" : "boat", "tree"][$0] }
          posts.scenes[image] = SceneGraph(
            imageID: image, objects: labels.map { SceneObject(label: $0) },
            relations: [SceneRelation(subject: 0, object: 1, predicate: "near")])
          return RelationSample(
            index: i, tokens: ["ana", "likes", "elm"], head: Mention(name: "ana", span: 0..<1),
            tail: Mention(name: "elm", span: 2..<3), imageID: image, relation: relations.names[isIn ? 1 : 0])
        }
        posts.splits = [.init(name: "all", samples: samples)]
        return posts
      }

      /// A folder with a BERT that has learned nothing.
      private func encoder(in folder: TemporaryFolder) throws -> String {
        let path = folder.path("bert")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let pieces =
          ["[PAD]", "[unused0]", "[unused1]", "[unused2]", "[unused3]", "[UNK]", "[CLS]", "[SEP]"]
          + ["ana", "likes", "elm", "dog", "house", "boat", "tree", "near", ","]
        try Data((pieces.joined(separator: "\n") + "\n").utf8)
          .write(to: URL(fileURLWithPath: path + "/vocab.txt"))
        var sizes = TinyModels.encoder
        sizes.vocabularySize = pieces.count
        try JSONEncoder().encode(sizes).write(to: URL(fileURLWithPath: path + "/config.json"))
        var configuration = ModelConfiguration(.mtb, relationCount: 2, stateWidth: sizes.width)
        configuration.encoder = sizes
        try CheckpointFolder(path).writeModel(try RelationModel(configuration, seed: 3))
        return path
      }

      @Test("learn what only the picture tells, and guess for another picture")
      func learns() throws {
        let folder = try TemporaryFolder()
        let (learned, asked) = (posts(600, seed: 1), posts(200, seed: 2))
        try learned.write(to: folder.path("learned.jsonl"))
        try asked.write(to: folder.path("asked.jsonl"))
        var recipe = TrainingRecipe(.bertPhrases, encoder: .learning(try encoder(in: folder)))
        recipe.pictures.scenes = [folder.path("learned.jsonl")]
        (recipe.options.encoderRate, recipe.options.headRate) = (3e-3, 3e-3)
        (recipe.options.batchSize, recipe.options.epochs, recipe.dropout) = (20, 6, 0)
        try TrainingRun(recipe, training: learned.samples, relations: relations).run(to: folder.path("run"))
        func accuracy(_ scenes: [String]) throws -> Double {
          try TrainedModel(contentsOf: folder.path("run"), pictures: PictureFiles(scenes: scenes))
            .scores(of: asked.samples).accuracy
        }
        let own = try accuracy([folder.path("asked.jsonl")])
        #expect(own >= 0.98, "\(own)")
        var others = asked
        let images = asked.scenes.keys.sorted()
        for (image, other) in zip(images, images.dropFirst() + images.prefix(1)) {
          others.scenes[image] = asked.scenes[other]!
          others.scenes[image]!.imageID = image
        }
        try others.write(to: folder.path("others.jsonl"))
        // Of 200 guesses four deviations are .14.
        #expect(abs(try accuracy([folder.path("others.jsonl")]) - 0.5) <= 0.14)
        let blind = try TrainedModel(contentsOf: folder.path("run"))
        #expect(blind.notes.first?.contains("--scenes") == true)
      }

      @Test("need scene graphs to learn from")
      func missingScenes() throws {
        let folder = try TemporaryFolder()
        let recipe = TrainingRecipe(.megaPhrases, encoder: .learning(try encoder(in: folder)))
        #expect(throws: ModelUseError("mega+phrases reads what pictures show: give their --scenes")) {
          try TrainingRun(recipe, training: posts(4, seed: 1).samples, relations: relations)
        }
      }

      @Test("see another sample where the picture shows something else")
      func fingerprints() {
        var example = Example(identifiers: [1, 2, 3], head: 0, tail: 1)
        let before = TrainingFingerprint.text(of: [example])
        example.phraseStart = 2
        #expect(TrainingFingerprint.text(of: [example]) != before)
      }
    }
  }
#endif
