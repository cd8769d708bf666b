// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Functions are called as in the header, which says what each does and takes.

public import CGraphAlignmentHeader
internal import GraphAlignment
internal import Graphs

/// Whether an alignment can be trusted, as JSON.
@c @implementation
public func ga_alignment_trust(
  _ alignment: OpaquePointer?, _ source: OpaquePointer?, _ target: OpaquePointer?,
  _ evidence: OpaquePointer?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let json = try unsafe address(json, named: "JSON")
    let alignment = try unsafe value(alignment)
    let pair = try unsafe GraphPair(source, target)
    try pair.check(alignment)
    let trust = AlignmentTrust(
      of: alignment, source: pair.source, target: pair.target, evidence: try unsafe pair.evidence(evidence))
    unsafe json.pointee = unsafe copied(try jsonText(TrustFigures(trust)))
  }
}

/// How much structure the best matches keep, as JSON.
@c @implementation
public func ga_alignment_structure(
  _ alignment: OpaquePointer?, _ source: OpaquePointer?, _ target: OpaquePointer?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let json = try unsafe address(json, named: "JSON")
    let alignment = try unsafe value(alignment)
    let pair = try unsafe GraphPair(source, target)
    try pair.check(alignment)
    let scores = alignment.structuralScores(source: pair.source, target: pair.target)
    let mutual = alignment.assigned(by: .mutual).bestMatches.count { $0 != nil }
    let figures = StructureFigures(
      ec: scores.edgeCorrectness, ics: scores.inducedConservedStructure,
      s3: scores.symmetricSubstructureScore, mnc: scores.matchedNeighborhoodConsistency,
      mutual: Double(mutual) / Double(min(pair.source.nodeCount, pair.target.nodeCount)))
    unsafe json.pointee = unsafe copied(try jsonText(figures))
  }
}

/// How well an alignment agrees with what is known, as JSON.
@c @implementation
public func ga_alignment_scores(
  _ alignment: OpaquePointer?, _ truth: UnsafePointer<ga_matrix>?, _ unmatched: UnsafePointer<UInt8>?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let json = try unsafe address(json, named: "JSON")
    let alignment = try unsafe value(alignment)
    let known = try unsafe Truth(truth, unmatched, of: alignment)
    let scores = alignment.scores(against: known.targets, unmatched: known.unmatched)
    unsafe json.pointee = unsafe copied(try jsonText(TruthFigures(scores)))
  }
}

/// What is known of the source nodes of an alignment.
struct Truth {
  /// The right targets of each source node; none where they are unknown.
  var targets: [[Int]]
  /// Source nodes that correspond to nothing.
  var unmatched: Set<Int> = []

  init(
    _ matrix: UnsafePointer<ga_matrix>?, _ flags: UnsafePointer<UInt8>?, of alignment: Alignment
  ) throws(ArgumentError) {
    let entries = try unsafe MatrixEntries(matrix, quantity: "truth")
    let (sources, others) = (alignment.sourceCount, alignment.targetCount)
    guard (entries.rowCount, entries.columnCount) == (sources, others) else {
      throw ArgumentError(
        "a truth of \(entries.rowCount) source and \(entries.columnCount) target nodes is not one of an "
          + "alignment of \(sources) and \(others)")
    }
    targets = [[Int]](repeating: [], count: sources)
    for (row, column) in zip(entries.rows, entries.columns) { targets[Int(row)].append(Int(column)) }
    targets = targets.map { Set($0).sorted() }
    guard let flags = unsafe flags else { return }
    for source in 0..<sources where unsafe flags[source] != 0 && targets[source].isEmpty {
      unmatched.insert(source)
    }
  }
}

private struct TrustFigures: Encodable {
  let verdict, sentence: String
  let matchCount, freeCount, keptEdgeCount, comparedEdgeCount, edgeCount: Int
  let chanceEdgeCount, information, need, certainty, meanConfidence: Double
  let isIsomorphism, hasEvidence: Bool

  init(_ trust: AlignmentTrust) {
    (verdict, sentence) = (trust.verdict.rawValue, trust.sentence)
    (matchCount, freeCount) = (trust.matchCount, trust.freeCount)
    (keptEdgeCount, comparedEdgeCount) = (trust.keptEdgeCount, trust.comparedEdgeCount)
    (edgeCount, chanceEdgeCount) = (trust.edgeCount, trust.chanceEdgeCount)
    (information, need, certainty) = (trust.information, trust.need, trust.certainty)
    meanConfidence = trust.meanConfidence
    (isIsomorphism, hasEvidence) = (trust.isIsomorphism, trust.hasEvidence)
  }
}

private struct StructureFigures: Encodable {
  let ec, ics, s3, mnc, mutual: Double
}

private struct TruthFigures: Encodable {
  let known, matched: Int
  let hits: [String: Double]
  let mrr, precision, recall, f1: Double
  let expectedCalibrationError: Double?

  init(_ scores: AlignmentScores) {
    (known, matched) = (scores.knownCount, scores.matchedCount)
    hits = Dictionary(uniqueKeysWithValues: [1, 5, 10].map { ("\($0)", scores.hits(at: $0)) })
    (mrr, precision, recall) = (scores.meanReciprocalRank, scores.precision, scores.recall)
    (f1, expectedCalibrationError) = (scores.f1, scores.expectedCalibrationError)
  }
}
