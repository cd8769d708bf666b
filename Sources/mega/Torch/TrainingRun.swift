#if Torch
  internal import ArgumentParser
  internal import CommandLineSupport
  internal import Files
  internal import Foundation
  internal import LinearAlgebra
  internal import MEGAModel
  internal import RelationExtraction

  /// One training, from the files to the checkpoint.
  struct TrainingRun {
    private let command: TrainCommand
    private let folder: CheckpointFolder

    init(_ command: TrainCommand) {
      self.command = command
      folder = CheckpointFolder(command.output)
    }

    func run() throws {
      let options = command.runOptions
      try command.device.require()
      try TorchLibrary.setThreadCount(
        options.threads ?? ProcessInfo.processInfo.activeProcessorCount)
      let samples = try options.timed("read") { try RelationSample.read(from: command.training) }
      let validation = try command.validation.map { try RelationSample.read(from: $0) } ?? []
      guard !samples.isEmpty else {
        throw FileError(file: command.training, reason: "there are no samples")
      }
      let relations =
        try command.relations.map { try RelationVocabulary(contentsOf: $0) }
        ?? RelationVocabulary(of: samples + validation)
      let encoder = try EncoderChoice(command.encoder)
      let vectors: WordVectors? =
        !command.model.readsWords
        ? nil
        : try command.glove.map { try WordVectors(contentsOf: $0, seed: command.learning.seed) }
          ?? WordVectors(wordsOf: samples, seed: command.learning.seed)
      let features = try command.pictures.files.featureSource()
      let configuration = try configuration(
        relations, encoder, vectors, featureWidth: features?.width ?? 1)
      let settings = command.learning.settings(command.model, command.preset)

      var builder = ExampleBuilder(
        reader: try vectors.map { .words($0) }
          ?? .pieces(WordPieceTokenizer(encoder.vocabulary())),
        relations: relations, configuration: configuration)
      let alignments = try command.pictures.files.alignmentSource(
        isRelease: command.preset == .release)
      if let alignments { builder.alignment = { try alignments.alignment(of: $0) } }
      let all = try options.timed("encode") {
        (
          try Self.labeled(samples, command.training, builder),
          try Self.labeled(validation, command.validation ?? "", builder)
        )
      }
      alignments?.note(options)
      let source = PictureSource(
        features: features?.read, examples: all.0 + all.1, padding: builder.padding)

      let model = try MEGA(
        configuration, encoder: encoder.directory, wordVectors: vectors, seed: command.learning.seed
      )
      try model.parameters.move(to: command.device)
      if configuration.isEncoderFrozen {
        for name in model.parameters.names(in: "encoder.") {
          try model.parameters[name].requireGradient(false)
        }
      }
      let (learned, checked, padding) = try options.timed("states") {
        try freeze(model, encoder, all.0, all.1, source.source)
      }
      let trainer = Trainer(
        model, options: settings, training: learned, validation: checked,
        source: ExampleSource(
          padding: padding ?? builder.padding, features: source.source.features),
        vocabulary: relations)
      try start(trainer, configuration, settings, encoder, vectors, relations)
      try learn(trainer)
    }

    /// Everything that has a relation which the model knows.
    private static func labeled(
      _ samples: [RelationSample], _ file: String, _ builder: ExampleBuilder
    ) throws -> [Example] {
      try samples.map { sample in
        let example = try builder.example(sample)
        guard example.label != nil else {
          throw FileError(
            file: file, line: sample.index + 1,
            reason: "the relation “\(sample.relation ?? "")” is not among those to learn")
        }
        return example
      }
    }

    private func configuration(
      _ relations: RelationVocabulary, _ encoder: EncoderChoice, _ vectors: WordVectors?,
      featureWidth: Int
    ) throws -> MEGAConfiguration {
      var configuration: MEGAConfiguration
      if let vectors {
        var table = MEGAConfiguration.WordTable(count: vectors.rows.rowCount)
        table.width = vectors.rows.columnCount
        configuration = MEGAConfiguration(
          command.model, preset: command.preset, relationCount: relations.count, words: table)
      } else {
        configuration = MEGAConfiguration(
          command.model, preset: command.preset, relationCount: relations.count,
          stateWidth: try encoder.width())
        configuration.encoder = encoder.directory?.configuration
        configuration.isEncoderFrozen = encoder.isFrozen
      }
      configuration.featureWidth = featureWidth
      command.learning.apply(to: &configuration)
      if let limit = configuration.encoder?.maximumLength {
        configuration.maximumLength = min(configuration.maximumLength, limit)
      }
      return configuration
    }

    /// States of an encoder that does not learn, computed once or read.
    private func freeze(
      _ model: MEGA, _ encoder: EncoderChoice, _ training: [Example], _ validation: [Example],
      _ source: ExampleSource
    ) throws -> ([Example], [Example], padding: Int?) {
      let all = training + validation
      let states: FrozenStates
      if !encoder.stateFiles.isEmpty {
        states = try FrozenStates(joining: encoder.stateFiles)
        guard states.sampleCount == all.count else {
          throw FileError(
            file: encoder.stateFiles.joined(separator: ","),
            reason: "has states of \(states.sampleCount) samples, but there are \(all.count)")
        }
        guard
          !states.hasMarkersOnly || model.configuration.kind == .mtb
            || model.configuration.kind == .bertSG
        else {
          throw FileError(
            file: encoder.stateFiles[0],
            reason:
              "has states at markers, but \(model.configuration.kind.rawValue) reads all pieces")
        }
      } else if encoder.isFrozen {
        let bar = ProgressBar(isQuiet: command.runOptions.quiet)
        defer { bar.finish() }
        states = try model.states(of: all, from: source) {
          bar.update("encoding", $0, of: all.count)
        }
      } else {
        return (training, validation, nil)
      }
      try model.setStates(states)
      let moved = all.indices.map { states.example(all[$0], sample: $0) }
      return (
        Array(moved[..<training.count]), Array(moved[training.count...]), states.padding
      )
    }

    /// Writes what does not change, or goes back to the last checkpoint.
    private func start(
      _ trainer: Trainer, _ configuration: MEGAConfiguration, _ settings: TrainingOptions,
      _ encoder: EncoderChoice, _ vectors: WordVectors?, _ relations: RelationVocabulary
    ) throws {
      try folder.create()
      if command.resume {
        try trainer.resume(from: folder)
        try TrainingLog(folder).forget(after: trainer.state.step)
        command.runOptions.note(
          "going on at step \(trainer.state.step), epoch \(trainer.state.epoch + 1)")
        return
      }
      guard !folder.has("config.json") else {
        throw FileError(
          file: command.output, reason: "holds a model already; use --resume, or another folder")
      }
      try relations.write(to: folder.file("rel2id.json"))
      if let vectors {
        try folder.write(text: vectors.words.joined(separator: "\n"), to: "words.txt")
      } else {
        try folder.write(
          text: try encoder.vocabulary().pieces.joined(separator: "\n"), to: "vocab.txt")
      }
      try folder.write(ModelDescription(model: configuration, training: settings))
    }

    private func learn(_ trainer: Trainer) throws {
      let options = command.runOptions
      let bar = ProgressBar(isQuiet: options.quiet)
      defer { bar.finish() }
      let log = TrainingLog(folder)
      var observers = Trainer.Observers()
      observers.progress = { bar.update($0) }
      observers.step = { record in
        try log.append(record)
        if let every = command.checkpointEvery, record.step % every == 0 {
          try trainer.writeCheckpoint(to: folder)
        }
      }
      observers.epoch = { epoch, isBest in
        if isBest { try folder.writeModel(trainer.model) }
        try log.append(epoch)
        try folder.write(text: LearningCurves(trainer.state.history).svg, to: "curves.svg")
        try trainer.writeCheckpoint(to: folder)
        bar.finish()
        options.note(epoch.line + (isBest ? "  *" : ""))
      }
      options.note(
        "\(trainer.model.parameters.count) parameters, \(trainer.batchCount) steps an epoch, "
          + "\(TorchLibrary.threadCount) threads, libtorch \(TorchLibrary.version)")
      try trainer.run(stepLimit: command.maxSteps, observers: observers)
      guard trainer.isFinished else {
        try trainer.writeCheckpoint(to: folder)
        try say("stopped at step \(trainer.state.step); --resume goes on")
        return
      }
      if let best = trainer.state.best {
        let f1 = best.validationF1.map { String(format: ", validation F1 %.4f", $0) } ?? ""
        try say("best epoch \(best.number)\(f1); the model is in \(command.output)")
      }
    }
  }

  extension TrainingState.Epoch {
    /// What is printed of an epoch.
    var line: String {
      var text = String(
        format: "epoch %d  loss %.4f  accuracy %.4f  %.0f s  %.0f pieces/s, %.1f %% padding",
        number,
        loss, accuracy, seconds, Double(tokens) / max(seconds, 1e-9),
        100 * (1 - Double(tokens) / Double(max(places, 1))))
      if let f1 = validationF1, let share = validationAccuracy {
        text += String(format: "  validation F1 %.4f, accuracy %.4f", f1, share)
      }
      return text
    }
  }
#endif
