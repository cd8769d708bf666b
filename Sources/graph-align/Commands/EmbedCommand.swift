internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra

struct EmbedCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Embed the nodes of one or more graphs together.",
    discussion: """
      Writes a NumPy matrix with a row of unit length for each node, the nodes of
      the first graph first, and beside it a file with the graph (from 0) and the id
      of each row.

      EXAMPLES
        graph-align embed old.edges new.edges --output emb.npy
        graph-align embed a.edges b.edges c.edges --landmarks 200 --output emb.npy
      """)

  @Argument(help: "The graphs.")
  var graphs: [String]

  @OptionGroup(title: "Input") var input: InputOptions
  enum Preset: String, CaseIterable, ExpressibleByArgument {
    case regal, paper, authors

    var start: REGAL {
      switch self {
      case .regal: REGAL()
      case .paper: .paper
      case .authors: .authorsCode
      }
    }
  }

  @Option(
    name: .long,
    help: "regal: as it measures best; paper: the equations; authors: the authors' code.")
  var preset = Preset.regal

  @OptionGroup(title: "REGAL") var regal: REGALArguments
  @OptionGroup(title: "REGAL") var shared: SharedArguments
  @OptionGroup(title: "Running") var running: RunOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Where the matrix goes; the ids go to the same name with .ids.tsv.", valueName: "file"))
  var output: String

  /// Where the ids go.
  private var identifierFile: String {
    (output.hasSuffix(".npy") ? String(output.dropLast(4)) : output) + ".ids.tsv"
  }

  var inputs: [String?] { graphs }
  var outputs: [String?] { [output, identifierFile] }
  var outputFiles: [String?] { outputs }
  var readsFolders: Bool { true }
  var memory: MemoryOptions { running.memory }

  func validate() throws {
    guard output != "-" else { throw ValidationError("--output must name a file") }
  }

  func run() throws {
    let aligner = try regal.aligner(from: preset.start, shared)
    let graphs = try input.graphs(graphs, edges: EdgeUse(aligner)) { running.note($0) }
    try aligner.requireMemory(forNodes: graphs.reduce(0) { $0 + $1.nodeCount })
    let line = ProgressBar(isQuiet: running.quiet)
    let embedding = try running.run {
      defer { line.finish() }
      return try aligner.embed(graphs) { progress in
        line.update(progress)
        if running.verbose, progress.fractionCompleted == 1 { running.note(describe(progress)) }
      }
    }
    if !embedding.underflowedNodes.isEmpty {
      running.note(
        "Note: \(embedding.underflowedNodes.count) rows are zero: those nodes are so unlike every "
          + "landmark that their similarities underflow. A smaller --structure-weight avoids this.")
    }
    // Rows without the ids of their nodes would be of no use.
    try FileWriter.together {
      try embedding.rows.writeNPY(to: output)
      try FileWriter.write(to: identifierFile) { (file) throws(FileError) in
        for (index, graph) in graphs.enumerated() {
          for node in 0..<graph.nodeCount {
            try file.append("\(index)\t\(graph.identifiers[node])\n")
          }
        }
      }
    }
  }
}
