#if Torch
  import AlignmentTestSupport
  import Files
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    @Suite(
      "Real posts", .enabled(if: SharedData.has("mnre/mnre_train.txt"), "\(SharedData.absence)"))
    struct RealPostTests {
      /// Thirty-two posts through a small encoder, with their own words as its vocabulary, so that none has to
      /// be fetched.
      @Test("are learned to a loss below 0.01")
      func overfitting() throws {
        let all = try RelationSample.read(from: SharedData.path("mnre/mnre_train.txt"))
        let samples = Array(all.prefix(32))
        let relations = RelationVocabulary(of: samples)
        let vectors = WordVectors(wordsOf: samples, width: 16)
        var configuration = ModelConfiguration(.mtb, relationCount: relations.count, stateWidth: 16)
        configuration.encoder = TinyModels.encoder
        configuration.encoder!.vocabularySize = vectors.rows.rowCount
        let model = try RelationModel(configuration, seed: 2)
        let examples = samples.map {
          vectors.example($0, label: relations.identifier(of: $0.relation!))
        }
        var options = TrainingOptions()
        (options.encoderRate, options.headRate) = (3e-3, 3e-3)
        (options.batchSize, options.epochs) = (16, 300)
        let source = ExampleSource(padding: vectors.padding)
        try Trainer(
          model, options: options, training: examples, validation: [], source: source,
          vocabulary: relations
        ).run()
        let logits = try model.logits(of: examples, from: source)
        let loss = try Tensor(logits.flatMap { $0 }, shape: [32, relations.count])
          .crossEntropy(Tensor(examples.map { $0.label! }, shape: [32])).item()
        #expect(loss < 0.01, "\(loss)")
      }
    }
  }
#endif
