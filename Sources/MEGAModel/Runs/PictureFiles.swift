#if Torch
  internal import Files
  internal import LinearAlgebra
  internal import RelationExtraction
  internal import Options

  /// The files that tell about the pictures of samples.
  public struct PictureFiles: Sendable, Equatable, Codable {
    /// Features of objects, for ``/RelationExtraction/ObjectFeatureFiles``.
    ///
    /// Without any, every object that words are aligned with has a single feature, which is 1.
    public var features: [String]
    /// α, for ``/RelationExtraction/AlignmentFiles``; without any, zeros.
    public var alignments: [String]
    /// Scene graphs, as ``/RelationExtraction/PreparedPosts`` are written, for models that read phrases.
    public var scenes: [String]

    /// Files by their paths.
    public init(features: [String] = [], alignments: [String] = [], scenes: [String] = []) {
      (self.features, self.alignments, self.scenes) = (features, alignments, scenes)
    }

    /// What is not there is empty.
    ///
    /// - Throws: `DecodingError` when a value has another type.
    public init(from decoder: any Decoder) throws {
      self.init()
      let values = try decoder.container(keyedBy: CodingKeys.self)
      try values.update(&self, (.features, \.features), (.alignments, \.alignments), (.scenes, \.scenes))
    }
  }

  /// Files of pictures that have been opened.
  struct OpenedPictures: Sendable {
    let features: ObjectFeatureFiles?
    private let alignments: AlignmentFiles?
    private let scenes: [String: SceneGraph]?

    init(_ files: PictureFiles, preset: ModelPreset) throws {
      features = files.features.isEmpty ? nil : try ObjectFeatureFiles(files.features)
      alignments =
        files.alignments.isEmpty
        ? nil
        : try AlignmentFiles(files.alignments, firstRow: preset == .release ? .drop : .sniff)
      scenes =
        files.scenes.isEmpty
        ? nil
        : try files.scenes.map { try PreparedPosts(contentsOf: $0).scenes }
          .reduce(into: [:]) { all, own in all.merge(own) { first, _ in first } }
      guard let features, let alignments else { return }
      let (own, other) = (features.labels, alignments.labels)
      guard let image = own.difference(from: other) else { return }
      func list(_ labels: [String]?) -> String { labels?.joined(separator: ", ") ?? "" }
      throw FileError(
        file: files.alignments.joined(separator: ","),
        reason: "aligns the objects “\(list(other[image]))” of \(image), but the features are those of "
          + "“\(list(own[image]))”")
    }

    var isEmpty: Bool { features == nil && alignments == nil && scenes == nil }

    var hasScenes: Bool { scenes != nil }

    /// The scene graph of a sample's picture.
    var scene: @Sendable (RelationSample) throws -> SceneGraph? {
      { [scenes] in $0.imageFileName.flatMap { scenes?[$0] } }
    }

    /// What was missing so far, in words.
    var notes: [String] { alignments?.notes ?? [] }

    /// α of a sample.
    var alignment: @Sendable (RelationSample) throws -> WordObjectAlignment? {
      { [alignments] in try alignments?.alignment(of: $0) }
    }

    /// What examples are made into batches with.
    func source(for examples: [Example], padding: Int) -> ExampleSource {
      features.map { features in
        ExampleSource(padding: padding) { try features.features(of: $0) }
      } ?? ExampleSource(padding: padding, alignedObjectsOf: examples)
    }
  }

  extension ExampleSource {
    /// Objects with a single feature, which is 1: as many as the words of the examples are aligned with.
    init(padding: Int, alignedObjectsOf examples: [Example]) {
      var counts: [String: Int] = [:]
      for example in examples {
        guard let image = example.image, let alignment = example.alignment else { continue }
        counts[image] = max(counts[image] ?? 0, alignment.columnCount)
      }
      self.init(padding: padding) { [counts] image in
        counts[image].map { Matrix(rowCount: $0, columnCount: 1, elements: Array(repeating: 1, count: $0)) }
      }
    }
  }
#endif
