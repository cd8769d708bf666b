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

      Any aligner will do: --graphs writes the pairs of graphs, as “graph-align batch”
      reads them, and --matches takes lines of picture, word, object and similarity.

      EXAMPLES
        mega align posts.jsonl.gz --output rel_1
        mega align posts.jsonl.gz --regal '{"signatures": {"hopCount": 3}}' --output rel_1
        mega align posts.jsonl.gz --graphs pairs
        graph-align batch pairs --preset paper --top 1 --output matches.tsv
        mega align posts.jsonl.gz --matches matches.tsv --output rel_1
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

  @Option(help: .value("file", "Alignments that another tool made, such as “graph-align batch”: TSV."))
  var matches: String?

  @Option(help: .value("folder", "Write the graphs here, two files for each picture, and align nothing."))
  var graphs: String?

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
  var output: String?

  @OptionGroup(title: "Running") var running: RunOptions

  var inputs: [String?] { [posts, fromEdges, matches] + samples.files.map(\.file) + scenes }
  var outputs: [String?] { [output, graphs] }
  var memory: MemoryOptions { running.memory }

  func validate() throws {
    guard objects >= 1 else { throw ValidationError("--objects must be at least 1") }
    guard (posts == nil) != (fromEdges == nil) else {
      throw ValidationError("give a file of posts, or --from-edges")
    }
    guard output != "-", graphs != "-" else { throw ValidationError("--output must name a folder") }
    guard (output == nil) != (graphs == nil) else { throw ValidationError("give --output, or --graphs") }
    if fromEdges != nil, matches != nil || graphs != nil {
      throw ValidationError("--matches and --graphs belong to posts, not to --from-edges")
    }
    if fromEdges != nil {
      guard !samples.files.isEmpty, !scenes.isEmpty else {
        throw ValidationError("--from-edges needs samples (--train, --val, --test) and --scenes")
      }
    } else if repairSentences || !samples.files.isEmpty || !scenes.isEmpty {
      throw ValidationError("--repair-sentences, samples and --scenes belong to --from-edges")
    }
  }

  func run() throws {
    if let graphs { return try writeGraphs(to: graphs) }
    let structure = try alignment.structure(objectLimit: objects)
    let table = try matches.map { try MatchTable(contentsOf: $0) }
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
            try table.map {
              try posts.alignments(of: split.samples, from: $0, named: matches!, objectLimit: objects)
            } ?? structure.weights(of: split.samples, in: posts, missing: missing)
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
    try AlignedSplit.write(splits, to: output!, objectCount: objects, metadata: isText ? nil : metadata)
  }
}

extension AlignCommand {
  /// Two lists of edges for each picture, called as “graph-align batch” pairs them.
  private func writeGraphs(to path: String) throws {
    let posts = try PreparedPosts(contentsOf: self.posts!)
    var seen: Set<String> = []
    var count = 0
    try FolderWriter.write(to: path) { (folder) throws(FileError) in
      for sample in posts.samples {
        guard let image = sample.imageFileName, let own = posts.graphs(of: sample, objectLimit: objects),
          !own.words.isEmpty, !own.objects.isEmpty, seen.insert(image).inserted
        else { continue }
        let stem = (image as NSString).deletingPathExtension
        guard !stem.isEmpty, !stem.contains("/") else {
          throw FileError(file: folder.name, reason: "the picture “\(image)” cannot be the name of a file")
        }
        for (side, edges) in [("source", own.words), ("target", own.objects)] {
          let text = edges.map { "\($0.0) \($0.1)\n" }.joined()
          try folder.write(Array(text.utf8), to: "\(stem)-\(side).edges")
        }
        count += 1
      }
    }
    try say("\(count) pairs of graphs; pictures without edges have none")
  }
}

struct AlignedSplit {
  let split: PreparedPosts.Split
  let alignments: SampleAlignments
}
