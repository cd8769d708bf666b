internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs

/// Scores as text or JSON.
struct ScoreReport: Encodable {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  /// Correspondences known.
  var known: Int?
  /// Hits@k by k.
  var hits: [String: Double]?
  var mrr: Double?
  /// The largest Hits@1 to expect where nodes look alike.
  var ceiling: Double?
  /// The most candidates that a node has in the file, where Hits@k beyond cannot be known.
  var candidatesAtMost: Int?
  /// Source nodes with several right targets, and targets that are right for several source nodes.
  var severalTargets: Int?
  var severalSources: Int?
  var precision: Double?
  var recall: Double?
  var f1: Double?
  /// Source nodes that are matched, of those whose truth is known.
  var matched: Int?
  /// The expected calibration error.
  var calibrationError: Double?
  /// Why there is none.
  var calibrationNote: String?
  var ec: Double?
  var ics: Double?
  var s3: Double?
  var mnc: Double?
  /// The share of nodes that are matched and prefer each other.
  var mutual: Double?

  private enum CodingKeys: String, CodingKey {
    case known, hits, mrr, ceiling, ec, ics, s3, mnc, mutual
    case precision, recall, f1, matched
    case candidatesAtMost = "candidates_at_most"
    case severalTargets = "several_targets"
    case severalSources = "several_sources"
    case calibrationError = "expected_calibration_error"
  }

  /// - Parameter areProbabilities: whether similarities say how likely a match is to be right; `nil` if
  ///   only their range can tell.
  mutating func add(
    _ scores: AlignmentScores, _ truth: NodePairs.Known? = nil, areProbabilities: Bool? = nil
  ) {
    add(
      scores.tally, severalTargets: truth?.sourcesWithSeveral ?? 0,
      severalSources: truth?.targetsWithSeveral ?? 0)
    guard areProbabilities != false, let error = scores.expectedCalibrationError else { return }
    (calibrationError, calibrationNote) = (error, nil)
  }

  /// Adds scores that say nothing about similarities.
  mutating func add(_ scores: ScoreTally, severalTargets: Int, severalSources: Int) {
    known = scores.knownCount
    hits = Dictionary(uniqueKeysWithValues: [1, 5, 10].map { ("\($0)", scores.hits(at: $0)) })
    mrr = scores.meanReciprocalRank
    precision = scores.precision
    recall = scores.recall
    f1 = scores.f1
    matched = scores.matchedCount
    self.severalTargets = severalTargets > 0 ? severalTargets : nil
    self.severalSources = severalSources > 0 ? severalSources : nil
    if scores.matchedCount > 0 { calibrationNote = "similarities are no probabilities" }
  }

  /// Leaves out Hits@k where only so many candidates of each node have been kept.
  mutating func leaveOutHits(beyond count: Int, of targetCount: Int) {
    guard count < min(10, targetCount), let all = hits else { return }
    candidatesAtMost = count
    hits = all.filter { Int($0.key)! <= count || Int($0.key)! == 1 }
  }

  mutating func add(_ scores: StructuralScores) {
    ec = scores.edgeCorrectness
    ics = scores.inducedConservedStructure
    s3 = scores.symmetricSubstructureScore
    mnc = scores.matchedNeighborhoodConsistency
  }

  func text(as format: Format) throws -> String {
    switch format {
    case .text: return plainText
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  private var plainText: String {
    var lines: [(String, Double?)] = [1, 5, 10].map { ("Hits@\($0)", hits?["\($0)"]) }
    lines += [
      ("MRR", mrr), ("precision", precision), ("recall", recall), ("F1", f1),
      ("ECE", calibrationError), ("EC", ec), ("ICS", ics), ("S3", s3), ("MNC", mnc),
      ("mutual", mutual),
    ]
    var texts = lines.compactMap { name, value in value.map { (name, String(format: "%.4f", $0)) } }
    if let candidatesAtMost {
      let unknown = [5, 10].filter { hits?["\($0)"] == nil }.map { "Hits@\($0)" }
      let most = candidatesAtMost == 1 ? "one candidate" : "at most \(candidatesAtMost) candidates"
      let place = (texts.firstIndex { $0.0 == "MRR" } ?? texts.count)
      let reason = "unknown: the file has \(most) for each node"
      texts.insert((unknown.joined(separator: ", "), reason), at: place)
    }
    if let calibrationNote {
      let place = texts.firstIndex { $0.0 == "EC" || $0.0 == "mutual" } ?? texts.count
      texts.insert(("ECE", "none: \(calibrationNote)"), at: place)
    }
    var all = texts.map { name, value in
      name.padding(toLength: max(8, name.count + 1), withPad: " ", startingAt: 0) + value
    }
    if let known, severalTargets != nil || severalSources != nil {
      let (targets, sources) = (severalTargets ?? 0, severalSources ?? 0)
      all.append(
        "Of \(known) source nodes \(targets) have several right targets, any of which counts; "
          + "\(sources) targets are right for several.")
    }
    // Luck with ties may go beyond it; then there is nothing to explain.
    if let ceiling, ceiling < 0.9995, hits?["1"] ?? 0 < ceiling {
      all.append(
        "More than \(String(format: "%.4f", ceiling)) is not to be expected as Hits@1: other nodes look alike, whatever "
          + "is known of them here.")
    }
    return all.joined(separator: "\n")
  }
}
