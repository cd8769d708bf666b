#if Torch
  public import Files
  public import RelationExtraction

  /// A folder as Hugging Face's libraries write one: `config.json`, `vocab.txt`, `model.safetensors`, and if the
  /// tokenizer is not that of bert-base-uncased `tokenizer_config.json` or `tokenizer.json`.
  ///
  /// A folder of ``TrainingRun`` is one as well: what its encoder learned.
  public struct BERTDirectory: Sendable {
    /// Where it is.
    public let path: String
    /// The sizes of the encoder, with room for the markers of mentions.
    public let configuration: BERTConfiguration
    /// How text becomes pieces. Markers that the encoder's vocabulary lacks stand behind all others.
    public let tokenizer: WordPieceTokenizer
    private let weights: TensorFile
    /// The pieces that the file has vectors for.
    private let knownCount: Int

    /// The pieces that it knows.
    public var vocabulary: WordPieceVocabulary { tokenizer.vocabulary }

    /// Opens a folder; the weights stay in the file until they are loaded.
    ///
    /// - Throws: ``/Files/FileError`` when one of the files is missing or damaged, or when they do not
    ///   belong together.
    public init(_ path: String) throws(FileError) {
      self.path = path
      let file = path + "/config.json"
      var own: BERTConfiguration
      if let trained = try? ModelDescription(json: FileContents(at: file)) {
        guard let encoder = trained.model.encoder else {
          throw FileError(file: file, reason: "is of a model without encoder")
        }
        own = encoder
      } else {
        own = try BERTConfiguration(contentsOf: file)
      }
      tokenizer = try WordPieceTokenizer(vocabularyAt: path + "/vocab.txt")
      weights = try TensorFile(contentsOf: path + "/model.safetensors")
      knownCount = own.vocabularySize
      let count = tokenizer.vocabulary.count - tokenizer.vocabulary.addedCount
      guard count <= knownCount else {
        throw FileError(
          file: path + "/vocab.txt", reason: "has \(count) pieces, but the model \(knownCount)")
      }
      own.vocabularySize = max(knownCount, tokenizer.vocabulary.count)
      configuration = own
    }

    /// Adds the weights of the encoder to parameters.
    ///
    /// Names may stand behind `model.`, `module.`, `bert.` and `sentence_encoder.`, norms may be called
    /// `gamma` and `beta` as they once were, and what else the file has, such as `position_ids`, a pooler
    /// or a classifier, is passed over. Markers that the file has no vectors for get random ones.
    ///
    /// - Throws: ``/Files/FileError`` when an array is missing or has another shape.
    func load(into parameters: Parameters) throws {
      // Of models that were trained here names begin with “encoder.” twice or with “encoder.embeddings.”.
      let isOwn = weights.entry("encoder." + Self.words) != nil
      let arrays = NamedArrays(weights) { name in
        isOwn
          ? String(name.dropFirst(name.hasPrefix("encoder.") ? "encoder.".count : 0))
          : NamedArrays.plainName(name, without: ["model.", "module.", "sentence_encoder.", "bert."])
      }
      for (name, shape) in configuration.shapes {
        let own = String(name.dropFirst("encoder.".count))
        let added = shape[0] - knownCount
        guard own == Self.words, added > 0 else {
          try parameters.add(name, arrays.tensor(own, shape: shape))
          continue
        }
        var initializer = ParameterInitializer(seed: 1)
        let table = try Tensor.concatenated(
          [
            arrays.tensor(own, shape: [knownCount, shape[1]]),
            initializer.normal([added, shape[1]], deviation: 0.02),
          ], along: 0)
        try parameters.add(name, table.detached())
      }
    }

    private static let words = "embeddings.word_embeddings.weight"
  }
#endif
