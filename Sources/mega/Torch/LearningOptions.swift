#if Torch
  internal import ArgumentParser
  internal import MEGAModel

  /// How a model learns, where that is not left to the model and the preset.
  struct LearningOptions: ParsableArguments {
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Times to go through all samples (default: 10; glove-cnn, pcnn: 100).", valueName: "n"))
    var epochs: Int?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Samples in a step (default: 10; release: 32; glove-cnn, pcnn: 160).", valueName: "n"))
    var batchSize: Int?

    @Option(
      name: .long,
      help: ArgumentHelp("Largest rate of the encoder (default: 2e-5).", valueName: "rate"))
    var encoderRate: Double?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Largest rate of everything else (default: the encoder's; glove-cnn, pcnn: 0.1).",
        valueName: "rate"))
    var headRate: Double?

    @Option(
      name: .long,
      help: ArgumentHelp("Weight decay (default: 0.01; glove-cnn, pcnn: 1e-5).", valueName: "d"))
    var decay: Double?

    @Option(
      name: .long,
      help: ArgumentHelp(
        """
        Steps in which rates grow, before they fall to zero (default: a tenth of all; release: 300; \
        glove-cnn, pcnn: 0, and rates stay as they are).
        """, valueName: "n"))
    var warmUp: Int?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Limit of the gradient's norm; 0 for none (default: 1; release, glove-cnn, pcnn: none).",
        valueName: "x"))
    var clip: Double?

    @Option(
      name: .long,
      help: ArgumentHelp("Share dropped before the last layer (default: 0.5).", valueName: "x"))
    var dropout: Double?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Most pieces or words of a sample (default: 64; release, glove-cnn, pcnn: 128).",
        valueName: "n"))
    var maxLength: Int?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Stop after so many epochs without a better validation F1 (default: never).", valueName: "n"
      ))
    var patience: Int?

    @Option(name: .long, help: ArgumentHelp("Decides everything random.", valueName: "n"))
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
      for rate in [encoderRate, headRate, decay, clip]
      where rate.map({ !($0 >= 0 && $0.isFinite) }) == true {
        throw ValidationError("rates, --decay and --clip must be numbers that are not negative")
      }
    }

    /// Changes what the options name.
    func apply(to recipe: inout TrainingRecipe) {
      if let epochs { recipe.options.epochs = epochs }
      if let batchSize { recipe.options.batchSize = batchSize }
      if let encoderRate { recipe.options.encoderRate = encoderRate }
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
