#if Torch
  public import RelationExtraction

  /// Makes examples of samples, as a model reads them.
  public struct ExampleBuilder: Sendable {
    /// What text becomes.
    public enum Reader: Sendable {
      case pieces(WordPieceTokenizer)
      case words(WordVectors)
    }

    public var reader: Reader
    public var relations: RelationVocabulary
    public var configuration: ModelConfiguration
    /// α of a sample, over its tokens.
    public var alignment: @Sendable (RelationSample) throws -> WordObjectAlignment? = { _ in nil }
    public var pieceRule = WordObjectAlignment.PieceRule.inherit

    public init(
      reader: Reader, relations: RelationVocabulary, configuration: ModelConfiguration
    ) {
      self.reader = reader
      self.relations = relations
      self.configuration = configuration
    }

    /// The number that stands for no piece.
    public var padding: Int {
      switch reader {
      case .pieces(let tokenizer): tokenizer.vocabulary.padding
      case .words(let vectors): vectors.padding
      }
    }

    /// A sample with a relation that the model does not know has no label.
    public func example(_ sample: RelationSample) throws -> Example {
      let label = sample.relation.flatMap { relations.identifier(of: $0) }
      switch reader {
      case .words(let vectors):
        return vectors.example(sample, label: label, limit: configuration.maximumLength)
      case .pieces(let tokenizer):
        let encoded = tokenizer.encode(sample, limit: configuration.maximumLength)
        return Example(
          encoded, of: sample, label: label,
          alignment: configuration.kind == .mega ? try alignment(sample) : nil, rule: pieceRule,
          preset: configuration.preset)
      }
    }
  }
#endif
