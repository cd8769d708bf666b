internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import GraphAlignment
internal import Graphs

struct PerturbCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "perturb",
    abstract: "Make a noisy, renumbered copy of a graph, and the truth about it.",
    discussion: """
      one-way     the copy lacks a share of the edges
      two-way     both the graph and its copy lack a share, chosen independently
      multimodal  the copy lacks a share and has others added

      EXAMPLES
        graph-align perturb old.edges --remove 0.05 --seed 1 \\
          --output-graph new.edges --output-truth truth.tsv
        graph-align perturb old.edges --model two-way --remove 0.1 --seed 1 \\
          --output-source a.edges --output-graph b.edges \\
          --output-truth truth.tsv
        graph-align perturb old.edges --model multimodal --remove 0.1 --add 0.1 \\
          --seed 1 --output-graph new.edges --output-truth truth.tsv
      """)

  enum Model: String, CaseIterable, ExpressibleByArgument {
    case oneWay = "one-way"
    case twoWay = "two-way"
    case multimodal

    var kind: NoiseModel.Kind {
      switch self {
      case .oneWay: .oneWay
      case .twoWay: .twoWay
      case .multimodal: .multimodal
      }
    }
  }

  @Argument(help: "The graph.")
  var graph: String

  @OptionGroup(title: "Input") var input: InputOptions

  @Option(name: .long, help: ArgumentHelp("Share of edges to remove.", valueName: "share"))
  var remove = 0.0

  @Option(
    name: .long,
    help: ArgumentHelp("Share of edges to add (multimodal only).", valueName: "share"))
  var add = 0.0

  @Option(name: .long, help: "Where edges are changed: one-way, two-way or multimodal.")
  var model = Model.oneWay

  @Flag(
    name: .customLong("guard"), inversion: .prefixedNo,
    help: "Keep an edge whose removal would leave a node without any.")
  var guardsDegreeZero = true

  @Option(name: .long, help: ArgumentHelp("Seed of the noise.", valueName: "n"))
  var seed: UInt64

  @Option(name: .long, help: ArgumentHelp("Where the copy goes.", valueName: "file"))
  var outputGraph: String

  @Option(
    name: .long,
    help: ArgumentHelp("Where the truth goes: source, tab, target.", valueName: "file"))
  var outputTruth: String

  @Option(
    name: .long, help: ArgumentHelp("Where the changed graph goes (two-way).", valueName: "file"))
  var outputSource: String?

  @OptionGroup(title: "Running") var memory: MemoryOptions

  var inputs: [String?] { [graph] }
  var outputs: [String?] { [outputGraph, outputTruth, outputSource] }
  var outputFiles: [String?] { outputs }
  var readsFolders: Bool { true }

  func validate() throws {
    for (name, share) in [("--remove", remove), ("--add", add)] where !(0...1).contains(share) {
      throw ValidationError("\(name) must be between 0 and 1")
    }
    guard add == 0 || model == .multimodal else {
      throw ValidationError("--add needs --model multimodal")
    }
    guard (model == .twoWay) == (outputSource != nil) else {
      throw ValidationError("--output-source is needed with --model two-way, and only there")
    }
  }

  func run() throws {
    let original = try input.graphs([graph]) { complain($0) }[0]
    let noise = NoiseModel(
      kind: model.kind, removedShare: remove, addedShare: add, guardsDegreeZero: guardsDegreeZero)
    let pair = try noise.perturb(original, seed: seed)
    // A copy without the truth about it would be of no use.
    try FileWriter.together {
      try pair.target.write(to: outputGraph)
      if let outputSource { try pair.source.write(to: outputSource) }
      try NodePairs.write(
        pair.truth, source: pair.source.identifiers(writtenTo: outputSource ?? ""),
        target: pair.target.identifiers(writtenTo: outputGraph), to: outputTruth)
    }
  }
}

extension NoiseError: ExitCoded {
  var exitCode: Int32 { 3 }
}
