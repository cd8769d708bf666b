#if Torch
  /// MEGA: words that the objects of the picture pay attention to or are aligned with.
  ///
  /// The paper's equations 19 to 26, and those of ``ModelPreset/aligned``:
  ///
  ///     Y* = (αᵀ + β)·V;  ŷ = Σᵢ y*ᵢ over real objects;  z = [V₁; V₂; ŷ]
  ///     u = Σⱼ ᾱⱼ·(yⱼ·W_p) of each mention;  z = [V₁; V₂; ŷ; u₁; u₂]
  ///
  /// Source: Zheng, Feng, Fu, Cai, Li & Wang, "Multimodal Relation Extraction with Efficient Graph
  /// Alignment", ACM MM 2021, doi:10.1145/3474085.3476968.
  struct MEGAHead: ModelHead {
    private let attending: AttentionHead

    init(_ configuration: ModelConfiguration) { attending = AttentionHead(configuration) }

    func initialize(
      _ parameters: Parameters, with initializer: inout ParameterInitializer
    ) throws(TorchError) {
      try attending.initialize(parameters, with: &initializer)
    }

    func attention(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters
    ) throws(TorchError) -> Tensor? {
      try attending.attention(states, batch, parameters)
    }

    func logits(
      _ states: Tensor, _ batch: Batch, _ parameters: Parameters, isTraining: Bool
    ) throws(TorchError) -> Tensor {
      try attending.logits(
        states, batch, parameters, alignment: batch.alignment, isTraining: isTraining)
    }
  }
#endif
