#if Torch
  public import LinearAlgebra
  public import RelationExtraction

  /// Vectors of phrases: the means of the states that an encoder gives their pieces, of length one.
  ///
  /// They are features of objects that are known by words only, such as those that captions mention.
  public struct PhraseEncoder {
    private let model: RelationModel
    private let tokenizer: WordPieceTokenizer

    /// The numbers of a vector.
    public var width: Int { model.configuration.stateWidth }

    /// Loads an encoder.
    ///
    /// - Throws: ``/Files/FileError`` when it cannot be read; ``TorchError``.
    /// - Complexity: O(parameters)
    public init(_ directory: BERTDirectory, device: TorchDevice = .cpu) throws {
      var configuration = ModelConfiguration(
        .mtb, relationCount: 1, stateWidth: directory.configuration.width)
      configuration.encoder = directory.configuration
      configuration.maximumLength = min(64, directory.configuration.maximumLength)
      model = try RelationModel(configuration, encoder: directory)
      tokenizer = directory.tokenizer
      try model.move(to: device)
    }

    /// A row for each phrase.
    ///
    /// `progress` is called with the number of different phrases that are done.
    ///
    /// - Throws: ``TorchError``
    /// - Complexity: O(pieces · parameters)
    public func vectors(
      of phrases: [String], progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
    ) throws -> Matrix {
      var places: [String: Int] = [:]
      var different: [String] = []
      for phrase in phrases where places[phrase] == nil {
        places[phrase] = different.count
        different.append(phrase)
      }
      let examples = different.map { phrase in
        let pieces = tokenizer.pieces(of: phrase).prefix(model.configuration.maximumLength - 2)
        let vocabulary = tokenizer.vocabulary
        return Example(
          identifiers: [vocabulary.start] + pieces.map(\.identifier) + [vocabulary.separator], head: 0,
          tail: 0)
      }
      let source = ExampleSource(padding: tokenizer.vocabulary.padding)
      func encode(_ batch: Batch) throws(TorchError) -> Tensor {
        try model.states(of: batch, markersOnly: false, isTraining: false)
      }
      let states = try model.results(of: examples, from: source, 64, { progress($0, examples.count) }, encode)
      let means = zip(states, examples).map { mean($0, count: $1.count) }
      return Matrix(
        rowCount: phrases.count, columnCount: width, elements: phrases.flatMap { means[places[$0]!] })
    }

    private func mean(_ states: [Float], count: Int) -> [Float] {
      var sum = [Float](repeating: 0, count: width)
      for piece in 0..<count {
        for i in 0..<width { sum[i] += states[piece * width + i] }
      }
      let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 0 ? sum.map { $0 / length } : sum
    }
  }

  extension PreparedPosts {
    /// Writes features of all objects of all pictures: vectors of what they are called and how they are related.
    ///
    /// - Parameters:
    ///   - path: the file, an ``/RelationExtraction/ObjectFeatureStore``.
    ///   - encoder: makes vectors of phrases.
    ///   - objectLimit: how many objects of a picture are kept.
    ///   - progress: is called with the number of different phrases that are done.
    /// - Throws: ``/Files/FileError`` with the system's reason; ``TorchError``.
    /// - Complexity: O(pieces · parameters)
    public func writeObjectFeatures(
      to path: String, with encoder: PhraseEncoder, objectLimit: Int = 10,
      progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
    ) throws {
      let images = scenes.keys.sorted()
      let kept = images.map { scenes[$0]!.keepingObjects(objectLimit) }
      let vectors = try encoder.vectors(
        of: kept.flatMap { scene in scene.objects.indices.map { scene.phrase(ofObject: $0) } },
        progress: progress)
      var start: [String: Int] = [:]
      var row = 0
      for (image, scene) in zip(images, kept) {
        start[image] = row
        row += scene.objects.count
      }
      let counts = Dictionary(uniqueKeysWithValues: zip(images, kept.map(\.objects.count)))
      try ObjectFeatureStore.write(
        images: images, width: encoder.width, objectLimit: objectLimit, labels: ObjectLabels(scenes), to: path
      ) { (image) in
        vectors.arranged(rows: (0..<counts[image]!).map { start[image]! + $0 })
      }
    }
  }
#endif
