#if Torch
  internal import Files
  internal import LinearAlgebra
  public import RelationExtraction

  /// One training, from samples to a folder with a model, which ``TrainedModel`` reads.
  ///
  /// ```swift
  /// let posts = try RelationSample.read(from: "train.txt")
  /// let validation = try RelationSample.read(from: "val.txt")
  /// var recipe = TrainingRecipe(.mega, encoder: .learning("MiniLM"))
  /// recipe.pictures = PictureFiles(features: ["train.safetensors"], alignments: ["rel_1"])
  /// recipe.options.epochs = 5
  /// try TrainingRun(recipe, training: posts, validation: validation).run(to: "run1")
  ///
  /// let model = try TrainedModel(contentsOf: "run1", pictures: recipe.pictures)
  /// print(try model.scores(of: validation).micro.f1)
  /// print(try model.predictions(of: posts)[0].relation)
  /// ```
  public struct TrainingRun {
    /// Teaches the model, and knows how far it has come.
    public let trainer: Trainer
    /// What was missing in the files of pictures, in words.
    public let notes: [String]
    private let relations: RelationVocabulary
    /// `vocab.txt` or `words.txt`, and its lines.
    private let pieces: (file: String, lines: [String])
    /// How text becomes pieces, where it does.
    private let tokenizer: TokenizerConfiguration?

    /// Reads what the recipe names, and makes examples of all samples.
    ///
    /// - Parameters:
    ///   - recipe: what is learned, and how.
    ///   - training: the samples that are learned from.
    ///   - validation: what the best epoch is chosen by; without any, the last is the best.
    ///   - relations: the relations with their numbers; those of the samples unless given.
    ///   - names: what errors call both sets of samples, such as the names of their files.
    ///   - progress: is called while states of a frozen encoder are computed.
    /// - Throws: ``/Files/FileError`` when a file is damaged or a relation is not known; ``ModelUseError``
    ///   when the recipe does not fit together; ``TorchError``.
    /// - Complexity: O(samples · pieces), and with a frozen encoder O(pieces · parameters)
    public init(
      _ recipe: TrainingRecipe, training: [RelationSample], validation: [RelationSample] = [],
      relations: RelationVocabulary? = nil,
      names: (training: String, validation: String) = ("training", "validation"),
      progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
    ) throws {
      guard !training.isEmpty else { throw FileError(file: names.training, reason: "there are no samples") }
      guard recipe.kind.readsWords == (recipe.encoder == nil) else {
        throw ModelUseError(
          recipe.kind.readsWords
            ? "\(recipe.kind.rawValue) reads words and has no encoder"
            : "\(recipe.kind.rawValue) needs an encoder")
      }
      guard !recipe.kind.readsPhrases || !recipe.pictures.scenes.isEmpty else {
        throw ModelUseError("\(recipe.kind.rawValue) reads what pictures show: give their --scenes")
      }
      let relations = relations ?? RelationVocabulary(of: training + validation)
      self.relations = relations
      // Whatever is wrong with labels is said before anything slow begins.
      _ = try relations.identifiers(of: training, in: names.training)
      _ = try relations.identifiers(of: validation, in: names.validation)
      let encoder = try recipe.encoder.map { try OpenedEncoder($0) }
      let seed = recipe.options.seed
      let vectors =
        encoder != nil
        ? nil
        : try recipe.wordVectors.map { try WordVectors(contentsOf: $0, seed: seed) }
          ?? WordVectors(wordsOf: training, seed: seed)
      let pictures = try OpenedPictures(recipe.pictures, preset: recipe.preset)
      let configuration = recipe.configuration(relationCount: relations.count, encoder, vectors, pictures)

      var builder = ExampleBuilder(
        reader: vectors.map { .words($0) } ?? .pieces(encoder!.tokenizer),
        relations: relations, configuration: configuration)
      builder.alignment = pictures.alignment
      builder.scene = pictures.scene
      var examples = try (training + validation).map { try builder.example($0) }
      notes = pictures.notes + [ExampleBuilder.truncationNote(examples, configuration)].compactMap { $0 }
      tokenizer = encoder?.tokenizer.configuration
      pieces = vectors.map { ("words.txt", $0.words) } ?? ("vocab.txt", encoder!.tokenizer.vocabulary.pieces)
      var source = pictures.source(for: examples, padding: builder.padding)

      let model = try RelationModel(
        configuration, encoder: encoder?.directory, wordVectors: vectors, seed: seed)
      try model.move(to: recipe.device)
      var origins = try recipe.origins()
      if let encoder, encoder.isFrozen {
        let states =
          try encoder.states
          ?? model.states(of: examples, from: source) { [examples] in progress($0, examples.count) }
        try Self.check(states, recipe, examples)
        try model.setStates(states)
        // From here on examples have numbers of rows in the place of pieces, which say nothing about texts.
        origins["training samples"] = TrainingFingerprint.text(of: Array(examples[..<training.count]))
        origins["validation samples"] = TrainingFingerprint.text(of: Array(examples[training.count...]))
        examples = examples.indices.map { states.example(examples[$0], sample: $0) }
        source.padding = states.padding
      }
      trainer = Trainer(
        model, options: recipe.options, training: Array(examples[..<training.count]),
        validation: Array(examples[training.count...]), source: source, vocabulary: relations,
        origins: origins)
    }

    private static func check(_ states: FrozenStates, _ recipe: TrainingRecipe, _ examples: [Example]) throws
    {
      guard case .states(let files, _) = recipe.encoder else { return }
      let name = files.joined(separator: ",")
      guard !states.hasMarkersOnly || recipe.kind.readsMarkersOnly else {
        throw FileError(
          file: name, reason: "has states at markers, but \(recipe.kind.rawValue) reads all pieces")
      }
      try states.check(examples, named: name)
    }

    /// Learns until the end, or for some steps, and keeps everything in a folder: see ``CheckpointFolder``.
    ///
    /// - Parameters:
    ///   - path: a folder without a model, or, to go on, the one of before.
    ///   - isResuming: whether to go on from the last checkpoint in the folder.
    ///   - stepLimit: how many steps to take at most; ``Trainer/isFinished`` says whether that was the end.
    ///   - checkpointInterval: the steps between checkpoints, besides those after every epoch.
    ///   - observers: what to do besides.
    /// - Throws: ``LossError`` when the loss is not finite; ``/Files/FileError``, also when the folder holds a
    ///   model already or has a checkpoint of other options; ``TorchError``, and what observers throw.
    public func run(
      to path: String, isResuming: Bool = false, stepLimit: Int? = nil,
      checkpointInterval: Int? = nil, observers: Trainer.Observers = Trainer.Observers()
    ) throws {
      let folder = CheckpointFolder(path)
      let log = TrainingLog(folder)
      // Where there is nothing to go on from, no folder is made for it.
      if isResuming {
        guard folder.has("config.json"), folder.has("last.safetensors") else {
          throw FileError(
            file: path, reason: "there is no checkpoint to go on from; start without --resume")
        }
        try trainer.resume(from: folder)
        try log.forget(after: trainer.state)
      } else {
        try folder.start(
          ModelDescription(model: trainer.model.configuration, training: trainer.options), relations, pieces,
          tokenizer: tokenizer
        ) { folder in try trainer.writeCheckpoint(to: folder) }
      }
      var all = observers
      all.step = { record in
        try log.append(record)
        if let interval = checkpointInterval, record.step % interval == 0 {
          try trainer.writeCheckpoint(to: folder)
        }
        try observers.step(record)
      }
      all.epoch = { epoch, isBest in
        if isBest { try folder.writeModel(trainer.model) }
        try log.append(epoch)
        try folder.write(text: LearningCurves(trainer.state.history).svg, to: "curves.svg")
        try trainer.writeCheckpoint(to: folder)
        try observers.epoch(epoch, isBest)
      }
      try observers.start(trainer.state)
      do {
        try trainer.run(stepLimit: stepLimit, observers: all)
      } catch let error as LossError where error.checkpoint == 0 && !folder.has("model.safetensors") {
        // Nothing was learned: what is left behind would only be in the way of the next try.
        folder.clear()
        throw LossError(step: error.step, loss: error.loss, checkpoint: nil)
      }
      if !trainer.isFinished { try trainer.writeCheckpoint(to: folder) }
    }
  }

  extension TrainingRecipe {
    /// The contents of what a model's first numbers are from.
    fileprivate func origins() throws(FileError) -> [String: String] {
      let files: [String]
      switch encoder {
      case .learning(let folder)?, .frozen(let folder)?: files = [folder + "/model.safetensors"]
      case .states(let paths, _)?: files = paths
      case nil: files = wordVectors.map { [$0] } ?? []
      }
      guard !files.isEmpty else { return [:] }
      var hash = ContentHash()
      for file in files { try hash.add(contentsOf: file) }
      return [encoder == nil ? "word vectors" : "encoder": hash.text]
    }

    fileprivate func configuration(
      relationCount: Int, _ encoder: OpenedEncoder?, _ vectors: WordVectors?, _ pictures: OpenedPictures
    ) -> ModelConfiguration {
      var configuration: ModelConfiguration
      if let vectors {
        var table = ModelConfiguration.WordTable(count: vectors.rows.rowCount)
        table.width = vectors.rows.columnCount
        configuration = ModelConfiguration(kind, preset: preset, relationCount: relationCount, words: table)
      } else {
        configuration = ModelConfiguration(
          kind, preset: preset, relationCount: relationCount, stateWidth: encoder!.width)
        configuration.encoder = encoder!.directory?.configuration
        configuration.isEncoderFrozen = encoder!.isFrozen
      }
      configuration.featureWidth = pictures.features?.width ?? 1
      if let dropout { configuration.dropout = dropout }
      if let maximumLength { configuration.maximumLength = maximumLength }
      if let limit = configuration.encoder?.maximumLength {
        configuration.maximumLength = min(configuration.maximumLength, limit)
        configuration.phraseLimit = min(configuration.phraseLimit, limit - configuration.maximumLength)
      }
      return configuration
    }
  }
#endif
