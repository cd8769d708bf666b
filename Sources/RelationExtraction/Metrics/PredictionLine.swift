internal import Files
internal import Foundation

/// What a model says of one sample, as a line of a file that ``PredictionFile`` reads.
///
///     {"prediction": "/per/org/member_of", "score": 0.912345}
public struct PredictionLine: Sendable, Equatable {
  /// The most likely relation, and its probability.
  public let relation: String
  public let score: Float
  /// The most likely relations, the best first; empty if only one was asked for.
  public let best: [(relation: String, score: Float)]

  /// The line of a sample.
  ///
  /// - Parameters:
  ///   - probabilities: one for each relation of the vocabulary.
  ///   - top: how many relations to list; of equally likely ones the smaller number comes first.
  /// - Precondition: there are as many probabilities as relations, and one at least.
  public init(_ probabilities: [Float], vocabulary: RelationVocabulary, top: Int = 1) {
    precondition(
      !probabilities.isEmpty && probabilities.count == vocabulary.count,
      "\(probabilities.count) probabilities are not those of \(vocabulary.count) relations")
    let order = probabilities.indices.sorted {
      (probabilities[$1], $0) < (probabilities[$0], $1)
    }
    let all = order.prefix(max(top, 1)).map { (vocabulary.names[$0], probabilities[$0]) }
    (relation, score) = all[0]
    best = top > 1 ? all.map { (relation: $0.0, score: $0.1) } : []
  }

  /// A JSON object, without a line feed.
  public var json: String {
    var text =
      "{\"prediction\": \(JSONText.quoted(relation)), \"score\": \(String(format: "%.6f", score))"
    if !best.isEmpty {
      let list = best.map {
        "[\(JSONText.quoted($0.relation)), \(String(format: "%.6f", $0.score))]"
      }
      text += ", \"relations\": [\(list.joined(separator: ", "))]"
    }
    return text + "}"
  }

  public static func == (a: PredictionLine, b: PredictionLine) -> Bool {
    a.relation == b.relation && a.score == b.score
      && a.best.elementsEqual(b.best, by: { $0 == $1 })
  }
}
