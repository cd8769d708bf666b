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
  ///   - anchors: correspondences that are known.
  ///   - table: how the prior is written.
  ///   - nameTable: how tables of names are written.
  func evidence(
    anchors: [WeightedAnchor], _ source: Graph, _ target: Graph, table: TableDialect,
    nameTable: TableDialect
  ) throws -> AlignmentEvidence {
    var evidence = AlignmentEvidence(anchors: anchors)
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

  private func names(_ path: String, _ graph: Graph, _ dialect: TableDialect) throws -> [String] {
    let table = try NodeAttributes(contentsOf: path, for: graph.identifiers, table: dialect)
    guard case .categories(let names) = table.columns[0].values else {
      throw FileError(file: path, reason: "holds numbers where names are expected")
    }
    return names
  }
}
