internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import GraphAlignment
internal import Graphs
internal import ReportPages

struct AlignCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "align",
    abstract: "Align two graphs.",
    discussion: """
      Writes a line for each source node and candidate: source, target, similarity
      and rank (from 1), separated by tabs, with the ids of the files.

      With the preset robust it says in a sentence whether the result can be trusted,
      which it tells from the graphs and the matches, not from --truth. Without
      --truth EC, ICS, S3 and MNC tell how much structure the matches keep, “mutual”
      how many nodes prefer each other. It says nothing of this, unless --verbose,
      when neither the result goes to a file nor standard error to a terminal.

      With --split, the truth may count target nodes from 0 instead.

      EXAMPLES
        graph-align align old.edges new.edges
        graph-align align old.edges new.edges --top 5 --output matches.tsv
        graph-align align old.edges new.edges --assign greedy --format json
        graph-align align old.edges new.edges --assign optimal --anchors known.tsv
        graph-align align old.edges new.edges --preset authors --truth truth.tsv
        graph-align align both.edges --split 1135 --truth truth.tsv
        graph-align align a.edges b.edges --source-attributes a.tsv \\
          --target-attributes b.tsv
        graph-align align old.edges new.edges -o matches.tsv --report report.html
      """)

  @Argument(
    help: "The source graph, a file or a folder of part files; with --split, a file of both graphs.")
  var source: String

  @Argument(help: "The target graph.")
  var target: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The first id of the target in a file of both graphs, or half.", valueName: "id"))
  var split: SplitArgument?

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Truth, anchors, priors") var pairTable: PairTableOptions
  @OptionGroup(title: "Attributes, names") var attributeTable: AttributeTableOptions
  @OptionGroup var aligner: AlignerArguments
  @OptionGroup(title: "Evidence (robust)") var known: EvidenceOptions
  @OptionGroup(title: "Result") var result: ResultOptions
  @OptionGroup(title: "Running") var running: RunOptions
  @OptionGroup var distribution: DistributionOptions

  @Option(name: .long, help: ArgumentHelp("Attributes of the source nodes.", valueName: "file"))
  var sourceAttributes: String?

  @Option(name: .long, help: ArgumentHelp("Attributes of the target nodes.", valueName: "file"))
  var targetAttributes: String?

  var inputs: [String?] {
    [
      source, target, sourceAttributes, targetAttributes, result.truth, aligner.refinement.anchors,
      known.prior, known.sourceNames, known.targetNames,
    ]
  }
  var outputs: [String?] { outputFiles + [distribution.parts, distribution.checkpoint] }
  var outputFiles: [String?] { [result.output ?? "-", result.report] }
  var readsFolders: Bool { true }
  var memory: MemoryOptions { running.memory }

  func validate() throws {
    guard (target == nil) == (split != nil) else {
      throw ValidationError("give a source and a target, or one file of both with --split")
    }
    if known.areGiven, case .regal = try aligner.choice() {
      throw ValidationError("--prior and names need the preset robust")
    }
  }

  func run() throws {
    if distribution.distributed { return try runDistributed() }
    try run(try aligner.choice()) { _, _ in nil }
  }

  /// - Parameter helpers: finds other processes that compute rows for stages of the robust aligner, for two graphs.
  func run(
    _ choice: AlignerArguments.Choice, helpers: (Graph, Graph) throws -> (any RobustHelpers)?
  ) throws {
    let (source, target) = try graphs(EdgeUse(choice))
    let truth = try result.truth.map { try self.truth(at: $0, source, target) }
    let anchors = try aligner.refinement.known(
      source, target, table: pairTable.dialect, isStrict: input.strict
    ) { running.note($0) }
    let evidence = try known.evidence(
      anchors: anchors, source, target, table: pairTable.dialect,
      nameTable: attributeTable.dialect)
    let line = ProgressBar(isQuiet: running.quiet)
    var (details, stages): ([String], [AlignmentReport.Stage]) = ([], [])
    func observe(_ progress: AlignmentProgress) {
      line.update(progress)
      if let detail = progress.detail { details.append(detail) }
      if progress.fractionCompleted == 1 {
        details.append(describe(progress))
        stages.append(.init(name: progress.stage.rawValue, seconds: progress.duration / .seconds(1)))
      }
    }
    var areProbabilities = false
    let alignment = try running.run {
      defer { line.finish() }
      switch choice {
      case .regal(var regal):
        regal.candidateCount = result.wantedCount
        try regal.requireMemory(source: source.nodeCount, target: target.nodeCount)
        return try regal.align(source, to: target, progress: observe)
      case .robust(var robust):
        robust.candidateCount = result.wantedCount
        try robust.requireMemory(source: source.nodeCount, target: target.nodeCount)
        areProbabilities = true
        return try robust.align(
          source, to: target, evidence: evidence, helpers: try helpers(source, target),
          progress: observe)
      }
    }
    for detail in details where running.verbose { running.note(detail) }
    for note in alignment.notes { running.note("Note: \(GraphAlign.typed(note))") }
    try result.finish(
      alignment, source, target, known: truth, running, areProbabilities: areProbabilities,
      trust: areProbabilities
        ? { AlignmentTrust(of: alignment, source: source, target: target, evidence: evidence) }
        : nil, evidence: evidence
    ) { page in
      (page.sourceName, page.targetName) = names
      (page.evidence, page.stages) = (evidence, stages)
    }
  }

  /// What a report calls the graphs.
  private var names: (String, String) {
    guard let target else {
      let name = ReportCommand.name(source)
      return ("\(name), first part", "\(name), second part")
    }
    return (ReportCommand.name(source), ReportCommand.name(target))
  }

  private func graphs(_ edges: EdgeUse) throws -> (Graph, Graph) {
    if let split {
      var (source, target) = try Graph.readCombined(
        at: source, split: split.split, options: input.reading)
      if let file = sourceAttributes {
        source.attributes = try NodeAttributes(
          contentsOf: file, for: source.identifiers, table: attributeTable.dialect)
      }
      if let file = targetAttributes {
        target.attributes = try NodeAttributes(
          contentsOf: file, for: target.identifiers, table: attributeTable.dialect)
      }
      let sizes = [source, target].map { "\($0.nodeCount) nodes and \($0.edgeCount) edges" }
      running.note(
        "\(self.source): edge list of two graphs, \(sizes[0]), \(sizes[1]), "
          + (source.isDirected ? "directed, " : "undirected, ")
          + (input.ignoreWeights
            ? "weights ignored" : source.isWeighted || target.isWeighted ? "weighted" : "no weights"))
      return (source, target)
    }
    let graphs = try input.graphs(
      [source, target!], attributes: [sourceAttributes, targetAttributes], table: attributeTable.dialect,
      edges: edges, speaksAlways: true
    ) { running.note($0) }
    return (graphs[0], graphs[1])
  }

  /// The right targets of each source node.
  private func truth(at path: String, _ source: Graph, _ target: Graph) throws -> Truth {
    let pairs = try NodePairs(contentsOf: path, table: pairTable.dialect)
    if split != nil,
      (try? pairs.known(source: source.identifiers, target: target.identifiers)) == nil
    {
      // Beside a file of both graphs, target nodes are often counted from 0, as in the authors' data.
      let counted = NodeIdentifiers.consecutive(target.nodeCount)
      if let known = try? Truth(pairs, source: source.identifiers, target: counted) { return known }
    }
    return try Truth(pairs, source: source.identifiers, target: target.identifiers)
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
