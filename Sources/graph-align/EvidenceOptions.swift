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
  func evidence(
    anchors: String?, strength: AnchorLinks.Strength?, _ source: Graph, _ target: Graph,
    table: TableDialect, nameTable: TableDialect
  ) throws -> AlignmentEvidence {
    var evidence = AlignmentEvidence()
    if let anchors { evidence.anchors = try Self.links(anchors, strength, source, target, table) }
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
    anchors: String?, _ source: Graph, _ target: Graph, table: TableDialect
  ) throws -> AlignmentEvidence {
    AlignmentEvidence(anchors: try anchors.map { try links($0, nil, source, target, table) } ?? [])
  }

  private static func links(
    _ path: String, _ strength: AnchorLinks.Strength?, _ source: Graph, _ target: Graph,
    _ table: TableDialect
  ) throws -> [WeightedAnchor] {
    let pairs = try WeightedPairs(
      contentsOf: path, source: source.identifiers, target: target.identifiers, table: table)
    var lines = (source: [Int: Int](), target: [Int: Int]())
    return try pairs.pairs.map { pair in
      func fail(_ reason: String) -> FileError {
        FileError(file: pairs.file, line: pair.line, reason: reason)
      }
      // An alignment's similarities may be above 1 by rounding.
      let value = pair.isEstimate ? min(pair.value, 1) : pair.value
      guard value > 0, value <= 1 else {
        throw fail("expected a confidence above 0 and at most 1, found \(pair.value)")
      }
      if let line = lines.source.updateValue(pair.line, forKey: pair.source) {
        throw fail(
          "node “\(source.identifiers[pair.source])” has a target already, on line \(line)")
      }
      let isHard =
        strength == .hard && value == 1 || strength == nil && value == 1 && !pair.isEstimate
      if isHard, let line = lines.target.updateValue(pair.line, forKey: pair.target) {
        throw fail(
          "node “\(target.identifiers[pair.target])” has a source already, on line \(line)")
      }
      let confidence = !isHard && value == 1 ? 0.9 : value
      return WeightedAnchor(source: pair.source, target: pair.target, confidence: confidence)
    }
  }

  private func names(_ path: String, _ graph: Graph, _ dialect: TableDialect) throws -> [String] {
    let table = try NodeAttributes(contentsOf: path, for: graph.identifiers, table: dialect)
    guard case .categories(let names) = table.columns[0].values else {
      throw FileError(file: path, reason: "holds numbers where names are expected")
    }
    return names
  }
}
