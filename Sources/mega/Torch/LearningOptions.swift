#if Torch
  internal import ArgumentParser
  internal import CommandLineSupport
  internal import MEGAModel

  /// How a model learns, where that is not left to the model and the preset.
  struct LearningOptions: ParsableArguments {
    @Option(help: .value("n", "Times to go through all samples (default: 10; glove-cnn, pcnn: 100)."))
    var epochs: Int?

    @Option(help: .value("n", "Samples in a step (default: 10; release: 32; glove-cnn, pcnn: 160)."))
    var batchSize: Int?

    @Option(help: .value("rate", "Largest rate of the encoder (default: 2e-5)."))
    var encoderRate: Double?

    @Option(
      help: .value(
        "rate",
        """
        Largest rate of everything else (default: the encoder's; on an encoder that does not learn 1e-3; \
        glove-cnn, pcnn: 0.1).
        """))
    var headRate: Double?

    @Option(help: .value("d", "Weight decay (default: 0.01; glove-cnn, pcnn: 1e-5)."))
    var decay: Double?

    @Option(
      help: .value(
        "n",
        """
        Steps in which rates grow, before they fall to zero (default: a tenth of all; release: 300; \
        glove-cnn, pcnn: 0, and rates stay as they are).
        """))
    var warmUp: Int?

    @Option(
      help: .value(
        "x", "Limit of the gradient's norm; 0 for none (default: 1; release, glove-cnn, pcnn: none)."))
    var clip: Double?

    @Option(help: .value("x", "Share dropped before the last layer (default: 0.5)."))
    var dropout: Double?

    @Option(
      help: .value("n", "Most pieces or words of a sample (default: 64; release, glove-cnn, pcnn: 128)."))
    var maxLength: Int?

    @Option(help: .value("n", "Stop after so many epochs without a better validation F1 (default: never)."))
    var patience: Int?

    @Option(help: .value("n", "Decides everything random."))
    var seed: UInt64 = 1

    func validate() throws {
      if let epochs, epochs < 1 { throw ValidationError("--epochs must be at least 1") }
      if let batchSize, batchSize < 1 { throw ValidationError("--batch-size must be at least 1") }
      if let maxLength, maxLength < 8 { throw ValidationError("--max-length must be at least 8") }
      if let patience, patience < 1 { throw ValidationError("--patience must be at least 1") }
      if let warmUp, warmUp < 0 { throw ValidationError("--warm-up must not be negative") }
      if let dropout, !(0..<1).contains(dropout) {
        throw ValidationError("--dropout must be at least 0 and less than 1")
      }
      for rate in [encoderRate, headRate, decay, clip] where rate.map({ !($0 >= 0 && $0.isFinite) }) == true {
        throw ValidationError("rates, --decay and --clip must be numbers that are not negative")
      }
    }

    func apply(to recipe: inout TrainingRecipe) {
      if let epochs { recipe.options.epochs = epochs }
      if let batchSize { recipe.options.batchSize = batchSize }
      if let encoderRate { recipe.options.encoderRate = encoderRate }
      if recipe.isEncoderFrozen, !recipe.kind.readsWords {
        recipe.options.headRate = TrainingOptions.rateOnFrozenEncoder
      }
      if let rate = headRate ?? encoderRate { recipe.options.headRate = rate }
      if let decay { recipe.options.decay = decay }
      if let warmUp { recipe.options.warmUpSteps = warmUp }
      if let clip { recipe.options.gradientLimit = clip > 0 ? clip : nil }
      recipe.options.patience = patience
      recipe.options.seed = seed
      recipe.dropout = dropout
      recipe.maximumLength = maxLength
    }
  }
#endif
