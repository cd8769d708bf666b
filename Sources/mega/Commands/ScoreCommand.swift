internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import RelationExtraction

struct ScoreCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score predicted relations, and tell whether one model is better than another.",
    discussion: """
      Predictions are lines in the order of the samples: the name of a relation, or
      a JSON object with it as “prediction”. Precision, recall and F1 leave the
      negative relation out, as all work on MNRE does. Intervals are of micro-F1 and
      come of drawing pictures, with all their samples, again and again.

      With --against the same samples as another model predicts them: the difference
      of micro-F1 with its interval, and McNemar's test. Several files on each side
      are runs with several seeds: mean ± deviation, and Student's paired t-test.

      EXAMPLES
        mega score predictions.txt --samples test.txt --relations rel2id.json
        mega score predictions.jsonl --samples test.txt --per-relation
        mega score ours.txt --against theirs.txt --samples test.txt
        mega score a1.txt a2.txt --against b1.txt b2.txt --samples test.txt
      """)

  @Argument(help: "Files of predictions.")
  var predictions: [String]

  @Option(help: .value("file", "The samples with their relations."))
  var samples: String

  @Option(help: .value("file", "The relations with their numbers, JSON (those of the samples)."))
  var relations: String?

  @Option(parsing: .upToNextOption, help: .value("file", "Predictions of another model, as many files."))
  var against: [String] = []

  @Flag(help: "Precision, recall and F1 of each relation.")
  var perRelation = false

  @Option(help: .value("n", "Draws for intervals; 0 for none."))
  var draws = 10_000

  @Option(help: .value("n", "Seed of the draws."))
  var seed: UInt64 = 1

  @Option(help: "Format of the scores: text or json.")
  var format = ReportFormat.text

  @OptionGroup(title: "Running") var memory: MemoryOptions

  var inputs: [String?] { predictions + against + [samples, relations] }

  func validate() throws {
    guard against.isEmpty || against.count == predictions.count else {
      throw ValidationError("--against needs as many files as there are predictions")
    }
    guard (0...1_000_000).contains(draws) else {
      throw ValidationError("--draws must be in 0…1000000")
    }
  }

  func run() throws {
    let samples = try RelationSample.read(from: self.samples)
    let vocabulary =
      try relations.map { try RelationVocabulary(contentsOf: $0) }
      ?? RelationVocabulary(of: samples)
    guard !samples.isEmpty else { throw FileError(file: self.samples, reason: "there are no samples") }
    let test = try Comparison(samples, vocabulary, file: self.samples, drawCount: draws, seed: seed)
    let report = ComparisonReport(
      test, try predictions.map { ($0, try test.read($0)) },
      against: try against.map { ($0, try test.read($0)) }, perRelation: perRelation)
    try say(format == .json ? ReportFormat.json(report) : report.text)
  }
}
