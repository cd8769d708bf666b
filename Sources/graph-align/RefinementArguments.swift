internal import ArgumentParser
internal import Files
internal import GraphAlignment
internal import Graphs

/// The options of refinement.
struct RefinementArguments: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Rounds of the first refinement (30).", valueName: "n"))
  var iterations: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "α, the candidates kept for each node (40, 20 in large graphs); up to 2α are found.",
      valueName: "n"))
  var candidates: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long to sample matchings in the end: 4 takes four times as long as 1, the default; 0 is not at all.",
      valueName: "effort"))
  var sampling: Double?

  @Option(
    name: .long,
    help: ArgumentHelp("Known correspondences, two columns, to build on.", valueName: "file"))
  var anchors: String?

  @Option(
    name: .long,
    help: "Whether anchors stand whatever the neighbors say: hard (default) or soft.")
  var anchorStrength: AnchorLinks.Strength?

  /// The options that are given, by their names on the command line.
  var given: [String] {
    [
      ("--iterations", iterations != nil), ("--candidates", candidates != nil),
      ("--sampling", sampling != nil), ("--anchors", anchors != nil),
      ("--anchor-strength", anchorStrength != nil),
    ].filter(\.1).map(\.0)
  }

  func validate() throws {
    guard anchors != nil || anchorStrength == nil else {
      throw ValidationError("--anchor-strength needs --anchors")
    }
  }

  /// The robust aligner with these options.
  func aligner() throws -> RobustAligner {
    var aligner = RobustAligner()
    if let iterations { aligner.refinement?.roundCount = iterations }
    if let candidates { aligner.refinement?.candidateCount = candidates }
    if let sampling, !(0...1000).contains(sampling) {
      throw ValidationError("--sampling must be in 0…1000, not \(sampling)")
    }
    if let sampling, sampling > 0 { aligner.sampling?.effort = sampling }
    if sampling == 0 { aligner.sampling = nil }
    try aligner.validate()
    return aligner
  }

  /// The known correspondences between two graphs.
  ///
  /// - Parameters:
  ///   - table: how the file of them is written.
  ///   - isStrict: whether it is an error if one contradicts another.
  ///   - note: says a line.
  func known(
    _ source: Graph, _ target: Graph, table: TableDialect, isStrict: Bool, note: (String) -> Void
  ) throws(FileError) -> [WeightedAnchor] {
    guard let anchors else { return [] }
    return try AnchorFile(
      at: anchors, strength: anchorStrength, source, target, table: table, isStrict: isStrict, note: note
    ).anchors
  }
}
