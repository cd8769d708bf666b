#if Torch
  internal import CTorch

  extension Tensor {
    /// A tensor of the given numbers, row by row.
    ///
    /// - Precondition: there are as many as the shape says.
    convenience init(_ values: [Float], shape: [Int]) throws(TorchError) {
      try unsafe self.init(values, shape, torch_from_floats)
    }

    convenience init(_ values: [Double], shape: [Int]) throws(TorchError) {
      try unsafe self.init(values, shape, torch_from_doubles)
    }

    /// A tensor of whole numbers, as ``embedding(_:paddingIndex:)`` and ``crossEntropy(_:)`` want them.
    convenience init(_ values: [Int], shape: [Int]) throws(TorchError) {
      try unsafe self.init(values.map { Int64($0) }, shape, torch_from_integers)
    }

    private convenience init<Value>(
      _ values: [Value], _ shape: [Int],
      _ make: (UnsafePointer<Value>?, UnsafePointer<Int64>?, Int32) -> OpaquePointer?
    ) throws(TorchError) {
      precondition(
        shape.reduce(1, *) == values.count, "\(values.count) numbers do not fill a tensor of shape \(shape)")
      try unsafe self.init(owning: make(values, Self.sizes(shape), Int32(shape.count)), "tensor")
    }

    static func full(
      _ value: Double = 0, shape: [Int], scalar: Scalar = .float, device: TorchDevice = .cpu
    ) throws(TorchError) -> Tensor {
      try unsafe Tensor(
        owning: torch_full(value, sizes(shape), Int32(shape.count), scalar.rawValue, device == .cuda ? 1 : 0),
        "full")
    }

    /// The elements, row by row.
    func floats() throws(TorchError) -> [Float] { try read(0, "floats") { unsafe torch_read_floats($0, $1) } }

    /// The elements, row by row.
    func doubles() throws(TorchError) -> [Double] {
      try read(0, "doubles") { unsafe torch_read_doubles($0, $1) }
    }

    func integers() throws(TorchError) -> [Int] {
      try read(Int64(0), "integers") { unsafe torch_read_integers($0, $1) }.map(Int.init)
    }

    @safe private func read<Value>(
      _ zero: Value, _ operation: String, _ body: (OpaquePointer, UnsafeMutablePointer<Value>?) -> Int32
    ) throws(TorchError) -> [Value] {
      var values = [Value](repeating: zero, count: count)
      // SAFETY: the array has as many elements as the tensor.
      let code = withHandle { handle in
        unsafe values.withUnsafeMutableBufferPointer { unsafe body(handle, $0.baseAddress) }
      }
      guard code == 0 else { throw TorchError(operation) }
      return values
    }

    /// The only element.
    ///
    /// - Precondition: there is one.
    func item() throws(TorchError) -> Double {
      precondition(count == 1, "there are \(count) elements, not one")
      return try doubles()[0]
    }

    /// Overwrites the elements with those of a tensor of the same shape, unrecorded.
    func assign(_ other: Tensor) throws(TorchError) {
      try perform("assign") { own in other.withHandle { unsafe torch_assign(own, $0) } }
    }

    /// The same numbers as another type, or on another device; itself if nothing changes.
    func to(_ scalar: Scalar? = nil, device: TorchDevice? = nil) throws(TorchError) -> Tensor {
      let scalar = scalar ?? self.scalar ?? .float
      let isCUDA: Int32 = (device ?? self.device) == .cuda ? 1 : 0
      return try map("to") { unsafe torch_to($0, scalar.rawValue, isCUDA) }
    }

    /// The same numbers, without what is recorded of them. Both share their memory.
    func detached() throws(TorchError) -> Tensor { try map("detached") { unsafe torch_detach($0) } }

    static func sizes(_ shape: [Int]) -> [Int64] { shape.map { Int64($0) } }
  }
#endif
