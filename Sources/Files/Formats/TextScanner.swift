/// A place in UTF-8 text, for parsers that tell where something is wrong.
///
/// Lines and columns are counted only when an error needs them.
package struct TextScanner: ~Escapable {
  package let bytes: Span<UInt8>
  package let file: String
  /// The next byte to be read.
  package var position: Int
  /// Where the text to be read ends; errors may still count lines before ``position``.
  package let end: Int
  /// Where the first byte is in the file, if that has more before it.
  package let origin: TextPosition

  /// A scanner of `range`, or of everything.
  @_lifetime(copy bytes)
  package init(
    _ bytes: Span<UInt8>, range: Range<Int>? = nil, file: String,
    origin: TextPosition = TextPosition()
  ) {
    self.bytes = bytes
    self.file = file
    self.origin = origin
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  package var isAtEnd: Bool { position >= end }

  /// The next byte; 0 at the end, where parsers expect no byte that matters.
  package var byte: UInt8 {
    @inline(__always) get { position < end ? bytes[position] : 0 }
  }

  /// The byte that is `offset` further; 0 beyond the end.
  package func byte(ahead offset: Int) -> UInt8 {
    position + offset < end ? bytes[position + offset] : 0
  }

  /// Skips spaces, tabs, line feeds, carriage returns and form feeds.
  package mutating func skipSpaces() {
    while position < end, bytes[position] == 0x20 || (0x09...0x0d).contains(bytes[position]) {
      position += 1
    }
  }

  /// Skips a byte if it comes next.
  package mutating func skip(_ expected: UInt8) -> Bool {
    guard byte == expected, !isAtEnd else { return false }
    position += 1
    return true
  }

  /// Whether `text` comes next.
  package func hasPrefix(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= end else { return false }
    return text.withUTF8Buffer { text in
      for i in 0..<count where unsafe text[i] != bytes[position + i] { return false }
      return true
    }
  }

  /// The bytes of a range as text, as they are.
  package func text(_ range: Range<Int>) -> String {
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    for i in range { copy.append(bytes[i]) }
    return String(decoding: copy, as: UTF8.self)
  }

  /// An error about the byte at `place`, by default the next.
  package func failure(_ reason: String, at place: Int? = nil) -> FileError {
    let place = min(place ?? position, bytes.count)
    var found = origin
    for i in 0..<place { found.advance(over: bytes[i]) }
    return FileError(file: file, line: found.line, column: found.column, reason: reason)
  }

  /// What comes next, for error messages: `“7 x”`, or `the end`.
  package var next: String {
    if isAtEnd { return "the end" }
    var stop = position
    while stop < end, stop < position + 12, bytes[stop] != 0x0a { stop += 1 }
    // A character is not to be cut in two.
    while stop < end, bytes[stop] & 0xc0 == 0x80 { stop += 1 }
    return stop == position ? "the end of the line" : "“\(text(position..<stop))”"
  }
}

extension TextScanner {
  /// Reads the next of several numbers with white space between them; `nil` at the end.
  package mutating func nextNumber() throws(FileError) -> Double? {
    skipSpaces()
    if isAtEnd { return nil }
    let start = position
    while !isAtEnd, byte > 0x20 { position += 1 }
    // Only the forms that Python writes: no hexadecimal digits.
    for i in start..<position
    where !(bytes[i].isASCIIDigit || [0x2b, 0x2d, 0x2e, 0x65, 0x45].contains(bytes[i])) {
      position = start
      throw failure("expected a finite number, found \(next)")
    }
    guard let value = Double(text(start..<position)), value.isFinite, Float(value).isFinite else {
      position = start
      throw failure("expected a finite number, found \(next)")
    }
    return value
  }
}
