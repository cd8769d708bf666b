#if Torch
  internal import Files
  internal import Foundation
  public import RelationExtraction

  /// A model that ``TrainingRun`` wrote, with everything that it reads samples with.
  ///
  /// ```swift
  /// let model = try TrainedModel(contentsOf: "run1")
  /// let samples = try RelationSample.read(from: "posts.txt")
  /// for prediction in try model.predictions(of: samples) { print(prediction.relation) }
  /// ```
  public struct TrainedModel {
    /// The folder.
    public let path: String
    /// The model itself.
    public let model: RelationModel
    /// The relations, in the order of their numbers.
    public let relations: RelationVocabulary
    /// How it learned.
    public let options: TrainingOptions
    private let builder: ExampleBuilder
    private let pictures: OpenedPictures
    /// States of the samples to come, for a model without an encoder.
    private let states: FrozenStates?

    /// Reads a folder.
    ///
    /// Of pictures is to be given what is known of those of the samples to come, as in training. A model that learned
    /// on states in files needs those of the samples to come, in their order, for it has no encoder of its own.
    ///
    /// - Throws: ``/Files/FileError`` when a file is missing or damaged; ``ModelUseError`` when alignments are
    ///   given without the features that the model learned with, or states to a model with an encoder; ``TorchError``.
    /// - Complexity: O(parameters)
    public init(
      contentsOf path: String, pictures files: PictureFiles = PictureFiles(),
      states stateFiles: [String] = [],
      device: TorchDevice = .cpu
    ) throws {
      self.path = path
      try device.require()
      let folder = CheckpointFolder(path)
      let description = try folder.description()
      let configuration = description.model
      options = description.training
      relations = try RelationVocabulary(contentsOf: folder.file("rel2id.json"))
      func require(_ isRight: Bool, _ file: String, _ reason: String) throws(FileError) {
        if !isRight { throw FileError(file: file, reason: reason) }
      }
      try require(
        relations.count == configuration.relationCount, folder.file("rel2id.json"),
        "has \(relations.count) relations, the model \(configuration.relationCount)")
      let hasEncoder = configuration.words != nil || configuration.encoder != nil
      try require(
        hasEncoder || !stateFiles.isEmpty, folder.file("config.json"),
        "is of a model without encoder: give the states of the samples, as “mega convert states” writes them "
          + "(--states)")
      if hasEncoder, !stateFiles.isEmpty {
        throw ModelUseError("the model has an encoder of its own, and takes no --states")
      }
      states = stateFiles.isEmpty ? nil : try FrozenStates(joining: stateFiles)
      if let states {
        try require(
          states.width == configuration.stateWidth, stateFiles.joined(separator: ","),
          "has states \(states.width) wide, the model needs \(configuration.stateWidth)")
        try require(
          !states.hasMarkersOnly || configuration.kind.readsMarkersOnly, stateFiles.joined(separator: ","),
          "has states at markers, but \(configuration.kind.rawValue) reads all pieces")
      }
      pictures = try OpenedPictures(files, preset: configuration.preset)
      let width = pictures.features?.width ?? configuration.featureWidth
      try require(
        !configuration.kind.readsObjects || width == configuration.featureWidth,
        files.features.joined(separator: ","),
        "has features \(width) wide, the model needs \(configuration.featureWidth)")
      var builder = ExampleBuilder(
        reader: try folder.reader(configuration), relations: relations, configuration: configuration)
      builder.alignment = pictures.alignment
      builder.scene = pictures.scene
      self.builder = builder
      model = try folder.model()
      if !files.alignments.isEmpty { try requireFeatures() }
      try model.move(to: device)
      try model.setStates(states)
    }

    /// Makes sure that aligned objects have the features that the model learned with.
    private func requireFeatures() throws(ModelUseError) {
      let configuration = model.configuration
      guard pictures.features == nil, configuration.kind.readsObjects,
        configuration.featureWidth != 1
      else { return }
      throw ModelUseError(
        "the model learned with features of objects, \(configuration.featureWidth) for each: give "
          + "--features")
    }

    /// What a user should know of the pictures, in words.
    public var notes: [String] {
      let kind = model.configuration.kind
      if kind.readsPhrases, !pictures.hasScenes {
        return ["\(path) reads what pictures show; nothing given: see --scenes"] + pictures.notes
      }
      let readsNone = kind.readsObjects && pictures.isEmpty
      return readsNone ? ["\(path) reads pictures; none given: see --features, --alignment"] : pictures.notes
    }

    /// What of samples does not fit into the model, in words; `nil` if everything does.
    ///
    /// - Throws: what reading alignments throws.
    public func truncationNote(of samples: [RelationSample]) throws -> String? {
      ExampleBuilder.truncationNote(try samples.map { try builder.example($0) }, model.configuration)
    }

    private func source(of examples: [Example]) -> ExampleSource {
      let padding = states?.padding ?? builder.padding
      return model.configuration.kind.readsObjects
        ? pictures.source(for: examples, padding: padding) : ExampleSource(padding: padding)
    }

    /// The probabilities of all relations for each sample.
    ///
    /// `progress` is called with the number of samples that are done.
    ///
    /// - Throws: ``/Files/FileError`` when what belongs to a picture is damaged; ``TorchError``.
    /// - Complexity: O(pieces · parameters)
    public func probabilities(
      of samples: [RelationSample], progress: (_ done: Int) -> Void = { _ in }
    ) throws -> [[Float]] {
      var examples = try samples.map { try builder.example($0) }
      if let states {
        try states.check(examples, named: "the states")
        examples = examples.indices.map { states.example(examples[$0], sample: $0) }
      }
      return try model.probabilities(of: examples, from: source(of: examples), progress: progress)
    }

    /// The most likely relations of each sample.
    ///
    /// With `top` above one ``/RelationExtraction/Prediction/best`` lists so many. `progress` is called with
    /// the number of samples that are done.
    ///
    /// - Throws: what ``probabilities(of:progress:)`` throws.
    /// - Complexity: O(pieces · parameters)
    public func predictions(
      of samples: [RelationSample], top: Int = 1, progress: (_ done: Int) -> Void = { _ in }
    ) throws -> [Prediction] {
      try probabilities(of: samples, progress: progress).map {
        Prediction($0, vocabulary: relations, top: top)
      }
    }

    /// How well the model does on samples whose relations are known.
    ///
    /// - Throws: ``/Files/FileError`` when a sample has no relation that the model knows, and what
    ///   ``probabilities(of:progress:)`` throws.
    /// - Complexity: O(pieces · parameters)
    public func scores(of samples: [RelationSample]) throws -> RelationScores {
      RelationScores(
        gold: try relations.identifiers(of: samples, in: "samples"),
        predicted: try predictions(of: samples).map { relations.identifier(of: $0.relation)! },
        vocabulary: relations)
    }

    /// What the model makes of one sample, and β.
    ///
    /// The model sees the weights as if they came from a file with `objectLimit` columns. A model that reads states
    /// needs the place of the sample among those that the states are of.
    ///
    /// - Returns: the prediction, and the attention, which is `nil` if the picture has no objects.
    /// - Throws: ``ModelUseError`` when the model pays no attention or needs features; ``/Files/FileError``,
    ///   ``TorchError``.
    /// - Complexity: O(pieces · parameters)
    public func view(
      of sample: RelationSample, aligned weights: WordObjectAlignment, objectLimit: Int, place: Int? = nil
    ) throws -> (prediction: Prediction, attention: ObjectAttention?) {
      let configuration = model.configuration
      guard configuration.kind.attends else {
        throw ModelUseError(
          "“\(configuration.kind.rawValue)” pays no attention to pictures; mega and bert+sg+att do")
      }
      try requireFeatures()
      guard states == nil || place.map({ (0..<states!.sampleCount).contains($0) }) == true else {
        throw ModelUseError(
          "the model has no encoder, so that it can only look at samples that it has states of")
      }
      var own = builder
      let whole = weights.widened(to: max(objectLimit, weights.objectCount))
      let seen = configuration.preset == .release ? whole.withoutFirstRow : whole
      own.alignment = { seen.filled(to: $0.tokens.count) }
      let plain = try own.example(sample)
      let example = states.map { $0.example(plain, sample: place!) } ?? plain
      let source = source(of: [example])
      let probabilities = try model.probabilities(of: [example], from: source)[0]
      return (
        Prediction(probabilities, vocabulary: relations),
        try model.attention(of: sample, as: example, from: source, by: own)
      )
    }
  }
#endif
