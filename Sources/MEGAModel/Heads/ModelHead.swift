#if Torch
  /// What a model does with the states of its encoder: layers of its own, and the scores of all relations.
  ///
  /// There is a type for each kind of equations, and one for those of the published code.
  protocol ModelHead {
    /// The numbers that it computes with, those of the whole model.
    var parameters: Parameters { get }

    /// Its linear layers, in the order in which their first numbers are drawn.
    var layers: [Layer] { get }

    /// Scores of all relations.
    ///
    /// - Parameters:
    ///   - states: B × L × dₓ; B × 2 × dₓ if ``ModelKind/readsMarkersOnly``; B × filters × L for words.
    ///   - dropout: the share that is dropped before the last layer.
    /// - Returns: B × relations.
    func logits(_ states: Tensor, _ batch: Batch, dropout: Double) throws(TorchError) -> Tensor

    /// β: how much each object attends to each piece, B × m × L; `nil` if objects pay no attention.
    func attention(_ states: Tensor, _ batch: Batch) throws(TorchError) -> Tensor?
  }

  extension ModelHead {
    /// A layer x·Wᵀ + b of a head.
    typealias Layer = (name: String, inputs: Int, outputs: Int)

    func attention(_ states: Tensor, _ batch: Batch) throws(TorchError) -> Tensor? { nil }

    func initialize(with initializer: inout ParameterInitializer) throws(TorchError) {
      for (name, inputs, outputs) in layers {
        try initializer.linear("head." + name, from: inputs, to: outputs, in: parameters)
      }
    }
  }

  extension ModelConfiguration {
    func head(_ parameters: Parameters) -> any ModelHead {
      switch (kind, preset) {
      case (.gloveCNN, _), (.pcnn, _): WordHead(configuration: self, parameters: parameters)
      case (.mtb, _), (.bertPhrases, _), (.megaPhrases, _):
        MTBHead(configuration: self, parameters: parameters)
      case (.bertSG, _): ObjectSumHead(configuration: self, parameters: parameters)
      case (_, .release): ReleaseHead(configuration: self, parameters: parameters)
      case (.bertSGAttention, _), (.mega, _): MEGAHead(configuration: self, parameters: parameters)
      }
    }
  }

  extension Tensor {
    func linear(_ name: String, _ parameters: Parameters) throws(TorchError) -> Tensor {
      try linear(weight: parameters[name + ".weight"], bias: parameters[name + ".bias"])
    }

    /// linear → ReLU → dropout → linear, as the heads on objects end.
    func classified(_ parameters: Parameters, dropout: Double) throws(TorchError) -> Tensor {
      try linear("head.hidden", parameters).relu().dropout(dropout).linear("head.fc", parameters)
    }

    /// softmax(QKᵀ ∕ √d) of these queries, without padding if there is a mask.
    func attention(to keys: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
      var scores = try matmul(keys.transposed()).scaled(by: 1 / Double(shape[2]).squareRoot())
      if let mask { scores = try scores.adding(mask.adding(-1).scaled(by: 1e9).unsqueezed(1)) }
      return try scores.softmax()
    }
  }
#endif
