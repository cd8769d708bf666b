/// The bytes that separate columns: spaces, tabs, commas, semicolons, and what may stand before a line
/// feed or be left over from other systems (carriage return, vertical tab, form feed).
///
/// Any run of them is one separator.
@inline(__always)
func isSeparator(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x2c || byte == 0x3b || byte == 0x0d || byte == 0x0b
    || byte == 0x0c
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

let lineFeed: UInt8 = 0x0a

/// A place in text that ends with a line feed.
///
/// That line feed is why the scanning loops need no bounds checks: none of them passes one.
@unsafe struct ByteCursor {
  // SAFETY: every loop here and in the extensions stops at a line feed at the latest; code that steps over
  // one then compares `position` with `end`.
  var position: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>

  /// - Precondition: the bytes are not empty, and the last is a line feed.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe precondition(bytes.last == lineFeed, "text must end with a line feed")
    unsafe position = bytes.baseAddress!
    unsafe end = unsafe position + bytes.count
  }

  var byte: UInt8 { @inline(__always) get { unsafe position.pointee } }

  /// Goes over separators; a carriage return is one only if it ends the line.
  @inline(__always)
  mutating func skipSeparators() {
    while unsafe position.pointee != 0x0d && isSeparator(position.pointee) {
      unsafe position += 1
    }
    if unsafe position.pointee == 0x0d { unsafe skipCarriageReturns() }
  }

  /// Goes to the line feed that ends the line.
  mutating func skipToLineEnd() {
    while unsafe position.pointee != lineFeed { unsafe position += 1 }
  }

  /// Whether a token ends here.
  var isAtTokenEnd: Bool {
    @inline(__always) get { unsafe position.pointee == lineFeed || isSeparator(position.pointee) }
  }

  /// Skips what is left of a token, and returns all of it.
  ///
  /// - Parameter start: where the token starts, on the line the cursor is on.
  mutating func token(from start: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    while unsafe !isAtTokenEnd { unsafe position += 1 }
    return unsafe UnsafeBufferPointer(start: start, count: position - start)
  }

  /// The rest of the line from `start` on, without separators at its ends.
  func line(from start: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (first, last) = unsafe (start, start)
    while unsafe last.pointee != lineFeed { unsafe last += 1 }
    while unsafe first < last, unsafe isSeparator(first.pointee) { unsafe first += 1 }
    while unsafe first < last, unsafe isSeparator((last - 1).pointee) { unsafe last -= 1 }
    return unsafe UnsafeBufferPointer(start: first, count: last - first)
  }
}
