internal import Parallel

#if Torch
  internal import LinearAlgebra
  internal import Options

  /// How a model learns.
  ///
  /// JSON may leave out what is as ``init()`` says.
  public struct TrainingOptions: Sendable, Equatable, Codable {
    /// What changes parameters along their gradients.
    public enum Optimizer: String, Sendable, Codable, CaseIterable {
      /// Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, arXiv:1711.05101.
      case adamW = "adamw"
      /// Stochastic gradient descent.
      case sgd
    }

    /// What changes parameters along their gradients.
    public var optimizer = Optimizer.adamW
    /// The largest learning rates of the encoder's parameters and of all others, factors without unit; see
    /// ``warmUpSteps``.
    public var encoderRate = 2e-5, headRate = 2e-5
    /// The largest rate of a head on an encoder that does not learn, unless another is given.
    public static let rateOnFrozenEncoder = 1e-3
    /// Of weights; biases and norms do not decay.
    public var decay = 0.01
    /// What AdamW adds to roots of squares before they divide.
    public var epsilon = 1e-8
    /// Whether moments are corrected for having started at zero.
    public var correctsBias = true
    /// Steps in which rates grow from zero; `nil` for ``warmUpShare``.
    public var warmUpSteps: Int?
    /// The share of all steps in which rates grow.
    public var warmUpShare = 0.1
    /// Whether rates fall to zero after that.
    public var lowersRate = true
    /// The largest norm of the gradient; `nil` for any.
    public var gradientLimit: Double? = 1
    /// The samples of a step.
    public var batchSize = 10
    /// How often all samples are gone through.
    public var epochs = 10
    /// Epochs without a better F1 on the validation set after which to stop; `nil` for none.
    public var patience: Int?
    /// Decides what the model starts with, the order of examples and what is dropped.
    public var seed: UInt64 = 1

    /// The paper's, with what it does not state as is usual.
    public init() {}

    /// Values that are not there are those of ``init()``; `null` stands for `nil`.
    ///
    /// - Throws: `DecodingError` when a value has another type.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      try values.update(
        &self, (.optimizer, \.optimizer), (.encoderRate, \.encoderRate), (.headRate, \.headRate),
        (.decay, \.decay), (.epsilon, \.epsilon), (.correctsBias, \.correctsBias),
        (.warmUpSteps, \.warmUpSteps), (.warmUpShare, \.warmUpShare), (.lowersRate, \.lowersRate),
        (.gradientLimit, \.gradientLimit), (.batchSize, \.batchSize), (.epochs, \.epochs),
        (.patience, \.patience), (.seed, \.seed))
    }

    /// What the published code does for a model.
    ///
    /// For those that read words these are OpenNRE's settings.
    public init(_ kind: ModelKind, preset: ModelPreset) {
      if kind.readsWords {
        optimizer = .sgd
        (encoderRate, headRate, decay) = (0.1, 0.1, 1e-5)
        (warmUpShare, lowersRate, gradientLimit) = (0, false, nil)
        (batchSize, epochs) = (160, 100)
      } else if preset == .release {
        (correctsBias, epsilon) = (false, 1e-6)
        (warmUpSteps, gradientLimit) = (300, nil)
        batchSize = 32
      }
    }

    /// The share of the largest rate at a step, from 1 on, as Hugging Face's linear schedule.
    func rateFactor(step: Int, of total: Int) -> Double {
      let warmUp = warmUpSteps ?? Int(Double(total) * warmUpShare)
      let done = step - 1
      if done < warmUp { return Double(done) / Double(warmUp) }
      guard lowersRate else { return 1 }
      return max(0, Double(total - done) / Double(max(1, total - warmUp)))
    }
  }

  /// Which examples make up the batches of an epoch.
  ///
  /// Examples of similar length come together, so that little is padding: fifty batches' worth of a random
  /// order is sorted by length and cut, and the batches are put in a random order again.
  struct BatchPlan {
    let batches: [[Int]]

    private static let pool = 50

    /// A random plan; the same for a seed and an epoch.
    init(lengths: [Int], batchSize: Int, seed: UInt64, epoch: Int) {
      var generator = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(epoch))
      let order = generator.permutation(lengths.count)
      var batches: [[Int]] = []
      for start in stride(from: 0, to: order.count, by: batchSize * Self.pool) {
        let part = order[start..<min(start + batchSize * Self.pool, order.count)]
        let places = Dictionary(uniqueKeysWithValues: zip(part, part.indices))
        batches += Self.cut(
          part.sorted { (lengths[$0], places[$0]!) < (lengths[$1], places[$1]!) }, batchSize)
      }
      generator.shuffle(&batches)
      self.batches = batches
    }

    /// Everything once, short examples first.
    init(lengths: [Int], batchSize: Int) {
      batches = Self.cut(lengths.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }, batchSize)
    }

    private static func cut(_ order: [Int], _ size: Int) -> [[Int]] {
      stride(from: 0, to: order.count, by: size).map { Array(order[$0..<min($0 + size, order.count)]) }
    }
  }
#endif
