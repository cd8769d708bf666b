internal import Parallel

#if Torch
  internal import Foundation
  internal import LinearAlgebra

  /// The numbers that a model learns, by name.
  ///
  /// Names of encoders are Hugging Face's behind `encoder.`; all others begin with `head.`.
  public final class Parameters {
    /// In the order in which they were added.
    public private(set) var names: [String] = []
    private var tensors: [String: Tensor] = [:]

    init() {}

    /// Where the numbers are.
    var device: TorchDevice { self[names[0]].device }
    /// The type of the numbers.
    var scalar: Tensor.Scalar { self[names[0]].scalar ?? .float }

    /// The parameter of that name.
    ///
    /// - Precondition: there is one.
    subscript(_ name: String) -> Tensor {
      guard let tensor = tensors[name] else { preconditionFailure("there is no parameter “\(name)”") }
      return tensor
    }

    /// Adds a parameter, which requires a gradient from here on.
    ///
    /// - Precondition: there is none of that name.
    func add(_ name: String, _ tensor: Tensor) throws(TorchError) {
      precondition(tensors[name] == nil, "there is a parameter “\(name)” already")
      try tensor.requireGradient()
      names.append(name)
      tensors[name] = tensor
    }

    /// Those whose names begin so.
    func names(in prefix: String) -> [String] { names.filter { $0.hasPrefix(prefix) } }

    /// How many numbers there are.
    public var count: Int { names.reduce(0) { $0 + self[$1].count } }

    /// Moves everything to a device, which forgets gradients.
    func move(to device: TorchDevice) throws(TorchError) {
      for name in names where self[name].device != device {
        let moved = try self[name].detached().to(device: device)
        try moved.requireGradient()
        tensors[name] = moved
      }
    }

    func clearGradients() throws(TorchError) { for name in names { try self[name].clearGradient() } }
  }

  /// Draws what a model starts with; the same for a seed on every machine and with every libtorch.
  struct ParameterInitializer {
    private var generator: SeededGenerator
    let scalar: Tensor.Scalar

    /// - Parameter scalar: `.double` for models whose gradients are compared with differences.
    init(seed: UInt64, scalar: Tensor.Scalar = .float) {
      generator = SeededGenerator(seed: seed)
      self.scalar = scalar
    }

    /// Numbers of a normal distribution (Box & Muller 1958).
    mutating func normal(_ shape: [Int], deviation: Double) throws(TorchError) -> Tensor {
      var values: [Double] = []
      let count = shape.reduce(1, *)
      while values.count < count {
        let radius = (-2 * log(1 - generator.unit())).squareRoot() * deviation
        let angle = 2 * Double.pi * generator.unit()
        values += [radius * cos(angle), radius * sin(angle)]
      }
      return try Tensor(Array(values.prefix(count)), shape: shape).to(scalar)
    }

    /// Numbers between −bound and bound.
    mutating func uniform(_ shape: [Int], bound: Double) throws(TorchError) -> Tensor {
      let values = (0..<shape.reduce(1, *)).map { _ in (2 * generator.unit() - 1) * bound }
      return try Tensor(values, shape: shape).to(scalar)
    }

    func constant(_ value: Double, _ shape: [Int]) throws(TorchError) -> Tensor {
      try Tensor.full(value, shape: shape, scalar: scalar)
    }

    /// A layer x·Wᵀ + b as PyTorch starts one: everything uniform up to 1 ∕ √inputs.
    mutating func linear(
      _ name: String, from inputs: Int, to outputs: Int, in parameters: Parameters
    ) throws(TorchError) {
      let bound = 1 / Double(inputs).squareRoot()
      try parameters.add(name + ".weight", uniform([outputs, inputs], bound: bound))
      try parameters.add(name + ".bias", uniform([outputs], bound: bound))
    }
  }
#endif
