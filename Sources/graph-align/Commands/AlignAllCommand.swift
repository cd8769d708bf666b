internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import GraphAlignment
internal import Graphs

struct AlignAllCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "align-all",
    abstract: "Align several graphs at once, and list the groups of nodes that correspond.",
    discussion: """
      Aligns all pairs of graphs. Then each pair is weighted anew by the detours through
      every third graph: if a corresponds to c and c to b, a is likelier to correspond
      to b. Nodes that prefer each other become groups with at most one node of each
      graph.

      Writes a line for each group, columns separated by tabs: its number (from 1), its
      node in each graph, or “-”, and its weight, the mean of how likely two of its
      nodes correspond. Groups with more nodes come first, then heavier ones.

      EXAMPLES
        graph-align align-all 2023.edges 2024.edges 2025.edges --output groups.tsv
        graph-align align-all yeast.edges fly.edges human.edges --complete
        graph-align align-all a.edges b.edges c.edges d.edges --rounds 1 --top 20
      """)

  /// More would take longer than a user expects: 20 graphs are 190 pairs.
  static let graphLimit = 20

  @Argument(help: "The graphs, 2 to 20.")
  var graphs: [String]

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var aligner: AlignerArguments

  @Option(
    name: .long,
    help: ArgumentHelp("How often pairs are weighted anew; 0 is not at all.", valueName: "n"))
  var rounds = 2

  @Option(
    name: .customLong("top"),
    help: ArgumentHelp("Candidates for each node that are considered.", valueName: "k"))
  var candidateCount = 10

  @Flag(name: .long, help: "Only groups with a node of every graph.")
  var complete = false

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where the table goes (standard output).", valueName: "file"))
  var output: String?

  @Flag(name: .long, help: "Begin the table with a line that names its columns.")
  var outputHeader = false

  @OptionGroup(title: "Running") var running: RunOptions

  var inputs: [String?] { graphs }
  var outputs: [String?] { [output ?? "-"] }
  var outputFiles: [String?] { outputs }
  var readsFolders: Bool { true }
  var memory: MemoryOptions { running.memory }

  func validate() throws {
    guard (2...Self.graphLimit).contains(graphs.count) else {
      throw ValidationError("give 2 to \(Self.graphLimit) graphs, not \(graphs.count)")
    }
    guard aligner.refinement.anchors == nil else {
      throw ValidationError("--anchors are of two graphs: they need align")
    }
    guard (0...100).contains(rounds) else { throw ValidationError("--rounds must be in 0…100") }
    guard candidateCount >= 1 else { throw ValidationError("--top must be at least 1") }
  }

  func run() throws {
    let choice = try aligner.choice()
    let graphs = try input.graphs(graphs, edges: .shared) { running.note($0) }
    // Of all pairs the candidates are kept, so that one after the other is not enough.
    let pairs = graphs.indices.flatMap { i in
      graphs[..<i].map { (source: $0.nodeCount * i, target: graphs[i].nodeCount) }
    }
    let line = ProgressBar(isQuiet: running.quiet)
    func observe(_ progress: MultipleAlignment.Progress) {
      guard let pair = progress.pair, let step = progress.step else { return }
      let names = "graphs \(pair[0] + 1) and \(pair[1] + 1)"
      line.update("\(names), \(step.stage.rawValue)", share: progress.fractionCompleted)
      guard running.verbose, step.fractionCompleted == 1 else { return }
      running.note("\(names): \(describe(step))")
    }
    func align(_ aligner: some GraphAligner) throws -> MultipleAlignment {
      try MultipleAlignment(
        of: graphs, aligner: aligner, roundCount: rounds, candidateCount: candidateCount,
        progress: observe)
    }
    let result = try running.run {
      defer { line.finish() }
      switch choice {
      case .regal(var regal):
        regal.candidateCount = max(candidateCount, 10)
        for (source, target) in pairs { try regal.requireMemory(source: source, target: target) }
        return try align(regal)
      case .robust(var robust):
        robust.candidateCount = max(candidateCount, 10)
        for (source, target) in pairs { try robust.requireMemory(source: source, target: target) }
        return try align(robust)
      }
    }
    for text in result.notes { running.note("Note: \(GraphAlign.typed(text))") }
    let groups = result.groups.filter { !complete || $0.count == graphs.count }
    try write(groups, of: graphs)
    if running.speaks {
      running.note(
        "\(groups.count) groups, \(groups.count { $0.count == graphs.count }) of them with a node "
          + "of every graph")
    }
  }

  private func write(
    _ groups: [MultipleAlignment.Group], of graphs: [Graph]
  ) throws(FileError) {
    let path = output ?? "-"
    try FileWriter.write(to: path) { (file) throws(FileError) in
      if outputHeader {
        let names = graphs.indices.map { "graph\($0 + 1)" }
        try file.append((["group"] + names + ["weight"]).joined(separator: "\t") + "\n")
      }
      for (number, group) in groups.enumerated() {
        var line = "\(number + 1)"
        for (graph, member) in zip(graphs, group.members) {
          let name = member.map { graph.identifiers[$0] } ?? "-"
          guard !name.contains(where: { "\t\n\r".contains($0) }) else {
            throw FileError(file: path, reason: "the name “\(name)” does not fit into TSV")
          }
          line += "\t" + name
        }
        try file.append(line + "\t\(Float(group.weight))\n")
      }
    }
  }
}
