internal import ArgumentParser
internal import Foundation
internal import GraphAlignment

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
  /// Hits@1 if ties were broken by lot.
  var expectedAccuracy: Double?
  var ec: Double?
  var ics: Double?
  var s3: Double?
  var mnc: Double?

  private enum CodingKeys: String, CodingKey {
    case known, hits, mrr, ec, ics, s3, mnc
    case expectedAccuracy = "expected_accuracy"
  }

  mutating func add(_ scores: AlignmentScores) {
    known = scores.ranks.count
    hits = Dictionary(uniqueKeysWithValues: [1, 5, 10].map { ("\($0)", scores.hits(at: $0)) })
    mrr = scores.meanReciprocalRank
    expectedAccuracy = scores.expectedAccuracy
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
      ("MRR", mrr), ("EC", ec), ("ICS", ics), ("S3", s3), ("MNC", mnc),
    ]
    return lines.compactMap { name, value in
      value.map {
        name.padding(toLength: 8, withPad: " ", startingAt: 0) + String(format: "%.4f", $0)
      }
    }.joined(separator: "\n")
  }
}
