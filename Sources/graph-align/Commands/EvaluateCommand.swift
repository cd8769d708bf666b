internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import GraphAlignment
internal import Graphs

struct EvaluateCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score an alignment.",
    discussion: """
      With known correspondences: Hits@1, Hits@5, Hits@10 and MRR; precision, recall
      and F1 of the best matches; and ECE, the expected calibration error: of matches
      with similarity .9 nine in ten are right if it is 0. A source node may have
      several right targets, any of which counts; “-” says that it has none. Equally
      similar candidates count as if drawn by lot.

      With both graphs: EC, ICS, S³ and MNC, which tell how much structure the best
      matches keep, between directed graphs with the directions of edges.

      The alignment may come from any tool: lines of source and target, and perhaps a
      similarity and a rank; a target “-” is no match.

      EXAMPLES
        graph-align evaluate matches.tsv --truth truth.tsv
        graph-align evaluate matches.tsv --source old.edges --target new.edges
        graph-align evaluate matches.json --truth truth.tsv --format json
        graph-align evaluate matches.tsv --truth truth.tsv --min-confidence 0.5
      """)

  @Argument(help: "The alignment, TSV or JSON.")
  var alignment: String

  @Option(name: .long, help: ArgumentHelp("Known correspondences, two columns.", valueName: "file"))
  var truth: String?

  @Option(name: .long, help: ArgumentHelp("The source graph.", valueName: "graph"))
  var source: String?

  @Option(name: .long, help: ArgumentHelp("The target graph.", valueName: "graph"))
  var target: String?

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Truth, anchors, priors") var pairTable: PairTableOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Leave out matches whose similarity is below.", valueName: "x"))
  var minConfidence: Float?

  @Option(name: .long, help: "Format of the scores: text or json.")
  var format = ScoreReport.Format.text

  @OptionGroup(title: "Running") var memory: MemoryOptions

  var inputs: [String?] { [alignment, truth, source, target] }

  func validate() throws {
    guard (source == nil) == (target == nil) else {
      throw ValidationError("--source and --target go together")
    }
    guard truth != nil || source != nil else {
      throw ValidationError("give --truth, or --source and --target, or all three")
    }
  }

  func run() throws {
    let both = try source.map { try input.graphs([$0, target!]) { complain($0) } }
    let graphs = both.map { ($0[0], $0[1]) }
    let pairs = try truth.map { try NodePairs(contentsOf: $0, table: pairTable.dialect) }
    var report = ScoreReport()
    var alignment: Alignment
    if let (source, target) = graphs {
      alignment = try Alignment(
        contentsOf: self.alignment, sourceIdentifiers: source.identifiers,
        targetIdentifiers: target.identifiers)
    } else {
      // Without the graphs, the nodes are those that either file names.
      alignment = try Alignment(
        contentsOf: self.alignment,
        alsoNaming: (pairs?.pairs ?? []).map { ($0.source, $0.target == "-" ? nil : $0.target) })
    }
    if let minConfidence { alignment = alignment.keeping(similarityAtLeast: minConfidence) }
    if let (source, target) = graphs {
      report.add(alignment.structuralScores(source: source, target: target))
    }
    if let pairs {
      let truth = try Truth(
        pairs, source: alignment.sourceIdentifiers, target: alignment.targetIdentifiers)
      for doubt in alignment.doubts(about: pairs) { complain("Warning: \(doubt)") }
      if let note = truth.note ?? (graphs == nil ? note(on: pairs, alignment) : nil) { complain(note) }
      report.add(alignment.scores(against: truth.known), truth.known)
      let width = (0..<alignment.sourceCount).reduce(0) { max($0, alignment.candidates(of: $1).count) }
      report.leaveOutHits(beyond: width, of: alignment.targetCount)
    }
    try say(report.text(as: format))
  }

  /// What there is to say, without graphs, of a truth whose source nodes the alignment does not list.
  private func note(on truth: NodePairs, _ alignment: Alignment) -> String? {
    let nodes = alignment.sourceIdentifiers.nodesByName()
    let missing = truth.pairs.filter { pair in
      pair.target != "-" && nodes[pair.source].map { alignment.candidates(of: $0).isEmpty } ?? true
    }
    guard let first = missing.first else { return nil }
    let (count, all) = (Set(missing.map(\.source)).count, Set(truth.pairs.map(\.source)).count)
    return "\(truth.file): the alignment has no match for \(count) of \(all) source "
      + "nodes, such as “\(first.source)” on line \(first.line); they count as not found"
  }
}
