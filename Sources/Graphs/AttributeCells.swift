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

  /// - Parameters:
  ///   - dialect: what is not left to the first lines.
  ///   - isNode: whether a node is called so, which the first cell of a header must not be.
  init(
    _ text: String, dialect: TableDialect, file: String, isNode: (String) -> Bool
  ) throws(FileError) {
    let signs = CommentSigns(dialect.commentSigns)
    var separator = dialect.delimiter.map { Character(UnicodeScalar($0.byte)) }
    var comment: [String]?
    var line = 0
    for content in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      line += 1
      let trimmed = content.drop { $0 == " " }
      guard trimmed.contains(where: { !$0.isWhitespace }) else { continue }
      let isComment = trimmed.utf8.first.map(signs.contains) ?? false
      let body = isComment ? trimmed.dropFirst().drop { $0 == " " } : trimmed
      if !isComment, dialect.delimiter == nil, separator == nil || rows.isEmpty && header == nil {
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
        if dialect.hasHeader ?? (isName && cells.count > 1 && !isNode(cells[0])) {
          header = cells
          continue
        }
        // `# id role` above rows of two cells is a header; any other comment is just that.
        let named = (dialect.hasHeader == false ? nil : comment).map {
          try? Self.cells($0[0][...], separator: separator!, file: file, line: 1)
        }
        if let named, let named, named.count == cells.count { header = named }
      }
      rows.append(Row(line: line, cells: cells))
    }
  }

  /// Leaves the columns that are asked for, in the order in which they are.
  mutating func keep(_ columns: [TableDialect.Column], file: String) throws(FileError) {
    var places: [Int] = []
    for column in columns {
      switch column {
      case .number(let number): places.append(number - 1)
      case .name(let name):
        let place = header?.firstIndex {
          let plain = $0.hasSuffix(":number") ? String($0.dropLast(":number".count)) : $0
          return plain.lowercased() == name.lowercased()
        }
        guard let place else {
          let names = header.map { "the header has \($0.joined(separator: ", "))" } ?? "there is no header"
          throw FileError(file: file, reason: "has no column “\(name)”: \(names)")
        }
        places.append(place)
      }
    }
    func kept(_ cells: [String], line: Int?) throws(FileError) -> [String] {
      var kept: [String] = []
      for place in places {
        guard cells.indices.contains(place) else {
          throw FileError(file: file, line: line, reason: "has no column \(place + 1), only \(cells.count)")
        }
        kept.append(cells[place])
      }
      return kept
    }
    if let names = header { header = try kept(names, line: nil) }
    for i in rows.indices { rows[i].cells = try kept(rows[i].cells, line: rows[i].line) }
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
      throw FileError(
        file: file, line: number,
        reason: "a quotation mark is opened and not closed in \(quoted(line.utf8))")
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
