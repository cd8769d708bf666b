#if Torch
  internal import CTorch

  /// An array of numbers in libtorch, with whatever is recorded of how it was computed.
  ///
  /// ```swift
  /// let x = try Tensor([1, 2, 3, 4], shape: [2, 2])
  /// try x.requireGradient()
  /// try x.matmul(x).sum().backward()
  /// print(try x.gradient()!.floats())
  /// ```
  ///
  /// A tensor owns a handle and frees it, and the memory if nothing else needs it, when the last
  /// reference to the tensor goes: usually right after its last use. Operations return new tensors; only
  /// ``assign(_:)`` and optimizers change one.
  ///
  /// - Note: a tensor is not to be used from two threads at once.
  @safe final class Tensor {
    enum Scalar: Int32, Sendable {
      case float = 0
      case double = 1
      case integer = 2
    }

    // A handle is read only inside of `withHandle`s, so that it outlives the call.
    private let handle: OpaquePointer

    /// Takes over a new handle; `nil` is a failure.
    init(owning handle: OpaquePointer?, _ operation: String) throws(TorchError) {
      guard let handle = unsafe handle else { throw TorchError(operation) }
      unsafe self.handle = handle
    }

    // SAFETY: there is no other owner of the handle, and it is freed once.
    deinit { unsafe torch_free(handle) }

    /// Calls `body` with the handle, which is valid during the call.
    @safe func withHandle<Result>(_ body: (OpaquePointer) -> Result) -> Result {
      // Optimized code releases an object after the last use of the *object*, which may be before the
      // last use of what it owns.
      withExtendedLifetime(self) { unsafe body(handle) }
    }

    /// Does something to this tensor; a code other than zero is a failure.
    @safe func perform(_ operation: String, _ body: (OpaquePointer) -> Int32) throws(TorchError) {
      guard withHandle(body) == 0 else { throw TorchError(operation) }
    }

    /// A new tensor from an operation on this one.
    @safe func map(
      _ operation: String, _ body: (OpaquePointer) -> OpaquePointer?
    ) throws(TorchError) -> Tensor { try unsafe Tensor(owning: withHandle(body), operation) }

    /// A new tensor from an operation on this one and another.
    @safe func combine(
      _ other: Tensor, _ operation: String, _ body: (OpaquePointer, OpaquePointer) -> OpaquePointer?
    ) throws(TorchError) -> Tensor {
      try unsafe Tensor(owning: withHandle { own in other.withHandle { unsafe body(own, $0) } }, operation)
    }

    /// A new tensor from an operation on this one, and on a weight and a bias.
    @safe func combine(
      weight: Tensor, bias: Tensor, _ operation: String,
      _ body: (OpaquePointer, OpaquePointer, OpaquePointer) -> OpaquePointer?
    ) throws(TorchError) -> Tensor {
      try combine(weight, operation) { own, weight in bias.withHandle { unsafe body(own, weight, $0) } }
    }

    var shape: [Int] {
      withHandle { handle in
        let rank = unsafe torch_rank(handle)
        return (0..<rank).map { unsafe Int(torch_size(handle, $0)) }
      }
    }

    var count: Int { withHandle { unsafe Int(torch_count($0)) } }

    /// The type of the elements; `nil` for one that is not made here.
    var scalar: Scalar? { withHandle { unsafe Scalar(rawValue: torch_type($0)) } }

    var device: TorchDevice {
      let isCUDA = withHandle { unsafe torch_is_cuda($0) }
      return isCUDA != 0 ? .cuda : .cpu
    }
  }
#endif
