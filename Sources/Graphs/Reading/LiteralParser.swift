/// Reads the dictionaries that networkx writes after an edge: `{'weight': 1.0, 'kind': 'mail'}`.
///
/// They are Python literals: strings, numbers, `True`, `False`, `None`, and tuples, lists, sets and
/// dictionaries of them. They are read, never evaluated, and everything but a number called `weight`
/// at the top is passed over.
@unsafe struct LiteralParser {
  private(set) var cursor: ByteCursor
  private let start: UnsafePointer<UInt8>

  /// How deep literals may be nested, so that no input can exhaust the stack.
  private static let depthLimit = 32

  /// - Parameter cursor: on the opening brace.
  init(_ cursor: ByteCursor) {
    unsafe self.cursor = unsafe cursor
    unsafe start = unsafe cursor.position
  }

  /// Reads the dictionary.
  ///
  /// - Returns: its `weight`; 1 if it has none.
  mutating func weight() throws(TokenFailure) -> Double {
    var weight = 1.0
    unsafe cursor.position += 1
    unsafe skipSpaces()
    while unsafe cursor.byte != UInt8(ascii: "}") {
      let key = try unsafe string()
      try unsafe expect(UInt8(ascii: ":"))
      if key.elementsEqual("weight".utf8) {
        weight = try unsafe number()
      } else {
        try unsafe skipValue(depth: 1)
      }
      unsafe skipSpaces()
      if unsafe cursor.byte == UInt8(ascii: "}") { break }
      try unsafe expect(UInt8(ascii: ","))
      unsafe skipSpaces()
    }
    unsafe cursor.position += 1
    return weight
  }

  private func failure(_ expected: String) -> TokenFailure {
    TokenFailure(reason: unsafe "expected \(expected) in \(quoted(cursor.line(from: start)))")
  }

  private mutating func skipSpaces() {
    while unsafe cursor.byte == 0x20 || cursor.byte == 0x09 { unsafe cursor.position += 1 }
  }

  private mutating func expect(_ byte: UInt8) throws(TokenFailure) {
    unsafe skipSpaces()
    guard unsafe cursor.byte == byte else {
      throw unsafe failure("“\(Character(Unicode.Scalar(byte)))”")
    }
    unsafe cursor.position += 1
    unsafe skipSpaces()
  }

  private mutating func string() throws(TokenFailure) -> [UInt8] {
    let mark = unsafe cursor.byte
    guard mark == UInt8(ascii: "'") || mark == UInt8(ascii: "\"") else {
      throw unsafe failure("a key in quotation marks")
    }
    unsafe cursor.position += 1
    var bytes: [UInt8] = []
    while unsafe cursor.byte != mark {
      // What a backslash stands for does not matter, only that it hides a quotation mark.
      if unsafe cursor.byte == UInt8(ascii: "\\") { unsafe cursor.position += 1 }
      guard unsafe cursor.byte != lineFeed else { throw unsafe failure("the end of a string") }
      unsafe bytes.append(cursor.byte)
      unsafe cursor.position += 1
    }
    unsafe cursor.position += 1
    return bytes
  }

  /// The bytes of a number or a word such as `None`.
  private mutating func word() -> UnsafeBufferPointer<UInt8> {
    let first = unsafe cursor.position
    while unsafe isDigit(cursor.byte) || (cursor.byte | 0x20) &- 0x61 < 26 || cursor.byte == 0x2b
      || cursor.byte == 0x2d || cursor.byte == 0x2e || cursor.byte == 0x5f
    {
      unsafe cursor.position += 1
    }
    return unsafe UnsafeBufferPointer(start: first, count: cursor.position - first)
  }

  private mutating func number() throws(TokenFailure) -> Double {
    guard let number = unsafe decimalNumber(word()) else {
      throw unsafe failure("a number as weight")
    }
    return number
  }

  private mutating func skipValue(depth: Int) throws(TokenFailure) {
    guard unsafe depth < Self.depthLimit else { throw unsafe failure("less deeply nested data") }
    let close: UInt8
    switch unsafe cursor.byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      _ = try unsafe string()
      return
    case UInt8(ascii: "["): close = UInt8(ascii: "]")
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    case UInt8(ascii: "{"): close = UInt8(ascii: "}")
    default:
      let word = unsafe word()
      let isName = ["True", "False", "None"].contains { unsafe word.elementsEqual($0.utf8) }
      guard unsafe isName || decimalNumber(word) != nil else { throw unsafe failure("a value") }
      return
    }
    let isBrace = close == UInt8(ascii: "}")
    unsafe cursor.position += 1
    unsafe skipSpaces()
    while unsafe cursor.byte != close {
      try unsafe skipValue(depth: depth + 1)
      unsafe skipSpaces()
      if isBrace, unsafe cursor.byte == UInt8(ascii: ":") {
        try unsafe expect(UInt8(ascii: ":"))
        try unsafe skipValue(depth: depth + 1)
        unsafe skipSpaces()
      }
      if unsafe cursor.byte == close { break }
      try unsafe expect(UInt8(ascii: ","))
      unsafe skipSpaces()
    }
    unsafe cursor.position += 1
  }
}
