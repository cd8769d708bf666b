#if Torch
  internal import CTorch

  /// What libtorch says when an operation is impossible, in its own words.
  public struct TorchError: Error, Equatable, CustomStringConvertible {
    /// The operation.
    public let operation: String
    /// libtorch's message, without the places in its source code.
    public let message: String

    /// An error in libtorch's words.
    public init(operation: String, message: String) { (self.operation, self.message) = (operation, message) }

    /// The last failure on this thread.
    init(_ operation: String) {
      // SAFETY: the message is a string that the thread owns until its next failure.
      self.init(operation: operation, message: unsafe String(cString: torch_error()))
    }

    /// The operation and the message.
    public var description: String { "\(operation): \(message)" }
  }

  /// Where tensors live.
  public enum TorchDevice: String, Sendable, Codable, CaseIterable {
    /// The processor and its memory.
    case cpu
    /// A graphics processor of NVIDIA.
    case cuda

    /// Whether the libtorch in use and the machine have it.
    public var isAvailable: Bool { self == .cpu || torch_has_cuda() != 0 }

    /// - Throws: ``TorchError`` that says what is missing.
    public func require() throws(TorchError) {
      guard isAvailable else {
        throw TorchError(
          operation: "device \(rawValue)",
          message: "this libtorch has no CUDA, or the machine has no CUDA device; "
            + "set TORCH_DIR to a libtorch with CUDA and build again, or use the CPU")
      }
    }
  }

  /// libtorch as a whole.
  public enum TorchLibrary {
    /// Such as `1.13.1`.
    public static var version: String { unsafe String(cString: torch_version()) }

    /// Decides all random numbers that libtorch draws from here on, on every device.
    ///
    /// - Throws: ``TorchError`` in libtorch's words.
    public static func seed(_ seed: UInt64) throws(TorchError) {
      guard torch_seed(seed) == 0 else { throw TorchError("seed") }
    }

    /// The threads that an operation uses, those of the matrix products included.
    ///
    /// The count belongs to the whole process.
    public static var threadCount: Int { Int(torch_threads()) }

    /// Sets the threads of the whole process.
    ///
    /// - Throws: ``TorchError`` in libtorch's words.
    public static func setThreadCount(_ count: Int) throws(TorchError) {
      precondition(count > 0, "\(count) threads cannot work")
      guard torch_set_threads(Int32(count)) == 0 else { throw TorchError("thread count") }
    }

    /// Calls `body` without recording operations for gradients, which saves the memory for them.
    ///
    /// - Throws: what `body` throws.
    public static func withoutGradients<Result, Failure: Error>(
      _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
      let before = torch_set_recording(0)
      defer { torch_set_recording(before) }
      return try body()
    }
  }
#endif
