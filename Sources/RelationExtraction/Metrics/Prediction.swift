public import Files
internal import Foundation

/// What a model says of one sample.
///
/// In files it is a line of JSON, as here, or the bare name of the relation; lines are in the order of the
/// samples, and blank ones are passed over.
///
///     {"prediction": "/per/org/member_of", "score": 0.912345}
public struct Prediction: Sendable, Equatable {
  /// A relation, and how likely it is.
  public struct Choice: Sendable, Equatable {
    /// The name of the relation.
    public let relation: String
    /// Its probability, from 0 to 1.
    public let score: Float
  }

  /// The most likely relation.
  public let relation: String
  /// Its probability, from 0 to 1; `nil` if a file does not say.
  public let score: Float?
  /// The most likely relations, the best first; empty if only one was asked for.
  public let best: [Choice]

  /// The most likely of all relations.
  ///
  /// Lists the `top` relations, if more than one; of equally likely ones the smaller number comes first.
  ///
  /// - Precondition: there are as many probabilities as relations, and one at least.
  /// - Complexity: O(relations · log relations)
  public init(_ probabilities: [Float], vocabulary: RelationVocabulary, top: Int = 1) {
    precondition(
      !probabilities.isEmpty && probabilities.count == vocabulary.count,
      "\(probabilities.count) probabilities are not those of \(vocabulary.count) relations")
    let order = probabilities.indices.sorted { (probabilities[$1], $0) < (probabilities[$0], $1) }
    let all = order.prefix(max(top, 1)).map {
      Choice(relation: vocabulary.names[$0], score: probabilities[$0])
    }
    (relation, score) = (all[0].relation, all[0].score)
    best = top > 1 ? all : []
  }

  private init(relation: String) { (self.relation, score, best) = (relation, nil, []) }

  /// A JSON object, without a line feed.
  public var json: String {
    func digits(_ score: Float) -> String { String(format: "%.6f", score) }
    var text = "{\"prediction\": \(JSONText.quoted(relation))"
    if let score { text += ", \"score\": \(digits(score))" }
    if !best.isEmpty {
      let list = best.map { "[\(JSONText.quoted($0.relation)), \(digits($0.score))]" }
      text += ", \"relations\": [\(list.joined(separator: ", "))]"
    }
    return text + "}"
  }

  /// Writes a line of JSON for each sample.
  ///
  /// The file is compressed if it ends in `.gz`; `-` is standard output.
  ///
  /// - Throws: ``/Files/FileError`` with the system's reason.
  public static func write(_ predictions: [Prediction], to path: String) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in
      for prediction in predictions { try file.append(prediction.json + "\n") }
    }
  }

  /// Reads the numbers of predicted relations, whatever else the lines say.
  ///
  /// - Throws: ``/Files/FileError`` with the line, also for a relation that `vocabulary` lacks.
  /// - Complexity: O(bytes)
  public static func identifiers(
    from path: String, in vocabulary: RelationVocabulary
  ) throws(FileError) -> [Int] { try identifiers(FileContents(at: path), in: vocabulary) }

  package static func identifiers(
    _ contents: FileContents, in vocabulary: RelationVocabulary
  ) throws(FileError) -> [Int] {
    struct Line: Decodable { let prediction: String }
    var identifiers: [Int] = []
    for (i, line) in try contents.lines().enumerated() {
      let text = line.trimmingCharacters(in: .whitespaces)
      if text.isEmpty { continue }
      let object = try? JSONDecoder().decode(Line.self, from: Data(text.utf8))
      if object == nil, text.hasPrefix("{") {
        throw FileError(file: contents.name, line: i + 1, reason: "there is no “prediction”")
      }
      let name = object?.prediction ?? text
      guard let identifier = vocabulary.identifier(of: name) else {
        throw FileError(
          file: contents.name, line: i + 1,
          reason: "“\(name)” is not one of the \(vocabulary.count) relations")
      }
      identifiers.append(identifier)
    }
    return identifiers
  }
}
