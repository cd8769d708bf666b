extension PythonLiteralParser {
  /// Whether a string comes next: a quotation mark, perhaps with `r` or `u` before it.
  package var startsString: Bool {
    let first = scanner.byte
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") { return true }
    let letter = first | 0x20
    let second = scanner.byte(ahead: 1)
    return (letter == UInt8(ascii: "r") || letter == UInt8(ascii: "u"))
      && (second == UInt8(ascii: "'") || second == UInt8(ascii: "\""))
  }

  /// Reads a string, or several in a row, which Python takes for one.
  package mutating func string() throws(FileError) -> String {
    var bytes: [UInt8] = []
    repeat {
      let isRaw = scanner.byte | 0x20 == UInt8(ascii: "r")
      if isRaw || scanner.byte | 0x20 == UInt8(ascii: "u") { scanner.position += 1 }
      try part(isRaw: isRaw, into: &bytes)
      skipSpaces()
    } while startsString
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func part(isRaw: Bool, into result: inout [UInt8]) throws(FileError) {
    let (start, mark) = (scanner.position, scanner.byte)
    let isTriple = scanner.byte(ahead: 1) == mark && scanner.byte(ahead: 2) == mark
    scanner.position += isTriple ? 3 : 1
    while true {
      guard !scanner.isAtEnd else { throw scanner.failure("a string has no end", at: start) }
      let byte = scanner.byte
      switch byte {
      case mark:
        if !isTriple {
          scanner.position += 1
          return
        }
        if scanner.byte(ahead: 1) == mark, scanner.byte(ahead: 2) == mark {
          scanner.position += 3
          return
        }
        result.append(byte)
        scanner.position += 1
      case UInt8(ascii: "\\") where isRaw:
        // The backslash stays, and so does a quotation mark that it hides.
        result.append(byte)
        scanner.position += 1
        guard !scanner.isAtEnd else { continue }
        result.append(scanner.byte)
        scanner.position += 1
      case UInt8(ascii: "\\"): try escape(into: &result)
      case 0x0a where !isTriple, 0x0d where !isTriple:
        throw scanner.failure("a string has no end on its line", at: start)
      case 0: throw scanner.failure("a string holds a null byte")
      default:
        result.append(byte)
        scanner.position += 1
      }
    }
  }

  private mutating func escape(into result: inout [UInt8]) throws(FileError) {
    let start = scanner.position
    let letter = scanner.byte(ahead: 1)
    scanner.position += 2
    switch letter {
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(letter)
    case UInt8(ascii: "a"): result.append(0x07)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0c)
    case UInt8(ascii: "n"): result.append(0x0a)
    case UInt8(ascii: "r"): result.append(0x0d)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "v"): result.append(0x0b)
    case 0x0a: break
    case UInt8(ascii: "x"): try append(hexDigits(2, from: start), to: &result, from: start)
    case UInt8(ascii: "u"): try append(hexDigits(4, from: start), to: &result, from: start)
    case UInt8(ascii: "U"): try append(hexDigits(8, from: start), to: &result, from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = UInt32(letter - 0x30)
      for _ in 0..<2 where (0x30...0x37).contains(scanner.byte) {
        value = value * 8 + UInt32(scanner.byte - 0x30)
        scanner.position += 1
      }
      try append(value, to: &result, from: start)
    case UInt8(ascii: "N"):
      throw scanner.failure("characters by name (\\N{…}) are not read", at: start)
    default:
      // Python keeps a backslash that means nothing. What follows may be the end of the text.
      result.append(UInt8(ascii: "\\"))
      scanner.position = start + 1
    }
  }

  private mutating func hexDigits(_ count: Int, from start: Int) throws(FileError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = Character(Unicode.Scalar(scanner.byte)).hexDigitValue else {
        throw scanner.failure("expected \(count) hexadecimal digits in an escape", at: start)
      }
      value = value << 4 | UInt32(digit)
      scanner.position += 1
    }
    return value
  }

  /// Appends a character; two halves of one, as UTF-16 has them, are put together.
  private mutating func append(
    _ value: UInt32, to result: inout [UInt8], from start: Int
  ) throws(FileError) {
    var value = value
    if (0xd800..<0xdc00).contains(value), scanner.byte == UInt8(ascii: "\\"),
      scanner.byte(ahead: 1) == UInt8(ascii: "u")
    {
      scanner.position += 2
      let low = try hexDigits(4, from: start)
      guard (0xdc00..<0xe000).contains(low) else {
        throw scanner.failure("an escape is half a character", at: start)
      }
      value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(value) else {
      let isHalf = (0xd800..<0xe000).contains(value)
      throw scanner.failure(
        isHalf ? "an escape is half a character" : "an escape is beyond Unicode", at: start)
    }
    result.append(contentsOf: UTF8.encode(scalar)!)
  }
}
