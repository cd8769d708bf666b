#if Torch
  /// BERT+SG: the states of both markers and the sum of the picture's real objects.
  ///
  ///     z = [h₁; h₂; Σⱼ W_p yⱼ]
  struct ObjectSumHead: ModelHead {
    let configuration: ModelConfiguration

    var layers: [Layer] {
      let (d, a) = (configuration.stateWidth, configuration.attentionWidth)
      return [
        ("picture", configuration.featureWidth, a), ("hidden", 2 * d + a, a),
        ("fc", a, configuration.relationCount),
      ]
    }

    func logits(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters, dropout: Double
    ) throws(TorchError) -> Tensor {
      let markers = try states.reshaped([batch.size, 2 * configuration.stateWidth])
      let objects = try batch.features!.linear("head.picture", parameters)
        .multiplied(by: batch.objectMask!.unsqueezed(-1)).sum(along: 1)
      return try Tensor.concatenated([markers, objects])
        .classified(parameters, dropout: dropout)
    }
  }
#endif
