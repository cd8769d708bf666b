#if Torch
  /// How far a training has come: what is needed to go on as if it had not stopped.
  public struct TrainingState: Sendable, Equatable, Codable {
    /// What an epoch gave.
    public struct Epoch: Sendable, Equatable, Codable {
      /// From 1.
      public var number: Int
      /// The mean loss and the share of right answers while learning.
      public var loss, accuracy: Double
      /// On the validation set, if there is one.
      public var validationF1, validationAccuracy: Double?
      /// The mean loss on the validation set, in nats, if there is one.
      public var validationLoss: Double?
      /// How long learning took, in seconds of wall clock.
      public var seconds: Double
      /// Pieces without and with padding.
      public var tokens, places: Int
    }

    /// Steps taken, over all epochs.
    public var step = 0
    /// The epoch that is going on, from 0, and its batches that are done.
    public var epoch = 0, batch = 0
    /// The sum of losses over the batches that are done, and the seconds of wall clock that they took.
    public var loss = 0.0, seconds = 0.0
    /// The samples in these batches, those answered right, and pieces without and with padding.
    public var examples = 0, correct = 0, tokens = 0, places = 0
    /// What the epochs before gave.
    public var history: [Epoch] = []

    /// The epoch with the best F1 on the validation set, the first of several; without one, the last.
    public var best: Epoch? {
      guard let top = history.compactMap(\.validationF1).max() else { return history.last }
      return history.first { $0.validationF1 == top }
    }
  }

  /// Something to show while a model learns.
  public struct TrainingProgress: Sendable {
    /// The epoch, from 1, of how many; its batches that are done, of how many.
    public let epoch, epochs, batch, batchCount: Int
    /// Means over the epoch so far.
    public let loss, accuracy: Double
    /// Pieces without padding in a second.
    public let tokensPerSecond: Double
    /// Until the last epoch ends, at the present speed.
    public let secondsLeft: Double
    /// Validation is going on.
    public let isValidating: Bool
  }

  /// The loss is not a number any more.
  public struct LossError: Error, Equatable, CustomStringConvertible {
    /// The step that failed; nothing was changed by it.
    public let step: Int
    /// The loss, or the norm of the gradient.
    public let loss: Double
    /// The step of the last checkpoint, if there is one.
    public let checkpoint: Int?

    /// A loss at a step.
    public init(step: Int, loss: Double, checkpoint: Int?) {
      (self.step, self.loss, self.checkpoint) = (step, loss, checkpoint)
    }

    /// What happened, and what may help.
    public var description: String {
      let kept = checkpoint.map { "; the checkpoint of step \($0) is kept" } ?? "; nothing is kept"
      return "the loss is \(loss) at step \(step): lower the rates or limit the gradient\(kept)"
    }
  }
#endif
