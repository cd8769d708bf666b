internal import ArgumentParser
internal import CommandLineSupport
internal import DistributedAlignment
internal import Files
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import ReportPages

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

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Leave out matches whose similarity is below; the robust aligner's are probabilities.",
      valueName: "x"))
  var minConfidence: Float?

  @Flag(
    name: .long,
    help: """
      List nodes without a match, with “-” for a target: those without candidates, and those that more \
      likely correspond to nothing than to their best candidate, where the robust aligner knows.
      """)
  var unmatched = false

  @Option(name: .long, help: "Format of the result: tsv or json.")
  var format = AlignmentFormat.tsv

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where the result goes (standard output).", valueName: "file"))
  var output: String?

  @Flag(name: .long, help: "Begin TSV with a line that names its columns.")
  var outputHeader = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Also make a page on the alignment, HTML, to be opened in a browser.", valueName: "file"))
  var report: String?

  func validate() throws {
    if outputHeader, format == .json {
      throw ValidationError("--output-header is for TSV: JSON names everything already")
    }
    guard candidateCount >= 1 else { throw ValidationError("--top must be at least 1") }
    guard minConfidence?.isFinite ?? true else {
      throw ValidationError("--min-confidence must be a number")
    }
  }

  /// How many candidates an aligner should find: assignments and scores look at ten or more.
  var wantedCount: Int { max(candidateCount, 10) }

  /// What of an alignment is wanted, before the number of candidates counts.
  private func chosen(_ all: Alignment) -> Alignment {
    likely(assign == .nearest ? all : all.assigned(by: assign))
  }

  /// What is wanted of an alignment that is assigned.
  private func likely(_ assigned: Alignment) -> Alignment {
    let likely = unmatched ? assigned.droppingUnlikelyMatches() : assigned
    return minConfidence.map { likely.keeping(similarityAtLeast: $0) } ?? likely
  }

  /// Writes an alignment of which each process has a part, assigned already, and scores it if the truth is known; all
  /// processes.
  ///
  /// - Parameter folder: where each writes its part as well.
  func finish(
    _ all: AlignmentParts, folder: String?, truth: TruthPart?, note: String?, _ ranks: Ranks,
    _ running: RunOptions
  ) throws {
    var scored = all
    scored.part = likely(all.part)
    var written = scored
    written.part = scored.part.keeping(candidateCount)
    if let folder {
      if ranks.isFirst {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      try ranks.meet()
      try written.writePart(
        in: folder, format: format, listsUnmatched: unmatched, hasHeader: outputHeader)
    }
    try written.write(
      to: output ?? "-", format: format, listsUnmatched: unmatched, hasHeader: outputHeader)
    guard let truth else { return }
    let doubts = try scored.doubts(about: truth)
    let scores = try scored.scores(against: truth)
    guard ranks.isFirst else { return }
    for doubt in doubts { running.note("Warning: \(doubt)") }
    if let note { running.note(note) }
    var report = ScoreReport()
    report.add(
      scores.tally, severalTargets: scores.severalTargets, severalSources: scores.severalSources)
    let text = try report.text(as: .text)
    if output ?? "-" == "-" { running.note(text) } else { try say(text) }
  }

  /// Writes an alignment and says how good it is: against the truth if that is known, else by how much
  /// structure it keeps.
  ///
  /// - Parameters:
  ///   - areProbabilities: whether similarities are.
  ///   - trust: tells whether the alignment can be trusted, if that is to be said.
  ///   - evidence: what the aligner knew beside edges and attributes; `nil` if it did not begin with the graphs.
  ///   - details: adds to a report what only the verb knows.
  func finish(
    _ all: Alignment, _ source: Graph, _ target: Graph, known: Truth?, _ running: RunOptions,
    areProbabilities: Bool = false, trust: (() -> AlignmentTrust)? = nil,
    evidence: AlignmentEvidence? = nil, details addDetails: (inout AlignmentReport) -> Void
  ) throws {
    let alignment = chosen(all)
    func writeMatches() throws {
      try alignment.keeping(candidateCount)
        .write(
          to: output ?? "-", format: format, listsUnmatched: unmatched,
          hasHeader: outputHeader)
    }
    if let path = self.report {
      var page = AlignmentReport(of: alignment, candidates: all, source: source, target: target)
      page.truth = known?.known
      page.areProbabilities = areProbabilities
      page.command = ReportCommand.typed
      addDetails(&page)
      let html = running.run { page.html() }
      try FileWriter.together {
        try writeMatches()
        try FileWriter.write(to: path) { (file) throws(FileError) in try file.append(html) }
      }
    } else {
      try writeMatches()
    }
    var report = ScoreReport()
    if let trust, !running.quiet, known != nil || output != nil && output != "-" || running.speaks {
      running.note(trust().sentence)
    }
    if let known {
      for doubt in alignment.doubts(about: known.pairs) { running.note("Warning: \(doubt)") }
      if let note = known.note { running.note(note) }
      report.add(
        alignment.scores(against: known.known), known.known,
        areProbabilities: areProbabilities ? nil : false)
      report.ceiling = evidence.flatMap {
        SymmetryCeiling(
          source: source, target: target, evidence: $0, truth: known.known.targets,
          lostCount: known.known.lost.count + known.known.missingCount)?.hits
      }
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
    if [output ?? "-", self.report].contains("-") { running.note(text) } else { try say(text) }
  }
}
