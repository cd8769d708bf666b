#if Torch
  extension MEGA {
    /// β: how much each object attends to each piece, B × m × L; rows sum to one.
    ///
    ///     β = softmax(QKᵀ ∕ √dₐ),  Q = Y·W_q,  K = X·W_k
    func attention(_ states: Tensor, _ batch: Batch) throws(TorchError) -> Tensor {
      let q = try batch.features!.linear("head.query", parameters)
      let k = try states.linear("head.key", parameters)
      return try softmax(q, k, mask: batch.pieceMask)
    }

    /// β as the model uses it.
    func attentionWeights(_ batch: Batch) throws(TorchError) -> Tensor {
      let states = try states(of: batch, markersOnly: false, isTraining: false)
      guard configuration.preset == .release else { return try attention(states, batch) }
      let q = try batch.features!.linear("head.linear_pic", parameters)
        .linear("head.linear_q", parameters)
      let k = try states.linear("head.linear_hidden", parameters).linear(
        "head.linear_k", parameters)
      return try softmax(q, k, mask: nil)
    }

    /// softmax(QKᵀ ∕ √d), without padding if there is a mask.
    private func softmax(_ q: Tensor, _ k: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
      var scores = try q.matmul(k.transposed())
        .scaled(by: 1 / Double(configuration.attentionWidth).squareRoot())
      if let mask {
        scores = try scores.adding(mask.adding(-1).scaled(by: 1e9).unsqueezed(1))
      }
      return try scores.softmax()
    }

    /// The paper's equations 19 to 26, and ``ModelPreset/aligned``:
    ///
    ///     Y* = (αᵀ + β)·V;  ŷ = Σᵢ y*ᵢ over real objects;  z = [V₁; V₂; ŷ]
    ///     u = Σⱼ ᾱⱼ·(yⱼ·W_p) of each mention;  z = [V₁; V₂; ŷ; u₁; u₂]
    func fusedLogits(
      _ states: Tensor, _ batch: Batch, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      let width = configuration.attentionWidth
      let v = try states.linear("head.value", parameters)
      var weights = try attention(states, batch)
      if let alignment = batch.alignment { weights = try weights.adding(alignment.transposed()) }
      let pooled = try weights.matmul(v).multiplied(by: batch.objectMask!.unsqueezed(-1))
        .sum(along: 1)
      let rows = try v.reshaped([batch.size * batch.length, width])
      var parts = [try rows.rows(batch.heads), try rows.rows(batch.tails), pooled]
      if configuration.preset == .aligned {
        let objects = try batch.features!.linear("head.object", parameters)
          .multiplied(by: batch.objectMask!.unsqueezed(-1))
        for mention in [batch.headObjects, batch.tailObjects] {
          guard let mention else {
            parts.append(try pooled.scaled(by: 0))
            continue
          }
          parts.append(
            try mention.unsqueezed(1).matmul(objects).reshaped([batch.size, width]))
        }
      }
      return try classify(.concatenated(parts), isTraining: isTraining)
    }

    /// What the published code computes: padding takes part in attention, α is reshaped where it should be
    /// transposed, missing objects count, and nothing but sigmoids is not linear.
    func releaseLogits(
      _ states: Tensor, _ batch: Batch, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      let hidden = try states.linear("head.linear_hidden", parameters)
      let q = try batch.features!.linear("head.linear_pic", parameters)
        .linear("head.linear_q", parameters)
      let k = try hidden.linear("head.linear_k", parameters)
      let v = try hidden.linear("head.linear_v", parameters)
      let semantic = try softmax(q, k, mask: nil).matmul(v).sigmoid()
      let structural: Tensor
      if let alignment = batch.alignment {
        // B × L × m read as B × m × L.
        structural = try alignment.reshaped([batch.size, configuration.objectLimit, batch.length])
          .matmul(hidden)
      } else {
        structural = try semantic.scaled(by: 0)
      }
      let picture = try Tensor.concatenated([semantic, structural])
        .linear("head.linear_final1", parameters).sum(along: 1)
      let rows = try states.reshaped([batch.size * batch.length, configuration.stateWidth])
      let z = try Tensor.concatenated([rows.rows(batch.heads), rows.rows(batch.tails), picture])
      return try z.linear("head.linear_final", parameters)
        .dropout(isTraining ? configuration.dropout : 0).linear("head.fc", parameters)
    }
  }
#endif
