internal import ArgumentParser
internal import Files
internal import GraphAlignment
internal import Graphs

/// What is known of two graphs beside their edges and attributes.
struct EvidenceOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Similarities from elsewhere: source, target, number; pairs not listed are less likely.",
      valueName: "file"))
  var prior: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Names of the source nodes: id, name, compared by their letters; anchors teach those of another language.",
      valueName: "file")
  )
  var sourceNames: String?

  @Option(name: .long, help: ArgumentHelp("Names of the target nodes.", valueName: "file"))
  var targetNames: String?

  func validate() throws {
    guard (sourceNames == nil) == (targetNames == nil) else {
      throw ValidationError("--source-names and --target-names go together")
    }
  }

  /// Whether any is given.
  var areGiven: Bool { prior != nil || sourceNames != nil }

  /// - Parameters:
  ///   - anchors: a file of pairs, perhaps with confidences in a third column.
  ///   - table: how it and the prior are written.
  ///   - nameTable: how tables of names are written.
  ///   - isStrict: whether it is an error if an anchor contradicts another.
  ///   - note: says a line.
  func evidence(
    anchors: String?, strength: AnchorLinks.Strength?, _ source: Graph, _ target: Graph,
    table: TableDialect, nameTable: TableDialect, isStrict: Bool, note: (String) -> Void
  ) throws -> AlignmentEvidence {
    var evidence = AlignmentEvidence()
    if let anchors {
      evidence.anchors = try Self.links(anchors, strength, source, target, table, isStrict, note)
    }
    if let prior {
      let pairs = try WeightedPairs(
        contentsOf: prior, source: source.identifiers, target: target.identifiers, table: table)
      evidence.priors.append(
        SparsePrior(
          pairs.pairs.map { .init(source: $0.source, target: $0.target, similarity: $0.value) }))
    }
    if let sourceNames, let targetNames {
      evidence.priors.append(
        SparsePrior(
          names: try names(sourceNames, source, nameTable),
          and: try names(targetNames, target, nameTable),
          known: evidence.certainPairs))
    }
    return evidence
  }

  /// Anchors alone.
  static func evidence(
    anchors: String?, _ source: Graph, _ target: Graph, table: TableDialect, isStrict: Bool,
    note: (String) -> Void
  ) throws -> AlignmentEvidence {
    guard let anchors else { return AlignmentEvidence() }
    return AlignmentEvidence(
      anchors: try links(anchors, nil, source, target, table, isStrict, note))
  }

  private static func links(
    _ path: String, _ strength: AnchorLinks.Strength?, _ source: Graph, _ target: Graph,
    _ table: TableDialect, _ isStrict: Bool, _ note: (String) -> Void
  ) throws -> [WeightedAnchor] {
    let pairs = try WeightedPairs(
      contentsOf: path, source: source.identifiers, target: target.identifiers, table: table)
    var contradictions = AnchorContradictions(
      file: pairs.file, source: source.identifiers, target: target.identifiers)
    let anchors = try pairs.pairs.compactMap { pair -> WeightedAnchor? in
      // An alignment's similarities may be above 1 by rounding.
      let value = pair.isEstimate ? min(pair.value, 1) : pair.value
      guard value > 0, value <= 1 else {
        throw FileError(
          file: pairs.file, line: pair.line,
          reason: "expected a confidence above 0 and at most 1, found \(pair.value)")
      }
      let isHard =
        strength == .hard && value == 1 || strength == nil && value == 1 && !pair.isEstimate
      guard
        contradictions.accepts(
          source: pair.source, target: pair.target, line: pair.line, isHard: isHard)
      else { return nil }
      let confidence = !isHard && value == 1 ? 0.9 : value
      return WeightedAnchor(source: pair.source, target: pair.target, confidence: confidence)
    }
    try contradictions.report(of: pairs.pairs.count, isStrict: isStrict, note)
    return anchors
  }

  private func names(_ path: String, _ graph: Graph, _ dialect: TableDialect) throws -> [String] {
    let table = try NodeAttributes(contentsOf: path, for: graph.identifiers, table: dialect)
    guard case .categories(let names) = table.columns[0].values else {
      throw FileError(file: path, reason: "holds numbers where names are expected")
    }
    return names
  }
}
