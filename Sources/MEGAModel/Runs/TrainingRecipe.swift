#if Torch
  internal import Files
  internal import RelationExtraction
  internal import Options

  /// What is to be trained, on what, and how.
  ///
  /// JSON may leave out what is as ``init(_:preset:encoder:)`` says.
  public struct TrainingRecipe: Sendable, Equatable, Codable {
    /// What the model is.
    public var kind: ModelKind
    /// Whose equations and settings.
    public var preset: ModelPreset
    /// Where states come from; `nil` for models that read words.
    public var encoder: EncoderSource?
    /// A file of word vectors for models that read words; `nil` for random ones.
    public var wordVectors: String?
    /// What is known of the pictures.
    public var pictures = PictureFiles()
    /// How it learns.
    public var options: TrainingOptions
    /// What is dropped before the last layer; `nil` for what ``ModelConfiguration`` says.
    public var dropout: Double?
    /// The largest number of pieces or words; `nil` for what ``ModelConfiguration`` says.
    public var maximumLength: Int?
    /// Where to compute.
    public var device = TorchDevice.cpu

    /// A recipe with the settings that go with a model.
    public init(_ kind: ModelKind = .mtb, preset: ModelPreset = .paper, encoder: EncoderSource? = nil) {
      (self.kind, self.preset, self.encoder) = (kind, preset, encoder)
      options = TrainingOptions(kind, preset: preset)
    }

    /// Values that are not there are those of ``init(_:preset:encoder:)``.
    ///
    /// - Throws: `DecodingError` when a value has another type.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        try values.decodeIfPresent(ModelKind.self, forKey: .kind) ?? .mtb,
        preset: try values.decodeIfPresent(ModelPreset.self, forKey: .preset) ?? .paper)
      try values.update(
        &self, (.encoder, \.encoder), (.wordVectors, \.wordVectors), (.pictures, \.pictures),
        (.options, \.options), (.dropout, \.dropout), (.maximumLength, \.maximumLength), (.device, \.device))
    }
  }

  extension TrainingRecipe {
    /// Whether there is an encoder that does not learn.
    public var isEncoderFrozen: Bool {
      switch encoder {
      case .frozen, .states: true
      case .learning, nil: false
      }
    }
  }

  /// Where the states of pieces come from.
  public enum EncoderSource: Sendable, Equatable, Codable {
    /// A folder of a BERT, which learns on.
    case learning(String)
    /// A folder of a BERT that stays as it is, so that its states are computed once.
    case frozen(String)
    /// States that were computed before, in files for one set of samples after the other, and the file of
    /// pieces that they were made with.
    case states([String], vocabulary: String)
  }

  struct OpenedEncoder {
    var directory: BERTDirectory?
    var states: FrozenStates?
    let tokenizer: WordPieceTokenizer
    let isFrozen: Bool

    init(_ source: EncoderSource) throws {
      switch source {
      case .learning(let path), .frozen(let path):
        let directory = try BERTDirectory(path)
        self.directory = directory
        tokenizer = directory.tokenizer
        if case .frozen = source { isFrozen = true } else { isFrozen = false }
      case .states(let paths, let path):
        states = try FrozenStates(joining: paths)
        tokenizer = try WordPieceTokenizer(vocabularyAt: path)
        isFrozen = true
      }
    }

    var width: Int { directory?.configuration.width ?? states!.width }
  }

  /// A model that cannot be used in the way that was asked for.
  public struct ModelUseError: Error, Equatable, CustomStringConvertible {
    /// What cannot be, and what could.
    public let description: String

    /// An error with that description.
    public init(_ description: String) { self.description = description }
  }
#endif
