/// Decoding options of which only those that differ from the defaults are written down.
extension Decoder {
  /// A container in which every key is an option.
  ///
  /// - Throws: `DecodingError` for a key that is none: a misspelled option would otherwise count as left out.
  package func optionContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    for key in try container(keyedBy: AnyKey.self).allKeys
    where Key(stringValue: key.stringValue) == nil {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: codingPath, debugDescription: "there is no option “\(key.stringValue)”"))
    }
    return try container(keyedBy: type)
  }
}

extension KeyedDecodingContainer {
  /// Replaces a value by the one that is there, if there is one.
  package func update<Value: Decodable>(_ value: inout Value, _ key: Key) throws {
    if contains(key) { value = try decode(Value.self, forKey: key) }
  }

  /// Replaces properties by the values that are there; `null` only those that may be absent.
  package func update<Root, each Value: Decodable>(
    _ root: inout Root, _ options: repeat (key: Key, path: WritableKeyPath<Root, each Value>)
  ) throws {
    for option in repeat each options {
      try update(&root, option.key, option.path)
    }
  }

  private func update<Root, Value: Decodable>(
    _ root: inout Root, _ key: Key, _ path: WritableKeyPath<Root, Value>
  ) throws {
    let takesNil = Value.self is any ExpressibleByNilLiteral.Type
    guard contains(key), try takesNil || !decodeNil(forKey: key) else { return }
    root[keyPath: path] = try decode(Value.self, forKey: key)
  }
}

/// Any key at all.
private struct AnyKey: CodingKey {
  let stringValue: String
  let intValue: Int? = nil

  init?(stringValue: String) { self.stringValue = stringValue }

  init?(intValue: Int) { nil }
}
