internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import LinearAlgebra
internal import MEGAModel
internal import RelationExtraction

struct DemoCommand: ModelCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Align, learn and predict on the package's invented posts, in under a minute.",
    discussion: """
      The text of such a post leaves two relations, and both objects that could
      decide between them are in its picture. What counts is the one that the head
      is aligned with. So a model that reads text alone has to guess, one with the
      paper's equations has to guess as well, and one that sees the aligned object
      does not.

      Random vectors stand for words, so that no encoder is needed, and the features
      of an object are what it is called. Of the 80 posts 48 are learned from.

      EXAMPLES
        mega demo
        mega demo --seed 7
      """)

  #if Torch
    @Option(help: .value("folder", "The posts (default: Datasets/posts of the package)."))
    var folder: String?

    @Option(help: .value("n", "Decides everything random."))
    var seed: UInt64 = 1

    @Option(help: "Where to compute.")
    var device = TorchDevice.cpu

    @OptionGroup(title: "Running") var runOptions: RunOptions

    func run() throws {
      try device.require()
      try runOptions.setTorchThreads()
      let set = try DemoPosts(folder ?? DemoPosts.folder())
      let alignments = try runOptions.run {
        try StructuralAlignment.paper.weights(of: set.posts.samples, in: set.posts)
      }
      let states = set.states(width: 16, seed: seed)
      let examples = set.examples(alignments, states)
      let features = set.features
      let source = ExampleSource(padding: states.padding) { features[$0] }
      let (learning, test) = (
        Array(examples.prefix(set.learning.count)), Array(examples.dropFirst(set.learning.count))
      )
      try say(
        "\(learning.count) invented posts to learn from, \(test.count) to test; words aligned with "
          + "objects by REGAL.\n")

      var table = TextTable()
      table.add("model", "accuracy", "F1", "seconds")
      var last: RelationModel?
      for (kind, preset, name) in [
        (ModelKind.mtb, ModelPreset.paper, "text alone (mtb)"),
        (.bertSGAttention, .paper, "text and objects (bert+sg+att)"),
        (.mega, .paper, "aligned, the paper's equations (mega)"),
        (.mega, .aligned, "aligned objects seen (mega, --preset aligned)"),
      ] {
        let start = ContinuousClock.now
        let trainer = try learn(kind, preset, learning, set, states, source)
        last = trainer.model
        let scores = try trainer.scores(on: test)
        table.add(
          name, String(format: "%.3f", scores.accuracy), String(format: "%.3f", scores.micro.f1),
          String(format: "%.1f", (ContinuousClock.now - start) / .seconds(1)))
      }
      try say(table.text)
      try say(
        "\nWhat the last model predicts, and the objects that the words of mentions are aligned "
          + "with:\n")
      let shown = try last!.probabilities(of: Array(test.prefix(6)), from: source)
      for (i, (sample, probabilities)) in zip(set.testing, shown).enumerated() {
        let weights = alignments[set.learning.count + i]
        let own = Prediction(probabilities, vocabulary: set.posts.vocabulary)
        let isRight = own.relation == sample.relation
        try say("“\(sample.tokens.joined(separator: " "))”")
        for mention in [sample.head, sample.tail] {
          try say("    \(mention.name) ↔ \(set.objects(of: mention, sample, weights))")
        }
        try say(
          "    \(own.relation), \(String(format: "%.2f", own.score ?? 0)) – "
            + (isRight ? "right" : "wrong, it is \(sample.relation ?? "not known")"))
      }
    }

    private func learn(
      _ kind: ModelKind, _ preset: ModelPreset, _ examples: [Example], _ set: DemoPosts,
      _ states: FrozenStates, _ source: ExampleSource
    ) throws -> Trainer {
      var configuration = ModelConfiguration(
        kind, preset: preset, relationCount: set.posts.vocabulary.count, stateWidth: states.width)
      configuration.featureWidth = set.labels.count
      configuration.dropout = 0.1
      let model = try RelationModel(configuration, seed: seed)
      try model.move(to: device)
      try model.setStates(states)
      var options = TrainingOptions()
      (options.headRate, options.batchSize, options.epochs, options.seed) = (3e-3, 8, 100, seed)
      let bar = ProgressBar(isQuiet: runOptions.quiet)
      defer { bar.finish() }
      var observers = Trainer.Observers()
      observers.progress = { bar.update($0) }
      let trainer = Trainer(
        model, options: options, training: examples, validation: [], source: source,
        vocabulary: set.posts.vocabulary)
      try trainer.run(observers: observers)
      return trainer
    }
  #else
    @OptionGroup var rest: AnyArguments
  #endif
}
