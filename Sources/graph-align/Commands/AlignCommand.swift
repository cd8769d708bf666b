internal import ArgumentParser
internal import Files
internal import GraphAlignment
internal import Graphs

struct AlignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "align",
    abstract: "Align two graphs.",
    discussion: """
      Writes a line for each source node and candidate: source, target, similarity and rank (from 1),
      separated by tabs, with the ids of the files.

      With --split, the truth may count target nodes from 0 instead.

      EXAMPLES
        graph-align align old.edges new.edges
        graph-align align old.edges new.edges --top 5 --output matches.tsv
        graph-align align old.edges new.edges --assign greedy --format json
        graph-align align old.edges new.edges --preset authors --truth truth.tsv
        graph-align align both.edges --split 1135 --truth truth.tsv
        graph-align align a.graphml b.graphml --source-attributes a.tsv --target-attributes b.tsv
      """)

  @Argument(help: "The source graph; with --split, a file of both graphs.")
  var source: String

  @Argument(help: "The target graph.")
  var target: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The first id of the target in a file of both graphs, or half.", valueName: "id"))
  var split: SplitArgument?

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "REGAL") var regal: REGALArguments
  @OptionGroup(title: "Running") var running: RunOptions

  @Option(
    name: .customLong("top"),
    help: ArgumentHelp("Candidates for each source node.", valueName: "k"))
  var candidateCount = 1

  @Option(
    name: .long,
    help: """
      How targets are chosen: nearest lists the best candidates; greedy and mutual list at most one \
      target for each source node, each target once, out of the best 10 or --top candidates.
      """)
  var assign = Assignment.nearest

  @Option(name: .long, help: ArgumentHelp("Attributes of the source nodes.", valueName: "file"))
  var sourceAttributes: String?

  @Option(name: .long, help: ArgumentHelp("Attributes of the target nodes.", valueName: "file"))
  var targetAttributes: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Known correspondences, two columns; prints how well they are found.", valueName: "file"))
  var truth: String?

  @Option(name: .long, help: "Format of the result: tsv or json.")
  var format = AlignmentFormat.tsv

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where the result goes (standard output).", valueName: "file"))
  var output: String?

  func validate() throws {
    guard candidateCount >= 1 else { throw ValidationError("--top must be at least 1") }
    guard (target == nil) == (split != nil) else {
      throw ValidationError("give a source and a target, or one file of both with --split")
    }
  }

  func run() throws {
    var aligner = try regal.aligner()
    // One-to-one assignments choose among candidates, and scores up to Hits@10 look at ten.
    let wanted = assign == .nearest && truth == nil ? candidateCount : max(candidateCount, 10)
    aligner.candidateCount = wanted
    let (source, target) = try graphs()
    let known = try truth.map { try truth(at: $0, source, target) }
    let all = try align(source, target, aligner)
    let alignment = assign == .nearest ? all : all.assigned(by: assign)
    // Scores that go where the alignment goes would spoil it.
    let report = known.map { alignment.scores(against: $0) }
    try alignment.keeping(candidateCount).write(to: output ?? "-", format: format)
    if let report {
      var text = ScoreReport()
      text.add(report)
      let lines = try text.text(as: .text)
      if output == nil || output == "-" { running.note(lines) } else { print(lines) }
    }
  }

  private func graphs() throws -> (Graph, Graph) {
    if let split {
      var (source, target) = try Graph.readCombined(
        at: source, split: split.split, options: input.reading)
      if let file = sourceAttributes {
        source.attributes = try NodeAttributes(contentsOf: file, for: source.identifiers)
      }
      if let file = targetAttributes {
        target.attributes = try NodeAttributes(contentsOf: file, for: target.identifiers)
      }
      return (source, target)
    }
    return (
      try input.graph(source, attributes: sourceAttributes),
      try input.graph(target!, attributes: targetAttributes)
    )
  }

  /// The true target of each source node.
  private func truth(at path: String, _ source: Graph, _ target: Graph) throws -> [Int?] {
    let pairs = try NodePairs(contentsOf: path)
    do {
      return try pairs.targets(source: source.identifiers, target: target.identifiers)
    } catch {
      // Beside a file of both graphs, target nodes are often counted from 0, as in the authors' data.
      let counted = NodeIdentifiers.consecutive(target.nodeCount)
      guard split != nil,
        let known = try? pairs.targets(source: source.identifiers, target: counted)
      else { throw error }
      return known
    }
  }

  private func align(_ source: Graph, _ target: Graph, _ aligner: REGAL) throws -> Alignment {
    let line = ProgressLine(isQuiet: running.quiet)
    var stages: [String] = []
    let alignment = try running.run {
      defer { line.finish() }
      return try aligner.align(source, to: target) { progress in
        line.update(progress)
        if progress.fractionCompleted == 1 { stages.append(describe(progress)) }
      }
    }
    for stage in stages where running.verbose { running.note(stage) }
    for note in alignment.notes { running.note("Note: \(note)") }
    return alignment
  }
}

/// A first id of the target, or `half`.
struct SplitArgument: ExpressibleByArgument {
  let split: Graph.Split

  init?(argument: String) {
    if argument == "half" {
      split = .half
    } else if let id = Int64(argument) {
      split = .firstTarget(id)
    } else {
      return nil
    }
  }
}
