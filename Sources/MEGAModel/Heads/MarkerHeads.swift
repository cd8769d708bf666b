#if Torch
  /// The states of both markers, linear → dropout → linear: the head of OpenNRE's BERT with entity markers.
  ///
  /// Source: Baldini Soares, FitzGerald, Ling & Kwiatkowski, "Matching the Blanks", ACL 2019,
  /// doi:10.18653/v1/P19-1279.
  struct MTBHead: ModelHead {
    let configuration: ModelConfiguration
    let parameters: Parameters

    var layers: [Layer] {
      let d = configuration.stateWidth
      return [("linear", 2 * d, 2 * d), ("fc", 2 * d, configuration.relationCount)]
    }

    func logits(_ states: Tensor, _ batch: Batch, dropout: Double) throws(TorchError) -> Tensor {
      try states.reshaped([batch.size, 2 * configuration.stateWidth])
        .linear("head.linear", parameters).dropout(dropout).linear("head.fc", parameters)
    }
  }

  /// BERT+SG: the states of both markers and the sum of the picture's real objects.
  ///
  ///     z = [h₁; h₂; Σⱼ W_p yⱼ]
  struct ObjectSumHead: ModelHead {
    let configuration: ModelConfiguration
    let parameters: Parameters

    var layers: [Layer] {
      let (d, a) = (configuration.stateWidth, configuration.attentionWidth)
      return [
        ("picture", configuration.featureWidth, a), ("hidden", 2 * d + a, a),
        ("fc", a, configuration.relationCount),
      ]
    }

    func logits(_ states: Tensor, _ batch: Batch, dropout: Double) throws(TorchError) -> Tensor {
      let markers = try states.reshaped([batch.size, 2 * configuration.stateWidth])
      let objects = try batch.features!.linear("head.picture", parameters)
        .multiplied(by: batch.objectMask!.unsqueezed(-1)).sum(along: 1)
      return try Tensor.concatenated([markers, objects]).classified(parameters, dropout: dropout)
    }
  }
#endif
