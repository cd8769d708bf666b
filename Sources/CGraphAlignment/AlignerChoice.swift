internal import Foundation
internal import GraphAlignment
internal import Options

/// An aligner with its options, by the name of a preset and what differs from it.
enum AlignerChoice {
  case robust(RobustAligner)
  case regal(REGAL)

  /// - Parameters:
  ///   - preset: `robust`, `regal`, `paper` or `authors`.
  ///   - options: a JSON object of the options that differ; `nil` if none do.
  /// - Throws: ``ArgumentError``, `DecodingError` or ``/Options/OptionError`` for what cannot be used.
  init(preset: String, options: String?) throws {
    let json = Data((options ?? "{}").utf8)
    let decoder = JSONDecoder()
    switch preset {
    case "robust":
      let aligner = try decoder.decode(RobustAligner.self, from: json)
      try aligner.validate()
      self = .robust(aligner)
    case "regal", "paper", "authors":
      var aligner = try decoder.decode(REGAL.self, from: json)
      let given = try decoder.decode(GivenOptions.self, from: json)
      if preset == "paper", given.signatures?.countsOwnDegree == nil {
        aligner.signatures.countsOwnDegree = REGAL.paper.signatures.countsOwnDegree
      }
      if preset == "authors", given.kernel == nil { aligner.kernel = REGAL.authorsCode.kernel }
      try aligner.validate()
      self = .regal(aligner)
    default:
      throw ArgumentError("there is no preset “\(preset)”: robust, regal, paper or authors")
    }
  }

  /// All options, as JSON.
  func json() throws -> String {
    switch self {
    case .robust(let aligner): try jsonText(aligner)
    case .regal(let aligner): try jsonText(aligner)
    }
  }
}

/// The options in which the presets of REGAL differ, where they are given.
private struct GivenOptions: Decodable {
  struct Signatures: Decodable { var countsOwnDegree: Bool? }
  var kernel: Kernel?
  var signatures: Signatures?
}

/// A value as JSON, with its keys in order. Numbers that are not finite are words.
func jsonText(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}
