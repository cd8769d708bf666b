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

  @Option(
    name: .long,
    help: ArgumentHelp("The relations with their numbers, JSON.", valueName: "file"))
  var relations: String?

  @Option(
    name: .long, help: ArgumentHelp("The word pieces of a model, a line each.", valueName: "file"))
  var vocabulary: String?

  @Option(name: .long, help: "Format of the figures: text or json.")
  var format = ReportFormat.text

  @OptionGroup(title: "Running") var memory: MemoryOptions

  var inputs: [String?] { files + [relations, vocabulary] }

  func run() throws {
    let samples = try files.map { try RelationSample.read(from: $0) }
    let relations =
      try relations.map { try RelationVocabulary(contentsOf: $0) }
      ?? RelationVocabulary(of: samples.joined())
    let tokenizer = try vocabulary.map { try Self.tokenizer(at: $0) }
    let figures = zip(files, samples).map { file, samples in
      SampleFigures(
        file: file, SampleStatistics(of: samples, vocabulary: relations), relations,
        pieceCounts: tokenizer.map { tokenizer in
          samples.map { tokenizer.encode($0, limit: 1 << 20).count }.sorted()
        })
    }
    switch format {
    case .text: try say(SampleFigures.table(figures, relations: relations.names))
    case .json: try say(ReportFormat.json(figures))
    }
  }
}

extension StatisticsCommand {
  /// A tokenizer whose vocabulary has what marks mentions.
  private static func tokenizer(at path: String) throws -> WordPieceTokenizer {
    let pieces = try WordPieceVocabulary(contentsOf: path)
    let markers = EntityMarkers()
    for marker in [markers.headStart, markers.headEnd, markers.tailStart, markers.tailEnd]
    where pieces.identifier(of: marker) == nil {
      throw FileError(file: path, reason: "there is no piece “\(marker)” to mark mentions with")
    }
    return WordPieceTokenizer(pieces)
  }
}

/// The figures of one file, under the names that JSON has.
struct SampleFigures: Encodable {
  struct Lengths: Encodable {
    var least, median, percentile95, most: Int
    var mean: Double

    /// - Parameter sorted: ascending; `nil` comes of none.
    init?(_ sorted: [Int]) {
      guard let first = sorted.first, let last = sorted.last else { return nil }
      func quantile(_ share: Double) -> Int {
        sorted[max(Int((share * Double(sorted.count)).rounded(.up)) - 1, 0)]
      }
      (least, median, percentile95, most) = (first, quantile(0.5), quantile(0.95), last)
      mean = Double(sorted.reduce(0, +)) / Double(sorted.count)
    }

    var text: String {
      "\(least)/\(median)/\(String(format: "%.2f", mean))/\(percentile95)/\(most)"
    }
  }

  var file: String
  var samples, images, texts: Int
  var negatives, presentRelations, unknownRelations: Int
  var overlaps, tailFirst, differingNames: Int
  var tokens: Lengths?
  var pieces: Lengths?
  var relations: [String: Int]

  init(
    file: String, _ statistics: SampleStatistics, _ vocabulary: RelationVocabulary,
    pieceCounts: [Int]?
  ) {
    self.file = file
    samples = statistics.sampleCount
    images = statistics.imageCount
    texts = statistics.sentenceCount
    negatives = statistics.negativeCount
    presentRelations = statistics.presentRelationCount
    unknownRelations = statistics.unknownRelationCount
    overlaps = statistics.overlapCount
    tailFirst = statistics.tailFirstCount
    differingNames = statistics.differingNameCount
    tokens = Lengths(statistics.tokenCounts)
    pieces = pieceCounts.flatMap { Lengths($0) }
    relations = Dictionary(
      uniqueKeysWithValues: zip(vocabulary.names, statistics.relationCounts))
  }

  /// A row for each figure and a column for each file.
  static func table(_ columns: [SampleFigures], relations: [String]) -> String {
    var table = TextTable()
    func add(_ name: String, _ value: (SampleFigures) -> String) {
      table.add([name] + columns.map(value))
    }
    add("") { ($0.file as NSString).lastPathComponent }
    add("samples") { "\($0.samples)" }
    add("pictures") { "\($0.images)" }
    add("texts") { "\($0.texts)" }
    add("without relation") { "\($0.negatives)" }
    add("relations present") { "\($0.presentRelations)" }
    if columns.contains(where: { $0.unknownRelations > 0 }) {
      add("relation unknown") { "\($0.unknownRelations)" }
    }
    add("mentions overlap") { "\($0.overlaps)" }
    add("tail comes first") { "\($0.tailFirst)" }
    add("name is not its tokens") { "\($0.differingNames)" }
    add("tokens min/med/mean/p95/max") { $0.tokens?.text ?? "–" }
    if columns.contains(where: { $0.pieces != nil }) {
      add("word pieces") { $0.pieces?.text ?? "–" }
    }
    for relation in relations { add("  " + relation) { "\($0.relations[relation] ?? 0)" } }
    return table.text
  }
}
