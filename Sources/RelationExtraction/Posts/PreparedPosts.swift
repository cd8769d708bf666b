/// Samples with everything that aligning needs: the parse of each text and the scene graph of each picture.
///
/// ```swift
/// let posts = try PreparedPosts(contentsOf: "posts.jsonl.gz")
/// for split in posts.splits {
///   let alignments = try StructuralAlignment.paper.weights(of: split.samples, in: posts)
/// }
/// ```
public struct PreparedPosts: Sendable, Equatable {
  /// A part of the data, such as those for training.
  public struct Split: Sendable, Equatable {
    /// What the part is called, such as `train`.
    public var name: String
    /// Its samples, in their order.
    public var samples: [RelationSample]

    /// A part of that name.
    public init(name: String, samples: [RelationSample]) { (self.name, self.samples) = (name, samples) }
  }

  /// All relations.
  public var vocabulary: RelationVocabulary
  /// The parts of the data.
  public var splits: [Split]
  /// The parses of texts, by their tokens.
  public var texts: [[String]: DependencyGraph]
  /// The scene graphs of pictures, by ``RelationSample/imageFileName``.
  public var scenes: [String: SceneGraph]
  /// Texts whose graph is no parse, but only a chain of their tokens.
  public internal(set) var chainedTexts: Set<[String]> = []
  /// Pictures whose graph is made up: a chain of nameless objects.
  public internal(set) var chainedImages: Set<String> = []

  /// Posts with what is known of their texts and pictures.
  public init(
    vocabulary: RelationVocabulary, splits: [Split], texts: [[String]: DependencyGraph] = [:],
    scenes: [String: SceneGraph] = [:]
  ) {
    (self.vocabulary, self.splits) = (vocabulary, splits)
    (self.texts, self.scenes) = (texts, scenes)
  }

  /// All samples, split after split.
  public var samples: [RelationSample] { splits.flatMap(\.samples) }

  /// The samples of a split; `nil` if there is no split of that name.
  public func samples(in split: String) -> [RelationSample]? { splits.first { $0.name == split }?.samples }

  /// The parse of a sample's text, or the chain in its place.
  public func text(of sample: RelationSample) -> DependencyGraph? { texts[sample.tokens] }

  /// The scene graph of a sample's picture, or the chain in its place.
  public func scene(of sample: RelationSample) -> SceneGraph? { sample.imageFileName.flatMap { scenes[$0] } }

  /// Gives texts without parse a chain, each token depending on the one before, and pictures without
  /// scene graph a chain of objects.
  ///
  /// Such graphs let everything run; what is computed from them says nothing about text or picture. They
  /// stay marked, in ``chainedTexts`` and ``chainedImages``, also in files.
  public mutating func addChains(objectCount: Int = 10) {
    for sample in samples {
      if texts[sample.tokens] == nil {
        texts[sample.tokens] = DependencyGraph(chaining: sample.tokens)
        chainedTexts.insert(sample.tokens)
      }
      if let image = sample.imageFileName, scenes[image] == nil {
        scenes[image] = SceneGraph(chaining: objectCount, imageID: image)
        chainedImages.insert(image)
      }
    }
  }
}

extension DependencyGraph {
  /// A chain: each token depends on the one before it, as if nothing were known of the text.
  public init(chaining tokens: [String]) {
    self.init(
      words: tokens.map { Word($0) },
      edges: tokens.indices.dropFirst().map { Dependency(governor: $0 - 1, dependent: $0) },
      roots: tokens.isEmpty ? [] : [0])
  }
}

extension SceneGraph {
  /// A chain of nameless objects, as if nothing were known of the picture but how many there are.
  public init(chaining objectCount: Int, imageID: String) {
    self.init(
      imageID: imageID, objects: [SceneObject](repeating: SceneObject(), count: objectCount),
      relations: (1..<max(objectCount, 1)).map { SceneRelation(subject: $0 - 1, object: $0) })
  }
}

extension StructuralAlignment {
  /// Aligns samples of prepared posts; see ``weights(of:missing:words:objects:)``.
  ///
  /// - Throws: what that throws.
  public func weights(
    of samples: [RelationSample], in posts: PreparedPosts, missing: MissingDataPolicy = .zeros
  ) throws -> SampleAlignments {
    try weights(of: samples, missing: missing, words: posts.text(of:), objects: posts.scene(of:))
  }
}
