#if Torch
  /// The encoder of BERT, without its pooler.
  ///
  /// Source: Devlin, Chang, Lee & Toutanova, "BERT", NAACL 2019, doi:10.18653/v1/N19-1423.
  struct BERTEncoder: Sendable {
    let configuration: BERTConfiguration

    init(_ configuration: BERTConfiguration) { self.configuration = configuration }

    var shapes: [(name: String, shape: [Int])] {
      let (d, f) = (configuration.width, configuration.innerWidth)
      var shapes: [(String, [Int])] = [
        ("embeddings.word_embeddings.weight", [configuration.vocabularySize, d]),
        ("embeddings.position_embeddings.weight", [configuration.maximumLength, d]),
        ("embeddings.token_type_embeddings.weight", [configuration.typeCount, d]),
        ("embeddings.LayerNorm.weight", [d]), ("embeddings.LayerNorm.bias", [d]),
      ]
      func layer(_ name: String, _ inputs: Int, _ outputs: Int) {
        shapes += [(name + ".weight", [outputs, inputs]), (name + ".bias", [outputs])]
      }
      for i in 0..<configuration.layerCount {
        let prefix = "encoder.layer.\(i)."
        for part in ["query", "key", "value"] { layer(prefix + "attention.self." + part, d, d) }
        layer(prefix + "attention.output.dense", d, d)
        shapes += [
          (prefix + "attention.output.LayerNorm.weight", [d]),
          (prefix + "attention.output.LayerNorm.bias", [d]),
        ]
        layer(prefix + "intermediate.dense", d, f)
        layer(prefix + "output.dense", f, d)
        shapes += [(prefix + "output.LayerNorm.weight", [d]), (prefix + "output.LayerNorm.bias", [d])]
      }
      return shapes.map { (name: "encoder." + $0.0, shape: $0.1) }
    }

    /// Starts with random numbers, as BERT's authors did.
    func initialize(
      _ parameters: Parameters, with initializer: inout ParameterInitializer
    ) throws(TorchError) {
      for (name, shape) in shapes {
        if name.hasSuffix("LayerNorm.weight") {
          try parameters.add(name, initializer.constant(1, shape))
        } else if name.hasSuffix("bias") {
          try parameters.add(name, initializer.constant(0, shape))
        } else {
          try parameters.add(name, initializer.normal(shape, deviation: 0.02))
        }
      }
    }

    /// The state of every piece.
    ///
    /// - Parameters:
    ///   - markers: rows of the batch, B · L of them, whose last states alone are wanted; `nil` for all.
    ///   - isTraining: whether there is dropout.
    /// - Returns: B × L × width; with `markers`, B × markers per sample × width.
    func states(
      of batch: Batch, _ parameters: Parameters, markers: Tensor? = nil, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      let (size, length) = (batch.size, batch.length)
      let dropout = isTraining ? configuration.stateDropout : 0
      var x = try parameters["encoder.embeddings.word_embeddings.weight"]
        .embedding(batch.identifiers)
        .adding(parameters["encoder.embeddings.position_embeddings.weight"].narrowed(0, to: 0..<length))
        .adding(parameters["encoder.embeddings.token_type_embeddings.weight"].narrowed(0, to: 0..<1))
      x = try norm(x, "encoder.embeddings.LayerNorm", parameters).dropout(dropout)
      // Zero for pieces, far below everything for padding, for every head and query alike.
      let bias = try batch.pieceMask.adding(-1).scaled(by: 1e9).reshaped([size, 1, 1, length])
      for i in 0..<configuration.layerCount {
        let prefix = "encoder.encoder.layer.\(i)."
        // What the last layer makes of other pieces is not read.
        var queries = x
        if i == configuration.layerCount - 1, let markers {
          queries = try x.reshaped([size * length, configuration.width]).rows(markers)
            .reshaped([size, -1, configuration.width])
        }
        let attended = try attention(
          queries, x, bias, prefix + "attention.self.", parameters, isTraining: isTraining)
        x = try norm(
          attended.linear(prefix + "attention.output.dense", parameters).dropout(dropout)
            .adding(queries), prefix + "attention.output.LayerNorm", parameters)
        let inner = try activate(x.linear(prefix + "intermediate.dense", parameters))
        x = try norm(
          inner.linear(prefix + "output.dense", parameters).dropout(dropout).adding(x),
          prefix + "output.LayerNorm", parameters)
      }
      return x
    }

    private func attention(
      _ queries: Tensor, _ states: Tensor, _ bias: Tensor, _ prefix: String,
      _ parameters: Parameters, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      let heads = configuration.headCount
      let width = configuration.width / heads
      func split(_ tensor: Tensor) throws(TorchError) -> Tensor {
        let shape = tensor.shape
        return try tensor.reshaped([shape[0], shape[1], heads, width]).transposed(1, 2)
      }
      let q = try split(
        queries.linear(prefix + "query", parameters).scaled(by: 1 / Double(width).squareRoot()))
      let k = try split(states.linear(prefix + "key", parameters))
      let v = try split(states.linear(prefix + "value", parameters))
      let weights = try q.matmul(k.transposed()).adding(bias).softmax()
        .dropout(isTraining ? configuration.attentionDropout : 0)
      let shape = queries.shape
      return try weights.matmul(v).transposed(1, 2).reshaped([shape[0], shape[1], heads * width])
    }

    private func activate(_ x: Tensor) throws(TorchError) -> Tensor {
      switch configuration.activation {
      case "relu": try x.relu()
      case "gelu": try x.gelu()
      default: try x.gelu(approximately: true)
      }
    }

    private func norm(_ x: Tensor, _ name: String, _ parameters: Parameters) throws(TorchError) -> Tensor {
      try x.layerNorm(
        weight: parameters[name + ".weight"], bias: parameters[name + ".bias"],
        epsilon: configuration.epsilon)
    }
  }
#endif
