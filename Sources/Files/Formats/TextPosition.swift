/// A line and a column, counted from 1; columns in Unicode scalars.
package struct TextPosition: Equatable {
  package var line = 1
  package var column = 1

  package init(line: Int = 1, column: Int = 1) { (self.line, self.column) = (line, column) }

  package mutating func advance(over byte: UInt8) {
    if byte == 0x0a {
      line += 1
      column = 1
    } else if byte & 0xc0 != 0x80 {
      column += 1
    }
  }

  /// Goes past many bytes, most often without a line feed, in two loops that vectorize.
  package mutating func advance(over bytes: Span<UInt8>) {
    var lineFeeds = 0
    for i in bytes.indices where bytes[i] == 0x0a { lineFeeds += 1 }
    var start = 0
    if lineFeeds > 0 {
      start = bytes.count
      while bytes[start - 1] != 0x0a { start -= 1 }
      line += lineFeeds
      column = 1
    }
    for i in start..<bytes.count where bytes[i] & 0xc0 != 0x80 { column += 1 }
  }
}
