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
    let model: MEGA
    let relations: RelationVocabulary
    let options: TrainingOptions
    private(set) var builder: ExampleBuilder
    private let features: (@Sendable (String) throws -> ObjectFeatures?)?

    init(_ path: String, _ pictures: PictureOptions, device: TorchDevice, threads: Int?) throws {
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
      builder = ExampleBuilder(
        reader: reader, relations: relations, configuration: configuration)
      let isRelease = configuration.preset == .release
      if let alignments = pictures.alignmentSource(isRelease: isRelease) {
        builder.alignment = { try alignments.alignment(of: $0, isRelease: isRelease) }
      }
      model = try folder.model()
      try model.parameters.move(to: device)
    }

    /// Samples as the model reads them.
    func examples(_ samples: [RelationSample]) throws -> (all: [Example], source: ExampleSource) {
      let all = try samples.map { try builder.example($0) }
      let features = model.configuration.kind.readsObjects ? features : nil
      return (
        all, PictureSource(features: features, examples: all, padding: builder.padding).source
      )
    }

    /// The probabilities of all relations for each sample.
    func probabilities(
      of samples: [RelationSample], _ options: RunOptions
    ) throws -> [[Float]] {
      let (examples, source) = try examples(samples)
      let bar = ProgressBar(isQuiet: options.quiet)
      defer { bar.finish() }
      return try model.probabilities(of: examples, from: source) {
        bar.update("predicting", $0, of: examples.count)
      }
    }

    /// A line of a file of predictions.
    func line(_ probabilities: [Float]) -> String {
      let best = probabilities.indexOfMaximum ?? 0
      let score = String(format: "%.6f", probabilities[best])
      return "{\"prediction\": \(Self.quoted(relations.names[best])), \"score\": \(score)}"
    }

    static func quoted(_ text: String) -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .withoutEscapingSlashes
      return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
  }
#endif
