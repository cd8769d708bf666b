#if Torch
  import AlignmentTestSupport
  import Files
  import Foundation
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    /// What a program does that uses the library and not the tool.
    @Suite("The library") struct LibraryTests {
      /// Posts in which one word tells the relation.
      private func posts(_ count: Int) -> [RelationSample] {
        (0..<count).map { i in
          let (name, place) = (["Ana", "Ben", "Zoe", "Ivo"][i % 4], ["Umber", "Elm"][i % 2])
          let lives = i % 3 == 0
          return RelationSample(
            index: i, tokens: [name, lives ? "lives" : "thinks", "near", place],
            head: Mention(name: name, span: 0..<1), tail: Mention(name: place, span: 3..<4),
            imageID: "p\(i).jpg", relation: lives ? "/per/loc/place_of_residence" : "None")
        }
      }

      @Test("trains, evaluates and predicts in ten lines")
      func tenLines() throws {
        let folder = try TemporaryFolder()
        let (path, posts, validation) = (folder.path("run"), posts(60), posts(12))
        // As in the documentation of TrainingRun, with a model that needs no encoder.
        var recipe = TrainingRecipe(.pcnn)
        (recipe.options.epochs, recipe.options.batchSize) = (8, 10)
        try TrainingRun(recipe, training: posts, validation: validation).run(to: path)
        let model = try TrainedModel(contentsOf: path, pictures: recipe.pictures)
        #expect(try model.scores(of: validation).micro.f1 == 1)
        let predictions = try model.predictions(of: posts, top: 2)
        #expect(predictions.map(\.relation) == posts.map(\.relation))
        #expect(predictions.allSatisfy { $0.best.count == 2 && $0.score! > 0.5 })
        // The folder is not written over, and holds all that a program of another language needs.
        #expect(throws: FileError.self) {
          try TrainingRun(recipe, training: posts).run(to: path)
        }
        #expect(
          folder.names == ["run"]
            && FileManager.default.fileExists(atPath: path + "/model.safetensors"))
      }

      @Test("says what is wrong with a recipe or with samples")
      func errors() throws {
        #expect(throws: ModelUseError.self) {
          try TrainingRun(TrainingRecipe(.mtb), training: posts(3))
        }
        #expect(throws: ModelUseError.self) {
          try TrainingRun(TrainingRecipe(.pcnn, encoder: .frozen("x")), training: posts(3))
        }
        #expect(throws: FileError.self) { try TrainingRun(TrainingRecipe(.pcnn), training: []) }
        let error = #expect(throws: FileError.self) {
          try TrainingRun(
            TrainingRecipe(.pcnn), training: posts(3), relations: RelationVocabulary(["None"]),
            names: ("train.txt", "val.txt"))
        }
        #expect(error?.file == "train.txt" && error?.line == 1)
      }

      @Test("does not go on with fewer posts than before, and says so")
      func fewerPosts() throws {
        let folder = try TemporaryFolder()
        var recipe = TrainingRecipe(.pcnn)
        (recipe.options.epochs, recipe.options.batchSize) = (2, 4)
        let vectors = try folder.file(
          "words.txt",
          ["ana", "ben", "zoe", "ivo", "lives", "thinks", "near", "elm", "umber"].enumerated()
            .map { "\($1) \($0) 1\n" }.joined().utf8)
        recipe.wordVectors = vectors
        let first = try TrainingRun(recipe, training: posts(40))
        try first.run(to: folder.path("run"), stepLimit: 9)
        #expect(first.trainer.state.batch == 9)
        // Three batches in an epoch, of which nine are said to be done.
        let second = try TrainingRun(recipe, training: posts(12))
        let error = #expect(throws: FileError.self) {
          try second.run(to: folder.path("run"), isResuming: true)
        }
        #expect(error?.reason.contains("training samples: 40 samples") == true, "\(error as Any)")
        try TrainingRun(recipe, training: posts(40)).run(to: folder.path("run"), isResuming: true)
      }

      @Test("takes options from JSON that names only what differs")
      func partialJSON() throws {
        func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
          try JSONDecoder().decode(type, from: Data(text.utf8))
        }
        #expect(try decode(TrainingOptions.self, "{}") == TrainingOptions())
        var options = TrainingOptions()
        (options.epochs, options.gradientLimit, options.patience) = (3, nil, 2)
        #expect(
          try decode(
            TrainingOptions.self, #"{"epochs": 3, "gradientLimit": null, "patience": 2}"#)
            == options)
        var recipe = TrainingRecipe(.pcnn)
        recipe.pictures.alignments = ["rel_1"]
        let text = #"{"kind": "pcnn", "pictures": {"alignments": ["rel_1"]}}"#
        #expect(try decode(TrainingRecipe.self, text) == recipe)
        #expect(try decode(BERTConfiguration.self, "{}") == BERTConfiguration())
        let model = #"{"kind": "mega", "relationCount": 3, "stateWidth": 8, "dropout": 0.1}"#
        var configuration = ModelConfiguration(.mega, relationCount: 3, stateWidth: 8)
        configuration.dropout = 0.1
        #expect(try decode(ModelConfiguration.self, model) == configuration)
        #expect(throws: DecodingError.self) { try decode(ModelConfiguration.self, "{}") }
        // A description without a limit of gradients has always meant that there is none.
        var description = ModelDescription(model: configuration, training: options)
        let encoded = try JSONEncoder().encode(description)
        #expect(!String(decoding: encoded, as: UTF8.self).contains("gradientLimit"))
        #expect(try JSONDecoder().decode(ModelDescription.self, from: encoded) == description)
        description.training.gradientLimit = 5
        #expect(
          try JSONDecoder().decode(ModelDescription.self, from: JSONEncoder().encode(description))
            == description)
      }
    }
  }
#endif
