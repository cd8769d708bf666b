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
      var hasStates: Set<Bool> = []
      for row in plan.rows {
        let missing = (1...plan.seeds).count { seed in
          !FileManager.default.fileExists(atPath: folder(row, seed: seed) + "/predictions.jsonl")
        }
        guard missing > 0 else { continue }
        let key = "\(row.kind.rawValue) \(row.preset.rawValue)"
        let own = try known[key] ?? measured(row)
        known[key] = own
        total += own * Double(missing)
        let changesText = row.control == .mentionsOnly || row.control == .maskedNames
        if plan.encoder.hasPrefix("frozen:"), !row.kind.readsWords, hasStates.insert(changesText).inserted {
          total += try secondsOfStates()
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

    private func secondsOfStates() throws -> Double {
      let samples = posts.samples(in: "train")!
      let some = Array(samples.prefix(64))
      let directory = try BERTDirectory(String(plan.encoder.drop { $0 != ":" }.dropFirst()))
      let encoder = try PhraseEncoder(directory)
      let texts = some.map { $0.tokens.joined(separator: " ") }
      _ = try encoder.vectors(of: Array(texts.prefix(8)))
      let start = ContinuousClock.now
      _ = try encoder.vectors(of: texts)
      return (ContinuousClock.now - start) / .seconds(1) / Double(some.count) * Double(posts.samples.count)
    }
  }
#endif
