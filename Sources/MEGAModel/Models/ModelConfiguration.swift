#if Torch
  internal import Options
  /// What a model is made of.
  public enum ModelKind: String, Sendable, Codable, CaseIterable {
    /// Word vectors and relative positions, a convolution, the maximum over all words.
    case gloveCNN = "glove-cnn"
    /// The same with a maximum before, between and behind the mentions (Zeng et al. 2015).
    case pcnn
    /// The states of a BERT at the markers before both mentions (Baldini Soares et al. 2019).
    case mtb
    /// ``mtb`` and the sum of the picture's objects.
    case bertSG = "bert+sg"
    /// ``mtb`` and words that the objects pay attention to: MEGA without alignment.
    case bertSGAttention = "bert+sg+att"
    /// Attention and alignment.
    case mega
    /// ``mtb`` on two texts, the second of which tells what the picture shows: attention between words of the post and
    /// of the picture is the encoder's own.
    case bertPhrases = "bert+phrases"
    /// ``bertPhrases``, and what both mentions are aligned with is told first.
    case megaPhrases = "mega+phrases"

    /// Whether words are looked up in a table of vectors instead of a BERT.
    public var readsWords: Bool { self == .gloveCNN || self == .pcnn }
    /// Whether the states of the markers before both mentions are all that it reads.
    public var readsMarkersOnly: Bool { self == .mtb || self == .bertSG || readsPhrases }
    /// Whether objects pay attention to words.
    public var attends: Bool { self == .bertSGAttention || self == .mega }
    /// Whether features of objects are needed.
    public var readsObjects: Bool { !readsWords && self != .mtb && !readsPhrases }
    /// Whether it reads what the picture shows, in words.
    public var readsPhrases: Bool { self == .bertPhrases || self == .megaPhrases }
    /// Whether it is told what words are aligned with.
    public var readsAlignment: Bool { self == .mega || self == .megaPhrases }
  }

  /// Whose MEGA it is.
  public enum ModelPreset: String, Sendable, Codable, CaseIterable {
    /// The equations of the paper.
    case paper
    /// What the published code computes, its slips included.
    case release
    /// The paper's, and the features of the objects that both mentions are aligned with.
    ///
    /// In the paper's equations the sum over objects makes it irrelevant *which* object a word is aligned
    /// with: Σᵢ(αᵀV)ᵢ = Σₜ(Σⱼαₜⱼ)vₜ.
    case aligned
  }

  /// The sizes of a model.
  ///
  /// JSON needs the kind, the number of relations, and the width of states or the table of words; all else may
  /// be left out.
  public struct ModelConfiguration: Sendable, Equatable, Codable {
    /// Which model it is.
    public var kind: ModelKind
    /// Whose equations it has.
    public var preset: ModelPreset
    /// The number of relations.
    public var relationCount: Int
    /// dₓ: the width of the encoder's states.
    public var stateWidth: Int
    /// dₐ: the width of attention and alignment; 2·dₓ.
    public var attentionWidth: Int
    /// The width of an object's features.
    public var featureWidth = 4096
    /// m: the objects of a picture.
    public var objectLimit = 10
    /// The largest number of pieces or words.
    public var maximumLength: Int
    /// Whether every sample is as long as that, as in the published code.
    public var padsToMaximum: Bool
    /// The largest number of pieces that tell what a picture shows.
    public var phraseLimit = 32
    /// What is dropped before the last layer.
    public var dropout = 0.5
    /// The BERT; `nil` if states are given or the model reads words.
    public var encoder: BERTConfiguration?
    /// Whether the encoder learns.
    public var isEncoderFrozen = false
    /// The table of word vectors, with rows for unknown words and padding at the end.
    public var words: WordTable?

    /// The sizes of the models that read words.
    public struct WordTable: Sendable, Equatable, Codable {
      /// The rows of the table, those of [UNK] and [PAD] included.
      public var count: Int
      /// The numbers of a word, and of a place relative to a mention.
      public var width = 50, positionWidth = 5
      /// The filters of the convolution, and the words that a filter sees.
      public var filterCount = 230, filterSize = 3

      /// A table of OpenNRE's sizes.
      public init(count: Int) { self.count = count }

      /// Values that are not there are those of ``init(count:)``.
      ///
      /// - Throws: `DecodingError` when there is no count, or a value has another type.
      public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        count = try values.decode(Int.self, forKey: .count)
        try values.update(
          &self, (.width, \.width), (.positionWidth, \.positionWidth),
          (.filterCount, \.filterCount), (.filterSize, \.filterSize))
      }
    }

    /// A model on a BERT or on given states.
    public init(_ kind: ModelKind, preset: ModelPreset = .paper, relationCount: Int, stateWidth: Int) {
      (self.kind, self.preset, self.relationCount) = (kind, preset, relationCount)
      self.stateWidth = stateWidth
      attentionWidth = 2 * stateWidth
      maximumLength = preset == .release || kind.readsWords ? 128 : 64
      padsToMaximum = preset == .release
    }

    /// A model that reads words.
    public init(_ kind: ModelKind, preset: ModelPreset = .paper, relationCount: Int, words: WordTable) {
      self.init(kind, preset: preset, relationCount: relationCount, stateWidth: words.filterCount)
      self.words = words
    }

    /// Values that are not there are those of ``init(_:preset:relationCount:stateWidth:)``.
    ///
    /// - Throws: `DecodingError` when what is needed is not there, or a value has another type.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      let words = try values.decodeIfPresent(WordTable.self, forKey: .words)
      self.init(
        try values.decode(ModelKind.self, forKey: .kind),
        preset: try values.decodeIfPresent(ModelPreset.self, forKey: .preset) ?? .paper,
        relationCount: try values.decode(Int.self, forKey: .relationCount),
        stateWidth: try words?.filterCount ?? values.decode(Int.self, forKey: .stateWidth))
      self.words = words
      try values.update(
        &self, (.attentionWidth, \.attentionWidth), (.featureWidth, \.featureWidth),
        (.objectLimit, \.objectLimit), (.maximumLength, \.maximumLength), (.padsToMaximum, \.padsToMaximum),
        (.phraseLimit, \.phraseLimit), (.dropout, \.dropout), (.encoder, \.encoder),
        (.isEncoderFrozen, \.isEncoderFrozen))
    }
  }
#endif
