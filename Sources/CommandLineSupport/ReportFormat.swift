internal import ArgumentParser
internal import Foundation

/// How figures are printed.
package enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json

  /// JSON with sorted keys, so that equal figures give equal bytes.
  package static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
