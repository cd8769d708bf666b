internal import ArgumentParser

#if Torch
  internal import CommandLineSupport
  internal import Foundation
  internal import LinearAlgebra
  internal import MEGAModel
  internal import RelationExtraction
#endif

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Align, learn and predict on invented posts, in a few seconds.",
    discussion: """
      In these posts only the object that the head is aligned with tells whether a
      relation holds. So a model that reads text alone has to guess, one with the
      paper's equations has to guess as well, and one that sees the aligned object
      does not.

      EXAMPLES
        mega demo
        mega demo --posts 2000 --seed 7
      """)

  #if Torch
    @Option(name: .long, help: ArgumentHelp("Posts to learn from.", valueName: "n"))
    var posts = 800

    @Option(name: .long, help: ArgumentHelp("Decides everything random.", valueName: "n"))
    var seed: UInt64 = 1

    @OptionGroup var runOptions: RunOptions

    func validate() throws {
      guard (100...100_000).contains(posts) else {
        throw ValidationError("--posts must be in 100…100000")
      }
    }

    func run() throws {
      try TorchLibrary.setThreadCount(
        runOptions.threads ?? ProcessInfo.processInfo.activeProcessorCount)
      let testCount = 200
      let set = ExamplePosts(count: posts + testCount, seed: seed)
      let structure = StructuralAlignment.paper
      let alignments = try runOptions.run {
        try structure.weights(of: set.samples) {
          set.words[$0.index]
        } objects: {
          set.scenes[$0.index]
        }
      }
      let states = set.states(width: 16, seed: seed)
      let examples = set.examples(alignments, states)
      let images = Dictionary(
        uniqueKeysWithValues: set.samples.map { ($0.imageFileName!, $0.index) })
      let features = set.features
      let source = ExampleSource(padding: states.padding) { images[$0].map { features[$0] } }
      try say(
        "\(posts) invented posts to learn from, \(testCount) to test; words aligned with objects by "
          + "REGAL.\n")

      var table = TextTable()
      table.add("model", "accuracy", "F1", "seconds")
      var predicted: [[Float]] = []
      let test = Array(examples.suffix(testCount))
      for (kind, preset, name) in [
        (ModelKind.mtb, ModelPreset.paper, "text alone (mtb)"),
        (.bertSGAttention, .paper, "text and objects (bert+sg+att)"),
        (.mega, .paper, "aligned, the paper's equations (mega)"),
        (.mega, .aligned, "aligned objects seen (mega, --preset aligned)"),
      ] {
        let start = ContinuousClock.now
        let model = try learn(kind, preset, examples.dropLast(testCount), states, source)
        predicted = try model.probabilities(of: test, from: source)
        let scores = RelationScores(
          gold: test.map { $0.label! }, predicted: predicted.map { $0.indexOfMaximum! },
          vocabulary: ExamplePosts.relations)
        table.add(
          name, String(format: "%.3f", scores.accuracy), String(format: "%.3f", scores.micro.f1),
          String(format: "%.1f", (ContinuousClock.now - start) / .seconds(1)))
      }
      try say(table.text)
      try say(
        "\nThe last model's predictions, with the objects that the mentions are aligned with:\n")
      for i in 0..<6 {
        let index = posts + i
        let sample = set.samples[index]
        let row = predicted[i]
        let best = row.indexOfMaximum!
        let right = best == test[i].label ? "right" : "wrong, it is \(sample.relation ?? "")"
        try say("“\(sample.tokens.joined(separator: " "))”")
        for mention in [sample.head, sample.tail] {
          try say(
            "    \(mention.name) ↔ \(object(of: mention, alignments[index], set.scenes[index]))")
        }
        try say(
          "    \(ExamplePosts.relations.names[best]), "
            + String(format: "%.2f", row[best]) + " – \(right)")
      }
    }

    private func learn(
      _ kind: ModelKind, _ preset: ModelPreset, _ examples: ArraySlice<Example>,
      _ states: FrozenStates, _ source: ExampleSource
    ) throws -> MEGA {
      var configuration = MEGAConfiguration(
        kind, preset: preset, relationCount: ExamplePosts.relations.count, stateWidth: states.width)
      configuration.featureWidth = ExamplePosts.labels.count
      configuration.dropout = 0.1
      let model = try MEGA(configuration, seed: seed)
      try model.setStates(states)
      var options = TrainingOptions()
      (options.headRate, options.batchSize, options.epochs, options.seed) = (3e-3, 32, 20, seed)
      let bar = ProgressBar(isQuiet: runOptions.quiet)
      defer { bar.finish() }
      var observers = Trainer.Observers()
      observers.progress = { bar.update($0) }
      try Trainer(
        model, options: options, training: Array(examples), validation: [], source: source,
        vocabulary: ExamplePosts.relations
      ).run(observers: observers)
      return model
    }

    /// The object with the largest weight of a mention's words.
    private func object(
      of mention: Mention, _ alignment: WordObjectAlignment?, _ scene: SceneGraph
    ) -> String {
      guard let alignment else { return "nothing" }
      let best = (0..<alignment.objectCount).max { a, b in
        func weight(_ object: Int) -> Float {
          mention.span.reduce(0) { $0 + alignment.weights[$1, object] }
        }
        return weight(a) < weight(b)
      }
      return best.flatMap { scene.objects[$0].label } ?? "nothing"
    }
  #else
    @Argument(parsing: .captureForPassthrough, help: .hidden)
    var rest: [String] = []

    func run() throws { throw TorchNeeded(verb: "demo") }
  #endif
}
