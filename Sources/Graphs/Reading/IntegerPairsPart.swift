package import Files

/// The pairs of whole numbers in some lines of a file of pairs: what one of several processes reads of a truth.
package struct IntegerPairsPart: Sendable {
  /// Sources and targets in turn.
  package private(set) var ids: [Int64] = []
  /// The line of each pair, from 1 where this part begins.
  package private(set) var lines: [Int32] = []
  /// How many lines the part has.
  package private(set) var lineCount = 0
  /// How many pairs there are.
  package var count: Int { lines.count }

  /// Reads the lines that begin in one of `count` equal parts of a file.
  ///
  /// - Parameters:
  ///   - path: a file that all processes can open.
  ///   - part: which part, from 0.
  ///   - count: how many parts there are.
  ///   - table: how lines are written.
  /// - Returns: `nil` for anything but lines of two whole numbers, between spaces or a tab, and comments: then
  ///   ``NodePairs`` knows what to do, or to say.
  /// - Throws: ``FileError`` when the file cannot be read.
  /// - Complexity: O(bytes)
  package init?(
    at path: String, part: Int, of count: Int, table: TableDialect
  ) throws(FileError) {
    guard path != "-", EdgeListPart.isPlainFile(path) else { return nil }
    try self.init(try FileContents(at: path), part, count, table)
  }

  /// The same of bytes in memory.
  package init?(
    parsing bytes: [UInt8], named name: String, part: Int, of count: Int, table: TableDialect = .init()
  ) throws(FileError) {
    try self.init(try FileContents(bytes, name: name), part, count, table)
  }

  private init?(
    _ contents: FileContents, _ part: Int, _ count: Int, _ table: TableDialect
  ) throws(FileError) {
    guard table == TableDialect() else { return nil }
    var result = IntegerPairsPart()
    let isRead = try unsafe contents.withText { (text) throws(FileError) in
      let sample = unsafe TableSample(text, comments: CommentSigns(table.commentSigns))
      guard let layout = try? TableLayout(sample, dialect: table, isPairs: true),
        layout.headerLine == nil
      else { return false }
      let hasTabs = layout.separation == Separation(byte: 0x09)
      return unsafe result.read(text, EdgeListPart.lines(of: text, part, count), hasTabs: hasTabs)
    }
    guard isRead else { return nil }
    self = result
  }

  private init() {}

  /// - Returns: whether all lines are such.
  private mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, hasTabs: Bool
  ) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while unsafe end < text.count && text[end] != lineFeed { end += 1 }
      lineCount += 1
      // SAFETY: the line lies in the text, which outlives the call.
      let line = unsafe UnsafeBufferPointer(rebasing: text[start..<end])
      guard unsafe read(line: line, hasTabs: hasTabs) else { return false }
      start = end + 1
    }
    return true
  }

  private mutating func read(line: UnsafeBufferPointer<UInt8>, hasTabs: Bool) -> Bool {
    let tabCount = unsafe line.count { $0 == 0x09 }
    var cells = unsafe line.split { $0 == 0x20 || $0 == 0x09 }
    if unsafe cells.last?.last == 0x0d {
      let last = unsafe cells.removeLast().dropLast()
      if unsafe !last.isEmpty { unsafe cells.append(last) }
    }
    guard let first = unsafe cells.first else { return true }
    if unsafe first.first == UInt8(ascii: "#") || first.first == UInt8(ascii: "%") {
      // With a rank behind three tabs it may be a match of a node that is called so.
      return tabCount != 3
    }
    // Between tabs a space is a part of a name, and nothing is one, too.
    if hasTabs, unsafe tabCount != 1 || line.contains(0x20) { return false }
    guard unsafe cells.count == 2, let source = unsafe Self.number(first),
      let target = unsafe Self.number(cells[1])
    else { return false }
    ids.append(source)
    ids.append(target)
    lines.append(Int32(truncatingIfNeeded: lineCount))
    return true
  }

  private static func number(_ cell: some Collection<UInt8>) -> Int64? {
    guard cell.first == UInt8(ascii: "-") else { return canonicalInteger(cell) }
    return canonicalInteger(cell.dropFirst()).flatMap { $0 > 0 ? -$0 : nil }
  }
}
