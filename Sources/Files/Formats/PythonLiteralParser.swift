/// Reads Python literals. Nothing is ever evaluated.
///
/// Read are strings in every form of quotation and with every escape but `\N{…}`, whole numbers,
/// decimal numbers, `True`, `False`, `None`, lists, tuples, sets and dictionaries. Not read are bytes,
/// complex numbers, and whole numbers that do not fit in 64 bits.
package struct PythonLiteralParser: ~Escapable {
  package var scanner: TextScanner

  /// How deep literals may be nested, so that no input can exhaust the stack.
  private static let depthLimit = 100

  @_lifetime(copy scanner)
  package init(_ scanner: consuming TextScanner) { self.scanner = scanner }

  /// Reads the only literal of the text.
  package mutating func parse() throws(FileError) -> PythonLiteral {
    skipSpaces()
    let value = try value(depth: 0)
    skipSpaces()
    guard scanner.isAtEnd else {
      throw scanner.failure("expected the end of the value, found \(scanner.next)")
    }
    return value
  }

  /// Skips white space, and comments up to the end of their line.
  package mutating func skipSpaces() {
    scanner.skipSpaces()
    while scanner.byte == UInt8(ascii: "#") {
      while !scanner.isAtEnd, scanner.byte != 0x0a { scanner.position += 1 }
      scanner.skipSpaces()
    }
  }

  private mutating func value(depth: Int) throws(FileError) -> PythonLiteral {
    guard depth < Self.depthLimit else {
      throw scanner.failure("values are nested more than \(Self.depthLimit) deep")
    }
    switch scanner.byte {
    case UInt8(ascii: "{"): return try dictionaryOrSet(depth: depth)
    case UInt8(ascii: "["):
      return .list(try elements(until: UInt8(ascii: "]"), depth: depth).values)
    case UInt8(ascii: "("):
      let (values, endsInComma) = try elements(until: UInt8(ascii: ")"), depth: depth)
      return values.count == 1 && !endsInComma ? values[0] : .tuple(values)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return try number()
    default:
      if startsString { return .string(try string()) }
      return try name()
    }
  }

  private mutating func name() throws(FileError) -> PythonLiteral {
    let start = scanner.position
    while scanner.byte == UInt8(ascii: "_") || scanner.byte >= 0x80
      || scanner.byte.isASCIILetterOrDigit
    {
      scanner.position += 1
    }
    switch scanner.text(start..<scanner.position) {
    case "None": return .none
    case "True": return .boolean(true)
    case "False": return .boolean(false)
    default:
      scanner.position = start
      throw scanner.failure("expected a value, found \(scanner.next)")
    }
  }

  /// The elements up to a closing bracket, and whether a comma stands before it.
  private mutating func elements(
    until close: UInt8, depth: Int
  ) throws(FileError) -> (values: [PythonLiteral], endsInComma: Bool) {
    scanner.position += 1
    skipSpaces()
    var values: [PythonLiteral] = []
    var needsComma = false
    while !scanner.skip(close) {
      if needsComma {
        throw scanner.failure(
          "expected “,” or “\(Character(Unicode.Scalar(close)))”, found \(scanner.next)")
      }
      values.append(try value(depth: depth + 1))
      skipSpaces()
      needsComma = !scanner.skip(UInt8(ascii: ","))
      skipSpaces()
    }
    return (values, !needsComma && !values.isEmpty)
  }

  private mutating func dictionaryOrSet(depth: Int) throws(FileError) -> PythonLiteral {
    scanner.position += 1
    skipSpaces()
    var entries: [PythonLiteral.Entry] = []
    var elements: [PythonLiteral] = []
    var needsComma = false
    while !scanner.skip(UInt8(ascii: "}")) {
      if needsComma { throw scanner.failure("expected “,” or “}”, found \(scanner.next)") }
      let start = scanner.position
      let key = try value(depth: depth + 1)
      guard key.isHashable else {
        throw scanner.failure("a list, a set or a dictionary cannot be a key", at: start)
      }
      skipSpaces()
      if entries.isEmpty, scanner.byte != UInt8(ascii: ":") {
        if !elements.contains(where: { $0.isSameKey(as: key) }) { elements.append(key) }
      } else {
        guard elements.isEmpty, scanner.skip(UInt8(ascii: ":")) else {
          throw scanner.failure("expected “:” after a key, found \(scanner.next)")
        }
        skipSpaces()
        let value = try value(depth: depth + 1)
        // As in Python, the last value counts and the first place stays.
        if let known = entries.firstIndex(where: { $0.key.isSameKey(as: key) }) {
          entries[known].value = value
        } else {
          entries.append(PythonLiteral.Entry(key: key, value: value))
        }
        skipSpaces()
      }
      needsComma = !scanner.skip(UInt8(ascii: ","))
      skipSpaces()
    }
    return elements.isEmpty ? .dictionary(entries) : .set(elements)
  }
}

extension PythonLiteral {
  /// Whether Python lets the value be a key.
  fileprivate var isHashable: Bool {
    switch self {
    case .list, .set, .dictionary: false
    case .tuple(let elements): elements.allSatisfy(\.isHashable)
    default: true
    }
  }

  /// Reads one literal from text in memory.
  ///
  /// - Parameters:
  ///   - text: the literal, and nothing else.
  ///   - name: what errors call the text.
  /// - Throws: ``FileError`` with line and column when it is not a literal.
  /// - Complexity: O(text), and O(keys²) for a dictionary or a set.
  public init(parsing text: String, named name: String) throws(FileError) {
    let bytes = Array(text.utf8)
    self = try PythonLiteral(parsing: bytes.span, named: name)
  }

  /// Reads one literal from bytes of text.
  package init(parsing bytes: Span<UInt8>, named name: String) throws(FileError) {
    var parser = PythonLiteralParser(TextScanner(bytes, file: name))
    self = try parser.parse()
  }
}

extension UInt8 {
  package var isASCIIDigit: Bool { self &- 0x30 < 10 }
  package var isASCIILetterOrDigit: Bool { isASCIIDigit || (self | 0x20) &- 0x61 < 26 }
}
