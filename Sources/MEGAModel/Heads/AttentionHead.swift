#if Torch
  /// BERT+SG+Att: words that the objects of the picture pay attention to; ``MEGAHead`` without alignment.
  ///
  ///     β = softmax(QKᵀ ∕ √dₐ),  Q = Y·W_q,  K = X·W_k,  V = X·W_v
  ///     Y* = β·V;  ŷ = Σᵢ y*ᵢ over real objects;  z = [V₁; V₂; ŷ]
  ///
  /// With ``ModelPreset/aligned``, z ends in the zeros of two mentions that no object is aligned with.
  struct AttentionHead: ModelHead {
    /// What a picture's objects are aligned with.
    struct Alignment {
      /// α: B × L × m.
      let pieces: Tensor
      /// ᾱ, the means over the tokens of both mentions: B × m each.
      let mentions: [Tensor]
    }

    let configuration: ModelConfiguration

    init(_ configuration: ModelConfiguration) { self.configuration = configuration }

    func initialize(
      _ parameters: Parameters, with initializer: inout ParameterInitializer
    ) throws(TorchError) {
      let (d, a, p) = (
        configuration.stateWidth, configuration.attentionWidth, configuration.featureWidth
      )
      try initializer.layers(["query": (p, a), "key": (d, a), "value": (d, a)], in: parameters)
      let isAligned = configuration.preset == .aligned
      if isAligned { try initializer.layers(["object": (p, a)], in: parameters) }
      try initializer.layers(
        ["hidden": ((isAligned ? 5 : 3) * a, a), "fc": (a, configuration.relationCount)],
        in: parameters)
    }

    func attention(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters
    ) throws(TorchError) -> Tensor? {
      let q = try batch.features!.linear("head.query", parameters)
      let k = try states.linear("head.key", parameters)
      return try q.attention(to: k, mask: batch.pieceMask)
    }

    func logits(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      try logits(states, batch, parameters, alignment: nil, isTraining: isTraining)
    }

    /// The same with alignment: Y* = (αᵀ + β)·V.
    func logits(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters, alignment: Alignment?,
      isTraining: Bool
    ) throws(TorchError) -> Tensor {
      let width = configuration.attentionWidth
      let v = try states.linear("head.value", parameters)
      var weights = try attention(states, batch, parameters)!
      if let alignment { weights = try weights.adding(alignment.pieces.transposed()) }
      let pooled = try weights.matmul(v).multiplied(by: batch.objectMask!.unsqueezed(-1))
        .sum(along: 1)
      let rows = try v.reshaped([batch.size * batch.length, width])
      var parts = [try rows.rows(batch.heads), try rows.rows(batch.tails), pooled]
      if configuration.preset == .aligned {
        let objects = try batch.features!.linear("head.object", parameters)
          .multiplied(by: batch.objectMask!.unsqueezed(-1))
        for mention in 0..<2 {
          guard let alignment else {
            parts.append(try pooled.scaled(by: 0))
            continue
          }
          parts.append(
            try alignment.mentions[mention].unsqueezed(1).matmul(objects)
              .reshaped([batch.size, width]))
        }
      }
      return try Tensor.concatenated(parts)
        .classified(parameters, dropout: isTraining ? configuration.dropout : 0)
    }
  }

  extension Tensor {
    /// softmax(QKᵀ ∕ √d) of these queries, without padding if there is a mask.
    func attention(to keys: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
      var scores = try matmul(keys.transposed()).scaled(by: 1 / Double(shape[2]).squareRoot())
      if let mask {
        scores = try scores.adding(mask.adding(-1).scaled(by: 1e9).unsqueezed(1))
      }
      return try scores.softmax()
    }
  }
#endif
