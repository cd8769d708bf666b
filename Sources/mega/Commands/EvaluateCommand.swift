internal import ArgumentParser

#if Torch
  internal import CommandLineSupport
  internal import Files
  internal import Foundation
  internal import MEGAModel
  internal import RelationExtraction
#endif

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Say how well a model classifies samples whose relations are known.",
    usage: "mega evaluate <model> <samples> [<options>]",
    discussion: """
      Precision, recall and F1 leave out the relation that means that there is none,
      as OpenNRE does. With --bootstrap the model is compared with the predictions
      in another file on the same samples, drawing pictures with replacement. Give
      a model that learned with pictures those of these samples, by --features and
      --alignment, as in its training; if it gets none, a note says so.

      EXAMPLES
        mega evaluate run1 test.txt
        mega evaluate run1 test.txt --per-relation --predictions run1.jsonl
        mega evaluate run2 test.txt --features test.safetensors \\
          --alignment rel_1/test --bootstrap run1.jsonl
      """)

  #if Torch
    @Argument(help: "The folder of the model, as “mega train” writes it.")
    var model: String

    @Argument(help: "A file of samples with relations.")
    var samples: String

    @Option(
      name: .long,
      help: ArgumentHelp("Write the predictions, a JSON line for each sample.", valueName: "file")
    )
    var predictions: String?

    @Flag(name: .long, help: "Print the figures of every relation.")
    var perRelation = false

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Predictions of another model, as --predictions writes them, to compare with.",
        valueName: "file"))
    var bootstrap: String?

    @OptionGroup var options: ModelOptions

    func run() throws {
      let loaded = try options.model(model)
      let read = try RelationSample.read(from: samples)
      guard !read.isEmpty else { throw FileError(file: samples, reason: "there are no samples") }
      var comparison = try Comparison(read, loaded.relations, file: samples)
      let predictions = try options.predictions(of: read, by: loaded)
      if let path = self.predictions { try Prediction.write(predictions, to: path) }
      let predicted = predictions.map { loaded.relations.identifier(of: $0.relation)! }
      var report = ComparisonReport()
      comparison.drawCount = 0
      report.runs = [comparison.figures(model, predicted, perRelation: perRelation)]
      try say(report.text)
      guard let other = bootstrap else { return }
      comparison.drawCount = 10_000
      let result = comparison.bootstrap(predicted, try comparison.read(other))!
      let interval = result.interval()
      try say(
        String(
          format: "F1 − F1 of %@: %+.2f, 95 %% in [%+.2f, %+.2f], p = %.4f", other,
          100 * result.difference, 100 * interval.lowerBound, 100 * interval.upperBound,
          result.pValue))
    }
  #else
    @Argument(parsing: .captureForPassthrough, help: .hidden)
    var rest: [String] = []

    func run() throws { throw TorchNeeded(verb: "evaluate") }
  #endif
}
