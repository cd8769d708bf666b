internal import Parallel

#if Torch
  internal import Files
  internal import Foundation
  internal import LinearAlgebra
  internal import MEGAModel
  internal import RelationExtraction

  /// The invented posts of `Datasets/posts`, read as any others are.
  struct DemoPosts {
    let posts: PreparedPosts
    /// The samples to learn from, and those to test with.
    let learning, testing: [RelationSample]
    /// What objects of the pictures are called, in alphabetical order.
    let labels: [String]

    init(_ folder: String) throws {
      let files = ["train", "val", "test"].map { "\(folder)/posts-\($0).txt" }
      let parts = try files.map { try RelationSample.read(from: $0) }
      let vocabulary = try RelationVocabulary(contentsOf: folder + "/relations.json")
      for (samples, file) in zip(parts, files) {
        guard !samples.isEmpty else { throw FileError(file: file, reason: "there are no samples") }
        _ = try vocabulary.identifiers(of: samples, in: file)
      }
      // Nothing is chosen with the validation set here, so that it can be tested with as well.
      (learning, testing) = (parts[0], parts[1] + parts[2])
      let samples = learning + testing
      let parses = try ParsedSentence.read(from: folder + "/posts.conllu")
      guard let texts = ParseAssociation.automatic.texts(of: samples, in: parses) else {
        throw FileError(file: folder + "/posts.conllu", reason: "has other texts than the posts beside it")
      }
      var scenes: [String: SceneGraph] = [:]
      try SceneGraphPredictions(contentsOf: folder + "/custom_data_info.json")
        .read(from: folder + "/custom_prediction.json") { scenes[$0.imageID] = $0 }
      posts = PreparedPosts(
        vocabulary: vocabulary,
        splits: [.init(name: "learning", samples: learning), .init(name: "testing", samples: testing)],
        texts: texts, scenes: scenes)
      labels = Set(scenes.values.flatMap { $0.objects.compactMap(\.label) }).sorted()
      guard !labels.isEmpty else {
        throw FileError(file: folder + "/custom_prediction.json", reason: "there are no objects with names")
      }
    }

    /// Where the posts are: in the package that the tool was built in, or in that of the working folder.
    static func folder() throws(FileError) -> String {
      let name = "/posts-train.txt"
      if let file = PackageFolder.path(of: "Datasets/posts" + name) {
        return String(file.dropLast(name.count))
      }
      throw FileError(
        file: "Datasets/posts",
        reason: "the example posts of the package are neither above the tool nor above the working "
          + "folder: run it inside of the package, or name their folder with --folder")
    }

    /// A feature for each label: what an object is called, and nothing else.
    var features: [String: Matrix] {
      posts.scenes.mapValues { scene in
        let rows = scene.objects.flatMap { object in labels.map { $0 == object.label ? Float(1) : 0 } }
        return Matrix(rowCount: scene.objects.count, columnCount: labels.count, elements: rows)
      }
    }

    /// A random state for each different word, so that no encoder is needed.
    ///
    /// They are small beside the features of objects: otherwise a model learns the few posts by heart, word by
    /// word, before it looks at anything else.
    func states(width: Int, seed: UInt64) -> FrozenStates {
      var known: [String: [Float]] = [:]
      var generator = SeededGenerator(seed: seed)
      let rows = posts.samples.map { sample in
        sample.tokens.flatMap { token in
          if let own = known[token] { return own }
          let own = (0..<width).map { _ in Float(generator.unit() * 2 - 1) / 10 }
          known[token] = own
          return own
        }
      }
      return FrozenStates(rows: rows, width: width, hasMarkersOnly: false)
    }

    /// All posts for a model on ``states(width:seed:)``, those to learn from first.
    func examples(_ alignments: SampleAlignments, _ states: FrozenStates) -> [Example] {
      posts.samples.enumerated().map { i, sample in
        let words = EncodedSample(
          identifiers: Array(sample.tokens.indices), tokens: sample.tokens.indices.map { $0 },
          headMarker: sample.head.span.lowerBound, tailMarker: sample.tail.span.lowerBound,
          isTruncated: false)
        let example = Example(
          words, of: sample, label: sample.relation.flatMap { posts.vocabulary.identifier(of: $0) },
          alignment: alignments[i])
        return states.example(example, sample: i)
      }
    }

    /// The objects that the words of a mention are aligned with, in their order.
    func objects(of mention: Mention, _ sample: RelationSample, _ weights: WordObjectAlignment?) -> String {
      guard let weights, let scene = posts.scene(of: sample) else { return "nothing" }
      let names = mention.span.map { word -> String in
        let best = (0..<weights.objectCount).max {
          (weights.weights[word, $0], $1) < (weights.weights[word, $1], $0)
        }
        guard let best, weights.weights[word, best] > 0 else { return "nothing" }
        return scene.label(ofObject: best)
      }
      return names.joined(separator: ", ")
    }
  }
#endif
