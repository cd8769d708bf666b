#if Torch
  public import Files
  public import RelationExtraction

  /// A folder as Hugging Face's libraries write one: `config.json`, `vocab.txt`, `model.safetensors`.
  public struct BERTDirectory: Sendable {
    public let path: String
    public let configuration: BERTConfiguration
    public let vocabulary: WordPieceVocabulary
    private let weights: TensorFile

    /// Opens a folder; the weights stay in the file until they are loaded.
    ///
    /// - Throws: ``Files/FileError`` when one of the files is missing or damaged, or when they do not
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
    /// - Throws: ``Files/FileError`` when an array is missing or has another shape.
    func load(into parameters: Parameters) throws {
      var entries: [String: TensorFile.Entry] = [:]
      for entry in weights.entries { entries[Self.plainName(entry.name)] = entry }
      for (name, shape) in BERTEncoder(configuration).shapes {
        let plain = String(name.dropFirst("encoder.".count))
        guard let entry = entries[plain] else {
          throw FileError(file: weights.name, reason: "there is no array “\(plain)”")
        }
        guard entry.shape == shape else {
          throw FileError(
            file: weights.name,
            reason: "“\(entry.name)” has shape \(entry.shape), the configuration says \(shape)")
        }
        try parameters.add(name, Tensor(weights.floats(entry.name), shape: shape))
      }
    }

    /// The name without prefixes, and with those of norms that are used today.
    public static func plainName(_ name: String) -> String {
      var name = Substring(name)
      while let prefix = ["model.", "module.", "sentence_encoder.", "bert."].first(
        where: name.hasPrefix)
      {
        name = name.dropFirst(prefix.count)
      }
      if name.hasSuffix("LayerNorm.gamma") { return name.dropLast(5) + "weight" }
      if name.hasSuffix("LayerNorm.beta") { return name.dropLast(4) + "bias" }
      return String(name)
    }
  }
#endif
