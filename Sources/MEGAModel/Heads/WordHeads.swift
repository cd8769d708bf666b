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

  /// The maxima up to the first mention's first word, up to the second's, and behind that, and a linear layer.
  ///
  /// Source: Zeng, Liu, Chen & Zhao, "Distant Supervision for Relation Extraction via Piecewise
  /// Convolutional Neural Networks", EMNLP 2015, doi:10.18653/v1/D15-1203.
  struct PCNNHead: ModelHead {
    let configuration: ModelConfiguration

    var layers: [Layer] { [("fc", 3 * configuration.stateWidth, configuration.relationCount)] }

    func logits(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters, dropout: Double
    ) throws(TorchError) -> Tensor {
      let (size, length) = (batch.size, batch.length)
      var parts: [Tensor] = []
      for part in 0..<3 {
        // What is outside of a piece is lowered by 100, which ReLU makes zero.
        var offsets = [Float](repeating: -100, count: size * length)
        for (i, own) in batch.places.enumerated() {
          let (first, second) = (min(own.head, own.tail), max(own.head, own.tail))
          for j in 0..<own.count where part == (j <= first ? 0 : j <= second ? 1 : 2) {
            offsets[i * length + j] = 0
          }
        }
        let offset = try Tensor(offsets, shape: [size, 1, length]).to(states.scalar, device: states.device)
        parts.append(try states.adding(offset).relu().maximum(along: 2))
      }
      return try Tensor.concatenated(parts).dropout(dropout).dropout(dropout).linear("head.fc", parameters)
    }
  }
#endif
