internal import Foundation

extension Decodable {
  /// Decodes JSON with Foundation's decoder; errors carry the line and the column of what is wrong.
  ///
  /// - Parameter origin: where the bytes start in the file.
  /// - Throws: ``FileError`` when it is no JSON, or not that of this type.
  /// - Complexity: O(bytes)
  package init(
    json bytes: Span<UInt8>, file: String, origin: TextPosition = TextPosition()
  ) throws(FileError) {
    // SAFETY: the bytes are copied before they may go.
    let data = unsafe bytes.withUnsafeBufferPointer { unsafe Data($0) }
    do {
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch {
      var scanner = JSONScanner(bytes, file: file, origin: origin)
      throw scanner.failure(for: error)
    }
  }

  /// Decodes a file of JSON.
  ///
  /// - Throws: ``FileError`` when it cannot be read, is no JSON, or not that of this type.
  package init(json contents: FileContents) throws(FileError) {
    let file = contents.name
    self = try contents.withSpan { (bytes) throws(FileError) in
      try Self(json: bytes, file: file)
    }
  }
}

extension DecodingError {
  /// An error about what stands at some place below the values that are decoded.
  package static func invalid(
    _ reason: String, in decoder: any Decoder, at path: JSONKey...
  ) -> DecodingError {
    .dataCorrupted(.init(codingPath: decoder.codingPath + path, debugDescription: reason))
  }
}

/// A step on the way to a value: the name of an entry, or the number of an element.
package struct JSONKey: CodingKey, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package let stringValue: String
  package let intValue: Int?

  package init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
  package init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
  package init(stringLiteral value: String) { self.init(stringValue: value) }
  package init(integerLiteral value: Int) { self.init(intValue: value) }
}

extension JSONScanner {
  /// An error of Foundation's decoder, which does not tell where in the text it is.
  fileprivate mutating func failure(for error: any Error) -> FileError {
    do throws(FileError) {
      switch error as? DecodingError {
      case .keyNotFound(let key, let context):
        try goTo(context.codingPath[...])
        throw scanner.failure("there is no “\(key.stringValue)”")
      case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
        try goTo(context.codingPath[...])
        throw scanner.failure("expected \(Self.name(of: type)), found \(scanner.next)")
      case .dataCorrupted(let context):
        // If it is no JSON at all, the first value that cannot be passed over is the reason.
        let start = scanner.position
        try skip()
        try finish()
        scanner.position = start
        try goTo(context.codingPath[...])
        // Of numbers and characters the decoder says neither what is wrong nor where.
        throw scanner.failure(
          context.codingPath.isEmpty && context.debugDescription.hasSuffix("not valid JSON.")
            ? "a number is not whole or too large, or a character is incomplete"
            : context.debugDescription)
      default: return scanner.failure("\(error)")
      }
    } catch {
      return error
    }
  }

  private static func name(of type: Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is any Collection.Type where !(type is [String: Any].Type): "an array"
    default: "an object"
    }
  }

  /// Goes to the value at the end of a path, which exists.
  private mutating func goTo(_ path: ArraySlice<any CodingKey>) throws(FileError) {
    _ = peek()
    guard let step = path.first else { return }
    var i = 0
    let isArray = peek() == UInt8(ascii: "[")
    scanner.position += 1
    while true {
      _ = peek()
      let isHere: Bool
      if isArray {
        isHere = i == step.intValue
      } else {
        isHere = try key() == step.stringValue
      }
      if isHere { return try goTo(path.dropFirst()) }
      try skip()
      i += 1
      _ = peek()
      // A decoder that found the value before would find it here.
      guard scanner.skip(UInt8(ascii: ",")) else { return }
    }
  }
}
