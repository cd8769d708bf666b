#if Torch
  internal import CTorch

  // Shapes are broadcast as libtorch does: from the last dimension on, a dimension of one stands for any.
  extension Tensor {
    func adding(_ other: Tensor) throws(TorchError) -> Tensor {
      try combine(other, "adding") { unsafe torch_add($0, $1) }
    }

    func subtracting(_ other: Tensor) throws(TorchError) -> Tensor {
      try combine(other, "subtracting") { unsafe torch_subtract($0, $1) }
    }

    func multiplied(by other: Tensor) throws(TorchError) -> Tensor {
      try combine(other, "multiplied") { unsafe torch_multiply($0, $1) }
    }

    func divided(by other: Tensor) throws(TorchError) -> Tensor {
      try combine(other, "divided") { unsafe torch_divide($0, $1) }
    }

    func adding(_ number: Double) throws(TorchError) -> Tensor {
      try map("adding") { unsafe torch_add_scalar($0, number) }
    }

    func scaled(by number: Double) throws(TorchError) -> Tensor {
      try map("scaled") { unsafe torch_scale($0, number) }
    }

    func sigmoid() throws(TorchError) -> Tensor { try map("sigmoid") { unsafe torch_sigmoid($0) } }

    func tanh() throws(TorchError) -> Tensor { try map("tanh") { unsafe torch_tanh($0) } }

    func relu() throws(TorchError) -> Tensor { try map("relu") { unsafe torch_relu($0) } }

    /// x·Φ(x), or with Φ's approximation by tanh.
    func gelu(approximately: Bool = false) throws(TorchError) -> Tensor {
      try map("gelu") { unsafe torch_gelu($0, approximately ? 1 : 0) }
    }

    /// Sets a random share of the elements to zero and divides the others by what is left.
    ///
    /// - Precondition: 0 ≤ `share` < 1.
    func dropout(_ share: Double) throws(TorchError) -> Tensor {
      precondition(share >= 0 && share < 1, "\(share) is no share of elements to drop")
      return share == 0 ? self : try map("dropout") { unsafe torch_dropout($0, share) }
    }

    // MARK: Shapes

    /// The same elements in another shape, of which one size may be −1: whatever is left.
    func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
      let sizes = Self.sizes(shape)
      return try map("reshaped") { unsafe torch_reshape($0, sizes, Int32(sizes.count)) }
    }

    /// Two dimensions exchanged; negative ones count from the end.
    func transposed(_ first: Int = -2, _ second: Int = -1) throws(TorchError) -> Tensor {
      try map("transposed") { unsafe torch_transpose($0, Int32(first), Int32(second)) }
    }

    func unsqueezed(_ dimension: Int) throws(TorchError) -> Tensor {
      try map("unsqueezed") { unsafe torch_unsqueeze($0, Int32(dimension)) }
    }

    func narrowed(_ dimension: Int, to range: Range<Int>) throws(TorchError) -> Tensor {
      try map("narrowed") {
        unsafe torch_narrow($0, Int32(dimension), Int64(range.lowerBound), Int64(range.count))
      }
    }

    /// Tensors one after the other along a dimension.
    static func concatenated(_ tensors: [Tensor], along dimension: Int = -1) throws(TorchError) -> Tensor {
      try unsafe Tensor(
        owning: withHandles(tensors) { unsafe torch_concatenate($0, $1, Int32(dimension)) }, "concatenated")
    }

    func rows(_ indices: Tensor) throws(TorchError) -> Tensor {
      try combine(indices, "rows") { unsafe torch_index_rows($0, $1) }
    }

    // MARK: Over dimensions

    func sum() throws(TorchError) -> Tensor { try map("sum") { unsafe torch_sum_all($0) } }

    func sum(along dimension: Int) throws(TorchError) -> Tensor {
      try map("sum") { unsafe torch_sum($0, Int32(dimension)) }
    }

    func mean(along dimension: Int) throws(TorchError) -> Tensor {
      try map("mean") { unsafe torch_mean($0, Int32(dimension)) }
    }

    func maximum(along dimension: Int) throws(TorchError) -> Tensor {
      try map("maximum") { unsafe torch_maximum($0, Int32(dimension)) }
    }

    func argmax(along dimension: Int = -1) throws(TorchError) -> Tensor {
      try map("argmax") { unsafe torch_argmax($0, Int32(dimension)) }
    }

    func softmax(along dimension: Int = -1) throws(TorchError) -> Tensor {
      try map("softmax") { unsafe torch_softmax($0, Int32(dimension)) }
    }
  }
#endif
