#if Torch
  public import Files
  internal import Foundation

  /// The sizes of a BERT: Hugging Face's `config.json`.
  public struct BERTConfiguration: Sendable, Equatable, Codable {
    public var vocabularySize = 30_522
    public var width = 768
    public var layerCount = 12
    public var headCount = 12
    public var innerWidth = 3072
    /// `gelu`, `gelu_new`, `gelu_pytorch_tanh` or `relu`.
    public var activation = "gelu"
    public var epsilon = 1e-12
    public var maximumLength = 512
    public var typeCount = 2
    public var stateDropout = 0.1
    public var attentionDropout = 0.1

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
    public init(from decoder: any Decoder) throws {
      self.init()
      let values = try decoder.container(keyedBy: CodingKeys.self)
      func read<Value: Decodable>(_ key: CodingKeys, _ value: inout Value) throws {
        if let own = try values.decodeIfPresent(Value.self, forKey: key) { value = own }
      }
      try read(.vocabularySize, &vocabularySize)
      try read(.width, &width)
      try read(.layerCount, &layerCount)
      try read(.headCount, &headCount)
      try read(.innerWidth, &innerWidth)
      try read(.activation, &activation)
      try read(.epsilon, &epsilon)
      try read(.maximumLength, &maximumLength)
      try read(.typeCount, &typeCount)
      try read(.stateDropout, &stateDropout)
      try read(.attentionDropout, &attentionDropout)
    }

    /// Reads `config.json`.
    ///
    /// - Throws: ``Files/FileError`` when it is no JSON, or when its numbers make no BERT.
    public init(contentsOf path: String) throws(FileError) {
      let contents = try FileContents(at: path)
      let bytes = unsafe contents.withBytes { bytes in unsafe Data(bytes) }
      do {
        self = try JSONDecoder().decode(BERTConfiguration.self, from: bytes)
      } catch {
        throw FileError(file: path, reason: "is no configuration of a BERT: \(error)")
      }
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
