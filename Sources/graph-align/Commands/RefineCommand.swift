internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import GraphAlignment
internal import Graphs
internal import ReportPages

struct RefineCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "refine",
    abstract: "Improve an alignment by the matches of neighbors.",
    discussion: """
      The alignment may come from any tool: lines of source and target, and perhaps
      a similarity and a rank. Several candidates for each node, with similarities,
      are a far better start than one.

      EXAMPLES
        graph-align refine matches.tsv --source old.edges --target new.edges --output better.tsv
        graph-align refine matches.tsv --source old.edges --target new.edges --anchors known.tsv \\
          --assign optimal --verbose
      """)

  @Argument(help: "The alignment, TSV or JSON.")
  var alignment: String

  @Option(name: .long, help: ArgumentHelp("The source graph.", valueName: "graph"))
  var source: String

  @Option(name: .long, help: ArgumentHelp("The target graph.", valueName: "graph"))
  var target: String

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Truth, anchors, priors") var pairTable: PairTableOptions
  @OptionGroup(title: "Refinement") var refinement: RefinementArguments

  @Option(name: .long, help: ArgumentHelp("Seed of the matchings drawn (1).", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup(title: "Result") var result: ResultOptions
  @OptionGroup(title: "Running") var running: RunOptions

  var inputs: [String?] { [alignment, source, target, refinement.anchors, result.truth] }
  var outputs: [String?] { [result.output ?? "-", result.report] }
  var outputFiles: [String?] { outputs }
  var readsFolders: Bool { true }
  var memory: MemoryOptions { running.memory }

  func run() throws {
    var aligner = try refinement.aligner()
    aligner.seed = seed
    let graphs = try input.graphs([source, target], edges: .shared) { running.note($0) }
    let (source, target) = (graphs[0], graphs[1])
    let start = try Alignment(
      contentsOf: alignment, sourceIdentifiers: source.identifiers,
      targetIdentifiers: target.identifiers)
    let known = try result.truth.map {
      try Truth(
        contentsOf: $0, table: pairTable.dialect, source: source.identifiers,
        target: target.identifiers)
    }
    let anchors = try refinement.known(
      source, target, table: pairTable.dialect, isStrict: input.strict
    ) { running.note($0) }
    try aligner.requireMemory(source: source.nodeCount, target: target.nodeCount)
    let line = ProgressBar(isQuiet: running.quiet)
    var stages: [AlignmentReport.Stage] = []
    let refined = try running.run {
      defer { line.finish() }
      return try aligner.refine(
        start, source: source, target: target, anchors: anchors
      ) { step in
        line.update(step)
        if running.verbose, let summary = step.detail { running.note(summary) }
        guard step.fractionCompleted == 1 else { return }
        if running.verbose { running.note(describe(step)) }
        stages.append(.init(name: step.stage.rawValue, seconds: step.duration / .seconds(1)))
      }
    }
    try result.finish(refined, source, target, known: known, running) { page in
      (page.sourceName, page.targetName) = (ReportCommand.name(self.source), ReportCommand.name(self.target))
      page.evidence.anchors = anchors
      page.stages = stages
    }
  }
}
