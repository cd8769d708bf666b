internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import RelationExtraction

struct StatisticsCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "statistics",
    abstract: "Count what files of samples consist of.",
    discussion: """
      A column for each file: samples, pictures, relations, lengths. Without
      --relations the relations are those that occur in any of the files. With
      --vocabulary, word pieces are counted as well, with the marks of the mentions,
      as a BERT model would read them.

      EXAMPLES
        mega statistics mnre_train.txt mnre_val.txt mnre_test.txt
        mega statistics mnre_test.txt --relations ours_rel2id.json --format json
        mega statistics mnre_test.txt --vocabulary vocab.txt
      """)

  @Argument(help: "Files of samples.")
  var files: [String]

  @Option(help: .value("file", "The relations with their numbers, JSON."))
  var relations: String?

  @Option(help: .value("file", "The word pieces of a model, a line each."))
  var vocabulary: String?

  @Option(help: "Format of the figures: text or json.")
  var format = ReportFormat.text

  @OptionGroup(title: "Running") var memory: MemoryOptions

  var inputs: [String?] { files + [relations, vocabulary] }

  func run() throws {
    let samples = try files.map { try RelationSample.read(from: $0) }
    let relations =
      try relations.map { try RelationVocabulary(contentsOf: $0) }
      ?? RelationVocabulary(of: samples.joined())
    let tokenizer = try vocabulary.map { try WordPieceTokenizer(vocabularyAt: $0) }
    let figures = zip(files, samples).map { file, samples in
      SampleFigures(
        file: file, statistics: SampleStatistics(of: samples, vocabulary: relations),
        pieces: tokenizer.flatMap { tokenizer in
          .init(samples.map { tokenizer.encode($0, limit: 1 << 20).count })
        })
    }
    switch format {
    case .text: try say(SampleFigures.table(figures, relations: relations.names))
    case .json: try say(ReportFormat.json(figures))
    }
  }
}

struct SampleFigures: Encodable {
  enum CodingKeys: CodingKey { case file, pieces }

  let file: String
  let statistics: SampleStatistics
  /// Word pieces of samples, if there is a vocabulary for them.
  let pieces: SampleStatistics.Lengths?

  /// The statistics themselves, and what else there is beside them.
  func encode(to encoder: any Encoder) throws {
    try statistics.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(file, forKey: .file)
    try values.encodeIfPresent(pieces, forKey: .pieces)
  }

  /// A row for each figure and a column for each file.
  static func table(_ columns: [SampleFigures], relations: [String]) -> String {
    var table = TextTable()
    func add(_ name: String, _ value: (SampleStatistics) -> String) {
      table.add([name] + columns.map { value($0.statistics) })
    }
    func text(_ lengths: SampleStatistics.Lengths?) -> String {
      lengths.map {
        "\($0.least)/\($0.median)/\(String(format: "%.2f", $0.mean))/\($0.percentile95)/\($0.most)"
      } ?? "–"
    }
    table.add([""] + columns.map { ($0.file as NSString).lastPathComponent })
    add("samples") { "\($0.samples)" }
    add("pictures") { "\($0.images)" }
    add("texts") { "\($0.texts)" }
    add("without relation") { "\($0.negatives)" }
    add("relations present") { "\($0.presentRelations)" }
    if columns.contains(where: { $0.statistics.unknownRelations > 0 }) {
      add("relation unknown") { "\($0.unknownRelations)" }
    }
    add("mentions overlap") { "\($0.overlaps)" }
    add("tail comes first") { "\($0.tailFirst)" }
    add("name is not its tokens") { "\($0.differingNames)" }
    add("tokens min/med/mean/p95/max") { text($0.tokens) }
    if columns.contains(where: { $0.pieces != nil }) {
      table.add(["word pieces"] + columns.map { text($0.pieces) })
    }
    for relation in relations { add("  " + relation) { "\($0.relations[relation] ?? 0)" } }
    return table.text
  }
}
