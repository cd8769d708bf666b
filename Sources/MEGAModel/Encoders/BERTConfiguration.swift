#if Torch
  public import Files
  internal import Options

  /// The sizes of a BERT: Hugging Face's `config.json`.
  public struct BERTConfiguration: Sendable, Equatable, Codable {
    /// The pieces that there are.
    public var vocabularySize = 30_522
    /// The numbers of a state.
    public var width = 768
    /// The layers, one on the other.
    public var layerCount = 12
    /// The heads of attention in a layer.
    public var headCount = 12
    /// The width between both layers behind attention.
    public var innerWidth = 3072
    /// `gelu`, `gelu_new`, `gelu_pytorch_tanh` or `relu`.
    public var activation = "gelu"
    /// What is added to variances before they divide.
    public var epsilon = 1e-12
    /// The largest number of pieces.
    public var maximumLength = 512
    /// The kinds of texts: the first is a sample's, the second what its picture shows, where a model reads that.
    public var typeCount = 2
    /// The shares of states and of attention that are dropped while learning.
    public var stateDropout = 0.1, attentionDropout = 0.1

    /// bert-base-uncased.
    public init() {}

    enum CodingKeys: String, CodingKey {
      case vocabularySize = "vocab_size"
      case width = "hidden_size"
      case layerCount = "num_hidden_layers"
      case headCount = "num_attention_heads"
      case innerWidth = "intermediate_size"
      case activation = "hidden_act"
      case epsilon = "layer_norm_eps"
      case maximumLength = "max_position_embeddings"
      case typeCount = "type_vocab_size"
      case stateDropout = "hidden_dropout_prob"
      case attentionDropout = "attention_probs_dropout_prob"
    }

    /// Values that the file does not have are those of ``init()``, as in Hugging Face's library.
    ///
    /// - Throws: `DecodingError` when a value has another type.
    public init(from decoder: any Decoder) throws {
      self.init()
      let values = try decoder.container(keyedBy: CodingKeys.self)
      try values.update(
        &self, (.vocabularySize, \.vocabularySize), (.width, \.width), (.layerCount, \.layerCount),
        (.headCount, \.headCount), (.innerWidth, \.innerWidth), (.activation, \.activation),
        (.epsilon, \.epsilon), (.maximumLength, \.maximumLength), (.typeCount, \.typeCount),
        (.stateDropout, \.stateDropout), (.attentionDropout, \.attentionDropout))
    }

    /// Reads `config.json`.
    ///
    /// - Throws: ``/Files/FileError`` when it is no JSON, or when its numbers make no BERT.
    public init(contentsOf path: String) throws(FileError) {
      self = try Self(json: FileContents(at: path))
      if let reason = problem { throw FileError(file: path, reason: reason) }
    }

    private var problem: String? {
      if [vocabularySize, width, layerCount, headCount, innerWidth, maximumLength, typeCount]
        .contains(where: { $0 < 1 })
      {
        return "a size is not positive"
      }
      if width % headCount != 0 { return "width \(width) is no multiple of \(headCount) heads" }
      if !["gelu", "gelu_new", "gelu_pytorch_tanh", "relu"].contains(activation) {
        return "the activation “\(activation)” is not known"
      }
      if ![stateDropout, attentionDropout].allSatisfy({ (0..<1).contains($0) }) {
        return "a dropout is not between 0 and 1"
      }
      return nil
    }
  }
#endif
