#if Torch
  internal import Options

  /// What a reproduction of the paper's tables trains, and how.
  ///
  /// JSON and YAML may leave out what is as ``init()`` says.
  public struct ReproductionPlan: Sendable, Equatable, Codable {
    /// What is withheld from a model, to see whether it matters.
    public enum Control: String, Sendable, Codable, CaseIterable {
      /// Nothing.
      case none
      /// Every picture's scene graph is that of another picture of the split.
      case otherPicture = "other-picture"
      /// The rows of each alignment are in a random order.
      case shuffledRows = "shuffled-rows"
      /// All words but those of the mentions are gone.
      case mentionsOnly = "mentions-only"
      /// The words of the mentions are gone.
      case maskedNames = "masked-names"
    }

    /// A model, trained once for each seed.
    public struct Row: Sendable, Equatable, Codable {
      /// What the row is called, in tables and as a folder.
      public var name: String
      /// What the model is.
      public var kind: ModelKind
      /// Whose equations, in MEGA.
      public var preset = ModelPreset.paper
      /// How many objects a word is aligned with.
      public var topK = 1
      /// What is withheld.
      public var control = Control.none

      /// A row of that name.
      public init(
        _ name: String, _ kind: ModelKind, preset: ModelPreset = .paper, topK: Int = 1,
        control: Control = .none
      ) {
        (self.name, self.kind, self.preset) = (name, kind, preset)
        (self.topK, self.control) = (topK, control)
      }

      /// Values that are not there are those of ``init(_:_:preset:topK:control:)``.
      ///
      /// - Throws: `DecodingError` when there is no name or kind, or a value has another type.
      public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
          try values.decode(String.self, forKey: .name), try values.decode(ModelKind.self, forKey: .kind))
        try values.update(&self, (.preset, \.preset), (.topK, \.topK), (.control, \.control))
      }
    }

    /// The models.
    public var rows: [Row] = []
    /// How many trainings of each model there are; their seeds count from 1.
    public var seeds = 5
    /// `bert:DIR` learns, `frozen:DIR` does not.
    public var encoder = ""
    /// The folder of the encoder that makes features of what objects are called; the same one unless given.
    public var objectEncoder: String?
    /// Objects of a picture.
    public var objects = 10
    /// Word vectors for `glove-cnn` and `pcnn`; random ones unless given.
    public var wordVectors: String?
    /// How models learn, but for the seed; what is not here is as in `mega train`.
    public var epochs: Int?
    /// The samples of a step.
    public var batchSize: Int?
    /// The largest learning rates of the encoder and of all others.
    public var encoderRate, headRate: Double?
    /// Epochs without a better validation F1 after which a model stops learning.
    public var patience: Int?
    /// What is dropped before the last layer.
    public var dropout: Double?
    /// The largest number of pieces or words.
    public var maximumLength: Int?

    /// Five seeds of no models.
    public init() {}

    /// Values that are not there are those of ``init()``.
    ///
    /// - Throws: `DecodingError` when a value has another type.
    public init(from decoder: any Decoder) throws {
      self.init()
      let values = try decoder.container(keyedBy: CodingKeys.self)
      try values.update(
        &self, (.rows, \.rows), (.seeds, \.seeds), (.encoder, \.encoder), (.objectEncoder, \.objectEncoder),
        (.objects, \.objects), (.wordVectors, \.wordVectors), (.epochs, \.epochs), (.batchSize, \.batchSize),
        (.encoderRate, \.encoderRate), (.headRate, \.headRate), (.patience, \.patience),
        (.dropout, \.dropout),
        (.maximumLength, \.maximumLength))
    }

    /// The recipe of a row, without its files.
    func recipe(_ row: Row, seed: Int) -> TrainingRecipe {
      var recipe = TrainingRecipe(row.kind, preset: row.preset)
      if let epochs { recipe.options.epochs = epochs }
      if let batchSize { recipe.options.batchSize = batchSize }
      if let encoderRate { recipe.options.encoderRate = encoderRate }
      // A head alone learns nothing at the rate of an encoder.
      if encoder.hasPrefix("frozen:"), !row.kind.readsWords {
        recipe.options.headRate = TrainingOptions.rateOnFrozenEncoder
      }
      if let headRate { recipe.options.headRate = headRate }
      recipe.options.patience = patience
      recipe.options.seed = UInt64(seed)
      recipe.dropout = dropout
      recipe.maximumLength = maximumLength
      if row.kind.readsWords { recipe.wordVectors = wordVectors }
      return recipe
    }
  }

  extension ReproductionPlan {
    /// The models of a table of the paper, and ours.
    public enum Table: String, Sendable, CaseIterable {
      /// All models.
      case table2
      /// Six relations, MTB and MEGA.
      case table3
      /// One, five or ten objects for each word.
      case table4
      /// Posts that only MEGA gets right.
      case figure5

      /// The models that it needs.
      public var rows: [Row] {
        let (mtb, mega) = (Row("mtb", .mtb), Row("mega", .mega))
        switch self {
        case .table2:
          return [
            mtb, Row("bert+sg", .bertSG), Row("bert+sg+att", .bertSGAttention), mega,
            Row("mega-aligned", .mega, preset: .aligned), Row("bert+phrases", .bertPhrases),
            Row("mega+phrases", .megaPhrases),
          ]
        case .table3: return [mtb, mega]
        case .table4: return [mega, Row("mega-top5", .mega, topK: 5), Row("mega-top10", .mega, topK: 10)]
        case .figure5: return [mtb, Row("bert+sg", .bertSG), mega]
        }
      }
    }

    /// Models with something withheld, for every claim that a table makes.
    public static var controls: [Row] {
      [
        Row("bert+sg-other-picture", .bertSG, control: .otherPicture),
        Row("mega-aligned-other-picture", .mega, preset: .aligned, control: .otherPicture),
        Row("mega-aligned-shuffled-rows", .mega, preset: .aligned, control: .shuffledRows),
        Row("mega-aligned-mentions-only", .mega, preset: .aligned, control: .mentionsOnly),
        Row("mega-aligned-masked-names", .mega, preset: .aligned, control: .maskedNames),
        Row("bert+phrases-other-picture", .bertPhrases, control: .otherPicture),
        Row("bert+phrases-mentions-only", .bertPhrases, control: .mentionsOnly),
        Row("bert+phrases-masked-names", .bertPhrases, control: .maskedNames),
        Row("mega+phrases-shuffled-rows", .megaPhrases, control: .shuffledRows),
      ]
    }
  }
#endif
