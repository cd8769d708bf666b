#if Torch
  /// MEGA: words that the objects of the picture pay attention to or are aligned with. Without alignment it is
  /// BERT+SG+Att.
  ///
  /// The paper's equations 19 to 26, and those of ``ModelPreset/aligned``; without alignment α is zero:
  ///
  ///     β = softmax(QKᵀ ∕ √dₐ),  Q = Y·W_q,  K = X·W_k,  V = X·W_v
  ///     Y* = (αᵀ + β)·V;  ŷ = Σᵢ y*ᵢ over real objects;  z = [V₁; V₂; ŷ]
  ///     u = Σⱼ ᾱⱼ·(yⱼ·W_p) of each mention;  z = [V₁; V₂; ŷ; u₁; u₂]
  ///
  /// Source: Zheng, Feng, Fu, Cai, Li & Wang, "Multimodal Relation Extraction with Efficient Graph
  /// Alignment", ACM MM 2021, doi:10.1145/3474085.3476968.
  struct MEGAHead: ModelHead {
    let configuration: ModelConfiguration
    let parameters: Parameters

    private var isAligned: Bool { configuration.preset == .aligned }

    var layers: [Layer] {
      let (d, a) = (configuration.stateWidth, configuration.attentionWidth)
      let p = configuration.featureWidth
      return [("query", p, a), ("key", d, a), ("value", d, a)]
        + (isAligned ? [("object", p, a)] : [])
        + [("hidden", (isAligned ? 5 : 3) * a, a), ("fc", a, configuration.relationCount)]
    }

    func attention(_ states: Tensor, _ batch: Batch) throws(TorchError) -> Tensor? {
      let q = try batch.features!.linear("head.query", parameters)
      return try q.attention(to: states.linear("head.key", parameters), mask: batch.pieceMask)
    }

    func logits(_ states: Tensor, _ batch: Batch, dropout: Double) throws(TorchError) -> Tensor {
      let width = configuration.attentionWidth
      let v = try states.linear("head.value", parameters)
      var weights = try attention(states, batch)!
      if let alignment = batch.alignment { weights = try weights.adding(alignment.pieces.transposed()) }
      let mask = try batch.objectMask!.unsqueezed(-1)
      let pooled = try weights.matmul(v).multiplied(by: mask).sum(along: 1)
      var parts = [try batch.atMarkers(v).reshaped([batch.size, 2 * width]), pooled]
      if isAligned {
        let objects = try batch.features!.linear("head.object", parameters).multiplied(by: mask)
        let none = try pooled.scaled(by: 0)
        for mention in 0..<2 {
          let own = try batch.alignment?.mentions[mention].unsqueezed(1).matmul(objects)
          parts.append(try own?.reshaped([batch.size, width]) ?? none)
        }
      }
      return try Tensor.concatenated(parts).classified(parameters, dropout: dropout)
    }
  }
#endif
