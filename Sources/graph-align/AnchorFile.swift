internal import Files
internal import GraphAlignment
internal import Graphs

/// Anchors as every verb reads them: from a file of pairs, perhaps with confidences in a third column, or an alignment.
struct AnchorFile {
  /// The anchors that contradict none before them.
  let anchors: [WeightedAnchor]

  /// - Parameters:
  ///   - strength: what anchors without a confidence of their own are; hard, and soft in an alignment, if it is `nil`.
  ///   - isStrict: whether it is an error if an anchor contradicts another.
  ///   - note: says a line.
  /// - Throws: `FileError` for a line that is no pair of nodes or has a confidence that is none, and for contradictions
  ///   if there are too many.
  init(
    at path: String, strength: AnchorLinks.Strength? = nil, _ source: Graph, _ target: Graph,
    table: TableDialect, isStrict: Bool, note: (String) -> Void
  ) throws(FileError) {
    let pairs = try WeightedPairs(
      contentsOf: path, source: source.identifiers, target: target.identifiers, table: table)
    var contradictions = AnchorContradictions(
      file: pairs.file, source: source.identifiers, target: target.identifiers)
    var anchors: [WeightedAnchor] = []
    for pair in pairs.pairs {
      // An alignment's similarities may be above 1 by rounding.
      let value = pair.isEstimate ? min(pair.value, 1) : pair.value
      guard value > 0, value <= 1 else {
        throw FileError(
          file: pairs.file, line: pair.line,
          reason: "expected a confidence above 0 and at most 1, found \(pair.value)")
      }
      let isHard = value == 1 && (strength ?? (pair.isEstimate ? .soft : .hard)) == .hard
      guard
        contradictions.accepts(
          source: pair.source, target: pair.target, line: pair.line, isHard: isHard)
      else { continue }
      let confidence = !isHard && value == 1 ? AlignmentEvidence.softConfidence : value
      anchors.append(
        WeightedAnchor(source: pair.source, target: pair.target, confidence: confidence))
    }
    try contradictions.report(of: pairs.pairs.count, isStrict: isStrict, note)
    self.anchors = anchors
  }
}
