#if Torch
  /// What the published code computes for MEGA, with or without alignment: padding takes part in attention, α is
  /// reshaped where it should be transposed, missing objects count, and nothing but sigmoids is not linear.
  struct ReleaseHead: ModelHead {
    let configuration: ModelConfiguration
    let parameters: Parameters

    var layers: [Layer] {
      let (d, a) = (configuration.stateWidth, configuration.attentionWidth)
      return [
        ("linear_pic", configuration.featureWidth, a), ("linear_hidden", d, a),
        ("linear_q", a, a), ("linear_k", a, a), ("linear_v", a, a),
        ("linear_final1", 2 * a, a), ("linear_final", 2 * d + a, a),
        ("fc", a, configuration.relationCount),
      ]
    }

    func attention(_ states: Tensor, _ batch: Batch) throws(TorchError) -> Tensor? {
      try attention(ofHidden: states.linear("head.linear_hidden", parameters), batch)
    }

    private func attention(ofHidden hidden: Tensor, _ batch: Batch) throws(TorchError) -> Tensor {
      try batch.features!.linear("head.linear_pic", parameters)
        .linear("head.linear_q", parameters)
        .attention(to: hidden.linear("head.linear_k", parameters), mask: nil)
    }

    func logits(_ states: Tensor, _ batch: Batch, dropout: Double) throws(TorchError) -> Tensor {
      let hidden = try states.linear("head.linear_hidden", parameters)
      let weights = try attention(ofHidden: hidden, batch)
      let semantic = try weights.matmul(hidden.linear("head.linear_v", parameters)).sigmoid()
      let none = try semantic.scaled(by: 0)
      // B × L × m read as B × m × L.
      let structural = try batch.alignment?.pieces
        .reshaped([batch.size, configuration.objectLimit, batch.length]).matmul(hidden)
      let picture = try Tensor.concatenated([semantic, structural ?? none])
        .linear("head.linear_final1", parameters).sum(along: 1)
      let markers = try batch.atMarkers(states).reshaped([batch.size, 2 * configuration.stateWidth])
      let z = try Tensor.concatenated([markers, picture])
      return try z.linear("head.linear_final", parameters).dropout(dropout).linear("head.fc", parameters)
    }
  }
#endif
