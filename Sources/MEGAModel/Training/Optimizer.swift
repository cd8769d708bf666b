#if Torch
  internal import CTorch

  final class Optimizer {
    private let options: TrainingOptions
    private let parameters: Parameters
    var moments: [String: (mean: Tensor, square: Tensor)] = [:]

    init(_ options: TrainingOptions, _ parameters: Parameters) {
      (self.options, self.parameters) = (options, parameters)
    }

    /// Whether a parameter shrinks by itself. What PyTorch's SGD does to all, AdamW does to weights.
    private func decays(_ name: String) -> Bool {
      options.optimizer == .sgd || !(name.hasSuffix("bias") || name.contains("LayerNorm"))
    }

    /// Takes a step; parameters without a gradient stay as they are.
    ///
    /// - Parameters:
    ///   - step: the number of the step, from 1.
    ///   - factor: the share of the largest rates.
    func step(_ step: Int, factor: Double) throws(TorchError) {
      for name in parameters.names {
        let parameter = parameters[name]
        guard try parameter.gradient() != nil else { continue }
        let rate = factor * (name.hasPrefix("encoder.") ? options.encoderRate : options.headRate)
        let decay = decays(name) ? options.decay : 0
        if options.optimizer == .sgd {
          try parameter.perform("sgd") { unsafe torch_sgd($0, rate, decay) }
          continue
        }
        let own: (mean: Tensor, square: Tensor)
        if let known = moments[name] { own = known } else { own = try start(name) }
        let settings = TorchAdamW(
          rate: rate, beta1: 0.9, beta2: 0.999, epsilon: options.epsilon, decay: decay,
          corrects_bias: options.correctsBias ? 1 : 0, step: Int64(step))
        try parameter.perform("adamw") { parameter in
          own.mean.withHandle { mean in
            own.square.withHandle { unsafe torch_adamw(parameter, mean, $0, settings) }
          }
        }
      }
    }

    private func start(_ name: String) throws(TorchError) -> (mean: Tensor, square: Tensor) {
      let parameter = parameters[name]
      func zeros() throws(TorchError) -> Tensor {
        try .full(shape: parameter.shape, scalar: parameter.scalar ?? .float, device: parameter.device)
      }
      let own = (mean: try zeros(), square: try zeros())
      moments[name] = own
      return own
    }
  }
#endif
