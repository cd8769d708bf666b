#if Torch
  /// The maximum over all words of what each filter sees, and a linear layer.
  struct CNNHead: ModelHead {
    let configuration: ModelConfiguration

    init(_ configuration: ModelConfiguration) { self.configuration = configuration }

    func initialize(
      _ parameters: Parameters, with initializer: inout ParameterInitializer
    ) throws(TorchError) {
      try initializer.layers(
        ["fc": (configuration.stateWidth, configuration.relationCount)], in: parameters)
    }

    func logits(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      // OpenNRE drops twice: behind the encoder, and before the classifier.
      let share = isTraining ? configuration.dropout : 0
      return try states.relu().maximum(along: 2).dropout(share).dropout(share)
        .linear("head.fc", parameters)
    }
  }
#endif
