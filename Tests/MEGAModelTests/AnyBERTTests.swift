#if Torch
  import AlignmentTestSupport
  import Files
  import Foundation
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    @Suite("Any BERT") struct AnyBERTTests {
      /// Writes the folder of an encoder with these pieces behind the special ones.
      private func directory(
        _ folder: TemporaryFolder, _ pieces: [String],
        special: [String] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"],
        _ files: [String: String] = [:]
      ) throws -> String {
        let path = folder.path("bert")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        func write(_ text: String, _ name: String) throws {
          try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        }
        try write((special + pieces).joined(separator: "\n"), "vocab.txt")
        for (name, text) in files { try write(text, name) }
        var encoder = TinyModels.encoder
        encoder.vocabularySize = special.count + pieces.count
        try write(String(decoding: JSONEncoder().encode(encoder), as: UTF8.self), "config.json")
        let arrays = encoder.shapes.map { name, shape in
          TensorFile.Output(
            name: String(name.dropFirst("encoder.".count)), shape: shape,
            values: .float32(TinyModels.weight(name, shape).map { Float($0) }))
        }
        try TensorFile.write(arrays, to: path + "/model.safetensors")
        return path
      }

      private func pieces(_ text: String, _ directory: BERTDirectory) -> [String] {
        directory.tokenizer.pieces(of: text).map { directory.vocabulary.pieces[$0.identifier] }
      }

      private func sample(_ text: String) -> RelationSample {
        RelationSample(
          tokens: text.split(separator: " ").map(String.init), head: Mention(name: "", span: 0..<1),
          tail: Mention(name: "", span: 1..<2), imageID: "a.jpg", relation: "None")
      }

      @Test("keeps case and accents where its files say so")
      func cased() throws {
        let folder = try TemporaryFolder()
        let words = ["Zoé", "zoe", "Bo", "bo", "日", "本", "日本"]
        let cased = try BERTDirectory(
          directory(
            folder, words, ["tokenizer_config.json": "{\"do_lower_case\": false, \"strip_accents\": null}"]))
        #expect(pieces("Zoé bo Bo 日本", cased) == ["Zoé", "bo", "Bo", "日", "本"])
        let whole = try BERTDirectory(
          directory(
            folder, words,
            ["tokenizer_config.json": "{\"do_lower_case\": true, \"tokenize_chinese_chars\": false}"]))
        #expect(pieces("Zoé Bo 日本", whole) == ["zoe", "bo", "日本"])
        // Newer folders may have nothing but the whole tokenizer.
        try FileManager.default.removeItem(atPath: folder.path("bert/tokenizer_config.json"))
        let fast = try BERTDirectory(
          directory(
            folder, words,
            ["tokenizer.json": "{\"normalizer\": {\"type\": \"BertNormalizer\", \"lowercase\": false}}"]))
        #expect(pieces("Zoé Bo", fast) == ["Zoé", "Bo"])
        let damaged = try directory(folder, words, ["tokenizer_config.json": "{\"do_lower_case\": 3}"])
        let error = #expect(throws: FileError.self) { try BERTDirectory(damaged) }
        #expect(error?.description.contains("tokenizer_config.json") == true)
      }

      @Test("has special pieces of other names, as text or as objects")
      func special() throws {
        let folder = try TemporaryFolder()
        let names = ["<pad>", "<unk>", "<s>", "</s>"]
        let file = """
          {"unk_token": "<unk>", "pad_token": {"content": "<pad>", "lstrip": false}, "cls_token": "<s>",
           "sep_token": {"content": "</s>"}}
          """
        let own = try BERTDirectory(directory(folder, ["a"], special: names, ["tokenizer_config.json": file]))
        let vocabulary = own.vocabulary
        let places: [Int] = [vocabulary.padding, vocabulary.unknown, vocabulary.start, vocabulary.separator]
        #expect(places == [0, 1, 2, 3])
        try FileManager.default.removeItem(atPath: folder.path("bert/tokenizer_config.json"))
        let error = #expect(throws: FileError.self) {
          try BERTDirectory(directory(folder, ["a"], special: names))
        }
        #expect(error?.description.contains("[UNK]") == true)
      }

      @Test("gets markers that its vocabulary lacks, and learns them", arguments: [false, true])
      func markers(isMultilingual: Bool) throws {
        let folder = try TemporaryFolder()
        // As in multilingual BERT there is no [unused0], but there are the next ones.
        let some = isMultilingual ? (1...5).map { "[unused\($0)]" } : []
        let pieces = some + ["zoe", "bo", "sings", "Straße", "straße"]
        let path = try directory(folder, pieces)
        let opened = try BERTDirectory(path)
        let known = 4 + pieces.count
        #expect(opened.configuration.vocabularySize == known + (isMultilingual ? 1 : 4))
        let encoded = opened.tokenizer.encode(sample("zoe bo sings"))
        #expect(encoded.identifiers[encoded.headMarker] == known)

        var recipe = TrainingRecipe(.mtb, encoder: .learning(path))
        (recipe.options.epochs, recipe.options.batchSize, recipe.options.encoderRate) = (1, 2, 1e-2)
        recipe.options.warmUpSteps = 0
        let posts = ["zoe bo sings", "bo zoe", "zoe bo Straße"].map(sample)
        let run = try TrainingRun(recipe, training: posts, relations: RelationVocabulary(["None", "a"]))
        let table = run.trainer.model.parameters["encoder.embeddings.word_embeddings.weight"]
        let before = try table.floats()
        try run.run(to: folder.path("run"))
        let width = opened.configuration.width
        let after = try table.floats()
        #expect(before.count == opened.configuration.vocabularySize * width)
        #expect(
          Array(before[known * width..<(known + 1) * width])
            != Array(after[known * width..<(known + 1) * width]))

        // The model reads text with the same pieces, and its encoder is one to start from.
        let model = try TrainedModel(contentsOf: folder.path("run"))
        #expect(try model.predictions(of: posts).count == 3)
        let again = try BERTDirectory(folder.path("run"))
        #expect(
          again.configuration == opened.configuration && again.vocabulary.pieces == opened.vocabulary.pieces)
        let loaded = try RelationModel(run.trainer.model.configuration, encoder: again)
        #expect(try loaded.parameters["encoder.embeddings.word_embeddings.weight"].floats() == after)
      }

      @Test("says how many samples are too long for it")
      func truncation() throws {
        let folder = try TemporaryFolder()
        let path = try directory(folder, ["a", "b"])
        var recipe = TrainingRecipe(.mtb, encoder: .learning(path))
        recipe.maximumLength = 8
        let posts = ["a b", "a b a b a b a"].map(sample)
        let run = try TrainingRun(recipe, training: posts, relations: RelationVocabulary(["None", "x"]))
        #expect(run.notes == ["1 of 2 samples have more than 8 pieces, and lose some (--max-length)"])
        try run.run(to: folder.path("run"), stepLimit: 1)
        try run.run(to: folder.path("run"), isResuming: true)
        let model = try TrainedModel(contentsOf: folder.path("run"))
        #expect(try model.truncationNote(of: posts)?.hasPrefix("1 of 2") == true)
        #expect(try model.truncationNote(of: [posts[0]]) == nil)
      }

      @Test("is not needed where states were computed before, in training and after")
      func states() throws {
        let folder = try TemporaryFolder()
        let path = try directory(folder, ["a", "b", "c", "[unused0]", "[unused1]", "[unused2]", "[unused3]"])
        let opened = try BERTDirectory(path)
        let posts = ["a b", "b a c", "a b c a"].map(sample)
        let relations = RelationVocabulary(["None", "x"])
        var configuration = ModelConfiguration(
          .mega, relationCount: 2, stateWidth: opened.configuration.width)
        (configuration.encoder, configuration.featureWidth) = (opened.configuration, 1)
        let builder = ExampleBuilder(
          reader: .pieces(opened.tokenizer), relations: relations, configuration: configuration)
        let examples = try posts.map { try builder.example($0) }
        let encoder = try RelationModel(configuration, encoder: opened)
        let file = folder.path("states.safetensors")
        try encoder.states(of: examples, from: ExampleSource(padding: builder.padding)).write(to: file)

        var recipe = TrainingRecipe(.mtb, encoder: .states([file], vocabulary: path + "/vocab.txt"))
        recipe.options.epochs = 1
        try TrainingRun(recipe, training: posts, relations: relations).run(to: folder.path("given"))
        recipe.encoder = .frozen(path)
        try TrainingRun(recipe, training: posts, relations: relations).run(to: folder.path("frozen"))
        let error = #expect(throws: FileError.self) { try TrainedModel(contentsOf: folder.path("given")) }
        #expect(error?.description.contains("--states") == true)
        let given = try TrainedModel(contentsOf: folder.path("given"), states: [file])
        let frozen = try TrainedModel(contentsOf: folder.path("frozen"))
        for (a, b) in zip(try given.probabilities(of: posts), try frozen.probabilities(of: posts)) {
          for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-5) }
        }
        let other = #expect(throws: FileError.self) { try given.predictions(of: [posts[0]]) }
        #expect(other?.description.contains("3 samples, but there are 1") == true)
        #expect(throws: ModelUseError.self) {
          try TrainedModel(contentsOf: folder.path("frozen"), states: [file])
        }
      }
    }
  }
#endif
