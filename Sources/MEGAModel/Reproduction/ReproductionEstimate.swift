#if Torch
  internal import Files
  internal import Foundation
  internal import RelationExtraction

  extension Reproduction {
    /// How long everything that is missing will take, in seconds of wall clock, as measured on some of the samples.
    ///
    /// - Throws: what training throws.
    /// - Complexity: that of three steps of each kind of model
    public func secondsNeeded() throws -> Double {
      var total = 0.0
      var known: [String: Double] = [:]
      var prepared: Set<String> = []
      for row in plan.rows {
        let missing = (1...plan.seeds).count { seed in
          !FileManager.default.fileExists(atPath: folder(row, seed: seed) + "/predictions.jsonl")
        }
        guard missing > 0 else { continue }
        let key = "\(row.kind.rawValue) \(row.preset.rawValue)"
        let own = try known[key] ?? measured(row)
        known[key] = own
        total += own * Double(missing)
        let isFrozen = plan.encoder.hasPrefix("frozen:") && !row.kind.readsWords
        for file in [
          isFrozen ? statesFile(row) : nil, row.kind.readsObjects ? featuresFile(row.control) : nil,
        ] {
          guard let file, prepared.insert(file).inserted, !FileManager.default.fileExists(atPath: file) else {
            continue
          }
          total += try file.hasSuffix(".safetensors") ? secondsOfFeatures() : secondsOfStates()
        }
      }
      return total
    }

    /// Seconds of one training, from a few steps; features and α are left out of them.
    private func measured(_ row: ReproductionPlan.Row) throws -> Double {
      let samples = posts.samples(in: "train")!
      var recipe = plan.recipe(row, seed: 1)
      let steps = 3
      let some = Array(samples.prefix(min(samples.count, recipe.options.batchSize * steps)))
      if !row.kind.readsWords {
        let folder = String(plan.encoder.drop { $0 != ":" }.dropFirst())
        recipe.encoder = plan.encoder.hasPrefix("bert:") ? .learning(folder) : .frozen(folder)
      }
      if row.kind.readsPhrases { recipe.pictures.scenes = [try scenes(posts, .none)] }
      let run = try TrainingRun(recipe, training: some, relations: posts.vocabulary)
      var seconds: [Double] = []
      var observers = Trainer.Observers()
      observers.step = { seconds.append($0.seconds) }
      try run.trainer.run(stepLimit: steps, observers: observers)
      // The first step acquires memory.
      let mean = seconds.dropFirst().reduce(0, +) / Double(max(seconds.count - 1, 1))
      let batches = (samples.count + recipe.options.batchSize - 1) / recipe.options.batchSize
      return mean * Double(batches * recipe.options.epochs) * 1.15
    }

    private func secondsOfFeatures() throws -> Double {
      if features != nil { return 0 }
      let kept = posts.scenes.values.map { $0.keepingObjects(plan.objects) }
      let phrases = Set(kept.flatMap { scene in scene.objects.indices.map { scene.phrase(ofObject: $0) } })
      let folder = try BERTDirectory(
        plan.objectEncoder ?? String(plan.encoder.drop { $0 != ":" }.dropFirst()))
      return try seconds(of: phrases.sorted(), with: PhraseEncoder(folder))
    }

    private func secondsOfStates() throws -> Double {
      let directory = try BERTDirectory(String(plan.encoder.drop { $0 != ":" }.dropFirst()))
      return try seconds(
        of: posts.samples.map { $0.tokens.joined(separator: " ") }, with: PhraseEncoder(directory))
    }

    /// What encoding texts takes, from 64 of them that are spread over all.
    private func seconds(of texts: [String], with encoder: PhraseEncoder) throws -> Double {
      let step = max(texts.count / 64, 1)
      let some = stride(from: 0, to: texts.count, by: step).prefix(64).map { texts[$0] }
      guard !some.isEmpty else { return 0 }
      _ = try encoder.vectors(of: Array(some.prefix(8)))
      let start = ContinuousClock.now
      _ = try encoder.vectors(of: some)
      return (ContinuousClock.now - start) / .seconds(1) / Double(some.count) * Double(texts.count)
    }
  }
#endif
