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

    @OptionGroup(title: "Pictures") var pictures: PictureOptions

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

    @Option(name: .long, help: "Where to compute.")
    var device = TorchDevice.cpu

    @OptionGroup(title: "Running") var runOptions: RunOptions

    func run() throws {
      let loaded = try LoadedModel(
        model, pictures.files, device: device, threads: runOptions.threads)
      let read = try RelationSample.read(from: samples)
      guard !read.isEmpty else { throw FileError(file: samples, reason: "there are no samples") }
      let gold = try read.map { sample in
        guard let label = sample.relation.flatMap({ loaded.relations.identifier(of: $0) }) else {
          throw FileError(
            file: samples, line: sample.index + 1,
            reason: "the relation “\(sample.relation ?? "")” is not one that the model knows")
        }
        return label
      }
      let probabilities = try runOptions.timed("predict") {
        try loaded.probabilities(of: read, runOptions)
      }
      let predicted = probabilities.map { $0.indexOfMaximum ?? 0 }
      let scores = RelationScores(gold: gold, predicted: predicted, vocabulary: loaded.relations)
      if let path = predictions {
        try FileWriter.write(to: path) { (file) throws(FileError) in
          for row in probabilities {
            try file.append(PredictionLine(row, vocabulary: loaded.relations).json + "\n")
          }
        }
      }
      try say(Self.text(scores, perRelation: perRelation))
      if let other = bootstrap {
        try compare(gold, predicted, with: other, read, loaded.relations)
      }
    }

    private static func text(_ scores: RelationScores, perRelation: Bool) -> String {
      let micro = scores.micro
      func percent(_ share: Double) -> String { String(format: "%.2f", 100 * share) }
      var table = TextTable()
      table.add("samples", "\(scores.sampleCount)")
      table.add("accuracy", percent(scores.accuracy))
      table.add("precision", percent(micro.precision))
      table.add("recall", percent(micro.recall))
      table.add("F1", percent(micro.f1))
      table.add("macro F1", percent(scores.macroF1))
      table.add("right, predicted, there", "\(micro.correct) \(micro.predicted) \(micro.gold)")
      table.add(
        "false alarms, mix-ups, misses",
        "\(scores.falseAlarmCount) \(scores.mixUpCount) \(scores.missCount)")
      guard perRelation else { return table.text }
      var relations = TextTable()
      relations.add("relation", "P", "R", "F1", "samples")
      for (i, name) in scores.vocabulary.names.enumerated() {
        let counts = scores.counts(of: i)
        guard counts.gold + counts.predicted > 0 else { continue }
        relations.add(
          name, percent(counts.precision), percent(counts.recall), percent(counts.f1),
          "\(counts.gold)")
      }
      return table.text + "\n\n" + relations.text
    }

    private func compare(
      _ gold: [Int], _ predicted: [Int], with path: String, _ samples: [RelationSample],
      _ relations: RelationVocabulary
    ) throws {
      let other = try PredictionFile(contentsOf: path, vocabulary: relations)
        .identifiers(in: relations)
      guard other.count == gold.count else {
        throw FileError(
          file: path, reason: "has \(other.count) predictions for \(gold.count) samples")
      }
      let result = PairedBootstrap(
        gold: gold, first: predicted, second: other,
        clusters: samples.map { $0.imageID ?? "sample \($0.index)" }, vocabulary: relations)
      let interval = result.interval()
      try say(
        String(
          format: "F1 − F1 of %@: %+.2f, 95 %% in [%+.2f, %+.2f], p = %.4f", path,
          100 * result.difference, 100 * interval.lowerBound, 100 * interval.upperBound,
          result.pValue))
    }
  #else
    @Argument(parsing: .captureForPassthrough, help: .hidden)
    var rest: [String] = []

    func run() throws { throw TorchNeeded(verb: "evaluate") }
  #endif
}
