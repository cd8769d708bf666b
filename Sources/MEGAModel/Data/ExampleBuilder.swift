#if Torch
  public import RelationExtraction

  /// Makes examples of samples, as a model reads them.
  public struct ExampleBuilder: Sendable {
    /// What text becomes.
    public enum Reader: Sendable {
      /// Word pieces, for a transformer.
      case pieces(WordPieceTokenizer)
      /// Words of a table of vectors, for the piecewise CNN.
      case words(WordVectors)
    }

    /// What text becomes.
    public var reader: Reader
    /// The relations that labels are numbers of.
    public var relations: RelationVocabulary
    /// The sizes of the model.
    public var configuration: ModelConfiguration
    /// α of a sample, over its tokens.
    public var alignment: @Sendable (RelationSample) throws -> WordObjectAlignment? = { _ in nil }
    /// The scene graph of a sample's picture, for models that read phrases.
    public var scene: @Sendable (RelationSample) throws -> SceneGraph? = { _ in nil }

    /// A builder without alignment.
    public init(reader: Reader, relations: RelationVocabulary, configuration: ModelConfiguration) {
      (self.reader, self.relations, self.configuration) = (reader, relations, configuration)
    }

    /// The number that stands for no piece.
    public var padding: Int {
      switch reader {
      case .pieces(let tokenizer): tokenizer.vocabulary.padding
      case .words(let vectors): vectors.padding
      }
    }

    /// What of the examples did not fit, in words; `nil` if everything did.
    static func truncationNote(_ examples: [Example], _ configuration: ModelConfiguration) -> String? {
      let count = examples.count(where: \.isTruncated)
      guard count > 0 else { return nil }
      let unit = configuration.kind.readsWords ? "words" : "pieces"
      return
        "\(count) of \(examples.count) samples have more than \(configuration.maximumLength) \(unit), and "
        + "lose some (--max-length)"
    }

    /// A sample with a relation that the model does not know has no label.
    ///
    /// - Throws: what looking up α throws.
    public func example(_ sample: RelationSample) throws -> Example {
      let label = sample.relation.flatMap { relations.identifier(of: $0) }
      switch reader {
      case .words(let vectors):
        return vectors.example(sample, label: label, limit: configuration.maximumLength)
      case .pieces(let tokenizer):
        return Example(
          try encoded(sample, tokenizer), of: sample, label: label,
          alignment: configuration.kind == .mega ? try alignment(sample) : nil, preset: configuration.preset)
      }
    }

    private func encoded(_ sample: RelationSample, _ tokenizer: WordPieceTokenizer) throws -> EncodedSample {
      guard configuration.kind.readsPhrases, let scene = try scene(sample) else {
        return tokenizer.encode(sample, limit: configuration.maximumLength)
      }
      let own = configuration.kind.readsAlignment ? try alignment(sample) : nil
      return tokenizer.encode(
        sample, limit: configuration.maximumLength,
        phrases: scene.phrases(weights: own?.objectWeights(ofMentionsIn: sample) ?? []),
        phraseLimit: configuration.phraseLimit)
    }
  }
#endif
