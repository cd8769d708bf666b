import Parallel

#if Torch
  import AlignmentTestSupport
  import Files
  import Foundation
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    @Suite("Training") struct TrainerTests {
      /// Forty examples of random pieces, whose relation is the kind of the head's piece.
      private func examples(_ count: Int = 40, seed: UInt64 = 1) -> [Example] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
          let length = 5 + generator.index(below: 8)
          var pieces = (0..<length).map { _ in 10 + generator.index(below: 25) }
          let label = generator.index(below: 5)
          pieces[1] = 35 + label
          return Example(identifiers: pieces, head: 1, tail: 3, label: label)
        }
      }

      private func trainer(
        epochs: Int = 4, seed: UInt64 = 5, _ change: (inout TrainingOptions) -> Void = { _ in }
      ) throws -> Trainer {
        var options = TrainingOptions()
        (options.encoderRate, options.headRate) = (3e-3, 3e-3)
        (options.batchSize, options.epochs, options.seed) = (8, epochs, seed)
        change(&options)
        let model = try RelationModel(TinyModels.configuration(.mtb, .paper), seed: seed)
        return Trainer(
          model, options: options, training: examples(), validation: examples(20, seed: 2),
          source: ExampleSource(padding: 0), vocabulary: TinyModels.relations)
      }

      private func values(_ trainer: Trainer) throws -> [[Float]] {
        try trainer.model.parameters.names.map { try trainer.model.parameters[$0].floats() }
      }

      @Test("gives the same numbers for the same seed, and others for another")
      func determinism() throws {
        try TorchLibrary.setThreadCount(2)
        let (first, second) = (try trainer(), try trainer())
        try first.run()
        try second.run()
        #expect(try values(first) == values(second))
        #expect(first.state.history.map(\.loss) == second.state.history.map(\.loss))
        let other = try trainer(seed: 6)
        try other.run()
        #expect(try values(first) != values(other))
      }

      @Test("goes on after an interruption as if there had been none", arguments: [1, 7, 10, 13])
      func resuming(_ steps: Int) throws {
        let folder = try TemporaryFolder()
        let checkpoint = CheckpointFolder(folder.path("run"))
        try checkpoint.create()
        let whole = try trainer()
        try whole.run()
        let interrupted = try trainer()
        try interrupted.run(stepLimit: steps)
        try interrupted.writeCheckpoint(to: checkpoint)
        let resumed = try trainer()
        try resumed.resume(from: checkpoint)
        #expect(resumed.state.step == steps)
        try resumed.run()
        #expect(try values(whole) == values(resumed))
        #expect(
          whole.state.history.map(\.validationF1) == resumed.state.history.map(\.validationF1))
        #expect(whole.state.history.map(\.loss) == resumed.state.history.map(\.loss))

        let error = #expect(throws: FileError.self) {
          try trainer { $0.headRate = 1e-3 }.resume(from: checkpoint)
        }
        #expect(error?.description.contains("other options") == true)
        #expect(throws: FileError.self) {
          try trainer().resume(from: CheckpointFolder(folder.path("none")))
        }
      }

      @Test("stops at a loss that is no number, and leaves everything as it was")
      func notANumber() throws {
        let folder = try TemporaryFolder()
        let checkpoint = CheckpointFolder(folder.path("run"))
        try checkpoint.create()
        let trainer = try trainer()
        try trainer.run(stepLimit: 3)
        try trainer.writeCheckpoint(to: checkpoint)
        let good = try values(trainer)
        let bias = trainer.model.parameters["head.fc.bias"]
        let before = try bias.floats()
        try bias.assign(Tensor([.nan, 0, 0, 0, 0] as [Float], shape: [5]))
        let error = #expect(throws: LossError.self) { try trainer.run() }
        #expect(error?.step == 4 && error?.checkpoint == 3 && error?.loss.isNaN == true)
        #expect(error?.description.contains("step 3 is kept") == true)
        try bias.assign(Tensor(before, shape: [5]))
        #expect(try values(trainer) == good)
        let again = try self.trainer()
        try again.resume(from: checkpoint)
        #expect(try values(again) == good)
      }

      @Test("stops early when validation does not get better")
      func patience() throws {
        let trainer = try trainer(epochs: 50) { options in
          options.patience = 2
          (options.encoderRate, options.headRate) = (0, 0)
        }
        try trainer.run()
        // Nothing changes at rate zero, so the first epoch stays the best.
        #expect(trainer.state.history.count == 3 && trainer.state.best?.number == 1)
        #expect(trainer.isFinished)
      }

      @Test("learns what it has seen to a loss below 0.01")
      func overfitting() throws {
        let model = try RelationModel(TinyModels.configuration(.mtb, .paper), seed: 1)
        var options = TrainingOptions()
        (options.encoderRate, options.headRate, options.batchSize, options.epochs) = (
          2e-3, 2e-3, 16, 120
        )
        let examples = examples(32)
        let trainer = Trainer(
          model, options: options, training: examples, validation: [],
          source: ExampleSource(padding: 0), vocabulary: TinyModels.relations)
        try trainer.run()
        let logits = try model.logits(of: examples, from: ExampleSource(padding: 0))
        let loss = try Tensor(logits.flatMap { $0 }, shape: [32, 5])
          .crossEntropy(Tensor(examples.map { $0.label! }, shape: [32])).item()
        #expect(loss < 0.01, "\(loss)")
      }

      @Test("keeps its memory over a thousand steps")
      func memory() throws {
        let trainer = try trainer(epochs: 400)
        try trainer.run(stepLimit: 200)
        let before = ResidentMemory.bytes
        try trainer.run(stepLimit: 1000)
        #expect(trainer.state.step == 1200)
        let grown = Double(ResidentMemory.bytes - before) / Double(before)
        #expect(grown < 0.05, "\(grown)")
      }

      @Test("draws curves of the losses that are numbers")
      func curves() {
        let losses: [Double] = [2, .nan, .infinity, 1]
        let history = losses.enumerated().map { i, loss in
          TrainingState.Epoch(
            number: i + 1, loss: loss, accuracy: 0.5, seconds: 1, tokens: 1, places: 1)
        }
        let svg = LearningCurves(history).svg
        #expect(!svg.contains("nan") && !svg.contains("inf"))
        // A dot for each of the two.
        #expect(svg.components(separatedBy: "<circle").count == 3)
      }

      @Test("writes a model that predicts the same when it is read")
      func checkpoints() throws {
        let folder = try TemporaryFolder()
        let checkpoint = CheckpointFolder(folder.path("run"))
        let trainer = try trainer(epochs: 1)
        try trainer.run()
        try checkpoint.start(
          ModelDescription(model: trainer.model.configuration, training: trainer.options),
          RelationVocabulary(["None"]), ("words.txt", []))
        try checkpoint.writeModel(trainer.model)
        let read = try checkpoint.model()
        let (source, some) = (ExampleSource(padding: 0), examples(5, seed: 9))
        #expect(
          try read.logits(of: some, from: source) == trainer.model.logits(of: some, from: source))
        #expect(try checkpoint.description().training == trainer.options)

        try Data("{}".utf8).write(to: folder.url.appending(path: "run/config.json"))
        #expect(throws: FileError.self) { try checkpoint.model() }
      }
    }
  }
#endif
