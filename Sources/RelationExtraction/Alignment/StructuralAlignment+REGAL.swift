internal import Files
internal import Foundation
internal import GraphAlignment

extension StructuralAlignment {
  /// Changes options of the aligner, which has to be REGAL; those that the JSON does not name stay.
  ///
  /// - Throws: `DecodingError` when it is no JSON object of options, or an option has another type or name; ``/Options/OptionError``
  ///   when a value cannot be used.
  package mutating func changeREGAL(json text: String) throws {
    guard let regal = aligner as? REGAL else { preconditionFailure("the aligner is not REGAL") }
    func object(_ data: Data) throws -> [String: Any] {
      guard let own = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
        throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "expected an object"))
      }
      return own
    }
    func merged(_ old: [String: Any], _ new: [String: Any], _ path: String) throws -> [String: Any] {
      try new.reduce(into: old) { result, entry in
        guard let before = old[entry.key] else {
          throw DecodingError.dataCorrupted(
            .init(codingPath: [], debugDescription: "there is no option “\(path)\(entry.key)”"))
        }
        // A choice with a value, such as {"fixed": {…}}, takes the place of the one before.
        if let inner = before as? [String: Any], let other = entry.value as? [String: Any],
          Set(other.keys).isSubset(of: inner.keys)
        {
          result[entry.key] = try merged(inner, other, path + entry.key + ".")
        } else {
          result[entry.key] = entry.value
        }
      }
    }
    let whole = try merged(
      object(JSONEncoder().encode(regal)), object(Data(text.utf8)), "")
    let changed = try JSONDecoder().decode(REGAL.self, from: JSONSerialization.data(withJSONObject: whole))
    try changed.validate()
    aligner = changed
  }
}
