#if Torch
  internal import LinearAlgebra

  /// Word vectors and places relative to both mentions, seen by the filters of a convolution: what
  /// ``WordHead`` reads.
  struct WordEncoder {
    let words: ModelConfiguration.WordTable
    let parameters: Parameters

    // Positions relative to a mention are cut off 128 words before and 127 behind it; row 0 is padding.
    private static let positionCount = 256

    /// Adds the tables and the filters.
    ///
    /// - Parameter vectors: the table to start with; `nil` for random numbers.
    /// - Precondition: the table has the shape that ``words`` says.
    func initialize(
      _ vectors: WordVectors?, with initializer: inout ParameterInitializer
    ) throws(TorchError) {
      let table: Tensor
      if let vectors {
        precondition(
          vectors.rows.rowCount == words.count && vectors.rows.columnCount == words.width,
          "the table of words has another shape")
        table = try Tensor(vectors.rows.elements, shape: [words.count, words.width]).to(initializer.scalar)
      } else {
        // The last row is padding, and stays zero for it has no gradient.
        let known = try initializer.normal(
          [words.count - 1, words.width], deviation: 1 / Double(words.width).squareRoot())
        table = try .concatenated([known, initializer.constant(0, [1, words.width])], along: 0).detached()
      }
      try parameters.add("head.words.weight", table)
      for name in ["head.head_positions.weight", "head.tail_positions.weight"] {
        let known = try initializer.normal([Self.positionCount - 1, words.positionWidth], deviation: 1)
        let padding = try initializer.constant(0, [1, words.positionWidth])
        try parameters.add(name, .concatenated([padding, known], along: 0).detached())
      }
      let inputs = words.width + 2 * words.positionWidth
      let bound = 1 / Double(inputs * words.filterSize).squareRoot()
      try parameters.add(
        "head.conv.weight", initializer.uniform([words.filterCount, inputs, words.filterSize], bound: bound))
      try parameters.add("head.conv.bias", initializer.uniform([words.filterCount], bound: bound))
    }

    /// What each filter sees around each word: B × filters × L.
    func states(of batch: Batch) throws(TorchError) -> Tensor {
      let x = try Tensor.concatenated([
        parameters["head.words.weight"].embedding(batch.identifiers, paddingIndex: words.count - 1),
        parameters["head.head_positions.weight"].embedding(positions(in: batch, of: \.head), paddingIndex: 0),
        parameters["head.tail_positions.weight"].embedding(positions(in: batch, of: \.tail), paddingIndex: 0),
      ])
      return try x.transposed(1, 2).conv1d(
        weight: parameters["head.conv.weight"], bias: parameters["head.conv.bias"],
        padding: words.filterSize / 2)
    }

    /// The rows of the tables of positions: B × L.
    private func positions(in batch: Batch, of mention: KeyPath<Example, Int>) throws(TorchError) -> Tensor {
      let values = batch.examples.flatMap { own in
        (0..<batch.length).map { word in
          let row = word - own[keyPath: mention] + Self.positionCount / 2
          return word < own.count ? min(max(row, 0), Self.positionCount - 1) : 0
        }
      }
      return try Tensor(values, shape: [batch.size, batch.length]).to(device: batch.identifiers.device)
    }
  }
#endif
