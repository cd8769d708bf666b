#if Torch
  import AlignmentTestSupport
  import Files
  import Foundation
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    @Suite("Runs that can be trusted") struct TrustedRunTests {
      /// Posts in which the verb tells the relation.
      private func posts(_ count: Int, from start: Int = 0) -> [RelationSample] {
        (start..<start + count).map { i in
          RelationSample(
            index: i, tokens: [["ana", "ben"][i % 2], i % 3 == 0 ? "lives" : "thinks", "near", "elm"],
            head: Mention(name: "", span: 0..<1), tail: Mention(name: "", span: 3..<4), imageID: "\(i).jpg",
            relation: i % 3 == 0 ? "in" : "None")
        }
      }

      private let relations = RelationVocabulary(["None", "in"])

      private func recipe(epochs: Int = 3) -> TrainingRecipe {
        var recipe = TrainingRecipe(.pcnn)
        (recipe.options.epochs, recipe.options.batchSize) = (epochs, 8)
        return recipe
      }

      private func run(
        _ recipe: TrainingRecipe, _ training: [RelationSample]? = nil, _ validation: [RelationSample]? = nil
      ) throws -> TrainingRun {
        try TrainingRun(
          recipe, training: training ?? posts(40), validation: validation ?? posts(9, from: 40),
          relations: relations)
      }

      private struct Stop: Error {}

      private func stopping(at step: Int) -> Trainer.Observers {
        var observers = Trainer.Observers()
        observers.step = { if $0.step == step { throw Stop() } }
        return observers
      }

      @Test("go on only as what they were, and say what is another")
      func fingerprints() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("run")
        try run(recipe()).run(to: path, stepLimit: 4)
        func refusal(_ change: TrainingRun) -> String {
          do {
            try change.run(to: path, isResuming: true)
            return ""
          } catch { return "\(error)" }
        }
        var other = recipe()
        other.dropout = 0.25
        #expect(refusal(try run(other)).contains("model.dropout: 0.5 then, 0.25 now"))
        other = recipe()
        other.maximumLength = 9
        #expect(refusal(try run(other)).contains("model.maximumLength: 128 then, 9 now"))
        other = recipe()
        other.options.headRate = 0.01
        #expect(refusal(try run(other)).contains("options.headRate: 0.1"))
        var changed = posts(40)
        changed[7].tokens[2] = "ben"
        #expect(refusal(try run(recipe(), changed)).contains("training samples: 40 samples"))
        #expect(refusal(try run(recipe(), posts(24))).contains("24 samples"))
        let fewer = refusal(try run(recipe(), nil, posts(3, from: 40)))
        #expect(fewer.contains("validation samples: 9") && !fewer.contains("training samples"))
        let error = "\(refusal(try run(recipe())))"
        #expect(error.isEmpty, "\(error)")
      }

      @Test("see other features, another alignment and another encoder")
      func pictures() throws {
        var (first, second) = (TrainingFingerprint.text(of: []), "")
        var example = Example(identifiers: [1, 2], head: 0, tail: 1, label: 0, image: "a")
        example.alignment = Matrix(rowCount: 2, columnCount: 1, elements: [1, 0])
        first = TrainingFingerprint.text(of: [example])
        example.alignment = Matrix(rowCount: 2, columnCount: 1, elements: [0, 1])
        second = TrainingFingerprint.text(of: [example])
        #expect(first != second)
        let configuration = TinyModels.configuration(.mega, .paper)
        func print(_ value: Float, _ origin: String) throws -> TrainingFingerprint {
          let source = ExampleSource(padding: 0) { _ in
            Matrix(rowCount: 1, columnCount: 6, elements: [value, 0, 0, 0, 0, 0])
          }
          return try Trainer(
            RelationModel(configuration), options: TrainingOptions(), training: [example], validation: [],
            source: source, vocabulary: TinyModels.relations, origins: ["encoder": origin]
          ).fingerprint()
        }
        let same = try print(1, "a").differences(from: print(1, "a"))
        #expect(same.isEmpty)
        #expect(try print(1, "a").differences(from: print(2, "a"))[0].hasPrefix("features of objects"))
        #expect(try print(1, "a").differences(from: print(1, "b")) == ["encoder: b then, a now"])
      }

      @Test("can be resumed from the very beginning, and started again where they had not begun")
      func beginnings() throws {
        let folder = try TemporaryFolder()
        let whole = try run(recipe())
        try whole.run(to: folder.path("whole"))
        #expect(throws: Stop.self) {
          try run(recipe()).run(to: folder.path("first"), observers: stopping(at: 1))
        }
        let resumed = try run(recipe())
        try resumed.run(to: folder.path("first"), isResuming: true)
        for name in ["model.safetensors", "last.safetensors"] {
          let files = try ["whole", "first"].map {
            try Data(contentsOf: folder.url.appending(path: "\($0)/\(name)"))
          }
          if name == "model.safetensors" { #expect(files[0] == files[1]) }
        }
        // Killed between the files of the start: config.json is the last of them.
        let half = folder.path("half")
        try FileManager.default.createDirectory(atPath: half, withIntermediateDirectories: true)
        for name in ["rel2id.json", "last.safetensors"] {
          try FileManager.default.copyItem(
            atPath: folder.path("first/\(name)"), toPath: "\(half)/\(name)")
        }
        let error = #expect(throws: FileError.self) { try run(recipe()).run(to: half, isResuming: true) }
        #expect(error?.description.contains("without --resume") == true)
        try run(recipe()).run(to: half)
        #expect(
          try Data(contentsOf: URL(fileURLWithPath: half + "/model.safetensors"))
            == Data(contentsOf: folder.url.appending(path: "whole/model.safetensors")))
      }

      @Test("leave nothing behind when the first epoch comes to nothing")
      func noNumber() throws {
        let folder = try TemporaryFolder()
        var wild = recipe()
        (wild.options.encoderRate, wild.options.headRate) = (1e30, 1e30)
        let error = #expect(throws: LossError.self) { try run(wild).run(to: folder.path("run")) }
        #expect(error?.checkpoint == nil && error?.description.contains("nothing is kept") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
        // With a checkpoint to go back to everything stays.
        _ = #expect(throws: LossError.self) {
          try run(wild).run(to: folder.path("kept"), checkpointInterval: 1)
        }
        #expect(FileManager.default.fileExists(atPath: folder.path("kept/last.safetensors")))
        let reading = #expect(throws: FileError.self) { try TrainedModel(contentsOf: folder.path("kept")) }
        #expect(reading?.description.contains("no model yet") == true)
      }

      @Test("go on for more epochs, and keep the loss on the validation set")
      func moreEpochs() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("run")
        try run(recipe(epochs: 2)).run(to: path)
        let longer = try run(recipe(epochs: 4))
        try longer.run(to: path, isResuming: true)
        #expect(longer.trainer.state.history.count == 4)
        let losses = longer.trainer.state.history.compactMap(\.validationLoss)
        #expect(losses.count == 4 && losses.allSatisfy { $0 > 0 && $0 < 3 } && losses[3] < losses[0])
        let log = try String(contentsOfFile: path + "/log.jsonl", encoding: .utf8)
        #expect(log.split(separator: "\n").count == 4 * 5 + 4 && log.contains("validationLoss"))
        let curves = try String(contentsOfFile: path + "/curves.svg", encoding: .utf8)
        #expect(curves.contains("stroke-dasharray=\"5 4\"") && curves.contains("validation"))
        // The rates of words stay as they are, so that a longer training from the start is the same.
        let whole = try run(recipe(epochs: 4))
        try whole.run(to: folder.path("whole"))
        #expect(whole.trainer.state.history.map(\.loss) == longer.trainer.state.history.map(\.loss))
      }
    }
  }
#endif
