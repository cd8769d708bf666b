/// The lines of UTF-8 text.
///
/// A byte order mark at the start is left out, as are carriage returns before line feeds. The last
/// line may lack its line feed.
package struct TextLines {
  /// Where each line is, without what ends it.
  package let ranges: [Range<Int>]

  /// - Throws: ``FileError`` with line and column when the bytes are not UTF-8.
  package init(_ bytes: Span<UInt8>, file: String) throws(FileError) {
    let scanner = TextScanner(bytes, file: file)
    if let place = scanner.firstInvalidByte {
      throw scanner.failure("the text is not UTF-8", at: place)
    }
    var ranges: [Range<Int>] = []
    var start = scanner.hasPrefix("\u{feff}") ? 3 : 0
    for i in bytes.indices where bytes[i] == 0x0a {
      ranges.append(start..<(i > start && bytes[i - 1] == 0x0d ? i - 1 : i))
      start = i + 1
    }
    if start < bytes.count { ranges.append(start..<bytes.count) }
    self.ranges = ranges
  }
}

extension TextScanner {
  /// The first byte that cannot be part of UTF-8 text (Unicode 15.0, table 3-7).
  package var firstInvalidByte: Int? {
    var i = position
    while i < end {
      let first = bytes[i]
      if first < 0x80 {
        i += 1
        continue
      }
      let (count, second): (Int, ClosedRange<UInt8>) =
        switch first {
        case 0xc2...0xdf: (2, 0x80...0xbf)
        case 0xe0: (3, 0xa0...0xbf)
        case 0xed: (3, 0x80...0x9f)
        case 0xe1...0xef: (3, 0x80...0xbf)
        case 0xf0: (4, 0x90...0xbf)
        case 0xf1...0xf3: (4, 0x80...0xbf)
        case 0xf4: (4, 0x80...0x8f)
        default: (0, 0...0)
        }
      guard count > 0, i + count <= end, second.contains(bytes[i + 1]) else { return i }
      for j in 2..<max(count, 2) where bytes[i + j] & 0xc0 != 0x80 { return i }
      i += count
    }
    return nil
  }
}

extension FileContents {
  /// Calls `body` with the bytes of the file.
  package func withSpan<Result>(
    _ body: (Span<UInt8>) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    // SAFETY: the span cannot leave `body`, and the bytes are valid as long as that runs.
    try unsafe withBytes { (bytes) throws(FileError) in
      try body(unsafe Span(_unsafeElements: bytes))
    }
  }

  /// Calls `body` with the bytes of the file and where its lines are.
  package func withLines<Result>(
    _ body: (Span<UInt8>, [Range<Int>]) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    let name = name
    return try withSpan { (bytes) throws(FileError) in
      try body(bytes, TextLines(bytes, file: name).ranges)
    }
  }

  /// The lines of the file.
  ///
  /// - Throws: ``FileError`` with line and column when the bytes are not UTF-8.
  package func lines() throws(FileError) -> [String] {
    let name = name
    return try withLines { (bytes, lines) throws(FileError) in
      lines.map { TextScanner(bytes, file: name).text($0) }
    }
  }
}
