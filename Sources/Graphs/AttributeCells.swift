internal import Files

/// The cells of an attribute table, line by line.
///
/// Unlike in edge lists a cell may be empty or hold spaces, so one separator is chosen for the whole
/// file: the first of tab, comma and semicolon that its first line holds, else any run of spaces.
struct AttributeCells {
  struct Row {
    var line: Int
    var cells: [String]
  }

  var header: [String]?
  var rows: [Row] = []

  /// - Parameter isNode: whether a node is called so, which a header's first cell must not be.
  init(_ text: String, file: String, isNode: (String) -> Bool) throws(FileError) {
    var separator: Character?
    var comment: [String]?
    var line = 0
    for content in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      line += 1
      let trimmed = content.drop { $0 == " " }
      guard trimmed.contains(where: { !$0.isWhitespace }) else { continue }
      let isComment = trimmed.first == "#" || trimmed.first == "%"
      let body = isComment ? trimmed.dropFirst().drop { $0 == " " } : trimmed
      if !isComment, separator == nil || rows.isEmpty && header == nil {
        separator = ["\t", ",", ";"].first { body.contains($0) } ?? " "
      }
      if isComment {
        if rows.isEmpty, header == nil, comment == nil, trimmed.first == "#" {
          comment = [String(body)]
        }
        continue
      }
      let cells = try Self.cells(body, separator: separator!, file: file, line: line)
      if rows.isEmpty, header == nil {
        // Pandas' index has no name.
        let isName = cells[0].isEmpty || HeaderWords.isHeaderCell(cells[0])
        if isName, cells.count > 1, !isNode(cells[0]) {
          header = cells
          continue
        }
        // `# id role` above rows of two cells is a header; any other comment is just that.
        let named = comment.map {
          try? Self.cells($0[0][...], separator: separator!, file: file, line: 1)
        }
        if let named, let named, named.count == cells.count { header = named }
      }
      rows.append(Row(line: line, cells: cells))
    }
  }

  private static func cells(
    _ line: Substring, separator: Character, file: String, line number: Int
  ) throws(FileError) -> [String] {
    var cells: [String] = []
    var (cell, isInside, wasQuoted) = ("", false, false)
    func finished() -> String { wasQuoted ? cell : cell.trimmingSpaces }
    for character in line {
      if character == "\"", isInside || wasQuoted || cell.trimmingSpaces.isEmpty {
        // A mark inside marks is written twice: it closes, and opens again at once.
        if !isInside, wasQuoted { cell.append(character) } else if !wasQuoted { cell = "" }
        (isInside, wasQuoted) = (!isInside, true)
      } else if character == separator, !isInside {
        if separator != " " || !cell.isEmpty || wasQuoted { cells.append(finished()) }
        (cell, wasQuoted) = ("", false)
      } else if isInside || !wasQuoted || !character.isWhitespace {
        cell.append(character)
      }
    }
    guard !isInside else {
      throw FileError(file: file, line: number, reason: "a quotation mark is opened and not closed")
    }
    if separator != " " || !cell.isEmpty || wasQuoted { cells.append(finished()) }
    return cells
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
