#if Torch
  /// The states of both markers, linear → dropout → linear: the head of OpenNRE's BERT with entity markers.
  ///
  /// Source: Baldini Soares, FitzGerald, Ling & Kwiatkowski, "Matching the Blanks", ACL 2019,
  /// doi:10.18653/v1/P19-1279.
  struct MTBHead: ModelHead {
    let configuration: ModelConfiguration

    init(_ configuration: ModelConfiguration) { self.configuration = configuration }

    func initialize(
      _ parameters: Parameters, with initializer: inout ParameterInitializer
    ) throws(TorchError) {
      let d = configuration.stateWidth
      try initializer.layers(
        ["linear": (2 * d, 2 * d), "fc": (2 * d, configuration.relationCount)], in: parameters)
    }

    func logits(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      try states.reshaped([batch.size, 2 * configuration.stateWidth])
        .linear("head.linear", parameters).dropout(isTraining ? configuration.dropout : 0)
        .linear("head.fc", parameters)
    }
  }
#endif
