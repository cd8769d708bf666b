/// Goes over JSON, value by value, to tell where in the text something is; Foundation's decoder, which reads
/// the values, does not say. RFC 8259.
package struct JSONScanner: ~Escapable {
  package var scanner: TextScanner
  private var depth = 0

  /// How deep values may be nested, so that no input can exhaust the stack.
  private static let depthLimit = 200

  /// - Parameter origin: where the bytes start in the file.
  @_lifetime(copy bytes)
  package init(_ bytes: Span<UInt8>, file: String, origin: TextPosition = TextPosition()) {
    scanner = TextScanner(bytes, file: file, origin: origin)
    if origin == TextPosition(), scanner.hasPrefix("\u{feff}") { scanner.position += 3 }
  }

  /// Goes past the key of an entry and the colon behind it.
  package mutating func key() throws(FileError) -> String {
    _ = peek()
    let start = scanner.position
    try skipString()
    let text = Array(scanner.text(start..<scanner.position).utf8)
    let key = try String(json: text.span, file: scanner.file)
    scanner.skipSpaces()
    guard scanner.skip(UInt8(ascii: ":")) else {
      throw scanner.failure("expected “:” after a key, found \(scanner.next)")
    }
    return key
  }

  /// Checks that nothing but white space is left.
  package mutating func finish() throws(FileError) {
    scanner.skipSpaces()
    guard scanner.isAtEnd else {
      throw scanner.failure("expected the end of the file, found \(scanner.next)")
    }
  }

  /// The byte with which the next value starts.
  package mutating func peek() -> UInt8 {
    scanner.skipSpaces()
    return scanner.byte
  }

  /// Goes past a value, whatever it is.
  package mutating func skip() throws(FileError) {
    switch peek() {
    case UInt8(ascii: "{"): try skipElements(until: UInt8(ascii: "}"))
    case UInt8(ascii: "["): try skipElements(until: UInt8(ascii: "]"))
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t") where scanner.hasPrefix("true"): scanner.position += 4
    case UInt8(ascii: "f") where scanner.hasPrefix("false"): scanner.position += 5
    case UInt8(ascii: "n") where scanner.hasPrefix("null"): scanner.position += 4
    default: try skipNumber()
    }
  }

  private mutating func skipElements(until close: UInt8) throws(FileError) {
    guard depth < Self.depthLimit else {
      throw scanner.failure("values are nested more than \(Self.depthLimit) deep")
    }
    depth += 1
    scanner.position += 1
    var isFirst = true
    while try hasNext(close, &isFirst) {
      if close == UInt8(ascii: "}") { _ = try key() }
      try skip()
    }
    depth -= 1
  }

  private mutating func skipString() throws(FileError) {
    let start = scanner.position
    guard scanner.skip(UInt8(ascii: "\"")) else {
      throw scanner.failure("expected a string, found \(scanner.next)")
    }
    while !scanner.skip(UInt8(ascii: "\"")) {
      guard !scanner.isAtEnd else { throw scanner.failure("a string has no end", at: start) }
      guard scanner.byte >= 0x20 else {
        throw scanner.failure("a string holds a control character")
      }
      scanner.position += scanner.byte == UInt8(ascii: "\\") ? 2 : 1
    }
  }

  /// Goes to the next element of a list or object whose opening bracket has been passed.
  ///
  /// - Parameter isFirst: whether none has been read; false afterwards.
  /// - Returns: whether there is one; if not, the closing bracket has been passed.
  package mutating func hasNext(_ close: UInt8, _ isFirst: inout Bool) throws(FileError) -> Bool {
    scanner.skipSpaces()
    if scanner.skip(close) { return false }
    if !isFirst {
      guard scanner.skip(UInt8(ascii: ",")) else {
        throw scanner.failure(
          "expected “,” or “\(Character(Unicode.Scalar(close)))”, found \(scanner.next)")
      }
      scanner.skipSpaces()
    }
    isFirst = false
    return true
  }

  /// Goes past a number: -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
  private mutating func skipNumber() throws(FileError) {
    let start = scanner.position
    _ = scanner.skip(UInt8(ascii: "-"))
    let whole = scanner.position
    var isNumber = skipDigits() && !(scanner.position > whole + 1 && scanner.bytes[whole] == 0x30)
    if isNumber, scanner.skip(UInt8(ascii: ".")) { isNumber = skipDigits() }
    if isNumber, scanner.byte | 0x20 == UInt8(ascii: "e") {
      scanner.position += 1
      if scanner.byte == UInt8(ascii: "+") || scanner.byte == UInt8(ascii: "-") {
        scanner.position += 1
      }
      isNumber = skipDigits()
    }
    guard isNumber else {
      scanner.position = start
      throw scanner.failure("expected a value, found \(scanner.next)")
    }
  }

  private mutating func skipDigits() -> Bool {
    let start = scanner.position
    while scanner.byte.isASCIIDigit { scanner.position += 1 }
    return scanner.position > start
  }
}
