#if Torch
  internal import LinearAlgebra

  // Positions relative to a mention are cut off 128 words before and 127 behind it; row 0 is padding.
  private let positionCount = 256

  extension MEGA {
    /// Tables and layers of `glove-cnn` and `pcnn`.
    func initializeConvolution(
      _ vectors: WordVectors?, _ initializer: inout ParameterInitializer
    ) throws(TorchError) {
      guard let words = configuration.words else {
        preconditionFailure("there is no table of words")
      }
      let prefix = "head."
      if let vectors {
        precondition(
          vectors.rows.rowCount == words.count && vectors.rows.columnCount == words.width,
          "the table of words has another shape")
        try parameters.add(
          prefix + "words.weight",
          Tensor(vectors.rows.elements, shape: [words.count, words.width])
            .to(initializer.scalar))
      } else {
        // The last row is padding, and stays zero for it has no gradient.
        let known = try initializer.normal(
          [words.count - 1, words.width], deviation: 1 / Double(words.width).squareRoot())
        try parameters.add(
          prefix + "words.weight",
          .concatenated([known, initializer.constant(0, [1, words.width])], along: 0).detached())
      }
      for name in ["head_positions", "tail_positions"] {
        let known = try initializer.normal([positionCount - 1, words.positionWidth], deviation: 1)
        try parameters.add(
          prefix + name + ".weight",
          .concatenated([initializer.constant(0, [1, words.positionWidth]), known], along: 0)
            .detached())
      }
      let inputs = words.width + 2 * words.positionWidth
      let bound = 1 / Double(inputs * words.filterSize).squareRoot()
      try parameters.add(
        prefix + "conv.weight",
        initializer.uniform([words.filterCount, inputs, words.filterSize], bound: bound))
      try parameters.add(
        prefix + "conv.bias", initializer.uniform([words.filterCount], bound: bound))
      try initializer.linear(
        prefix + "fc", from: words.filterCount * (configuration.kind == .pcnn ? 3 : 1),
        to: configuration.relationCount, in: parameters)
    }

    /// Scores of the models that read words.
    func convolutionLogits(of batch: Batch, isTraining: Bool) throws(TorchError) -> Tensor {
      let words = configuration.words!
      let (size, length) = (batch.size, batch.length)
      func positions(_ place: KeyPath<(head: Int, tail: Int, count: Int), Int>) throws(TorchError)
        -> Tensor
      {
        var values = [Int](repeating: 0, count: size * length)
        for (i, own) in batch.places.enumerated() {
          for j in 0..<own.count {
            values[i * length + j] = min(
              max(j - own[keyPath: place] + positionCount / 2, 0), positionCount - 1)
          }
        }
        return try Tensor(values, shape: [size, length]).to(device: batch.identifiers.device)
      }
      let x = try Tensor.concatenated([
        parameters["head.words.weight"].embedding(
          batch.identifiers, paddingIndex: words.count - 1),
        parameters["head.head_positions.weight"].embedding(
          positions(\.head), paddingIndex: 0),
        parameters["head.tail_positions.weight"].embedding(
          positions(\.tail), paddingIndex: 0),
      ])
      let convolved = try x.transposed(1, 2).conv1d(
        weight: parameters["head.conv.weight"], bias: parameters["head.conv.bias"],
        padding: words.filterSize / 2)
      let pooled =
        configuration.kind == .pcnn
        ? try pieceMaxima(convolved, batch) : try convolved.relu().maximum(along: 2)
      // OpenNRE drops twice: behind the encoder, and before the classifier.
      let share = isTraining ? configuration.dropout : 0
      return try pooled.dropout(share).dropout(share).linear("head.fc", parameters)
    }

    /// The maxima up to the first mention's first word, up to the second's, and behind that.
    ///
    /// What is outside of a piece is lowered by 100, which ReLU makes zero.
    ///
    /// Source: Zeng, Liu, Chen & Zhao, "Distant Supervision for Relation Extraction via Piecewise
    /// Convolutional Neural Networks", EMNLP 2015, doi:10.18653/v1/D15-1203.
    private func pieceMaxima(_ convolved: Tensor, _ batch: Batch) throws(TorchError) -> Tensor {
      let (size, length) = (batch.size, batch.length)
      var parts: [Tensor] = []
      for part in 0..<3 {
        var offsets = [Float](repeating: -100, count: size * length)
        for (i, own) in batch.places.enumerated() {
          let (first, second) = (min(own.head, own.tail), max(own.head, own.tail))
          for j in 0..<own.count where part == (j <= first ? 0 : j <= second ? 1 : 2) {
            offsets[i * length + j] = 0
          }
        }
        let offset = try Tensor(offsets, shape: [size, 1, length])
          .to(convolved.scalar, device: convolved.device)
        parts.append(try convolved.adding(offset).relu().maximum(along: 2))
      }
      return try .concatenated(parts)
    }
  }
#endif
