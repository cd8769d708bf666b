#if Torch
  internal import Files
  internal import Foundation
  internal import LinearAlgebra
  public import RelationExtraction

  /// Trains the models of a plan on prepared posts, each for several seeds, and keeps what they predict.
  ///
  /// Everything is in one folder, where a reproduction that was interrupted goes on:
  ///
  ///     plan.json                      what is done
  ///     posts[-CONTROL].jsonl.gz       samples, trees and scene graphs
  ///     objects[-CONTROL].safetensors  features of objects, from what they are called
  ///     alignment-topK[-CONTROL]/      α
  ///     states[-ROW][-CONTROL]/        states of an encoder that does not learn
  ///     ROW/seed-N/                    a model, and predictions.jsonl of the test set
  public struct Reproduction {
    /// What is trained.
    public let plan: ReproductionPlan
    /// Samples in splits `train`, `val` and `test`, with trees and scene graphs.
    public let posts: PreparedPosts
    /// The folder.
    public let path: String
    /// Features of objects that a detector saw; otherwise they come from what objects are called.
    public let features: String?
    private let isLearning: Bool
    private let encoder: String

    /// What happens meanwhile.
    public struct Observers {
      /// A part begins: what it is.
      public var stage: (String) -> Void = { _ in }
      /// How far it is, from 0 to 1, and what is being done.
      public var progress: (String, Double) -> Void = { _, _ in }

      /// Nothing happens.
      public init() {}
    }

    /// A reproduction in a folder, which may hold parts of the same one.
    ///
    /// - Throws: ``ModelUseError`` when the plan cannot be; ``/Files/FileError`` when the folder holds another
    ///   reproduction.
    public init(
      _ plan: ReproductionPlan, posts: PreparedPosts, features: String? = nil, path: String
    ) throws {
      (self.plan, self.posts, self.features, self.path) = (plan, posts, features, path)
      guard plan.seeds > 0, plan.objects > 0, !plan.rows.isEmpty else {
        throw ModelUseError("there must be rows, and a seed and an object at least")
      }
      let names = plan.rows.map(\.name)
      let isPlain = names.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("/") }
      guard Set(names).count == names.count, isPlain else {
        throw ModelUseError("rows need different names that can be those of folders")
      }
      for split in ["train", "val", "test"] where posts.samples(in: split)?.isEmpty != false {
        throw ModelUseError("there are no samples to \(split == "train" ? "learn from" : "\(split) with")")
      }
      let parts = plan.encoder.split(separator: ":", maxSplits: 1).map(String.init)
      guard
        plan.rows.allSatisfy(\.kind.readsWords)
          || (parts.count == 2 && ["bert", "frozen"].contains(parts[0]))
      else { throw ModelUseError("the encoder is bert:DIR or frozen:DIR, not “\(plan.encoder)”") }
      (isLearning, encoder) = (parts.first == "bert", parts.last ?? "")
      try checkPlan()
    }

    private func checkPlan() throws {
      var common = plan
      (common.rows, common.seeds) = ([], 0)
      let text = try jsonText(common, [.sortedKeys, .prettyPrinted])
      let folder = CheckpointFolder(path)
      if folder.has("plan.json") {
        let other = try FileContents(at: folder.file("plan.json"))
        guard try ReproductionPlan(json: other) == common else {
          throw FileError(
            file: other.name, reason: "is another plan: use another folder, or the same options")
        }
        return
      }
      try folder.create()
      try folder.write(text: text, to: "plan.json")
    }

    private func file(_ name: String) -> String { path + "/" + name }

    private func suffix(_ control: ReproductionPlan.Control) -> String {
      control == .none ? "" : "-" + control.rawValue
    }

    // MARK: What models share

    /// Makes what is missing of the files that a row reads.
    private func prepare(_ row: ReproductionPlan.Row, _ observers: Observers) throws -> Inputs {
      let own = posts.withheld(row.control)
      var inputs = Inputs(posts: own)
      if row.kind.readsObjects {
        // Only another picture's objects have other features.
        let isOther = row.control == .otherPicture
        inputs.features =
          try features.flatMap { isOther ? nil : $0 } ?? objectFeatures(own, row.control, observers)
        if features != nil, isOther {
          throw ModelUseError("features that a detector saw cannot be exchanged: leave out \(row.name)")
        }
      }
      if row.kind.readsAlignment { inputs.alignment = try alignment(own, row, observers) }
      if row.kind.readsPhrases { inputs.scenes = try scenes(own, row.control) }
      if !isLearning, !row.kind.readsWords { inputs.states = try states(row, inputs, observers) }
      return inputs
    }

    private struct Inputs {
      var posts: PreparedPosts
      var features, alignment, scenes, states: String?
    }

    /// Only another picture shows something else.
    func scenes(_ posts: PreparedPosts, _ control: ReproductionPlan.Control) throws -> String {
      let output = file("posts\(control == .otherPicture ? suffix(control) : "").jsonl.gz")
      if !FileManager.default.fileExists(atPath: output) {
        try (control == .otherPicture ? posts : self.posts).write(to: output)
      }
      return output
    }

    private func objectFeatures(
      _ posts: PreparedPosts, _ control: ReproductionPlan.Control, _ observers: Observers
    ) throws -> String {
      let output = featuresFile(control)
      guard !FileManager.default.fileExists(atPath: output) else { return output }
      observers.stage("features of objects")
      let phrases = try PhraseEncoder(BERTDirectory(plan.objectEncoder ?? encoder))
      try posts.writeObjectFeatures(to: output, with: phrases, objectLimit: plan.objects) { done, count in
        observers.progress("phrases", Double(done) / Double(max(count, 1)))
      }
      return output
    }

    /// Only another picture's objects have other features.
    func featuresFile(_ control: ReproductionPlan.Control) -> String {
      file("objects\(control == .otherPicture ? suffix(control) : "").safetensors")
    }

    func statesFile(_ row: ReproductionPlan.Row) -> String {
      let changesText = row.control == .mentionsOnly || row.control == .maskedNames
      return file(
        row.kind.readsPhrases ? "states-\(row.name)" : "states\(changesText ? suffix(row.control) : "")")
    }

    private func alignment(
      _ posts: PreparedPosts, _ row: ReproductionPlan.Row, _ observers: Observers
    ) throws -> String {
      let output = file("alignment-top\(row.topK)\(suffix(row.control))")
      guard !FileManager.default.fileExists(atPath: output) else { return output }
      observers.stage("alignment, top \(row.topK)")
      var structure: StructuralAlignment = row.preset == .release ? .release : .paper
      (structure.candidateCount, structure.objectLimit) = (row.topK, plan.objects)
      let labels = ObjectLabels(posts.scenes)
      let all = try posts.splits.map { split in
        let weights = try structure.weights(of: split.samples, in: posts)
        return (split, row.control == .shuffledRows ? weights.withShuffledRows : weights)
      }
      try FolderWriter.write(to: output) { (folder) throws(FileError) in
        for (split, weights) in all {
          var metadata = ["objects": "\(plan.objects)", "split": split.name]
          metadata.merge(labels.metadata) { first, _ in first }
          let name = "\(split.name).safetensors"
          try AlignmentStore(weights, of: split.samples, metadata: metadata)
            .write(to: "\(folder.path)/\(name)", named: "\(folder.name)/\(name)")
        }
      }
      return output
    }

    /// States of all pieces, which all models share but those that read phrases: these have states of their own.
    private func states(
      _ row: ReproductionPlan.Row, _ inputs: Inputs, _ observers: Observers
    ) throws -> String {
      let isOwn = row.kind.readsPhrases
      let output = statesFile(row)
      guard !FileManager.default.fileExists(atPath: output) else { return output }
      observers.stage("states of the encoder")
      let directory = try BERTDirectory(encoder)
      var configuration = ModelConfiguration(
        isOwn ? row.kind : .mega, relationCount: posts.vocabulary.count,
        stateWidth: directory.configuration.width)
      configuration.encoder = directory.configuration
      configuration.featureWidth = 1
      configuration.maximumLength = min(plan.maximumLength ?? 64, directory.configuration.maximumLength)
      var builder = ExampleBuilder(
        reader: .pieces(directory.tokenizer), relations: posts.vocabulary, configuration: configuration)
      if isOwn {
        let count = configuration.maximumLength + configuration.phraseLimit
        guard count <= directory.configuration.maximumLength else {
          throw ModelUseError("\(row.name) needs an encoder that reads \(count) pieces")
        }
        let opened = try OpenedPictures(pictures(inputs), preset: row.preset)
        (builder.alignment, builder.scene) = (opened.alignment, opened.scene)
      }
      let model = try RelationModel(configuration, encoder: directory)
      let source = ExampleSource(padding: builder.padding)
      let count = Double(posts.samples.count)
      var before = 0
      let all = try inputs.posts.splits.map { split in
        let examples = try split.samples.map { try builder.example($0) }
        let states = try model.states(of: examples, from: source) {
          observers.progress("states", Double(before + $0) / count)
        }
        before += examples.count
        return (split.name, states)
      }
      try FolderWriter.write(to: output) { (folder) throws(FileError) in
        for (name, states) in all { try states.write(to: "\(folder.path)/\(name).safetensors") }
      }
      return output
    }

    // MARK: Models

    /// Trains what is missing, and reads what all models predict for the test set.
    ///
    /// - Returns: for each row the predictions of each seed.
    /// - Throws: ``/Files/FileError``, ``ModelUseError``, ``TorchError``, ``LossError``.
    /// - Complexity: that of training seeds · rows models
    public func run(observers: Observers = Observers()) throws -> ReproductionResults {
      var results = ReproductionResults(posts.samples(in: "test")!, vocabulary: posts.vocabulary)
      // Seed by seed, so that whatever is there when it is interrupted compares all rows.
      for seed in 1...plan.seeds {
        for row in plan.rows {
          results.add(try predictions(row, seed: seed, observers), of: row)
        }
      }
      return results
    }

    /// Where the model of a row and a seed is.
    public func folder(_ row: ReproductionPlan.Row, seed: Int) -> String { file("\(row.name)/seed-\(seed)") }

    private func predictions(
      _ row: ReproductionPlan.Row, seed: Int, _ observers: Observers
    ) throws -> [Int] {
      let folder = CheckpointFolder(folder(row, seed: seed))
      let output = folder.file("predictions.jsonl")
      if !folder.has("predictions.jsonl") {
        let inputs = try prepare(row, observers)
        let train = inputs.posts.samples(in: "train")!
        let validation = inputs.posts.samples(in: "val")!
        observers.stage("\(row.name), seed \(seed)")
        let run = try TrainingRun(
          recipe(row, seed: seed, inputs), training: train, validation: validation,
          relations: posts.vocabulary)
        var own = Trainer.Observers()
        own.progress = { progress in
          let share =
            (Double(progress.epoch - 1) + Double(progress.batch) / Double(max(progress.batchCount, 1)))
          observers.progress(
            "\(row.name), seed \(seed), epoch \(progress.epoch)", share / Double(progress.epochs))
        }
        let isResuming = folder.has("config.json") && folder.has("last.safetensors")
        try run.run(to: folder.path, isResuming: isResuming, checkpointInterval: 200, observers: own)
        let model = try TrainedModel(
          contentsOf: folder.path, pictures: pictures(inputs),
          states: inputs.states.map { ["\($0)/test.safetensors"] } ?? [])
        try Prediction.write(try model.predictions(of: inputs.posts.samples(in: "test")!), to: output)
      }
      let read = try Prediction.identifiers(from: output, in: posts.vocabulary)
      guard read.count == posts.samples(in: "test")!.count else {
        throw FileError(file: output, reason: "has \(read.count) predictions, not one for each sample")
      }
      return read
    }

    private func pictures(_ inputs: Inputs) -> PictureFiles {
      PictureFiles(
        features: inputs.features.map { [$0] } ?? [], alignments: inputs.alignment.map { [$0] } ?? [],
        scenes: inputs.scenes.map { [$0] } ?? [])
    }

    private func recipe(_ row: ReproductionPlan.Row, seed: Int, _ inputs: Inputs) -> TrainingRecipe {
      var recipe = plan.recipe(row, seed: seed)
      recipe.pictures = pictures(inputs)
      guard !row.kind.readsWords else { return recipe }
      recipe.encoder =
        inputs.states.map {
          .states(["\($0)/train.safetensors", "\($0)/val.safetensors"], vocabulary: encoder + "/vocab.txt")
        } ?? .learning(encoder)
      return recipe
    }
  }
#endif
