extension JSONReader {
  /// Reads a string.
  package mutating func string() throws(FileError) -> String {
    let start = try openString()
    // Most strings have no escapes, and are copied as they are.
    while scanner.byte >= 0x20, scanner.byte != UInt8(ascii: "\""),
      scanner.byte != UInt8(ascii: "\\")
    {
      scanner.position += 1
    }
    if scanner.byte == UInt8(ascii: "\"") {
      scanner.position += 1
      return scanner.text(start + 1..<scanner.position - 1)
    }
    var bytes = Array(scanner.text(start + 1..<scanner.position).utf8)
    while !scanner.skip(UInt8(ascii: "\"")) {
      guard scanner.byte >= 0x20 else {
        throw scanner.failure(
          scanner.isAtEnd ? "a string has no end" : "a string holds a control character",
          at: scanner.isAtEnd ? start : nil)
      }
      if scanner.byte == UInt8(ascii: "\\") {
        try escape(into: &bytes)
      } else {
        bytes.append(scanner.byte)
        scanner.position += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a string without keeping it.
  package mutating func skipString() throws(FileError) {
    let start = try openString()
    while !scanner.skip(UInt8(ascii: "\"")) {
      guard !scanner.isAtEnd else { throw scanner.failure("a string has no end", at: start) }
      scanner.position += scanner.byte == UInt8(ascii: "\\") ? 2 : 1
    }
  }

  /// Goes past the opening quotation mark, and returns where it was.
  private mutating func openString() throws(FileError) -> Int {
    scanner.skipSpaces()
    let start = scanner.position
    guard scanner.skip(UInt8(ascii: "\"")) else {
      throw scanner.failure("expected a string, found \(scanner.next)")
    }
    return start
  }

  private mutating func escape(into result: inout [UInt8]) throws(FileError) {
    let start = scanner.position
    let letter = scanner.byte(ahead: 1)
    scanner.position += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(letter)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0c)
    case UInt8(ascii: "n"): result.append(0x0a)
    case UInt8(ascii: "r"): result.append(0x0d)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      var value = try hexDigits(from: start)
      if (0xd800..<0xdc00).contains(value), scanner.byte == UInt8(ascii: "\\"),
        scanner.byte(ahead: 1) == UInt8(ascii: "u")
      {
        let second = scanner.position
        scanner.position += 2
        let low = try hexDigits(from: start)
        if (0xdc00..<0xe000).contains(low) {
          value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
        } else {
          scanner.position = second
        }
      }
      // Half a character, which RFC 8259 leaves to the reader: the mark of what cannot be shown.
      result.append(contentsOf: UTF8.encode(Unicode.Scalar(value) ?? "\u{fffd}")!)
    default:
      throw scanner.failure("a backslash is followed by nothing that JSON knows", at: start)
    }
  }

  private mutating func hexDigits(from start: Int) throws(FileError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(scanner.byte)).hexDigitValue else {
        throw scanner.failure("expected four hexadecimal digits in an escape", at: start)
      }
      value = value << 4 | UInt32(digit)
      scanner.position += 1
    }
    return value
  }
}
