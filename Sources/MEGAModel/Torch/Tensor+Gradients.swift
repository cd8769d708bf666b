#if Torch
  internal import CTorch

  extension Tensor {
    /// Says whether operations on this tensor are recorded, so that ``backward()`` finds its gradient.
    func requireGradient(_ isRequired: Bool = true) throws(TorchError) {
      try perform("requireGradient") { unsafe torch_set_requires_grad($0, isRequired ? 1 : 0) }
    }

    /// Adds to the gradient of every tensor that this one was computed from and that requires one.
    func backward() throws(TorchError) {
      try perform("backward") { unsafe torch_backward($0) }
    }

    /// What ``backward()`` has found; `nil` before.
    func gradient() throws(TorchError) -> Tensor? {
      var exists: Int32 = 0
      let handle = withHandle { unsafe torch_grad($0, &exists) }
      guard exists != 0 else { return nil }
      return try unsafe Tensor(owning: handle, "gradient")
    }

    func clearGradient() throws(TorchError) {
      try perform("clearGradient") { unsafe torch_clear_grad($0) }
    }

    /// Calls `body` with the handles of many tensors.
    @safe static func withHandles<Result>(
      _ tensors: [Tensor], _ body: (UnsafePointer<OpaquePointer?>?, Int32) -> Result
    ) -> Result {
      withExtendedLifetime(tensors) {
        let handles: [OpaquePointer?] = unsafe tensors.map { tensor in
          // SAFETY: the tensors outlive the call, and so do their handles.
          tensor.withHandle { unsafe $0 }
        }
        return unsafe handles.withUnsafeBufferPointer { handles in
          unsafe body(handles.baseAddress, Int32(handles.count))
        }
      }
    }

    /// Scales the gradients of tensors so that their norm, all together, is at most `limit`.
    ///
    /// - Returns: the norm before.
    @discardableResult
    static func clipGradients(of tensors: [Tensor], to limit: Double) throws(TorchError) -> Double {
      var norm = 0.0
      let code = withHandles(tensors) { handles, count in
        unsafe torch_clip_grads(handles, count, limit, &norm)
      }
      guard code == 0 else { throw TorchError("clipGradients") }
      return norm
    }
  }
#endif
