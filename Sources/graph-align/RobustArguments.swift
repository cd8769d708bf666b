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
    name: .long, help: ArgumentHelp("Restarts from mutual matches, at most (10).", valueName: "n"))
  var restarts: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "α, the candidates kept for each node (40, 20 in large graphs); up to 2α are found.",
      valueName: "n"))
  var candidates: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Sweeps of the sampler that comes last (500, in small graphs 3000, fewer in large ones); 0 for none.",
      valueName: "n"))
  var sweeps: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Known correspondences to build on: two columns, and perhaps a confidence up to 1.",
      valueName: "file"))
  var anchors: String?

  @Option(
    name: .long,
    help: "Whether anchors stand whatever the neighbors say: hard (default) or soft.")
  var anchorStrength: AnchorLinks.Strength?

  /// Whether any is given.
  var areGiven: Bool {
    iterations != nil || restarts != nil || candidates != nil || sweeps != nil || anchors != nil
      || anchorStrength != nil
  }

  func validate() throws {
    guard anchors != nil || anchorStrength == nil else {
      throw ValidationError("--anchor-strength needs --anchors")
    }
  }

  func refinement() throws -> Refinement {
    var refinement = Refinement()
    if let iterations { refinement.roundCount = iterations }
    if let restarts { refinement.restartLimit = restarts }
    if let candidates { refinement.candidateCount = candidates }
    if sweeps == 0 { refinement.sampling = nil }
    if let sweeps, sweeps > 0 {
      refinement.sampling?.sweepCount = sweeps
      refinement.sampling?.tempering?.sweepCount = sweeps
    }
    try refinement.validate()
    return refinement
  }

  /// The known correspondences between two graphs.
  func links(_ source: Graph, _ target: Graph) throws -> AnchorLinks {
    guard let anchors else { return .none }
    let pairs = try NodePairs(contentsOf: anchors)
    let nodes = try pairs.nodes(source: source.identifiers, target: target.identifiers)
    var lines: [Int: Int] = [:]
    for (pair, node) in zip(pairs.pairs, nodes) where anchorStrength != .soft {
      if let line = lines.updateValue(pair.line, forKey: node.target) {
        throw FileError(
          file: pairs.file, line: pair.line,
          reason: "node “\(pair.target)” has a source already, on line \(line)")
      }
    }
    return AnchorLinks(nodes, strength: anchorStrength ?? .hard)
  }
}

/// Which aligner, and what it is to do differently.
struct AlignerArguments: ParsableArguments {
  enum Preset: String, CaseIterable, ExpressibleByArgument {
    case robust, regal, paper, authors
  }

  @Option(
    name: .long,
    help: ArgumentHelp(
      "robust: for graphs that differ; regal: REGAL as it measures best; paper: its equations; "
        + "authors: its authors' code. Without a preset: regal if one of its options is given, else "
        + "robust.", valueName: "preset"))
  var preset: Preset?

  @Flag(name: .long, help: "Leave candidates as they are (robust).")
  var noRefine = false

  @OptionGroup(title: "Refinement (robust)") var refinement: RefinementArguments
  @OptionGroup(title: "REGAL") var regal: REGALArguments

  /// Whether an option of REGAL chooses it in place of the default.
  var isRegalByOptions: Bool { preset == nil && regal.areGiven }

  /// What the options amount to.
  enum Choice {
    case robust(RobustAligner)
    case regal(REGAL)
  }

  func validate() throws {
    let chosen = preset ?? (regal.areGiven ? .regal : .robust)
    if chosen == .robust, regal.areGiven {
      throw ValidationError(
        "--preset robust has none of the options of REGAL but --hops, --buckets "
          + "and --attribute-weight")
    }
    if chosen != .robust, noRefine || refinement.areGiven {
      throw ValidationError("--preset \(chosen.rawValue) does not refine; use robust")
    }
    if noRefine, refinement.areGiven {
      throw ValidationError("--no-refine excludes the options of refinement")
    }
  }

  func choice() throws -> Choice {
    switch preset ?? (regal.areGiven ? .regal : .robust) {
    case .regal: return .regal(try regal.aligner())
    case .paper: return .regal(try regal.aligner(from: .paper))
    case .authors: return .regal(try regal.aligner(from: .authorsCode))
    case .robust:
      var aligner = RobustAligner()
      if let hops = regal.hops { aligner.signatures.hopCount = .fixed(hops) }
      if let buckets = regal.buckets { aligner.signatures.bucketBase = buckets.base }
      if let weight = regal.attributeWeight { aligner.attributeWeight = weight }
      aligner.refinement = noRefine ? nil : try refinement.refinement()
      try aligner.validate()
      return .robust(aligner)
    }
  }
}
