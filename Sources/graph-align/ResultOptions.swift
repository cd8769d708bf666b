internal import ArgumentParser
internal import CommandLineSupport
internal import GraphAlignment
internal import Graphs

/// What becomes of an alignment, and what is said about it.
struct ResultOptions: ParsableArguments {
  @Option(
    name: .customLong("top"),
    help: ArgumentHelp("Candidates for each source node.", valueName: "k"))
  var candidateCount = 1

  @Option(
    name: .long,
    help: """
      How targets are chosen: nearest lists the best candidates; greedy, mutual and optimal list at \
      most one target for each source node, each target once.
      """)
  var assign = Assignment.nearest

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
  }

  /// How many candidates an aligner should find: assignments and scores look at ten or more.
  var wantedCount: Int { max(candidateCount, 10) }

  /// Writes an alignment and says how good it is: against the truth if that is known, else by how much
  /// structure it keeps.
  func finish(
    _ all: Alignment, _ source: Graph, _ target: Graph, known: [Int?]?, _ running: RunOptions
  ) throws {
    let alignment = assign == .nearest ? all : all.assigned(by: assign)
    try alignment.keeping(candidateCount).write(to: output ?? "-", format: format)
    var report = ScoreReport()
    if let known {
      report.add(alignment.scores(against: known))
    } else if !running.quiet, output != nil && output != "-" || running.speaks {
      report.add(alignment.structuralScores(source: source, target: target))
      let mutual = all.assigned(by: .mutual)
      report.mutual =
        Double(mutual.bestMatches.count { $0 != nil })
        / Double(max(1, min(source.nodeCount, target.nodeCount)))
    }
    // What goes where the alignment goes would spoil it.
    let text = try report.text(as: .text)
    guard !text.isEmpty else { return }
    if output == nil || output == "-" { running.note(text) } else { try say(text) }
  }
}
