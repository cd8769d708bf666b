internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import RelationExtraction

struct PrepareCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare",
    abstract: "Put samples, parses and scene graphs together in one file.",
    discussion: """
      Writes a file of JSON lines, and says how many texts have a parse, how many of
      their tokens it covers, and how many pictures have a scene graph. What is
      missing stays missing, unless --fallback chain puts a chain in its place,
      which is marked as such: weights that come of it say nothing about text or
      picture.

      Scene graphs are read off parsed captions as well (--captions): objects are their
      nouns, relations their verbs, prepositions and possessions.

      Predictions of Scene-Graph-Benchmark are read from front to back, packed or
      not, so they may be larger than the memory.

      EXAMPLES
        mega prepare --train train.txt --val val.txt --test test.txt \\
          --relations rel2id.json --parses posts.conllu \\
          --scene-information custom_data_info.json \\
          --scene-predictions custom_prediction.json.gz --output posts.jsonl.gz
        mega prepare --train train.txt --val val.txt --test test.txt \\
          --parses posts.conllu.gz --captions captions.conllu.gz --output posts.jsonl.gz
        mega prepare --test ours_test.txt --scenes graph_of_image_test.json \\
          --fallback chain --output posts.jsonl
      """)

  enum Fallback: String, CaseIterable, ExpressibleByArgument {
    case none, chain
  }

  @OptionGroup(title: "Samples") var splits: SplitOptions

  @Option(help: .value("file", "The relations with their numbers, JSON."))
  var relations: String?

  @OptionGroup(title: "Graphs") var graphs: GraphOptions

  @Option(help: "In the place of a parse or a scene graph that is missing: none, chain.")
  var fallback = Fallback.none

  @Option(help: "When a parse or a scene graph is missing: zeros (go on), skip (the sample), fail.")
  var missing = MissingDataPolicy.zeros

  @Option(name: [.short, .long], help: .value("file", "Where the posts go; .gz is compressed."))
  var output: String

  @Option(help: "Format of the report: text or json.")
  var format = ReportFormat.text

  @OptionGroup(title: "Running") var running: RunOptions

  var inputs: [String?] { splits.files.map(\.file) + [relations] + graphs.files }
  var outputs: [String?] { [output] }
  var memory: MemoryOptions { running.memory }

  func validate() throws {
    if splits.files.isEmpty { throw ValidationError("give --train, --val or --test") }
  }

  func run() throws {
    let read = try running.timed("samples") { try splits.read() }
    let samples = read.flatMap(\.samples)
    let vocabulary =
      try relations.map { try RelationVocabulary(contentsOf: $0) }
      ?? RelationVocabulary(of: samples)
    var posts = PreparedPosts(
      vocabulary: vocabulary, splits: read,
      texts: try running.timed("parses") { try graphs.texts(of: samples) },
      scenes: try running.timed("scenes") { try graphs.scenes(of: samples) })
    for split in read {
      let unknown = split.samples.first { $0.relation.map { vocabulary.identifier(of: $0) == nil } ?? false }
      guard let unknown else { continue }
      throw FileError(
        file: splits.files.first { $0.name == split.name }!.file,
        reason: "sample \(unknown.index) has the relation “\(unknown.relation!)”, which --relations "
          + "lacks")
    }
    let report = PreparationReport(posts)
    if fallback == .chain {
      posts.addChains(objectCount: graphs.objects)
    } else {
      for i in posts.splits.indices {
        posts.splits[i].samples = try posts.splits[i].samples.filter {
          try missing.keeps($0, hasText: posts.text(of: $0) != nil, hasScene: posts.scene(of: $0) != nil)
        }
      }
    }
    try running.timed("writing") { try posts.write(to: output) }
    let text = format == .json ? try ReportFormat.json(report) : report.text
    if output == "-" { running.note(text) } else { try say(text) }
    if let note = posts.chainNote { running.note("Note: \(note)") }
  }
}

struct PreparationReport: Encodable {
  struct Split: Encodable {
    var name: String
    var samples = 0, negatives = 0
    var texts = 0, parsedTexts = 0
    var tokens = 0, coveredTokens = 0
    var pictures = 0, picturesWithGraph = 0, emptyGraphs = 0
    var objects = 0, relations = 0
  }

  var splits: [Split] = []

  init(_ posts: PreparedPosts) {
    for split in posts.splits {
      var counts = Split(name: split.name)
      counts.samples = split.samples.count
      let negative = posts.vocabulary.negative.map { posts.vocabulary.names[$0] }
      counts.negatives = split.samples.count { $0.relation != nil && $0.relation == negative }
      for tokens in Set(split.samples.map(\.tokens)) {
        counts.texts += 1
        counts.tokens += tokens.count
        guard let graph = posts.texts[tokens] else { continue }
        counts.parsedTexts += 1
        counts.coveredTokens += graph.contracted(onto: tokens).representatives.count { $0 != nil }
      }
      for image in Set(split.samples.compactMap(\.imageFileName)) {
        counts.pictures += 1
        guard let scene = posts.scenes[image] else { continue }
        counts.picturesWithGraph += 1
        if scene.relations.isEmpty { counts.emptyGraphs += 1 }
        counts.objects += scene.objects.count
        counts.relations += scene.relations.count
      }
      splits.append(counts)
    }
  }

  var text: String {
    var table = TextTable()
    func add(_ name: String, _ value: (Split) -> String) { table.add([name] + splits.map(value)) }
    func mean(_ sum: Int, _ count: Int) -> String {
      count == 0 ? "–" : String(format: "%.1f", Double(sum) / Double(count))
    }
    add("") { $0.name }
    add("samples") { "\($0.samples)" }
    add("without relation") { "\($0.negatives)" }
    add("texts") { "\($0.texts)" }
    add("  with a parse") { "\($0.parsedTexts)" }
    add("  tokens covered, %") { mean(100 * $0.coveredTokens, $0.tokens) }
    add("pictures") { "\($0.pictures)" }
    add("  with a scene graph") { "\($0.picturesWithGraph)" }
    add("  without relations in it") { "\($0.emptyGraphs)" }
    add("  objects, mean") { mean($0.objects, $0.picturesWithGraph) }
    add("  relations, mean") { mean($0.relations, $0.picturesWithGraph) }
    return table.text
  }
}
