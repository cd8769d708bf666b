/// One column of a line.
struct Cell: Equatable, Sendable {
  var bytes: [UInt8]
  /// Whether it stood in quotation marks, which make a string even of `"7"`.
  var isQuoted = false

  /// The cell as a string; bytes that are not UTF-8 become �, which no node is called.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether this is written as programs write whole numbers that are not negative, below 2⁶³.
  var isCanonicalInteger: Bool { !isQuoted && canonicalInteger(bytes) != nil }

  /// Whether this consists of digits, with a sign or not.
  var isInteger: Bool {
    let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    return !isQuoted && !digits.isEmpty && digits.allSatisfy(isDigit)
  }

  var isNumber: Bool { !isQuoted && decimalNumber(bytes) != nil }

  /// Whether this is a number with a comma in it, `0,5`.
  var isDecimalComma: Bool {
    let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    let parts = digits.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
  }
}

/// The number that digits spell as programs write it: without sign or leading zeros.
func canonicalInteger(_ digits: some Collection<UInt8>) -> Int64? {
  guard let first = digits.first, digits.count <= 19, digits.allSatisfy(isDigit),
    first != 0x30 || digits.count == 1
  else { return nil }
  var value: UInt64 = 0
  for digit in digits { value = value * 10 + UInt64(digit & 15) }
  return Int64(exactly: value)
}

/// What separates the columns of a table, as the readers of its lines need it.
struct Separation: Sendable, Equatable, BitwiseCopyable {
  /// Any run of spaces, tabs, commas and semicolons: for files that mix them.
  static let any = Separation(byte: 0)
  /// Any run of spaces and tabs.
  static let spaces = Separation(byte: 0x20)

  /// The byte between two columns; 0 for any separator.
  let byte: UInt8

  /// Whether columns may be empty, and cells hold spaces.
  var isStrict: Bool { @inline(__always) get { byte != 0 && byte != 0x20 } }

  /// Whether a byte may stand at either end of a cell without belonging to it.
  @inline(__always)
  func isBlank(_ other: UInt8) -> Bool { other == 0x20 || other == 0x09 && byte != 0x09 }
}

extension Separation {
  /// The cells of a line, without what is empty after the last.
  ///
  /// - Throws: when a quotation mark is not closed.
  func cells(of line: some Collection<UInt8>) throws(TokenFailure) -> [Cell] {
    let bytes = Array(line) + [lineFeed]
    return try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(TokenFailure) in
      // SAFETY: the cursor stops at the line feed.
      var (cursor, cells): (ByteCursor, [Cell]) = unsafe (ByteCursor(bytes), [])
      unsafe cursor.skipBlanks(self)
      while unsafe cursor.byte != lineFeed {
        cells.append(try unsafe cursor.cell(self))
        unsafe cursor.skipBlanks(self)
        guard unsafe cursor.byte != lineFeed else { break }
        guard unsafe cursor.byte != 0x0d else { throw TokenFailure(reason: EdgeChunk.strayReturn) }
        unsafe cursor.skipDelimiter(self)
      }
      while let last = cells.last, last.bytes.isEmpty, !last.isQuoted { cells.removeLast() }
      return cells
    }
  }
}

// SAFETY: all loops stop at the line feed.
extension ByteCursor {
  /// Goes over spaces, and tabs where they do not separate columns, and what a line feed has before it.
  @inline(__always)
  mutating func skipBlanks(_ separation: Separation) {
    while unsafe separation.isBlank(position.pointee) { unsafe position += 1 }
    if unsafe position.pointee == 0x0d { unsafe skipCarriageReturns() }
  }

  /// Goes over carriage returns and spaces if a line feed follows them.
  @inline(never)
  mutating func skipCarriageReturns() {
    var probe = unsafe position
    while unsafe probe.pointee == 0x0d || probe.pointee == 0x20 { unsafe probe += 1 }
    if unsafe probe.pointee == lineFeed { unsafe position = unsafe probe }
  }

  /// Goes over what separates two columns: once, where columns may be empty.
  @inline(__always)
  mutating func skipDelimiter(_ separation: Separation) {
    guard separation.byte != 0 else { return unsafe skipSeparators() }
    unsafe skipBlanks(separation)
    if separation.isStrict, unsafe position.pointee == separation.byte {
      unsafe position += 1
      unsafe skipBlanks(separation)
    }
  }

  /// Reads a cell up to what separates it from the next.
  mutating func cell(_ separation: Separation) throws(TokenFailure) -> Cell {
    if unsafe byte == UInt8(ascii: "\"") {
      let bytes = try unsafe scanQuoted(&self, separation)
      return Cell(bytes: bytes, isQuoted: true)
    }
    return unsafe Cell(bytes: Array(plainCell(separation)))
  }

  /// Reads a cell without quotation marks.
  @inline(__always)
  mutating func plainCell(_ separation: Separation) -> UnsafeBufferPointer<UInt8> {
    let start = unsafe position
    guard separation.isStrict else {
      if separation.byte == 0 { return unsafe token(from: start) }
      while unsafe position.pointee > 0x20 { unsafe position += 1 }
      // Other control characters belong to the cell.
      while unsafe ![0x20, 0x09, 0x0a, 0x0d].contains(position.pointee) { unsafe position += 1 }
      return unsafe UnsafeBufferPointer(start: start, count: position - start)
    }
    while unsafe position.pointee != separation.byte && position.pointee != lineFeed {
      unsafe position += 1
    }
    var end = unsafe position
    while unsafe end > start,
      unsafe separation.isBlank((end - 1).pointee) || (end - 1).pointee == 0x0d
    {
      unsafe end -= 1
    }
    return unsafe UnsafeBufferPointer(start: start, count: end - start)
  }
}

/// What is wrong with a token.
struct TokenFailure: Error {
  var reason: String
  /// Whether ids read as strings would be fine.
  var wantsStrings = false
}

/// Reads a cell in quotation marks, and returns what is between them.
@inline(never)
// SAFETY: a line feed ends the search for the closing mark, so that the cursor does not pass one.
func scanQuoted(
  _ cursor: inout ByteCursor, _ separation: Separation
) throws(TokenFailure) -> [UInt8] {
  let mark = UInt8(ascii: "\"")
  let start = unsafe cursor.position
  var bytes: [UInt8] = []
  unsafe cursor.position += 1
  while true {
    let byte = unsafe cursor.byte
    if byte == lineFeed {
      throw TokenFailure(
        reason:
          unsafe "a quotation mark is opened and not closed in \(quoted(cursor.line(from: start)))")
    }
    unsafe cursor.position += 1
    if byte == mark {
      guard unsafe cursor.byte == mark else { break }
      unsafe cursor.position += 1
    }
    bytes.append(byte)
  }
  var probe = unsafe cursor
  unsafe probe.skipBlanks(separation)
  let isAtEnd =
    unsafe separation.isStrict
    ? probe.byte == separation.byte || probe.byte == lineFeed : cursor.isAtTokenEnd
  guard isAtEnd else {
    throw TokenFailure(
      reason:
        unsafe "expected a separator after the quotation mark in \(quoted(cursor.line(from: start)))"
    )
  }
  if separation.isStrict { unsafe cursor = unsafe probe }
  return bytes
}
