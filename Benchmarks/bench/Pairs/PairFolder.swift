internal import Files
internal import Foundation
internal import GraphAlignment
internal import Graphs

/// A folder that holds two graphs, what they correspond by, and what else is known of them.
///
/// `source.edges` and `target.edges` must be there, and one of `truth-full.tsv` and `truth.tsv`; the other
/// files, ``Ingredient/files`` and `truth-test.tsv`, are optional. Each may be compressed, as `….gz`.
struct PairFolder {
  let name: String
  let path: String

  /// The pairs in a folder of folders, by name: what has a `source.edges`.
  static func all(in folder: String) throws -> [PairFolder] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .map { PairFolder(name: $0, path: folder + "/" + $0) }
      .filter { $0.file("source.edges") != nil }
  }

  /// The path of a file, compressed or not; `nil` if there is none.
  private func file(_ name: String) -> String? {
    [name, name + ".gz"].map { path + "/" + $0 }.first(where: FileManager.default.fileExists)
  }

  private func required(_ name: String) throws(FileError) -> String {
    guard let file = file(name) else {
      throw FileError(file: path + "/" + name, reason: "there is no such file, nor one with .gz")
    }
    return file
  }

  /// What else the files say.
  ///
  /// - Throws: ``FileError`` if a file is there and its partner is not.
  func ingredients() throws -> [Ingredient] {
    try Ingredient.allCases.filter { ingredient in
      guard ingredient.files.contains(where: { file($0) != nil }) else { return false }
      for name in ingredient.files { _ = try required(name) }
      return true
    }
  }

  /// Reads what one setting needs.
  ///
  /// - Parameter judged: decides which truth counts, if there is more than an aligner can use.
  func read(_ evidence: Evidence, judged: Evidence? = nil) throws -> PairData {
    var (source, target) = try graphs(evidence)
    if evidence.contains(.attributes) {
      let paths = try Ingredient.attributes.files.map(required)
      source.attributes = try NodeAttributes(contentsOf: paths[0], for: source.identifiers)
      target.attributes = try NodeAttributes(contentsOf: paths[1], for: target.identifiers)
    }
    var pair = PairData(source: source, target: target)
    if evidence.contains(.anchors) {
      (pair.anchors, pair.notes) = try anchors(source, target)
    }
    if evidence.contains(.prior) {
      pair.prior = try WeightedPairs(
        contentsOf: required("candidates.tsv"), source: source.identifiers,
        target: target.identifiers
      ).pairs.map { .init(source: $0.source, target: $0.target, similarity: $0.value) }
    }
    if evidence.contains(.names) {
      let paths = try Ingredient.names.files.map(required)
      pair.names = (try names(paths[0], source), try names(paths[1], target))
    }
    try readTruth(into: &pair, judged ?? evidence)
    return pair
  }

  private func graphs(_ evidence: Evidence) throws -> (Graph, Graph) {
    var (names, options) = (["source.edges", "target.edges"], GraphReadingOptions())
    if evidence.contains(.relations) {
      (names, options.format) = (Ingredient.relations.files, .triples)
    } else if evidence.contains(.directed) {
      (names, options.isDirected) = (Ingredient.directed.files, true)
    } else {
      options.isDirected = false
    }
    let graphs = try names.map { try Graph(edgesAt: required($0), options: options) }
    return (graphs[0], graphs[1])
  }

  /// The anchors, and how many were left out because a node of theirs had one before.
  private func anchors(
    _ source: Graph, _ target: Graph
  ) throws -> (kept: [WeightedAnchor], notes: [String]) {
    let pairs = try WeightedPairs(
      contentsOf: required("anchors-train.tsv"), source: source.identifiers,
      target: target.identifiers)
    var (sources, targets): (Set<Int>, Set<Int>) = ([], [])
    var kept: [WeightedAnchor] = []
    for pair in pairs.pairs where !sources.contains(pair.source) && !targets.contains(pair.target) {
      guard pair.value > 0, pair.value <= 1 else {
        throw FileError(
          file: pairs.file, line: pair.line,
          reason: "expected a confidence above 0 and at most 1, found \(pair.value)")
      }
      sources.insert(pair.source)
      targets.insert(pair.target)
      kept.append(
        WeightedAnchor(source: pair.source, target: pair.target, confidence: pair.value))
    }
    let left = pairs.pairs.count - kept.count
    return (
      kept,
      left == 0
        ? [] : ["\(left) anchors name a node that has one before; the first was kept"]
    )
  }

  private func names(_ path: String, _ graph: Graph) throws -> [String] {
    let table = try NodeAttributes(contentsOf: path, for: graph.identifiers)
    guard case .categories(let names) = table.columns[0].values else {
      throw FileError(file: path, reason: "holds numbers where names are expected")
    }
    return names
  }

  /// With anchors `truth-test.tsv`, or else all truth but for the anchors' source nodes; without them all of it,
  /// by preference with every line that was published.
  private func readTruth(into pair: inout PairData, _ evidence: Evidence) throws {
    let test = evidence.contains(.anchors) ? file("truth-test.tsv") : nil
    let path = try test ?? file("truth-full.tsv") ?? required("truth.tsv")
    let right = try NodePairs(contentsOf: path)
      .known(source: pair.source.identifiers, target: pair.target.identifiers)
    (pair.truth, pair.unmatched) = (right.targets, right.unmatched)
    pair.truthFile = URL(fileURLWithPath: path).lastPathComponent
    guard evidence.contains(.anchors), test == nil else { return }
    let known = pair.anchors.isEmpty ? try anchors(pair.source, pair.target).kept : pair.anchors
    for anchor in known {
      pair.truth[anchor.source] = []
      pair.unmatched.remove(anchor.source)
    }
  }
}
