internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import RelationExtraction

struct AlignCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "align",
    abstract: "Align the words of every text with the objects of its picture.",
    discussion: """
      Writes a folder with the weights α: for each split a folder of text files, one
      for each picture, as MEGA's loader reads them, or with --format safetensors
      one file. Models read both (--alignment). Samples with the same text and
      picture are aligned once. Objects that are equally similar to a word are
      counted: most words of real posts have several.

      With --from-edges the graphs are those that were released with MEGA, of which
      file i belongs to sample i. Rows are then the words of a parser whose output
      was not published, and not the tokens of the samples. All sentences of a text
      start at word 0 there; --repair-sentences puts one behind the other.

      EXAMPLES
        mega align posts.jsonl.gz --output rel_1
        mega align posts.jsonl.gz --top-k 5 --preset release --output rel_5
        mega align posts.jsonl.gz --format safetensors --output weights
        mega align --from-edges combined_graph_edges.tar.gz --repair-sentences \\
          --train ours_train.txt --val ours_val.txt --test ours_test.txt \\
          --scenes graph_of_image_train.json graph_of_image_val.json \\
          graph_of_image_test.json --output rel_1
      """)

  enum Output: String, CaseIterable, ExpressibleByArgument {
    case rel, safetensors
  }

  @Argument(help: "Posts that “mega prepare” wrote.")
  var posts: String?

  @Option(help: .value("path", "Released graphs, a folder or a tar archive."))
  var fromEdges: String?

  @Flag(help: "Put the sentences of released graphs one behind the other.")
  var repairSentences = false

  @OptionGroup(title: "Samples of released graphs") var samples: SplitOptions

  @Option(parsing: .upToNextOption, help: .value("file", "Relations of objects, MEGA's graph_of_image."))
  var scenes: [String] = []

  @Option(help: .value("m", "m, the objects of a picture."))
  var objects = 10

  @OptionGroup(title: "Alignment") var alignment: AlignmentOptions

  @Option(help: "When a text or picture has no graph: zeros, skip, fail.")
  var missing = MissingDataPolicy.zeros

  @Option(help: "rel: a folder of text files; safetensors: one file for each split.")
  var format = Output.rel

  @Option(name: [.short, .long], help: .value("folder", "A folder that does not exist yet."))
  var output: String

  @OptionGroup(title: "Running") var running: RunOptions

  var inputs: [String?] { [posts, fromEdges] + samples.files.map(\.file) + scenes }
  var outputs: [String?] { [output] }
  var memory: MemoryOptions { running.memory }

  func validate() throws {
    guard objects >= 1 else { throw ValidationError("--objects must be at least 1") }
    guard (posts == nil) != (fromEdges == nil) else {
      throw ValidationError("give a file of posts, or --from-edges")
    }
    guard output != "-" else { throw ValidationError("--output must name a folder") }
    if fromEdges != nil {
      guard !samples.files.isEmpty, !scenes.isEmpty else {
        throw ValidationError("--from-edges needs samples (--train, --val, --test) and --scenes")
      }
    } else if repairSentences || !samples.files.isEmpty || !scenes.isEmpty {
      throw ValidationError("--repair-sentences, samples and --scenes belong to --from-edges")
    }
  }

  func run() throws {
    let structure = alignment.structure(objectLimit: objects)
    var report = AlignmentReport()
    var labels = ObjectLabels()
    try running.run {
      if let fromEdges {
        let graphs = try running.timed("archive") { try ReleasedGraphs(contentsOf: fromEdges) }
        let relations = try running.timed("scenes") {
          try ObjectRelations(merging: scenes, objectLimit: objects)
        }
        for split in try running.timed("samples", samples.read) {
          let released = try running.timed("alignment") {
            try structure.weights(
              ofReleased: graphs, split: split.name, samples: split.samples, relations: relations,
              isRepairing: repairSentences, missing: missing)
          }
          report.released.append(released)
          report.splits.append(.init(split: split, alignments: released.alignments))
        }
      } else {
        let posts = try running.timed("posts") { try PreparedPosts(contentsOf: self.posts!) }
        for split in posts.splits {
          let alignments = try running.timed("alignment") {
            try structure.weights(of: split.samples, in: posts, missing: missing)
          }
          report.splits.append(.init(split: split, alignments: alignments))
        }
        report.chainNote = posts.chainNote
        labels = ObjectLabels(posts.scenes)
      }
      try running.timed("writing") { try write(report.splits, labels) }
    }
    try say(report.text)
    for note in report.notes { running.note("Note: \(note)") }
  }

  private func write(_ splits: [AlignedSplit], _ labels: ObjectLabels) throws {
    var metadata = [
      "preset": alignment.preset.rawValue, "top_k": "\(alignment.topK)",
      "ties": alignment.ties.rawValue, "rows": fromEdges == nil ? "tokens" : "words of a parser",
    ]
    metadata.merge(labels.metadata) { first, _ in first }
    let isText = format == .rel
    try AlignedSplit.write(splits, to: output, objectCount: objects, metadata: isText ? nil : metadata)
  }
}

struct AlignedSplit {
  let split: PreparedPosts.Split
  let alignments: SampleAlignments
}
