#if Torch
  public import Files
  public import RelationExtraction

  /// A folder as Hugging Face's libraries write one: `config.json`, `vocab.txt`, `model.safetensors`.
  public struct BERTDirectory: Sendable {
    /// Where it is.
    public let path: String
    /// The sizes of the encoder.
    public let configuration: BERTConfiguration
    /// The pieces that it knows.
    public let vocabulary: WordPieceVocabulary
    private let weights: TensorFile

    /// Opens a folder; the weights stay in the file until they are loaded.
    ///
    /// - Throws: ``/Files/FileError`` when one of the files is missing or damaged, or when they do not
    ///   belong together.
    public init(_ path: String) throws(FileError) {
      self.path = path
      configuration = try BERTConfiguration(contentsOf: path + "/config.json")
      vocabulary = try WordPieceVocabulary(contentsOf: path + "/vocab.txt")
      weights = try TensorFile(contentsOf: path + "/model.safetensors")
      guard vocabulary.count <= configuration.vocabularySize else {
        throw FileError(
          file: path + "/vocab.txt",
          reason: "has \(vocabulary.count) pieces, but the model \(configuration.vocabularySize)")
      }
    }

    /// Adds the weights of the encoder to parameters.
    ///
    /// Names may stand behind `model.`, `module.`, `bert.` and `sentence_encoder.`, norms may be called
    /// `gamma` and `beta` as they once were, and what else the file has, such as `position_ids`, a pooler
    /// or a classifier, is passed over.
    ///
    /// - Throws: ``/Files/FileError`` when an array is missing or has another shape.
    func load(into parameters: Parameters) throws {
      let arrays = NamedArrays(weights) {
        NamedArrays.plainName($0, without: ["model.", "module.", "sentence_encoder.", "bert."])
      }
      for (name, shape) in configuration.shapes {
        try parameters.add(name, arrays.tensor(String(name.dropFirst("encoder.".count)), shape: shape))
      }
    }
  }
#endif
