/// A line of a text and where it is.
struct TextRow: Sendable {
  /// Counted from 1.
  var number: Int
  /// Without the line feed, and the carriage return before it.
  var bytes: ArraySlice<UInt8>

  /// What spaces and tabs separate.
  var words: [ArraySlice<UInt8>] { bytes.split { $0 == 0x20 || $0 == 0x09 } }

  var isBlank: Bool { bytes.allSatisfy { $0 <= 0x20 } }

  /// The first byte that is no blank.
  var first: UInt8? { bytes.first { $0 > 0x20 } }

  func failure(_ expected: String) -> LineFailure {
    LineFailure(line: number, reason: "expected \(expected), found \(quoted(bytes))")
  }
}

/// The lines of a text, one after the other.
struct TextRows: Sequence, IteratorProtocol {
  private let text: [UInt8]
  private var start = 0
  private(set) var lineCount = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = unsafe Array(text) }

  mutating func next() -> TextRow? {
    guard start < text.count else { return nil }
    var end = start
    while end < text.count, text[end] != lineFeed { end += 1 }
    lineCount += 1
    let hasReturn = end > start && text[end - 1] == 0x0d
    let row = TextRow(number: lineCount, bytes: text[start..<(hasReturn ? end - 1 : end)])
    start = end + 1
    return row
  }

  /// The next line with something on it that is not a comment.
  mutating func nextData(comment: UInt8) -> TextRow? {
    while let row = next() {
      if let first = row.first, first != comment { return row }
    }
    return nil
  }
}
