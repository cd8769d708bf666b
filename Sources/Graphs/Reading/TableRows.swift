/// The first lines of a table, cut.
struct TableRows {
  let lines: [[Cell]]

  /// Lines that cannot be cut are for the reader to complain about.
  init(_ sample: TableSample, _ separation: Separation) {
    lines = sample.lines.map { (try? separation.cells(of: $0.bytes)) ?? [] }
  }

  /// The names in a comment that stands over as many columns.
  func names(in comment: TableSample.Line, _ separation: Separation) -> [String] {
    let body = comment.bytes.drop { isSeparator($0) }.dropFirst().drop { $0 == 0x20 }
    let cells = (try? separation.cells(of: body)) ?? []
    return cells.count >= 2 && lines.allSatisfy { $0.count == cells.count }
      ? cells.map(\.text) : []
  }

  /// Whether the first line is a header.
  func hasHeader(_ told: Bool?, isPairs: Bool) -> Bool {
    let (first, others) = (lines[0], lines.dropFirst())
    if let told { return told }
    guard first.count >= 2 else { return false }
    // Pandas' index has no name.
    if first[0].bytes.isEmpty, first.count > 2 {
      return first.dropFirst().allSatisfy { !$0.isNumber }
        && others.allSatisfy { $0.count == first.count }
    }
    guard !first.contains(where: { $0.isNumber || $0.bytes.isEmpty }) else { return false }
    // A word over a column of numbers. What stands for a missing number is no name.
    let missing = ["na", "n/a", "null", "none", "missing", "-", "?"]
    if first.count == 3, !others.isEmpty, first[2].bytes.first != UInt8(ascii: "{"),
      !missing.contains(first[2].text.lowercased()), !first[2].isDecimalComma,
      others.allSatisfy({ $0.count >= 3 && $0[2].isNumber })
    {
      return true
    }
    // No two columns are called alike; a loop is not a header.
    return first[0].bytes != first[1].bytes
      && HeaderWords.isHeaderCell(first[0].text) && HeaderWords.isHeaderCell(first[1].text)
      && !holdsWords(others, like: first)
  }

  /// Whether the first line is a header that calls its first two columns alike.
  var namesTwice: Bool {
    guard lines.count > 2, let first = lines[0].first, lines[0].count > 1 else { return false }
    return lines[0][1].bytes == first.bytes && HeaderWords.isHeaderCell(first.text)
      && !lines.dropFirst().contains { $0.prefix(2).contains { $0.bytes == first.bytes } }
  }

  /// Whether ids below look like the words of a header, too: `node1 node2` over `node2 node3` is an edge.
  private func holdsWords(_ others: ArraySlice<[Cell]>, like first: [Cell]) -> Bool {
    let hasDigits = first.prefix(2).contains { $0.bytes.contains(where: isDigit) }
    if others.isEmpty { return hasDigits }
    return others.contains { cells in
      cells != first && cells.prefix(2).contains { HeaderWords.isHeaderCell($0.text) }
    }
  }
}
