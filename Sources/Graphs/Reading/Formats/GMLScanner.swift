/// Goes over the tokens of a GML file: keys, values, and lists in square brackets.
///
/// - SeeAlso: M. Himsolt, “GML: a portable graph file format”, University of Passau, 1997.
struct GMLScanner {
  enum Token: Equatable {
    case open, close, end
    /// A word; keys are words.
    case word(String)
    /// A number with a point or an exponent.
    case real(Double)
    /// A whole number, as it is written.
    case whole(String)
    case string(String)
  }

  private let text: [UInt8]
  private var position = 0
  /// The line of the token that came last.
  private(set) var line = 1
  private var nextLine = 1

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = unsafe Array(text) }

  mutating func next() throws(LineFailure) -> Token {
    skipBlanks()
    line = nextLine
    guard position < text.count else { return .end }
    switch text[position] {
    case UInt8(ascii: "["):
      position += 1
      return .open
    case UInt8(ascii: "]"):
      position += 1
      return .close
    case UInt8(ascii: "\""): return .string(try string())
    default: return word()
    }
  }

  /// Goes past a list whose bracket has been read, with the lists in it.
  mutating func skipList() throws(LineFailure) {
    let start = line
    var depth = 1
    while depth > 0 {
      switch try next() {
      case .open: depth += 1
      case .close: depth -= 1
      case .end: throw LineFailure(line: start, reason: "a list is opened and not closed")
      default: break
      }
    }
  }

  private mutating func skipBlanks() {
    while position < text.count {
      if text[position] == UInt8(ascii: "#") {
        while position < text.count, text[position] != lineFeed { position += 1 }
      } else if text[position] <= 0x20 {
        if text[position] == lineFeed { nextLine += 1 }
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func string() throws(LineFailure) -> String {
    let start = position + 1
    position = start
    while position < text.count, text[position] != UInt8(ascii: "\"") {
      if text[position] == lineFeed { nextLine += 1 }
      position += 1
    }
    guard position < text.count else {
      throw LineFailure(line: line, reason: "a string is opened and not closed")
    }
    position += 1
    guard let string = String(validating: text[start..<position - 1], as: UTF8.self) else {
      throw LineFailure(line: line, reason: "expected text in UTF-8 or ASCII")
    }
    return Self.unescaped(string)
  }

  private mutating func word() -> Token {
    let start = position
    while position < text.count, text[position] > 0x20, !"[]\"".utf8.contains(text[position]) {
      position += 1
    }
    let bytes = text[start..<position]
    let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes
    let word = String(decoding: bytes, as: UTF8.self)
    if !digits.isEmpty, digits.allSatisfy(isDigit) { return .whole(word) }
    let number = bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes
    return decimalNumber(number).map { .real($0) } ?? .word(word)
  }

  /// Text in which `&quot;`, `&amp;`, `&lt;`, `&gt;` and `&#8211;` are what they stand for.
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var (result, rest) = ("", text[...])
    while let sign = rest.firstIndex(of: "&") {
      result += rest[..<sign]
      rest = rest[sign...]
      let named = ["quot": "\"", "amp": "&", "lt": "<", "gt": ">", "apos": "'"]
      guard let end = rest.prefix(12).firstIndex(of: ";") else {
        result.append(rest.removeFirst())
        continue
      }
      let name = rest[rest.index(after: rest.startIndex)..<end]
      if let character = named[String(name)] {
        result += character
      } else if name.hasPrefix("#"), let scalar = Self.scalar(name.dropFirst()) {
        result.unicodeScalars.append(scalar)
      } else {
        result += rest[...end]
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func scalar(_ code: Substring) -> Unicode.Scalar? {
    let number = code.hasPrefix("x") ? UInt32(code.dropFirst(), radix: 16) : UInt32(code)
    return number.flatMap(Unicode.Scalar.init)
  }
}
