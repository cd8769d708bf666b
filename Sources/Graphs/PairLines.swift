internal import Files

/// The lines of a file of pairs: truth, anchors, similarities, or an alignment as it is written.
struct PairLines {
  struct Line {
    /// Counted from 1.
    var number: Int
    var cells: [Cell]
    var source: String
    var target: String
    /// What is in the third column, if anything is.
    var value: Cell?
    /// What is in the fourth, if this is a line of an alignment.
    var rank: Int?
    /// The whole line, as error messages show it.
    var shown: String
  }

  var lines: [Line] = []
  var header: String?
  var areColumnsChosen = false
}

extension FileContents {
  /// All data lines of a file of pairs.
  ///
  /// - Throws: the first that has no two ids.
  func pairLines(_ table: TableDialect) throws(FileError) -> PairLines {
    let name = name
    return try unsafe withText { (text) throws(FileError) in
      do throws(LineFailure) {
        return try unsafe PairLines(text, table)
      } catch {
        throw error.inFile(name)
      }
    }
  }
}

extension PairLines {
  fileprivate init(_ text: UnsafeBufferPointer<UInt8>, _ table: TableDialect) throws(LineFailure) {
    let comments = CommentSigns(table.commentSigns)
    let sample = unsafe TableSample(text, comments: comments)
    let layout = try TableLayout(sample, dialect: table, isPairs: true)
    if layout.headerLine != nil { header = layout.shownHeader }
    areColumnsChosen = layout.areColumnsChosen
    if let first = sample.lines.first, first.bytes.first == UInt8(ascii: "{") {
      throw LineFailure(
        line: first.number,
        reason: "expected columns of source and target, found what looks like JSON")
    }
    var (start, number) = (0, 0)
    while start < text.count {
      var end = start
      while unsafe end < text.count && text[end] != lineFeed { end += 1 }
      number += 1
      let bytes = unsafe Array(text[start..<end])
      start = end + 1
      guard let first = bytes.first(where: { !isSeparator($0) }), number != layout.headerLine else {
        continue
      }
      if comments.contains(first), !isMatch(bytes) { continue }
      lines.append(try Self.line(bytes, number, layout))
    }
  }

  private static func line(
    _ bytes: [UInt8], _ number: Int, _ layout: TableLayout
  ) throws(LineFailure) -> Line {
    let cells: [Cell]
    do {
      cells = try layout.separation.cells(of: bytes)
    } catch {
      throw LineFailure(line: number, reason: error.reason)
    }
    let shown = quoted(
      bytes.drop { isSeparator($0) }.reversed().drop { isSeparator($0) }.reversed())
    guard cells.count > max(layout.source, layout.target) else {
      throw LineFailure(line: number, reason: "expected two node ids, found \(shown)")
    }
    if layout.headerLine != nil, cells.count > layout.names.count {
      throw LineFailure(
        line: number, reason: "expected \(layout.names.count) columns as in the header, found \(shown)")
    }
    let (source, target) = (cells[layout.source], cells[layout.target])
    for cell in [source, target] where cell.bytes.isEmpty && !cell.isQuoted {
      throw LineFailure(
        line: number, reason: "expected two node ids, found an empty column in \(shown)")
    }
    for cell in [source, target] where cell.bytes.contains(0x0d) {
      throw LineFailure(line: number, reason: EdgeChunk.strayReturn)
    }
    var line = Line(
      number: number, cells: cells, source: source.text, target: target.text, shown: shown)
    if let value = layout.value, value < cells.count { line.value = cells[value] }
    line.rank = rank(of: cells)
    return line
  }

  /// The rank of a candidate in a line as alignments are written: source, target, similarity and rank.
  private static func rank(of cells: [Cell]) -> Int? {
    guard cells.count == 4, cells[2].isNumber, let rank = canonicalInteger(cells[3].bytes) else {
      return nil
    }
    return rank >= 1 ? Int(rank) : nil
  }

  /// Whether a line is one of an alignment although its first id starts as comments do.
  private func isMatch(_ bytes: [UInt8]) -> Bool {
    let cells = (try? Separation(byte: 0x09).cells(of: bytes)) ?? []
    return Self.rank(of: cells) != nil && cells[0].bytes.count > 1
      && !isSeparator(cells[0].bytes[1])
  }
}
