import Parallel

#if Torch
  import GraphAlignment
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction

  /// Posts that are made so that only one way of looking at them tells the relation.
  struct SyntheticPosts {
    /// The states of each post's words, one after the other.
    var states: [[Float]] = []
    var examples: [Example] = []
    var features: [Matrix] = []
    let stateWidth, featureWidth, labelCount: Int

    var source: ExampleSource {
      let own = features
      return ExampleSource(padding: states.reduce(0) { $0 + $1.count / stateWidth }) {
        own[Int($0)!]
      }
    }

    /// The share of a model's right answers for the last posts, after it has learned from the others.
    struct Learned {
      let model: RelationModel
      let posts: SyntheticPosts
      let test: [Example]

      /// - Parameter features: what the pictures of the test are taken for.
      func accuracy(of examples: [Example]? = nil, features: [Matrix]? = nil) throws
        -> Double
      {
        var posts = posts
        if let features { posts.features = features }
        let examples = examples ?? test
        let predicted = try model.logits(of: examples, from: posts.source).map {
          $0.indexOfMaximum!
        }
        let correct = zip(predicted, examples).count { $0 == $1.label }
        return Double(correct) / Double(examples.count)
      }

      /// The test with the rows of every post's alignment in a random order.
      var shuffled: [Example] {
        var generator = SeededGenerator(seed: 77)
        return test.map { example in
          var result = example
          let old = example.alignment!
          for (row, other) in generator.permutation(old.rowCount).enumerated() {
            for object in 0..<old.columnCount {
              result.alignment![row, object] = old[other, object]
            }
          }
          func row(_ i: Int) -> [Float] {
            (0..<old.columnCount).map { result.alignment![i, $0] }
          }
          (result.headObjects, result.tailObjects) = (row(example.head), row(example.tail))
          return result
        }
      }
    }

    func learn(
      _ kind: ModelKind, _ preset: ModelPreset = .paper, testCount: Int = 400, epochs: Int = 12
    ) throws -> Learned {
      let table = FrozenStates(rows: states, width: stateWidth, hasMarkersOnly: false)
      var configuration = ModelConfiguration(
        kind, preset: preset, relationCount: labelCount, stateWidth: stateWidth)
      configuration.featureWidth = featureWidth
      configuration.objectLimit = 5
      configuration.dropout = 0
      let model = try RelationModel(configuration, seed: 4)
      try model.setStates(table)
      let moved = examples.indices.map { table.example(examples[$0], sample: $0) }
      var options = TrainingOptions()
      (options.headRate, options.batchSize, options.epochs, options.seed) = (5e-3, 32, epochs, 4)
      let trainer = Trainer(
        model, options: options, training: Array(moved.dropLast(testCount)), validation: [],
        source: source, vocabulary: RelationVocabulary((0..<labelCount).map { "\($0)" }))
      try trainer.run()
      return Learned(model: model, posts: self, test: Array(moved.suffix(testCount)))
    }

    /// Two words of different classes, one in the middle of a star of words, one in the middle of a path; the
    /// objects form a star or a path, which decides whose class is the label. α is REGAL's.
    static func structure(_ count: Int) throws -> SyntheticPosts {
      var posts = SyntheticPosts(stateWidth: 8, featureWidth: 4, labelCount: 2)
      var generator = SeededGenerator(seed: 11)
      let star = (1...4).map { (0, $0) }
      let path = (0..<4).map { ($0, $0 + 1) }
      for i in 0..<count {
        let (label, isStar) = (generator.index(below: 2), generator.index(below: 2) == 0)
        // Words 0 … 4 are the star around word 0, words 5 … 9 the path around word 7; both in random places.
        let places = generator.permutation(10)
        let words = DependencyGraph(
          words: (0..<10).map { .init("w\($0)") },
          edges: (star + path.map { ($0.0 + 5, $0.1 + 5) }).map {
            .init(governor: places[$0.0], dependent: places[$0.1])
          }, roots: [])
        let objects = generator.permutation(5)
        let scene = SceneGraph(
          imageID: "\(i)", objects: [SceneObject](repeating: SceneObject(), count: 5),
          relations: (isStar ? star : path).map {
            SceneRelation(subject: objects[$0.0], object: objects[$0.1])
          })
        var states = [Float](repeating: 0, count: 10 * 8)
        for (word, decides) in [(0, isStar), (7, !isStar)] {
          states[places[word] * 8 + (decides ? label : 1 - label)] = 1
        }
        var example = Example(
          identifiers: Array(0..<10), head: places[1], tail: places[5], label: label, image: "\(i)")
        let alignment = try StructuralAlignment.paper.weights(words: words, objects: scene)
        example.alignment = alignment.weights
        posts.append(example, states, noise: &generator, objectCount: 5)
      }
      return posts
    }

    /// Four words with a key and a class each; the object looks like one of the keys.
    static func feature(_ count: Int) -> SyntheticPosts {
      var posts = SyntheticPosts(stateWidth: 8, featureWidth: 4, labelCount: 4)
      var generator = SeededGenerator(seed: 12)
      for i in 0..<count {
        let (keys, classes) = (generator.permutation(4), generator.permutation(4))
        let chosen = generator.index(below: 4)
        var states = [Float](repeating: 0, count: 4 * 8)
        for word in 0..<4 {
          states[word * 8 + keys[word]] = 1
          states[word * 8 + 4 + classes[word]] = 1
        }
        var example = Example(
          identifiers: Array(0..<4), head: 0, tail: 1, label: classes[chosen], image: "\(i)")
        var alignment = Matrix(rowCount: 4, columnCount: 1)
        for word in 0..<4 { alignment[word, 0] = Float(generator.unit() * 0.3) }
        example.alignment = alignment
        posts.append(example, states, noise: &generator, objectCount: 1)
        var rows = posts.features[i].elements
        for j in 0..<4 { rows[j] = rows[j] * 0.1 + (j == keys[chosen] ? 1 : 0) }
        posts.features[i] = Matrix(rowCount: 1, columnCount: 4, elements: rows)
      }
      return posts
    }

    /// Two objects of two kinds; the kind of the one that the head is aligned with is the label.
    static func identity(_ count: Int) -> SyntheticPosts {
      var posts = SyntheticPosts(stateWidth: 8, featureWidth: 4, labelCount: 2)
      var generator = SeededGenerator(seed: 13)
      for i in 0..<count {
        let (label, first) = (generator.index(below: 2), generator.index(below: 2))
        var alignment = Matrix(rowCount: 5, columnCount: 2)
        for word in 0..<5 { alignment[word, generator.index(below: 2)] = 0.9 }
        // Object 0 is of the kind `first`, object 1 of the other.
        let column = label == first ? 0 : 1
        (alignment[2, column], alignment[2, 1 - column]) = (0.9, 0)
        var example = Example(
          identifiers: Array(0..<5), head: 2, tail: 4, label: label, image: "\(i)")
        example.alignment = alignment
        example.headObjects = (0..<2).map { alignment[2, $0] }
        example.tailObjects = (0..<2).map { alignment[4, $0] }
        let states = (0..<5 * 8).map { _ in Float(generator.unit() - 0.5) }
        posts.append(example, states, noise: &generator, objectCount: 2)
        var rows = posts.features[i].elements.map { $0 * 0.1 }
        rows[first] += 1
        rows[4 + 1 - first] += 1
        posts.features[i] = Matrix(rowCount: 2, columnCount: 4, elements: rows)
      }
      return posts
    }

    private mutating func append(
      _ example: Example, _ states: [Float], noise generator: inout SeededGenerator,
      objectCount: Int
    ) {
      examples.append(example)
      self.states.append(states)
      features.append(
        Matrix(
          rowCount: objectCount, columnCount: featureWidth,
          elements: (0..<objectCount * featureWidth).map { _ in Float(generator.unit() * 2 - 1) }))
    }

    private init(stateWidth: Int, featureWidth: Int, labelCount: Int) {
      (self.stateWidth, self.featureWidth, self.labelCount) = (stateWidth, featureWidth, labelCount)
    }
  }
#endif
