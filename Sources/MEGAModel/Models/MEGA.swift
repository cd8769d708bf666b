#if Torch
  /// A model that classifies the relation between two mentions.
  ///
  /// ```swift
  /// let model = try MEGA(configuration, encoder: directory, seed: 1)
  /// ```
  ///
  /// Source of ``ModelKind/mega``: Zheng, Feng, Fu, Cai, Li & Wang, "Multimodal Relation Extraction with
  /// Efficient Graph Alignment", ACM MM 2021, doi:10.1145/3474085.3476968.
  public final class MEGA {
    public let configuration: MEGAConfiguration
    public let parameters: Parameters
    /// States to use instead of an encoder, a row for each piece.
    var frozenStates: Tensor?

    /// A model that has not learned anything.
    ///
    /// - Parameters:
    ///   - encoder: a trained encoder to start with; otherwise one of random numbers, or none, as the
    ///     configuration says.
    ///   - wordVectors: vectors to start with, for models that read words.
    /// - Throws: ``TorchError``, and what reading the encoder throws.
    public init(
      _ configuration: MEGAConfiguration, encoder: BERTDirectory? = nil,
      wordVectors: WordVectors? = nil, seed: UInt64 = 1, scalar: Tensor.Scalar = .float
    ) throws {
      self.configuration = configuration
      parameters = Parameters()
      var initializer = ParameterInitializer(seed: seed, scalar: scalar)
      if let encoder {
        precondition(encoder.configuration == configuration.encoder, "this is another encoder")
        try encoder.load(into: parameters)
      } else if let own = configuration.encoder {
        try BERTEncoder(own).initialize(parameters, with: &initializer)
      }
      if configuration.kind.readsWords {
        try initializeConvolution(wordVectors, &initializer)
      } else {
        try initializeHead(&initializer)
      }
      if configuration.isEncoderFrozen {
        for name in parameters.names(in: "encoder.") {
          try parameters[name].requireGradient(false)
        }
      }
    }

    /// Scores of all relations.
    ///
    /// - Parameter isTraining: whether there is dropout.
    /// - Returns: B × relations.
    func logits(of batch: Batch, isTraining: Bool) throws(TorchError) -> Tensor {
      if configuration.kind.readsWords {
        return try convolutionLogits(of: batch, isTraining: isTraining)
      }
      // Only the markers' states reach the classifier.
      if configuration.kind == .mtb || configuration.kind == .bertSG {
        let states = try states(of: batch, markersOnly: true, isTraining: isTraining)
          .reshaped([batch.size, 2 * configuration.stateWidth])
        return try configuration.kind == .mtb
          ? mtbLogits(states, isTraining: isTraining)
          : objectLogits(states, batch, isTraining: isTraining)
      }
      let states = try states(of: batch, markersOnly: false, isTraining: isTraining)
      return try configuration.preset == .release
        ? releaseLogits(states, batch, isTraining: isTraining)
        : fusedLogits(states, batch, isTraining: isTraining)
    }

    /// X: the states of pieces or, B × 2 × dₓ, of markers.
    func states(
      of batch: Batch, markersOnly: Bool, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      if let frozenStates {
        let states = try frozenStates.embedding(batch.identifiers)
        guard markersOnly else { return states }
        return try states.reshaped([batch.size * batch.length, configuration.stateWidth])
          .rows(batch.markers).reshaped([batch.size, 2, configuration.stateWidth])
      }
      guard let encoder = configuration.encoder else {
        preconditionFailure("there are neither encoder nor states")
      }
      func encode() throws(TorchError) -> Tensor {
        try BERTEncoder(encoder).states(
          of: batch, parameters, markers: markersOnly ? batch.markers : nil,
          isTraining: isTraining && !configuration.isEncoderFrozen)
      }
      return configuration.isEncoderFrozen
        ? try TorchLibrary.withoutGradients(encode) : try encode()
    }

    /// The head of OpenNRE's BERT: linear → dropout → linear.
    private func mtbLogits(_ z: Tensor, isTraining: Bool) throws(TorchError) -> Tensor {
      try z.linear("head.linear", parameters).dropout(isTraining ? configuration.dropout : 0)
        .linear("head.fc", parameters)
    }

    /// z = [h₁; h₂; Σⱼ W_p yⱼ] over real objects.
    private func objectLogits(
      _ markers: Tensor, _ batch: Batch, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      let objects = try batch.features!.linear("head.picture", parameters)
        .multiplied(by: batch.objectMask!.unsqueezed(-1)).sum(along: 1)
      return try classify(.concatenated([markers, objects]), isTraining: isTraining)
    }

    /// linear → ReLU → dropout → linear.
    func classify(_ z: Tensor, isTraining: Bool) throws(TorchError) -> Tensor {
      try z.linear("head.hidden", parameters).relu()
        .dropout(isTraining ? configuration.dropout : 0).linear("head.fc", parameters)
    }

    private func initializeHead(_ initializer: inout ParameterInitializer) throws(TorchError) {
      let (d, a) = (configuration.stateWidth, configuration.attentionWidth)
      let (p, r) = (configuration.featureWidth, configuration.relationCount)
      var layers: [(String, Int, Int)] = []
      switch (configuration.kind, configuration.preset) {
      case (.mtb, _): layers = [("linear", 2 * d, 2 * d), ("fc", 2 * d, r)]
      case (.bertSG, _):
        layers = [("picture", p, a), ("hidden", 2 * d + a, a), ("fc", a, r)]
      case (_, .release):
        layers = [
          ("linear_pic", p, a), ("linear_hidden", d, a), ("linear_q", a, a), ("linear_k", a, a),
          ("linear_v", a, a), ("linear_final1", 2 * a, a), ("linear_final", 2 * d + a, a),
          ("fc", a, r),
        ]
      case (_, let preset):
        layers = [("query", p, a), ("key", d, a), ("value", d, a)]
        if preset == .aligned { layers.append(("object", p, a)) }
        layers += [("hidden", preset == .aligned ? 5 * a : 3 * a, a), ("fc", a, r)]
      }
      for (name, inputs, outputs) in layers {
        try initializer.linear("head." + name, from: inputs, to: outputs, in: parameters)
      }
    }
  }
#endif
