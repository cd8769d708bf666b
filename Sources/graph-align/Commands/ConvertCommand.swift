internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Graphs

struct ConvertCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a graph in another format.",
    discussion: """
      The format is that of the output’s ending: .graphml, .gml, .json (node-link),
      .sif, .gw (LEDA), .mtx, .triples, and an edge list for .edges, .tsv, .csv or
      .txt. What the format cannot hold, such as weights in SIF, is said, and an
      error with --strict.

      EXAMPLES
        graph-align convert network.gml network.edges
        graph-align convert ppi.sif ppi.gw
        graph-align convert lists.txt graph.json --format adjacency
      """)

  @Argument(help: "The graph.")
  var graph: String

  @Argument(help: "Where it goes.")
  var output: String

  @Option(
    name: .long, help: ArgumentHelp("Format of the output, instead of by its name.", valueName: "format"))
  var to: GraphFormat?

  @OptionGroup(title: "Input") var input: InputOptions

  @OptionGroup(title: "Running") var memory: MemoryOptions

  var inputs: [String?] { [graph] }
  var outputs: [String?] { [output] }
  var outputFiles: [String?] { outputs }
  var readsFolders: Bool { true }

  func validate() throws {
    _ = try format
  }

  private var format: GraphFormat {
    get throws {
      if let to {
        guard to.isWritten else {
          throw ValidationError("\(to.argument) is a format that is only read")
        }
        return to
      }
      if let format = GraphFormat(path: output) {
        guard format.isWritten else {
          throw ValidationError(
            "“\(output)” would be \(format.argument), a format that is only read: --to says which else")
        }
        return format
      }
      let plain = output.lowercased().hasSuffix(".gz") ? output.dropLast(3) : output[...]
      guard
        [".edges", ".tsv", ".csv", ".txt", ".el", ".edgelist"].contains(where: plain.lowercased().hasSuffix)
      else {
        throw ValidationError("what format “\(output)” should have is not clear: --to says it")
      }
      return .edgeList
    }
  }

  func run() throws {
    let format = try format
    let converted = try input.graphs([graph], speaksAlways: true) { complain($0) }[0]
    let losses = converted.losses(writtenAs: format).joined(separator: "; ")
    if !losses.isEmpty {
      guard !input.strict else {
        throw FileError(
          file: output, reason: "\(format.argument) cannot hold \(losses), and --strict wants it all")
      }
      complain("Note: \(output): \(format.argument) cannot hold \(losses)")
    }
    try converted.write(to: output, format: format)
  }
}
