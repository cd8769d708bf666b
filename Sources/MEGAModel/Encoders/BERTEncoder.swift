#if Torch
  /// The encoder of BERT, without its pooler.
  ///
  /// Source: Devlin, Chang, Lee & Toutanova, "BERT", NAACL 2019, doi:10.18653/v1/N19-1423.
  struct BERTEncoder {
    let configuration: BERTConfiguration
    let parameters: Parameters

    /// Starts with random numbers, as BERT's authors did.
    func initialize(with initializer: inout ParameterInitializer) throws(TorchError) {
      for (name, shape) in configuration.shapes {
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
    ///   - markersOnly: whether the last states of markers alone are wanted.
    ///   - isTraining: whether there is dropout.
    /// - Returns: B × L × width; with `markersOnly`, B × 2 × width.
    func states(of batch: Batch, markersOnly: Bool, isTraining: Bool) throws(TorchError) -> Tensor {
      let dropout = isTraining ? configuration.stateDropout : 0
      var x = try parameters["encoder.embeddings.word_embeddings.weight"]
        .embedding(batch.identifiers)
        .adding(parameters["encoder.embeddings.position_embeddings.weight"].narrowed(0, to: 0..<batch.length))
        .adding(types(of: batch))
      x = try norm(x, "encoder.embeddings.LayerNorm").dropout(dropout)
      // Zero for pieces, far below everything for padding, for every head and query alike.
      let bias = try batch.pieceMask.adding(-1).scaled(by: 1e9).reshaped([batch.size, 1, 1, batch.length])
      for i in 0..<configuration.layerCount {
        let prefix = "encoder.encoder.layer.\(i)."
        // What the last layer makes of other pieces is not read.
        let isLast = i == configuration.layerCount - 1
        let queries = isLast && markersOnly ? try batch.atMarkers(x) : x
        let attended = try attention(queries, x, bias, prefix + "attention.self.", isTraining: isTraining)
        x = try add(attended, to: queries, prefix + "attention.output.", dropout)
        let inner = try activate(x.linear(prefix + "intermediate.dense", parameters))
        x = try add(inner, to: x, prefix + "output.", dropout)
      }
      return x
    }

    /// What says of which text a piece is: phrases of a picture are the second, where the encoder knows one.
    private func types(of batch: Batch) throws(TorchError) -> Tensor {
      let table = parameters["encoder.embeddings.token_type_embeddings.weight"]
      guard let types = batch.types, configuration.typeCount > 1 else {
        return try table.narrowed(0, to: 0..<1)
      }
      return try table.embedding(types)
    }

    /// LayerNorm(x + linear(y)), with dropout behind the layer.
    private func add(
      _ y: Tensor, to x: Tensor, _ prefix: String, _ dropout: Double
    ) throws(TorchError) -> Tensor {
      let y = try y.linear(prefix + "dense", parameters).dropout(dropout)
      return try norm(y.adding(x), prefix + "LayerNorm")
    }

    private func attention(
      _ queries: Tensor, _ states: Tensor, _ bias: Tensor, _ prefix: String, isTraining: Bool
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

    private func norm(_ x: Tensor, _ name: String) throws(TorchError) -> Tensor {
      try x.layerNorm(
        weight: parameters[name + ".weight"], bias: parameters[name + ".bias"],
        epsilon: configuration.epsilon)
    }
  }

  extension BERTConfiguration {
    /// The parameters of an encoder, in their order.
    var shapes: [(name: String, shape: [Int])] {
      var shapes: [(name: String, shape: [Int])] = []
      func layer(_ name: String, _ inputs: Int, _ outputs: Int) {
        shapes += [("\(name).weight", [outputs, inputs]), ("\(name).bias", [outputs])]
      }
      func norm(_ name: String) {
        shapes += ["weight", "bias"].map { ("\(name).LayerNorm.\($0)", [width]) }
      }
      let tables = [("word", vocabularySize), ("position", maximumLength), ("token_type", typeCount)]
      shapes += tables.map { ("encoder.embeddings.\($0)_embeddings.weight", [$1, width]) }
      norm("encoder.embeddings")
      for i in 0..<layerCount {
        let prefix = "encoder.encoder.layer.\(i)."
        for part in ["self.query", "self.key", "self.value", "output.dense"] {
          layer(prefix + "attention." + part, width, width)
        }
        norm(prefix + "attention.output")
        layer(prefix + "intermediate.dense", width, innerWidth)
        layer(prefix + "output.dense", innerWidth, width)
        norm(prefix + "output")
      }
      return shapes
    }
  }
#endif
