#if Torch
  internal import Files
  internal import Foundation
  internal import RelationExtraction

  /// Predictions as `mega evaluate` and `mega predict` write them.
  enum PredictionLines {
    private struct Line: Decodable { let prediction: String }

    static func read(_ path: String, _ relations: RelationVocabulary) throws -> [Int] {
      let contents = try FileContents(at: path)
      let text = unsafe contents.withBytes { bytes in unsafe String(decoding: bytes, as: UTF8.self)
      }
      var result: [Int] = []
      for (i, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      where !line.isEmpty {
        guard let own = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
          throw FileError(file: path, line: i + 1, reason: "expected an object with “prediction”")
        }
        guard let relation = relations.identifier(of: own.prediction) else {
          throw FileError(
            file: path, line: i + 1, reason: "“\(own.prediction)” is not one of the relations")
        }
        result.append(relation)
      }
      return result
    }
  }
#endif
