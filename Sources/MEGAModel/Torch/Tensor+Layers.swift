#if Torch
  internal import CTorch

  extension Tensor {
    /// The product of matrices, or of each pair of matrices in the last two dimensions.
    func matmul(_ other: Tensor) throws(TorchError) -> Tensor {
      try combine(other, "matmul") { unsafe torch_matmul($0, $1) }
    }

    /// x·Wᵀ + b, with W outputs × inputs as PyTorch keeps it.
    func linear(weight: Tensor, bias: Tensor) throws(TorchError) -> Tensor {
      try combine(weight: weight, bias: bias, "linear") { unsafe torch_linear($0, $1, $2) }
    }

    /// Rows of the last dimension with mean 0 and variance 1, scaled and moved.
    func layerNorm(weight: Tensor, bias: Tensor, epsilon: Double) throws(TorchError) -> Tensor {
      try combine(weight: weight, bias: bias, "layerNorm") { unsafe torch_layer_norm($0, $1, $2, epsilon) }
    }

    /// The rows of this table with the given numbers.
    ///
    /// - Parameter paddingIndex: a row that gets no gradient.
    /// - Returns: the shape of `indices`, and the width of the table.
    func embedding(_ indices: Tensor, paddingIndex: Int? = nil) throws(TorchError) -> Tensor {
      try combine(indices, "embedding") { unsafe torch_embedding($0, $1, Int64(paddingIndex ?? -1)) }
    }

    /// A convolution along the last dimension: batch × channels × length with weight outputs × channels × size.
    func conv1d(weight: Tensor, bias: Tensor, padding: Int) throws(TorchError) -> Tensor {
      try combine(weight: weight, bias: bias, "conv1d") { unsafe torch_conv1d($0, $1, $2, Int64(padding)) }
    }

    /// The mean of −log softmax(x)[target] over the rows.
    func crossEntropy(_ targets: Tensor) throws(TorchError) -> Tensor {
      try combine(targets, "crossEntropy") { unsafe torch_cross_entropy($0, $1) }
    }
  }
#endif
