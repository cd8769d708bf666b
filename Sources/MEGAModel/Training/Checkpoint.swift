#if Torch
  public import Files
  internal import Foundation
  public import RelationExtraction

  /// What a checkpoint is called and made of: `config.json`.
  public struct ModelDescription: Sendable, Equatable, Codable {
    /// Raised when older programs could not read what newer ones write.
    public var format = 1
    /// The sizes of the model.
    public var model: ModelConfiguration
    /// How it learned.
    public var training: TrainingOptions

    /// A description of a model of this format.
    public init(model: ModelConfiguration, training: TrainingOptions) {
      (self.model, self.training) = (model, training)
    }

    /// What a description does not say of training is as in ``TrainingOptions/init()``, except that no limit of
    /// gradients means none: so it has always been written.
    ///
    /// - Throws: `DecodingError` when it is no description.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      format = try values.decode(Int.self, forKey: .format)
      model = try values.decode(ModelConfiguration.self, forKey: .model)
      training = try values.decode(TrainingOptions.self, forKey: .training)
      struct Limit: Decodable { let gradientLimit: Double? }
      training.gradientLimit = try values.decode(Limit.self, forKey: .training).gradientLimit
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
    /// Where it is.
    public let path: String

    /// The folder at a path, whether it exists or not.
    public init(_ path: String) { self.path = path }

    /// The path of a file in it.
    public func file(_ name: String) -> String { path + "/" + name }

    func has(_ name: String) -> Bool { FileManager.default.isReadableFile(atPath: file(name)) }

    func create() throws(FileError) {
      do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      } catch {
        throw FileError(file: path, reason: "cannot be made: \(error.localizedDescription)")
      }
    }

    // MARK: Description

    /// Writes everything that does not change while a model learns, into a folder without a model.
    ///
    /// Pieces are `vocab.txt` or `words.txt`, and its lines. `config.json` comes last, behind what `first` writes: a
    /// folder without it is one that nothing has begun in.
    ///
    /// - Throws: ``/Files/FileError`` when there is a model already, and with the system's reason; what `first`
    ///   throws.
    public func start(
      _ description: ModelDescription, _ relations: RelationVocabulary,
      _ pieces: (file: String, lines: [String]), tokenizer: TokenizerConfiguration? = nil,
      first: (CheckpointFolder) throws -> Void = { _ in }
    ) throws {
      guard !has("config.json") else {
        throw FileError(file: path, reason: "holds a model already; use --resume, or another folder")
      }
      try create()
      try relations.write(to: file("rel2id.json"))
      try write(text: pieces.lines.joined(separator: "\n"), to: pieces.file)
      if let tokenizer {
        try write(
          text: jsonText(tokenizer, [.sortedKeys, .prettyPrinted]), to: TokenizerConfiguration.fileName)
      }
      try first(self)
      try write(text: jsonText(description, [.sortedKeys, .prettyPrinted]), to: "config.json")
    }

    /// Removes what ``start(_:_:_:tokenizer:first:)`` and training wrote, so that one can begin again.
    func clear() {
      for name in [
        "config.json", "rel2id.json", "vocab.txt", "words.txt", TokenizerConfiguration.fileName,
        "last.safetensors", "log.jsonl", "curves.svg",
      ] { try? FileManager.default.removeItem(atPath: file(name)) }
      // What somebody else put there stays, and so does the folder then.
      if (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty == true {
        try? FileManager.default.removeItem(atPath: path)
      }
    }

    /// What `config.json` says.
    ///
    /// - Throws: ``/Files/FileError`` when there is none, or it is of another format.
    public func description() throws(FileError) -> ModelDescription {
      let contents = try FileContents(at: file("config.json"))
      let result = try ModelDescription(json: contents)
      guard result.format == 1 else {
        throw FileError(file: contents.name, reason: "has format \(result.format), which is not known")
      }
      return result
    }

    func write(text: String, to name: String) throws(FileError) {
      try FileWriter.write(to: file(name)) { (file) throws(FileError) in
        try file.append(text + (text.hasSuffix("\n") ? "" : "\n"))
      }
    }

    // MARK: Parameters

    /// Writes the parameters of a model.
    ///
    /// - Throws: ``TorchError``; ``/Files/FileError`` with the system's reason.
    public func writeModel(_ model: RelationModel) throws {
      try TensorFile.write(
        try model.parameters.outputs(), metadata: ["format": "pt"], to: file("model.safetensors"))
    }

    /// A model with the parameters that were written.
    ///
    /// - Throws: ``/Files/FileError`` when arrays are missing or have other shapes; ``TorchError``.
    /// - Complexity: O(parameters)
    public func model() throws -> RelationModel {
      guard has("model.safetensors") || !has("last.safetensors") else {
        throw FileError(
          file: path,
          reason: "has no model yet: the training was interrupted in its first epoch; --resume goes on")
      }
      let model = try RelationModel(description().model)
      try model.parameters.assign(from: TensorFile(contentsOf: file("model.safetensors")))
      return model
    }

    /// What makes pieces, or words, of text for the model.
    func reader(_ configuration: ModelConfiguration) throws(FileError) -> ExampleBuilder.Reader {
      guard let table = configuration.words else {
        return .pieces(try WordPieceTokenizer(vocabularyAt: file("vocab.txt")))
      }
      let name = file("words.txt")
      let words = try FileContents(at: name).lines().filter { !$0.isEmpty }
      guard words.count == table.count - 2 else {
        throw FileError(file: name, reason: "has \(words.count) words, the model \(table.count - 2)")
      }
      return .words(WordVectors(words: words, width: table.width))
    }
  }

  extension Parameters {
    func outputs() throws(TorchError) -> [TensorFile.Output] {
      try names.map { (name) throws(TorchError) in try self[name].output(name) }
    }

    /// Takes the numbers of all parameters from a file.
    ///
    /// - Throws: ``/Files/FileError`` when an array is missing or has another shape.
    func assign(from file: TensorFile) throws {
      let arrays = NamedArrays(file)
      for name in names { try self[name].assign(arrays.tensor(name, shape: self[name].shape)) }
    }
  }

  extension Tensor {
    fileprivate func output(_ name: String) throws(TorchError) -> TensorFile.Output {
      TensorFile.Output(name: name, shape: shape, values: .float32(try floats()))
    }
  }

  extension Trainer {
    /// Writes what is needed to go on: parameters, moments and ``state``.
    ///
    /// - Throws: ``TorchError``; ``/Files/FileError`` with the system's reason.
    /// - Complexity: O(parameters)
    public func writeCheckpoint(to folder: CheckpointFolder) throws {
      var outputs = try model.parameters.outputs()
      for name in model.parameters.names {
        guard let own = optimizer.moments[name] else { continue }
        outputs.append(try own.mean.output("mean." + name))
        outputs.append(try own.square.output("square." + name))
      }
      try TensorFile.write(
        outputs, metadata: ["state": try jsonText(state), "fingerprint": try jsonText(fingerprint())],
        to: folder.file("last.safetensors"))
      checkpointStep = self.state.step
    }

    /// Goes back to the last checkpoint.
    ///
    /// More epochs and more patience than before are no other training; if rates fall, they then fall more slowly
    /// from here on than they did.
    ///
    /// - Throws: ``/Files/FileError`` when there is none, when it is damaged, or when it is of another
    ///   training, with what differs; ``TorchError``.
    /// - Complexity: O(parameters)
    public func resume(from folder: CheckpointFolder) throws {
      let file = try TensorFile(contentsOf: folder.file("last.safetensors"))
      guard let text = file.metadata["state"],
        let saved = try? JSONDecoder().decode(TrainingState.self, from: Data(text.utf8))
      else { throw FileError(file: file.name, reason: "does not say how far the training was") }
      guard let text = file.metadata["fingerprint"],
        let other = try? JSONDecoder().decode(TrainingFingerprint.self, from: Data(text.utf8))
      else { throw FileError(file: file.name, reason: "does not say what the training was made of") }
      let differences = try fingerprint().differences(from: other)
      guard differences.isEmpty else {
        throw FileError(
          file: file.name,
          reason: "was written by a training with other options or data: "
            + differences.joined(separator: "; "))
      }
      guard (0...batchCount).contains(saved.batch), saved.epoch >= 0, saved.step >= 0 else {
        throw FileError(file: file.name, reason: "has done \(saved.batch) of \(batchCount) steps of an epoch")
      }
      try model.parameters.assign(from: file)
      let (arrays, device) = (NamedArrays(file), model.parameters.device)
      for name in model.parameters.names where file.entry("mean." + name) != nil {
        let shape = model.parameters[name].shape
        optimizer.moments[name] = (
          mean: try arrays.tensor("mean." + name, shape: shape).to(device: device),
          square: try arrays.tensor("square." + name, shape: shape).to(device: device)
        )
      }
      state = saved
      checkpointStep = saved.step
    }
  }

  /// JSON with sorted keys: the same text for the same value.
  func jsonText(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting = .sortedKeys
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
#endif
