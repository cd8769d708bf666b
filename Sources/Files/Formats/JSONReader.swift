/// Reads JSON from front to back, a value at a time, so that what nobody wants is passed over without
/// being built. RFC 8259; errors carry line and column.
package struct JSONReader: ~Escapable {
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

  /// Reads an object; `body` is called for every key and must read its value.
  package mutating func object(
    _ body: (String, inout JSONReader) throws(FileError) -> Void
  ) throws(FileError) {
    try open(UInt8(ascii: "{"), "an object")
    var isFirst = true
    while try hasNext(UInt8(ascii: "}"), &isFirst) { try entry(body) }
    depth -= 1
  }

  /// Reads an entry of an object; `body` is called for the key and must read the value.
  package mutating func entry(
    _ body: (String, inout JSONReader) throws(FileError) -> Void
  ) throws(FileError) {
    let key = try string()
    scanner.skipSpaces()
    guard scanner.skip(UInt8(ascii: ":")) else {
      throw scanner.failure("expected “:” after a key, found \(scanner.next)")
    }
    try body(key, &self)
  }

  /// Reads an array; `body` is called for every element and must read it.
  package mutating func array(_ body: (inout JSONReader) throws(FileError) -> Void) throws(FileError) {
    try open(UInt8(ascii: "["), "an array")
    var isFirst = true
    while try hasNext(UInt8(ascii: "]"), &isFirst) { try body(&self) }
    depth -= 1
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

  /// Reads a number.
  package mutating func number() throws(FileError) -> Double {
    let range = try numberRange()
    guard let value = Double(scanner.text(range)) else {
      throw scanner.failure("a number is too long", at: range.lowerBound)
    }
    return value
  }

  /// Reads a whole number.
  package mutating func integer() throws(FileError) -> Int {
    let range = try numberRange()
    if let value = Int(scanner.text(range)) { return value }
    // 3.0 is the same number; some programs write all numbers so.
    if let value = Double(scanner.text(range)).flatMap(Int.init(exactly:)) { return value }
    throw scanner.failure(
      "expected a whole number, found “\(scanner.text(range))”", at: range.lowerBound)
  }

  /// Reads a value, whatever it is, without keeping anything.
  package mutating func skip() throws(FileError) {
    switch peek() {
    case UInt8(ascii: "{"):
      try object { (_, reader) throws(FileError) in try reader.skip() }
    case UInt8(ascii: "["): try array { (reader) throws(FileError) in try reader.skip() }
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t") where scanner.hasPrefix("true"): scanner.position += 4
    case UInt8(ascii: "f") where scanner.hasPrefix("false"): scanner.position += 5
    case UInt8(ascii: "n") where scanner.hasPrefix("null"): scanner.position += 4
    default: _ = try numberRange()
    }
  }

  private mutating func open(_ bracket: UInt8, _ what: String) throws(FileError) {
    scanner.skipSpaces()
    guard scanner.byte == bracket else {
      throw scanner.failure("expected \(what), found \(scanner.next)")
    }
    guard depth < Self.depthLimit else {
      throw scanner.failure("values are nested more than \(Self.depthLimit) deep")
    }
    depth += 1
    scanner.position += 1
  }

  private mutating func hasNext(_ close: UInt8, _ isFirst: inout Bool) throws(FileError) -> Bool {
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

  /// Reads a number without converting it: -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
  private mutating func numberRange() throws(FileError) -> Range<Int> {
    scanner.skipSpaces()
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
    return start..<scanner.position
  }

  private mutating func skipDigits() -> Bool {
    let start = scanner.position
    while scanner.byte.isASCIIDigit { scanner.position += 1 }
    return scanner.position > start
  }
}
