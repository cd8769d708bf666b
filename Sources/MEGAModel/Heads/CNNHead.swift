#if Torch
  /// The maximum over all words of what each filter sees, and a linear layer.
  struct CNNHead: ModelHead {
    let configuration: ModelConfiguration

    var layers: [Layer] { [("fc", configuration.stateWidth, configuration.relationCount)] }

    func logits(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters, dropout: Double
    ) throws(TorchError) -> Tensor {
      // OpenNRE drops twice: behind the encoder, and before the classifier.
      return try states.relu().maximum(along: 2).dropout(dropout).dropout(dropout)
        .linear("head.fc", parameters)
    }
  }
#endif
