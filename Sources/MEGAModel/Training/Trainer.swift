#if Torch
  internal import Foundation
  public import RelationExtraction

  /// Teaches a model, and can stop and go on at any step.
  ///
  /// The order of examples follows from the seed and the epoch, and what is dropped from the seed and the
  /// step. So a training that was interrupted ends with the same numbers, given the same number of threads.
  public final class Trainer {
    /// What learns.
    public let model: RelationModel
    /// How it learns.
    public let options: TrainingOptions
    /// How far it has come.
    public internal(set) var state = TrainingState()

    let optimizer: Optimizer
    private let training, validation: [Example]
    private let source: ExampleSource
    private let vocabulary: RelationVocabulary
    private let lengths: [Int]
    /// What the training depends on besides the model's sizes, the options and the examples, by name.
    private let origins: [String: String]
    private var knownFingerprint: TrainingFingerprint?
    /// The step of the last checkpoint that was written or read.
    var checkpointStep: Int?

    /// What happens while a model learns.
    public struct Observers {
      /// Before the first step, with how far the training had come.
      public var start: (TrainingState) throws -> Void = { _ in }
      /// While an epoch goes on.
      public var progress: (TrainingProgress) throws -> Void = { _ in }
      /// After each step.
      public var step: (StepRecord) throws -> Void = { _ in }
      /// The end of an epoch; whether it is the best so far.
      public var epoch: (TrainingState.Epoch, _ isBest: Bool) throws -> Void = { _, _ in }

      /// Nothing happens.
      public init() {}
    }

    /// What a step gave.
    public struct StepRecord: Sendable, Codable {
      /// Both from 1; steps are counted over all epochs.
      public let step, epoch: Int
      /// What the batch held: pieces without padding, places with it.
      public let samples, pieces, places: Int
      /// How long the step took, in seconds of wall clock, and its pieces without padding in a second.
      public let seconds, tokensPerSecond: Double
      /// The mean cross-entropy of the batch, in nats, and the share that was answered right, from 0 to 1.
      public let loss, accuracy: Double
      /// The Euclidean norm of the gradient of all parameters, before it is limited.
      public let gradientNorm: Double
      /// The share of the largest learning rates that the step took, from 0 to 1.
      public let rateFactor: Double
    }

    /// A training that has not begun.
    ///
    /// `origins` is what checkpoints are to remember besides, such as where the model's first numbers are from.
    ///
    /// - Precondition: there are examples, and all have a relation.
    public init(
      _ model: RelationModel, options: TrainingOptions, training: [Example], validation: [Example],
      source: ExampleSource, vocabulary: RelationVocabulary, origins: [String: String] = [:]
    ) {
      precondition(!training.isEmpty, "there is nothing to learn from")
      precondition((training + validation).allSatisfy { $0.label != nil }, "an example has no relation")
      (self.model, self.options, self.training) = (model, options, training)
      (self.validation, self.source, self.vocabulary) = (validation, source, vocabulary)
      lengths = training.map(\.count)
      optimizer = Optimizer(options, model.parameters)
      self.origins = origins
    }

    /// What this training depends on.
    ///
    /// - Throws: what reading features throws.
    /// - Complexity: O(numbers of examples and features), once
    public func fingerprint() throws -> TrainingFingerprint {
      if let knownFingerprint { return knownFingerprint }
      var own = try TrainingFingerprint(model: model.configuration, options: options)
      own.add(training, as: "training samples")
      own.add(validation, as: "validation samples")
      own.add(vocabulary.names.joined(separator: " "), as: "relations")
      if model.configuration.kind.readsObjects {
        try own.addFeatures(of: training + validation, from: source)
      }
      for (name, text) in origins { own.add(text, as: name) }
      knownFingerprint = own
      return own
    }

    /// Batches of an epoch.
    public var batchCount: Int {
      // Pools are whole numbers of batches, so only the last batch is smaller.
      (training.count + options.batchSize - 1) / options.batchSize
    }

    /// Whether nothing is left to do.
    public var isFinished: Bool {
      if state.epoch >= options.epochs { return true }
      guard let patience = options.patience, let best = state.best else { return false }
      return state.batch == 0 && state.history.count - best.number >= patience
    }

    /// Learns until the end, or for some steps.
    ///
    /// - Throws: ``LossError`` when the loss is not finite, before anything is changed by it;
    ///   ``TorchError``, and what reading features and the observers throw.
    public func run(stepLimit: Int? = nil, observers: Observers = Observers()) throws {
      let total = options.epochs * batchCount
      var left = stepLimit ?? .max
      while !isFinished, left > 0 {
        let plan = BatchPlan(
          lengths: lengths, batchSize: options.batchSize, seed: options.seed, epoch: state.epoch)
        while state.batch < plan.batches.count, left > 0 {
          try step(plan.batches[state.batch], of: total, observers)
          left -= 1
          try observers.progress(progress(plan.batches.count, total))
        }
        // More are done than there are when a checkpoint of more examples goes on.
        if state.batch >= plan.batches.count { try finishEpoch(plan.batches.count, total, observers) }
      }
    }

    private func step(_ indices: [Int], of total: Int, _ observers: Observers) throws {
      let start = ContinuousClock.now
      let number = state.step + 1
      let batch = try model.batch(indices.map { training[$0] }, from: source)
      try TorchLibrary.seed(options.seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(number))
      let logits = try model.logits(of: batch, isTraining: true)
      let loss = try logits.crossEntropy(batch.labels!)
      let value = try loss.item()
      guard value.isFinite else { throw LossError(step: number, loss: value, checkpoint: checkpointStep) }
      let correct = zip(try logits.argmax().integers(), indices)
        .reduce(0) { $0 + ($1.0 == training[$1.1].label ? 1 : 0) }
      try model.parameters.clearGradients()
      try loss.backward()
      let learning = model.parameters.names.map { model.parameters[$0] }
      let norm = try Tensor.clipGradients(of: learning, to: options.gradientLimit ?? .infinity)
      guard norm.isFinite else { throw LossError(step: number, loss: norm, checkpoint: checkpointStep) }
      let factor = options.rateFactor(step: number, of: total)
      try optimizer.step(number, factor: factor)
      try model.parameters.clearGradients()

      let seconds = (ContinuousClock.now - start) / .seconds(1)
      state.step = number
      state.batch += 1
      state.loss += value * Double(indices.count)
      state.correct += correct
      state.examples += indices.count
      state.tokens += batch.tokenCount
      state.places += batch.size * batch.length
      state.seconds += seconds
      try observers.step(
        StepRecord(
          step: number, epoch: state.epoch + 1, samples: batch.size, pieces: batch.tokenCount,
          places: batch.size * batch.length, seconds: seconds,
          tokensPerSecond: Double(batch.tokenCount) / max(seconds, 1e-9), loss: value,
          accuracy: Double(correct) / Double(indices.count), gradientNorm: norm, rateFactor: factor))
    }

    private func finishEpoch(_ batchCount: Int, _ total: Int, _ observers: Observers) throws {
      var epoch = TrainingState.Epoch(
        number: state.epoch + 1, loss: state.loss / Double(state.examples),
        accuracy: Double(state.correct) / Double(state.examples), seconds: state.seconds,
        tokens: state.tokens, places: state.places)
      if !validation.isEmpty {
        try observers.progress(progress(batchCount, total, isValidating: true))
        let probabilities = try model.probabilities(of: validation, from: source)
        let scores = scores(of: probabilities, on: validation)
        epoch.validationF1 = scores.micro.f1
        epoch.validationAccuracy = scores.accuracy
        // A probability that is zero in single precision has a logarithm all the same.
        let losses = zip(probabilities, validation).map { -log(max(Double($0[$1.label!]), 1e-45)) }
        epoch.validationLoss = losses.reduce(0, +) / Double(losses.count)
      }
      state = TrainingState(step: state.step, epoch: state.epoch + 1, history: state.history + [epoch])
      try observers.epoch(epoch, state.best?.number == epoch.number)
    }

    /// How well the model does on examples.
    ///
    /// - Throws: ``TorchError``, and what reading features throws.
    public func scores(on examples: [Example]) throws -> RelationScores {
      scores(of: try model.probabilities(of: examples, from: source), on: examples)
    }

    private func scores(of probabilities: [[Float]], on examples: [Example]) -> RelationScores {
      RelationScores(
        gold: examples.map { $0.label! }, predicted: probabilities.map { $0.indexOfMaximum ?? 0 },
        vocabulary: vocabulary)
    }

    private func progress(_ batchCount: Int, _ total: Int, isValidating: Bool = false) -> TrainingProgress {
      let done = Double(max(state.batch, 1))
      return TrainingProgress(
        epoch: state.epoch + 1, epochs: options.epochs, batch: state.batch, batchCount: batchCount,
        loss: state.loss / Double(max(state.examples, 1)),
        accuracy: Double(state.correct) / Double(max(state.examples, 1)),
        tokensPerSecond: Double(state.tokens) / max(state.seconds, 1e-9),
        secondsLeft: state.seconds / done * Double(total - state.step), isValidating: isValidating)
    }
  }
#endif
