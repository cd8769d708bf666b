#if Torch
  internal import ArgumentParser
  internal import CommandLineSupport
  internal import Files
  internal import Foundation
  internal import LinearAlgebra
  internal import MEGAModel
  internal import RelationExtraction

  /// A trained model with everything that it reads samples with.
  struct LoadedModel {
    /// The folder.
    let path: String
    let model: MEGA
    let relations: RelationVocabulary
    let options: TrainingOptions
    private(set) var builder: ExampleBuilder
    let features: (@Sendable (String) throws -> ObjectFeatures?)?
    private let alignments: AlignmentCache?

    init(_ path: String, _ pictures: PictureFiles, device: TorchDevice, threads: Int?) throws {
      self.path = path
      try device.require()
      try TorchLibrary.setThreadCount(threads ?? ProcessInfo.processInfo.activeProcessorCount)
      let folder = CheckpointFolder(path)
      let description = try folder.description()
      let configuration = description.model
      options = description.training
      relations = try RelationVocabulary(contentsOf: folder.file("rel2id.json"))
      guard relations.count == configuration.relationCount else {
        throw FileError(
          file: folder.file("rel2id.json"),
          reason: "has \(relations.count) relations, the model \(configuration.relationCount)")
      }
      let reader: ExampleBuilder.Reader
      if let words = configuration.words {
        let vectors = WordVectors(words: try folder.words(), width: words.width)
        guard vectors.rows.rowCount == words.count else {
          throw FileError(
            file: folder.file("words.txt"),
            reason: "has \(vectors.words.count) words, the model \(words.count - 2)")
        }
        reader = .words(vectors)
      } else {
        reader = .pieces(
          WordPieceTokenizer(try WordPieceVocabulary(contentsOf: folder.file("vocab.txt"))))
      }
      guard configuration.words != nil || configuration.encoder != nil else {
        throw FileError(
          file: folder.file("config.json"),
          reason: "is of a model without encoder, which only reads the states that it was given")
      }
      let features = try pictures.featureSource()
      if let features, configuration.kind.readsObjects,
        features.width != configuration.featureWidth
      {
        throw FileError(
          file: pictures.features ?? "",
          reason:
            "has features \(features.width) wide, the model needs \(configuration.featureWidth)")
      }
      self.features = features?.read
      if pictures.alignment != nil { try Self.requireFeatures(features?.read, configuration) }
      builder = ExampleBuilder(
        reader: reader, relations: relations, configuration: configuration)
      alignments = try pictures.alignmentSource(isRelease: configuration.preset == .release)
      if let alignments { builder.alignment = { try alignments.alignment(of: $0) } }
      model = try folder.model()
      try model.parameters.move(to: device)
    }

    /// Makes sure that aligned objects have the features that the model learned with.
    static func requireFeatures(
      _ features: (@Sendable (String) throws -> ObjectFeatures?)?,
      _ configuration: MEGAConfiguration
    ) throws {
      guard features == nil, configuration.kind.readsObjects, configuration.featureWidth != 1
      else { return }
      throw ValidationError(
        "the model learned with features of objects, \(configuration.featureWidth) for each: give "
          + "--features")
    }

    /// Samples as the model reads them.
    func examples(_ samples: [RelationSample]) throws -> (all: [Example], source: ExampleSource) {
      let all = try samples.map { try builder.example($0) }
      return (all, source(of: all))
    }

    /// What the pictures of examples show.
    func source(of examples: [Example]) -> ExampleSource {
      let features = model.configuration.kind.readsObjects ? features : nil
      return PictureSource(features: features, examples: examples, padding: builder.padding).source
    }

    /// Says so if a model that reads pictures gets none.
    private func notePictures(_ options: RunOptions) {
      guard model.configuration.kind.readsObjects, features == nil, alignments == nil else {
        return
      }
      options.note("note: \(path) reads pictures; none given: see --features, --alignment")
    }

    /// The probabilities of all relations for each sample.
    func probabilities(
      of samples: [RelationSample], _ options: RunOptions
    ) throws -> [[Float]] {
      let (examples, source) = try examples(samples)
      notePictures(options)
      alignments?.note(options)
      let bar = ProgressBar(isQuiet: options.quiet)
      defer { bar.finish() }
      return try model.probabilities(of: examples, from: source) {
        bar.update("predicting", $0, of: examples.count)
      }
    }
  }
#endif
