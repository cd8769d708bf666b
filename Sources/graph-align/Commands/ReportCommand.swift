internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import ReportPages

struct ReportCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make a page on an alignment, to be opened in a browser.",
    discussion: """
      One HTML file, which needs no network: whether the matches can be trusted, both
      graphs side by side, how sure the matches are, why the least sure ones are not,
      and a table of all. The same files give the same page.

      The alignment may come from any tool: lines of source and target, and perhaps a
      similarity and a rank. Several candidates for each node (align --top 10) tell
      more than one. Anchors and attributes that the aligner had are shown as
      evidence. “align --report” also shows how long its stages took.

      EXAMPLES
        graph-align report matches.tsv --source old.edges --target new.edges
        graph-align report matches.tsv --source old.edges --target new.edges \\
          --truth truth.tsv --output page.html
        graph-align report other-tool.txt --source a.gw --target b.gw \\
          --similarities scores
      """)

  /// What similarities are.
  enum Similarities: String, CaseIterable, ExpressibleByArgument {
    case automatic, probabilities, scores
  }

  @Argument(help: "The alignment, TSV or JSON.")
  var alignment: String

  @Option(name: .long, help: ArgumentHelp("The source graph.", valueName: "graph"))
  var source: String

  @Option(name: .long, help: ArgumentHelp("The target graph.", valueName: "graph"))
  var target: String

  @Option(name: .long, help: ArgumentHelp("Known correspondences, two columns.", valueName: "file"))
  var truth: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Correspondences that the aligner was given.", valueName: "file"))
  var anchors: String?

  @Option(name: .long, help: ArgumentHelp("Attributes of the source nodes.", valueName: "file"))
  var sourceAttributes: String?

  @Option(name: .long, help: ArgumentHelp("Attributes of the target nodes.", valueName: "file"))
  var targetAttributes: String?

  @Option(
    name: .long,
    help: """
      What similarities are: probabilities to be right, or scores on a scale of their own; automatic takes \
      them for probabilities if all are in 0…1.
      """)
  var similarities = Similarities.automatic

  @Option(
    name: .long,
    help: "Where nodes are drawn: automatic (by Graphviz’s sfdp where it is installed) or built-in.")
  var layout = AlignmentReport.Layout.automatic

  @OptionGroup(title: "Input") var input: InputOptions

  @OptionGroup(title: "Truth and anchors") var pairTable: PairTableOptions
  @OptionGroup(title: "Attributes") var attributeTable: AttributeTableOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where the page goes, or - for standard output.", valueName: "file"))
  var output = "report.html"

  @OptionGroup(title: "Running") var running: RunOptions

  var inputs: [String?] {
    [alignment, source, target, truth, anchors, sourceAttributes, targetAttributes]
  }
  var outputs: [String?] { [output] }
  var outputFiles: [String?] { outputs }
  var readsFolders: Bool { true }
  var memory: MemoryOptions { running.memory }

  func run() throws {
    let graphs = try input.graphs(
      [source, target], attributes: [sourceAttributes, targetAttributes], table: attributeTable.dialect
    ) { running.note($0) }
    let (source, target) = (graphs[0], graphs[1])
    let alignment = try Alignment(
      contentsOf: self.alignment, sourceIdentifiers: source.identifiers,
      targetIdentifiers: target.identifiers)
    let known = try truth.map {
      try Truth(
        contentsOf: $0, table: pairTable.dialect, source: source.identifiers, target: target.identifiers)
    }
    if let note = known?.note { running.note(note) }
    var page = AlignmentReport(of: alignment, source: source, target: target)
    (page.sourceName, page.targetName) = (Self.name(self.source), Self.name(self.target))
    page.truth = known?.known
    if let anchors {
      page.evidence.anchors =
        try AnchorFile(
          at: anchors, source, target, table: pairTable.dialect, isStrict: input.strict
        ) { running.note($0) }.anchors
    }
    page.areProbabilities = similarities == .automatic ? nil : similarities == .probabilities
    page.layout = layout
    page.command = Self.typed
    let bar = ProgressBar(isQuiet: running.quiet)
    bar.update("drawing", share: 0.5)
    let html = running.run {
      defer { bar.finish() }
      return page.html()
    }
    try FileWriter.write(to: output) { (file) throws(FileError) in try file.append(html) }
    if output != "-", !running.quiet { running.note("\(output): open it in a browser") }
  }
}

extension ReportCommand {
  /// What a graph is called: the name of its file without what compression adds.
  static func name(_ path: String) -> String {
    guard path != "-" else { return "standard input" }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  /// The command as it was typed, quoted for a shell.
  static var typed: String {
    (["graph-align"] + CommandLine.arguments.dropFirst()).map { argument in
      let isPlain = argument.utf8.allSatisfy {
        $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")
          || $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z")
          || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") || "-_./=,:+@%".utf8.contains($0)
      }
      return isPlain && !argument.isEmpty ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
