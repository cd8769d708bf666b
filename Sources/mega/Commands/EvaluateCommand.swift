internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import MEGAModel
internal import RelationExtraction

struct EvaluateCommand: ModelCommand {
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

    @Option(help: .value("file", "Write the predictions, a JSON line for each sample."))
    var predictions: String?

    @Flag(help: "Print the figures of every relation.")
    var perRelation = false

    @Option(
      help: .value("file", "Predictions of another model, as --predictions writes them, to compare with."))
    var bootstrap: String?

    @OptionGroup var options: ModelOptions

    func run() throws {
      let loaded = try options.model(model)
      let read = try RelationSample.read(from: samples)
      guard !read.isEmpty else { throw FileError(file: samples, reason: "there are no samples") }
      let comparison = try Comparison(
        read, loaded.relations, file: samples, drawCount: bootstrap == nil ? 0 : 10_000)
      let predictions = try options.predictions(of: read, by: loaded)
      if let path = self.predictions { try Prediction.write(predictions, to: path) }
      let predicted = predictions.map { loaded.relations.identifier(of: $0.relation)! }
      let others = try bootstrap.map { (file: $0, relations: try comparison.read($0)) }
      let report = ComparisonReport(
        comparison, [(model, predicted)], against: others.map { [$0] } ?? [], perRelation: perRelation)
      try say(report.text)
    }
  #else
    @OptionGroup var rest: AnyArguments
  #endif
}
