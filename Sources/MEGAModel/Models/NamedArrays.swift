#if Torch
  internal import Files

  /// The arrays of a file under the names that a model has for them.
  struct NamedArrays {
    private let file: TensorFile
    private var entries: [String: TensorFile.Entry] = [:]

    /// - Parameter rename: the model's name of an array.
    init(_ file: TensorFile, _ rename: (String) -> String = { $0 }) {
      self.file = file
      for entry in file.entries { entries[rename(entry.name)] = entry }
    }

    /// The shape of an array, if there is one.
    func shape(of name: String) -> [Int]? { entries[name]?.shape }

    /// An array as a tensor.
    ///
    /// - Throws: ``/Files/FileError`` when it is missing or has another shape; ``TorchError``.
    func tensor(_ name: String, shape: [Int]) throws -> Tensor {
      guard let entry = entries[name] else {
        throw FileError(file: file.name, reason: "there is no array “\(name)”")
      }
      guard entry.shape == shape else {
        throw FileError(file: file.name, reason: "“\(entry.name)” has shape \(entry.shape), not \(shape)")
      }
      return try Tensor(file.floats(entry.name), shape: shape)
    }

    /// The name without these prefixes, however often, and with the names of norms that are used today.
    static func plainName(_ name: String, without prefixes: [String]) -> String {
      var name = Substring(name)
      while let prefix = prefixes.first(where: name.hasPrefix) { name = name.dropFirst(prefix.count) }
      if name.hasSuffix("LayerNorm.gamma") { return name.dropLast(5) + "weight" }
      if name.hasSuffix("LayerNorm.beta") { return name.dropLast(4) + "bias" }
      return String(name)
    }
  }
#endif
