#if Torch
  public import Files
  internal import Foundation
  internal import RelationExtraction

  /// What a checkpoint is called and made of: `config.json`.
  public struct ModelDescription: Sendable, Equatable, Codable {
    /// Raised when older programs could not read what newer ones write.
    public var format = 1
    public var model: MEGAConfiguration
    public var training: TrainingOptions
    /// Whether words become small before they are looked up, as for uncased vocabularies.
    public var isUncased = true

    public init(model: MEGAConfiguration, training: TrainingOptions) {
      self.model = model
      self.training = training
    }
  }

  /// A folder with a trained model:
  ///
  ///     config.json        sizes and settings
  ///     model.safetensors  the parameters that were best on the validation set
  ///     rel2id.json        the relations
  ///     vocab.txt          the pieces, or words.txt, the words
  ///     last.safetensors   parameters, moments and progress of the last checkpoint, to go on from
  ///     log.jsonl          a line for every step and epoch
  ///     curves.svg         loss and F1
  ///
  /// Each file is replaced as a whole, and what is needed to go on is in one file, so that an interruption at
  /// any moment leaves a usable checkpoint.
  public struct CheckpointFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    public func file(_ name: String) -> String { path + "/" + name }

    public func has(_ name: String) -> Bool {
      FileManager.default.isReadableFile(atPath: file(name))
    }

    /// Makes the folder, if it is not there.
    public func create() throws(FileError) {
      do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      } catch {
        throw FileError(file: path, reason: "cannot be made: \(error.localizedDescription)")
      }
    }

    // MARK: Description

    public func write(_ description: ModelDescription) throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try write(
        text: String(decoding: encoder.encode(description), as: UTF8.self), to: "config.json")
    }

    public func description() throws(FileError) -> ModelDescription {
      let name = file("config.json")
      let contents = try FileContents(at: name)
      let data = unsafe contents.withBytes { bytes in unsafe Data(bytes) }
      let result: ModelDescription
      do {
        result = try JSONDecoder().decode(ModelDescription.self, from: data)
      } catch {
        throw FileError(file: name, reason: "does not describe a model: \(error)")
      }
      guard result.format == 1 else {
        throw FileError(file: name, reason: "has format \(result.format), which is not known")
      }
      return result
    }

    public func write(text: String, to name: String) throws(FileError) {
      try FileWriter.write(to: file(name)) { (file) throws(FileError) in
        try file.append(text + (text.hasSuffix("\n") ? "" : "\n"))
      }
    }

    // MARK: Parameters

    /// Writes the parameters of a model.
    public func writeModel(_ model: MEGA) throws {
      try TensorFile.write(
        try model.parameters.outputs(), metadata: ["format": "pt"], to: file("model.safetensors"))
    }

    /// A model with the parameters that were written.
    ///
    /// - Throws: ``Files/FileError`` when arrays are missing or have other shapes.
    public func model() throws -> MEGA {
      let model = try MEGA(description().model)
      try model.parameters.assign(from: TensorFile(contentsOf: file("model.safetensors")))
      return model
    }

    /// The words of a model that reads words.
    public func words() throws(FileError) -> [String] {
      let contents = try FileContents(at: file("words.txt"))
      let text = unsafe contents.withBytes { bytes in unsafe String(decoding: bytes, as: UTF8.self)
      }
      return text.split(separator: "\n").map(String.init)
    }
  }

  extension Parameters {
    /// Everything as arrays for a file, with names behind a prefix.
    func outputs(prefix: String = "") throws(TorchError) -> [TensorFile.Output] {
      var outputs: [TensorFile.Output] = []
      for name in names {
        outputs.append(try self[name].output(prefix + name))
      }
      return outputs
    }

    /// Takes the numbers of all parameters from a file.
    ///
    /// - Throws: ``Files/FileError`` when an array is missing or has another shape.
    func assign(from file: TensorFile, prefix: String = "") throws {
      for name in names {
        guard let entry = file.entry(prefix + name) else {
          throw FileError(file: file.name, reason: "there is no array “\(prefix + name)”")
        }
        guard entry.shape == self[name].shape else {
          throw FileError(
            file: file.name,
            reason: "“\(entry.name)” has shape \(entry.shape), not \(self[name].shape)")
        }
        try self[name].assign(Tensor(file.floats(entry.name), shape: entry.shape))
      }
    }
  }

  extension Tensor {
    fileprivate func output(_ name: String) throws(TorchError) -> TensorFile.Output {
      TensorFile.Output(name: name, shape: shape, values: .float32(try floats()))
    }
  }

  extension Trainer {
    /// Writes what is needed to go on: parameters, moments and ``state``.
    public func writeCheckpoint(to folder: CheckpointFolder) throws {
      var outputs = try model.parameters.outputs()
      for name in model.parameters.names {
        guard let own = optimizer.moments[name] else { continue }
        outputs.append(try own.mean.output("mean." + name))
        outputs.append(try own.square.output("square." + name))
      }
      let state = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
      try TensorFile.write(
        outputs, metadata: ["state": state, "options": try options.text],
        to: folder.file("last.safetensors"))
      checkpointStep = self.state.step
    }

    /// Goes back to the last checkpoint.
    ///
    /// - Throws: ``Files/FileError`` when there is none, when it is damaged, or when it was made with
    ///   other options, with which the rest would not be the same.
    public func resume(from folder: CheckpointFolder) throws {
      let file = try TensorFile(contentsOf: folder.file("last.safetensors"))
      guard let text = file.metadata["state"],
        let saved = try? JSONDecoder().decode(TrainingState.self, from: Data(text.utf8))
      else { throw FileError(file: file.name, reason: "does not say how far the training was") }
      guard file.metadata["options"] == (try options.text) else {
        throw FileError(
          file: file.name, reason: "was written by a training with other options; give the same")
      }
      try model.parameters.assign(from: file)
      let device = model.parameters[model.parameters.names[0]].device
      for name in model.parameters.names where file.entry("mean." + name) != nil {
        let shape = model.parameters[name].shape
        optimizer.restore(
          name, mean: try Tensor(file.floats("mean." + name), shape: shape).to(device: device),
          square: try Tensor(file.floats("square." + name), shape: shape).to(device: device))
      }
      state = saved
      checkpointStep = saved.step
    }
  }

  extension TrainingOptions {
    /// The same text for the same options.
    fileprivate var text: String {
      get throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
      }
    }
  }
#endif
