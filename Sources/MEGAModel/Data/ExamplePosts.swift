#if Torch
  internal import LinearAlgebra
  public import RelationExtraction

  /// Invented posts with pictures, for demonstrations: small, and made by a rule that is known.
  ///
  /// Every text says of a person that somebody or something is with them; what it is tells which relation
  /// may hold. Whether it holds only the picture tells, and only through alignment: the object in the place of
  /// the head in the scene graph is a person, then it does, or a poster of one, then it does not. Each picture has
  /// both, so that it does not help to know what is in it.
  public struct ExamplePosts: Sendable {
    public let samples: [RelationSample]
    public let words: [DependencyGraph]
    public let scenes: [SceneGraph]
    /// A feature for each of ``labels``, with some noise.
    public let features: [ObjectFeatures]

    public static let relations = RelationVocabulary([
      "None", "/per/per/peer", "/per/org/member_of", "/per/loc/place_of_residence",
    ])
    public static let labels = ["person", "poster", "shirt", "ball", "tree", "flag", "cup", "dog"]

    private static let people = ["Ana", "Ben", "Zoe", "Ivo", "Mia", "Tom", "Eva", "Leo"]
    private static let tails: [(words: [String], relation: Int)] = [
      (["Nina"], 1), (["Oscar"], 1), (["Harbor", "FC"], 2), (["Hill", "Choir"], 2),
      (["Lake", "Umber"], 3), (["Port", "Elm"], 3),
    ]
    private static let adjectives = ["happy", "young", "proud", "tired"]
    private static let verbs = ["waves", "smiles", "sings", "rests"]
    private static let times = ["today", "again", "tonight", "outside"]

    public init(count: Int, seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      var (samples, words, scenes): ([RelationSample], [DependencyGraph], [SceneGraph]) = (
        [], [], []
      )
      var features: [ObjectFeatures] = []
      for i in 0..<count {
        func pick<Element>(_ list: [Element]) -> Element {
          list[generator.index(below: list.count)]
        }
        let tail = pick(Self.tails)
        let tokens =
          [pick(Self.adjectives), pick(Self.people), "with"] + tail.words
          + [pick(Self.verbs), pick(Self.times)]
        let (verb, time) = (3 + tail.words.count, 4 + tail.words.count)
        var edges = [(1, 0), (1, 2), (2, 3), (1, verb), (1, time)]
        if tail.words.count == 2 { edges.append((3, 4)) }
        words.append(
          DependencyGraph(
            words: tokens.map { .init($0) },
            edges: edges.map { .init(governor: $0.0, dependent: $0.1) }, roots: [1]))

        let holds = generator.unit() < 0.5
        // The tree of the scene has the shape of the text's, its objects a random order.
        let order = generator.permutation(tokens.count)
        var labels = (0..<tokens.count).map { _ in 2 + generator.index(below: Self.labels.count - 2)
        }
        labels[order[1]] = holds ? 0 : 1
        labels[order[3]] = holds ? 1 : 0
        let image = "example-\(i).jpg"
        scenes.append(
          SceneGraph(
            imageID: image, objects: labels.map { SceneObject(label: Self.labels[$0]) },
            relations: edges.map {
              SceneRelation(subject: order[$0.0], object: order[$0.1])
            }))
        var rows: [Float] = []
        for label in labels {
          rows += Self.labels.indices.map {
            ($0 == label ? 1 : 0) + Float(generator.unit() - 0.5) * 0.2
          }
        }
        features.append(
          ObjectFeatures(
            Matrix(rowCount: labels.count, columnCount: Self.labels.count, elements: rows)))
        samples.append(
          RelationSample(
            index: i, tokens: tokens, head: Mention(name: tokens[1], span: 1..<2),
            tail: Mention(
              name: tail.words.joined(separator: " "), span: 3..<3 + tail.words.count),
            imageID: image, relation: Self.relations.names[holds ? tail.relation : 0]))
      }
      (self.samples, self.words, self.scenes, self.features) = (samples, words, scenes, features)
    }

    /// A random state for each different word, so that no encoder is needed.
    public func states(width: Int, seed: UInt64) -> FrozenStates {
      var known: [String: [Float]] = [:]
      var generator = SeededGenerator(seed: seed)
      let rows = samples.map { sample in
        sample.tokens.flatMap { token in
          if let own = known[token] { return own }
          let own = (0..<width).map { _ in Float(generator.unit() * 2 - 1) }
          known[token] = own
          return own
        }
      }
      return FrozenStates(rows: rows, width: width, hasMarkersOnly: false)
    }

    /// The posts for a model on ``states(width:seed:)``.
    public func examples(_ alignments: SampleAlignments, _ states: FrozenStates) -> [Example] {
      samples.indices.map { i in
        let sample = samples[i]
        var example = Example(
          EncodedSample(
            identifiers: Array(sample.tokens.indices), tokens: sample.tokens.indices.map { $0 },
            headMarker: sample.head.span.lowerBound, tailMarker: sample.tail.span.lowerBound,
            isTruncated: false), of: sample,
          label: sample.relation.flatMap { Self.relations.identifier(of: $0) },
          alignment: alignments[i])
        example = states.example(example, sample: i)
        return example
      }
    }
  }
#endif
