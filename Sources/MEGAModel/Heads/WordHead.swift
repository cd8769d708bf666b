#if Torch
  /// The maximum of what each filter sees, and a linear layer: over all words, or, in the piecewise model, up to
  /// the first mention's first word, up to the second's, and behind that.
  ///
  /// Source: Zeng, Liu, Chen & Zhao, "Distant Supervision for Relation Extraction via Piecewise
  /// Convolutional Neural Networks", EMNLP 2015, doi:10.18653/v1/D15-1203.
  struct WordHead: ModelHead {
    let configuration: ModelConfiguration
    let parameters: Parameters

    private var isPiecewise: Bool { configuration.kind == .pcnn }

    var layers: [Layer] {
      [("fc", (isPiecewise ? 3 : 1) * configuration.stateWidth, configuration.relationCount)]
    }

    func logits(_ states: Tensor, _ batch: Batch, dropout: Double) throws(TorchError) -> Tensor {
      var parts: [Tensor] = []
      for part in isPiecewise ? try pieces(of: states, batch) : [states] {
        parts.append(try part.relu().maximum(along: 2))
      }
      // OpenNRE drops twice: behind the encoder, and before the classifier.
      return try Tensor.concatenated(parts).dropout(dropout).dropout(dropout).linear("head.fc", parameters)
    }

    /// The states of each piece, with all others lowered by 100, which ReLU makes zero.
    private func pieces(of states: Tensor, _ batch: Batch) throws(TorchError) -> [Tensor] {
      try (0..<3).map { (part) throws(TorchError) in
        let offsets = batch.examples.flatMap { own in
          let first = min(own.head, own.tail) + 1
          let second = max(own.head, own.tail) + 1
          let piece = [0..<first, first..<second, second..<max(second, own.count)][part]
          return (0..<batch.length).map { piece.contains($0) ? Float(0) : -100 }
        }
        let offset = try Tensor(offsets, shape: [batch.size, 1, batch.length])
        return try states.adding(offset.to(states.scalar, device: states.device))
      }
    }
  }
#endif
