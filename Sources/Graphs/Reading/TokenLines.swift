/// The data lines of a text, cut into tokens one by one: for the first lines of an edge list, and for
/// files that are small.
///
/// Blank lines and those that start with `#` or `%` are comments. A token in double quotation marks may
/// hold separators, and two marks for one; it ends on its line.
@unsafe struct TokenLines {
  // SAFETY: lines are read through a cursor, which is moved past a line feed in `next` alone, where it is
  // compared with the end; `text` must outlive this value.
  struct Line {
    /// Counted from 1.
    var line: Int
    var tokens: [Token]
    /// The whole line, as error messages show it.
    var shown: String
    /// What stands between tabs, if there are any and no quotation mark.
    var columns: [String]?
  }

  private var cursor: ByteCursor?
  private var line = 0

  private static func columns(_ line: UnsafeBufferPointer<UInt8>) -> [String]? {
    let text = unsafe String(decoding: line, as: UTF8.self)
    guard text.utf8.contains(9), !text.utf8.contains(UInt8(ascii: "\"")) else { return nil }
    let columns = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    return columns.contains("") ? nil : columns
  }

  /// - Parameter text: empty, or ends with a line feed.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    unsafe cursor = unsafe text.isEmpty ? nil : ByteCursor(text)
  }

  mutating func next() throws(LineFailure) -> Line? {
    guard var cursor = unsafe cursor else { return nil }
    defer { unsafe self.cursor = unsafe cursor }
    while unsafe cursor.position < cursor.end {
      unsafe line += 1
      let start = unsafe cursor.position
      unsafe cursor.skipSeparators()
      switch unsafe cursor.byte {
      case lineFeed: break
      case UInt8(ascii: "#"), UInt8(ascii: "%"): unsafe cursor.skipToLineEnd()
      default:
        let shown = unsafe quoted(cursor.line(from: start))
        let columns = unsafe Self.columns(cursor.line(from: start))
        var tokens: [Token] = []
        while unsafe cursor.byte != lineFeed {
          do {
            unsafe tokens.append(try Token(scanning: &cursor))
          } catch {
            throw unsafe LineFailure(line: line, reason: error.reason)
          }
          unsafe cursor.skipSeparators()
        }
        unsafe cursor.position += 1
        return unsafe Line(line: line, tokens: tokens, shown: shown, columns: columns)
      }
      unsafe cursor.position += 1
    }
    return nil
  }
}

/// One column of a line.
struct Token: Equatable {
  let bytes: [UInt8]
  /// Whether it stood in quotation marks, which make a string even of `"7"`.
  let isQuoted: Bool

  /// Reads a token; the cursor must be on its first byte.
  init(scanning cursor: inout ByteCursor) throws(TokenFailure) {
    isQuoted = unsafe cursor.byte == UInt8(ascii: "\"")
    bytes = unsafe isQuoted ? try scanQuoted(&cursor) : Array(cursor.token(from: cursor.position))
  }

  /// Whether this is written as a whole number, of either sign.
  var isInteger: Bool {
    let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    return !isQuoted && !digits.isEmpty && digits.allSatisfy(isDigit)
  }

  var isNumber: Bool { !isQuoted && decimalNumber(bytes) != nil }
}

/// What is wrong with a token.
struct TokenFailure: Error {
  var reason: String
}

/// Reads a token in quotation marks, and returns what is between them.
@inline(never)
// SAFETY: a line feed ends the search for the closing mark, so that the cursor does not pass one.
func scanQuoted(_ cursor: inout ByteCursor) throws(TokenFailure) -> [UInt8] {
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
  guard unsafe cursor.isAtTokenEnd else {
    throw TokenFailure(
      reason:
        unsafe "expected a separator after the quotation mark in \(quoted(cursor.line(from: start)))"
    )
  }
  return bytes
}

extension Token {
  /// The token as a string; bytes that are not UTF-8 become �, which no node is called.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
