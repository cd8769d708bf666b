#if Torch
  /// A model that classifies the relation between two mentions: an encoder, and a head for its states.
  ///
  /// ```swift
  /// let model = try RelationModel(configuration, encoder: directory, seed: 1)
  /// ```
  public final class RelationModel {
    /// What the model is made of.
    public let configuration: ModelConfiguration
    /// The numbers that it learns.
    public let parameters: Parameters
    private let head: any ModelHead
    /// States to use instead of an encoder, a row for each piece.
    var frozenStates: Tensor?

    /// A model that has not learned anything.
    ///
    /// - Parameters:
    ///   - configuration: what the model is made of.
    ///   - encoder: a trained encoder to start with; otherwise one of random numbers, or none, as the
    ///     configuration says.
    ///   - wordVectors: vectors to start with, for models that read words.
    ///   - seed: decides the random numbers.
    /// - Throws: ``TorchError``, and ``/Files/FileError`` when the encoder cannot be read.
    /// - Complexity: O(parameters)
    public convenience init(
      _ configuration: ModelConfiguration, encoder: BERTDirectory? = nil,
      wordVectors: WordVectors? = nil, seed: UInt64 = 1
    ) throws {
      try self.init(configuration, encoder: encoder, wordVectors: wordVectors, seed: seed, scalar: .float)
    }

    /// - Parameter scalar: `.double` for models whose gradients are compared with differences.
    init(
      _ configuration: ModelConfiguration, encoder: BERTDirectory? = nil,
      wordVectors: WordVectors? = nil, seed: UInt64 = 1, scalar: Tensor.Scalar
    ) throws {
      self.configuration = configuration
      parameters = Parameters()
      head = configuration.head(parameters)
      var initializer = ParameterInitializer(seed: seed, scalar: scalar)
      if let encoder {
        precondition(encoder.configuration == configuration.encoder, "this is another encoder")
        try encoder.load(into: parameters)
      } else if let own = configuration.encoder {
        try BERTEncoder(configuration: own, parameters: parameters).initialize(with: &initializer)
      }
      if configuration.kind.readsWords {
        guard let words = configuration.words else { preconditionFailure("there is no table of words") }
        try WordEncoder(words: words, parameters: parameters).initialize(wordVectors, with: &initializer)
      }
      try head.initialize(with: &initializer)
      if configuration.isEncoderFrozen { try freezeEncoder() }
    }

    private func freezeEncoder() throws(TorchError) {
      for name in parameters.names(in: "encoder.") { try parameters[name].requireGradient(false) }
    }

    /// Moves the parameters to a device; their gradients are forgotten.
    ///
    /// - Throws: ``TorchError`` when the device is not there.
    public func move(to device: TorchDevice) throws(TorchError) {
      try device.require()
      try parameters.move(to: device)
      if configuration.isEncoderFrozen { try freezeEncoder() }
    }

    /// Scores of all relations.
    ///
    /// - Parameter isTraining: whether there is dropout.
    /// - Returns: B × relations.
    func logits(of batch: Batch, isTraining: Bool) throws(TorchError) -> Tensor {
      let states = try states(
        of: batch, markersOnly: configuration.kind.readsMarkersOnly, isTraining: isTraining)
      return try head.logits(states, batch, dropout: isTraining ? configuration.dropout : 0)
    }

    /// β as the model uses it; `nil` if it has none.
    func attentionWeights(_ batch: Batch) throws(TorchError) -> Tensor? {
      try head.attention(states(of: batch, markersOnly: false, isTraining: false), batch)
    }

    /// X: the states of pieces, B × L × dₓ; of markers, B × 2 × dₓ; or of words, B × filters × L.
    func states(of batch: Batch, markersOnly: Bool, isTraining: Bool) throws(TorchError) -> Tensor {
      if let words = configuration.words {
        return try WordEncoder(words: words, parameters: parameters).states(of: batch)
      }
      if let frozenStates {
        let states = try frozenStates.embedding(batch.identifiers)
        return markersOnly ? try batch.atMarkers(states) : states
      }
      guard let encoder = configuration.encoder else {
        preconditionFailure("there are neither encoder nor states")
      }
      func encode() throws(TorchError) -> Tensor {
        try BERTEncoder(configuration: encoder, parameters: parameters).states(
          of: batch, markersOnly: markersOnly, isTraining: isTraining && !configuration.isEncoderFrozen)
      }
      return configuration.isEncoderFrozen ? try TorchLibrary.withoutGradients(encode) : try encode()
    }
  }
#endif
