#if Torch
  /// What a model does with the states of its encoder: layers of its own, and the scores of all relations.
  ///
  /// There is a type for each ``ModelKind``, and one for the equations of the published code.
  protocol ModelHead: Sendable {
    init(_ configuration: ModelConfiguration)

    /// Adds its parameters, with the numbers that learning starts with.
    func initialize(
      _ parameters: Parameters, with initializer: inout ParameterInitializer
    ) throws(TorchError)

    /// Scores of all relations.
    ///
    /// - Parameters:
    ///   - states: B × L × dₓ; B × 2 × dₓ if ``ModelKind/readsMarkersOnly``; B × filters × L for words.
    ///   - isTraining: whether there is dropout.
    /// - Returns: B × relations.
    func logits(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters, isTraining: Bool
    ) throws(TorchError) -> Tensor

    /// β: how much each object attends to each piece, B × m × L; `nil` if objects pay no attention.
    func attention(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters
    ) throws(TorchError) -> Tensor?
  }

  extension ModelHead {
    func attention(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters
    ) throws(TorchError) -> Tensor? { nil }
  }

  extension ModelConfiguration {
    /// The head that the kind and the preset ask for.
    var head: any ModelHead {
      switch (kind, preset) {
      case (.gloveCNN, _): CNNHead(self)
      case (.pcnn, _): PCNNHead(self)
      case (.mtb, _): MTBHead(self)
      case (.bertSG, _): ObjectSumHead(self)
      case (_, .release): ReleaseHead(self)
      case (.bertSGAttention, _): AttentionHead(self)
      case (.mega, _): MEGAHead(self)
      }
    }
  }

  extension ParameterInitializer {
    /// Adds several linear layers of a head.
    mutating func layers(
      _ layers: KeyValuePairs<String, (Int, Int)>, in parameters: Parameters
    ) throws(TorchError) {
      for (name, sizes) in layers {
        try linear("head." + name, from: sizes.0, to: sizes.1, in: parameters)
      }
    }
  }

  extension Tensor {
    /// linear → ReLU → dropout → linear, as the heads on objects end.
    func classified(
      _ parameters: Parameters, dropout: Double
    ) throws(TorchError) -> Tensor {
      try linear("head.hidden", parameters).relu().dropout(dropout).linear("head.fc", parameters)
    }
  }
#endif
