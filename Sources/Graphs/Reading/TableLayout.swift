/// How the lines of a table are cut, and which columns are what.
struct TableLayout: Sendable, Equatable {
  var separation = Separation.any
  var comments = CommentSigns()
  /// Counted from 0.
  var source = 0
  var target = 1
  /// The column of weights or other numbers; `nil` if there is none.
  var value: Int? = 2
  /// Where the header is, if there is one.
  var headerLine: Int?
  /// What the header calls the columns.
  var names: [String] = []
  /// Whether the columns were chosen, by the header or the caller: what is in others is not looked at.
  var areColumnsChosen = false
  /// Whether any of the first lines has a value.
  var hasValues = false
  /// What there is to say about all this, each a short phrase.
  var remarks: [String] = []
  /// What may be meant otherwise.
  var doubts: [String] = []
  /// What the file holds and the graph will not.
  var losses: [String] = []

  /// The header as it is shown.
  var shownHeader: String {
    let shown = names.prefix(12).map { $0.prefix(60) }.joined(separator: ",")
    return "“\(shown)\(names.count > 12 ? ",…" : "")”"
  }

  var shape: LineShape {
    LineShape(
      separation: separation, comments: comments, source: source, target: target, value: value,
      areColumnsChosen: areColumnsChosen, hasValues: hasValues, nameCount: names.count)
  }
}

extension TableLayout {
  /// Looks at the first lines of a table.
  ///
  /// - Parameter isPairs: whether the lines are pairs of nodes of two graphs.
  /// - Throws: when the caller's columns are not there, and when commas may be those of decimals.
  init(
    _ sample: TableSample, dialect: TableDialect, isPairs: Bool = false
  ) throws(LineFailure) {
    comments = CommentSigns(dialect.commentSigns)
    if let delimiter = dialect.delimiter {
      separation = Separation(byte: delimiter.byte)
    } else {
      separation = try sample.separation()
    }
    let rows = TableRows(sample, separation)
    guard !rows.lines.isEmpty else { return }
    if rows.hasHeader(dialect.hasHeader, isPairs: isPairs) {
      headerLine = sample.lines[0].number
      names = rows.lines[0].map(\.text)
    } else if dialect.hasHeader == nil, dialect.columns == nil, rows.namesTwice {
      throw LineFailure(
        line: sample.lines[0].number,
        reason: "\(quoted(sample.lines[0].bytes)) looks like a header that calls two columns alike; "
          + "--columns 1,2 chooses, and --no-header makes it an edge")
    } else if separation.isStrict, let comment = sample.comment {
      names = rows.names(in: comment, separation)
    }
    let data = headerLine == nil ? rows.lines[...] : rows.lines.dropFirst()
    // R writes no name over the column of row names; nor does pandas where spaces separate.
    let areNumbered = [0, 1].contains { start in
      data.enumerated().allSatisfy { i, cells in
        cells.count == names.count + 1 && cells[0].text == "\(i + start)"
      }
    }
    if headerLine != nil, names.count > 1, !data.isEmpty, areNumbered {
      names.insert("", at: 0)
    }
    try checkWidth(data, sample)
    if let columns = dialect.columns {
      try choose(columns, line: headerLine)
    } else if !names.isEmpty {
      chooseByName(data)
    } else {
      try checkDecimals(data, sample)
    }
    if dialect.columns == nil, !isPairs { try checkWords(data, sample) }
    if headerLine != nil { remarks.append("header \(shownHeader) skipped") }
    if !isPairs {
      findTimes(data)
      doubtFirstLine(rows.lines)
      doubtWeights(data)
      doubtMissingWeights(data)
    }
    if let value { hasValues = data.contains { $0.count > value } }
  }

  /// Below a header no line has more columns than it; the reader of lines knows of two.
  private func checkWidth(_ data: ArraySlice<[Cell]>, _ sample: TableSample) throws(LineFailure) {
    guard headerLine != nil, names.count > 2 else { return }
    for i in data.indices where data[i].count > names.count {
      // What networkx adds to an edge is one value, whatever is in it.
      if data[i].contains(where: { $0.bytes.first == UInt8(ascii: "{") }) { continue }
      let line = sample.lines[i]
      throw LineFailure(
        line: line.number,
        reason: "expected \(names.count) columns as in the header, found \(quoted(line.bytes))"
          + (separation.byte == UInt8(ascii: ",") ? Self.commaHint : ""))
    }
  }

  static let commaHint = " (are there decimal commas, or names without quotation marks?)"

  /// Takes the columns that the caller names.
  private mutating func choose(
    _ columns: [TableDialect.Column], line: Int?
  ) throws(LineFailure) {
    guard (2...3).contains(columns.count) else {
      throw LineFailure(
        line: nil, reason: "expected two or three columns to read, found \(columns.count)")
    }
    var places: [Int] = []
    for column in columns {
      switch column {
      case .number(let number):
        guard number >= 1 else {
          throw LineFailure(line: nil, reason: "columns are counted from 1, found \(number)")
        }
        places.append(number - 1)
      case .name(let name):
        let place =
          names.firstIndex(of: name)
          ?? names.firstIndex { $0.lowercased() == name.lowercased() }
        guard let place else {
          throw LineFailure(
            line: line,
            reason: names.isEmpty
              ? "has no header that names a column “\(name)”"
              : "no column is called “\(name)”, of \(shownHeader)")
        }
        places.append(place)
      }
    }
    guard Set(places).count == places.count else {
      throw LineFailure(line: nil, reason: "expected different columns to read")
    }
    (source, target, value) = (places[0], places[1], places.count > 2 ? places[2] : nil)
    areColumnsChosen = true
  }

  /// Takes the columns that the header calls source, target and weight.
  private mutating func chooseByName(_ data: ArraySlice<[Cell]>) {
    let isIndexed = names[0].isEmpty
    if let ends = HeaderWords.ends(in: names) {
      (source, target) = ends
    } else if headerLine == nil {
      // A comment that names no columns.
      names = []
      return
    } else if isIndexed, names.count > 2 {
      (source, target) = (1, 2)
    }
    areColumnsChosen = true
    let ends = [source, target]
    let rest = names.indices.filter { !ends.contains($0) && !(isIndexed && $0 == 0) }
    value = HeaderWords.weight(in: names, besides: ends)
    let known = ["id", "label", "type", "kind", "relation", "relationship", "interaction", "rank"]
    if value == nil, rest.count == 1, !HeaderWords.isTime(names[rest[0]]),
      !HeaderWords.words(names[rest[0]]).contains(where: known.contains),
      data.allSatisfy({ $0.count > rest[0] && $0[rest[0]].isNumber })
    {
      value = rest[0]
    }
    if (source, target) != (0, 1) {
      remarks.append("columns “\(names[source])” and “\(names[target])” are source and target")
    }
    if let value, names[value].lowercased() != "weight" {
      remarks.append("weights from column “\(names[value])”")
    }
    let ignored = rest.filter { $0 != value }.map { names[$0] }
    if !ignored.isEmpty {
      let shown = ignored.prefix(3).joined(separator: ", ") + (ignored.count > 3 ? ", …" : "")
      losses.append("\(ignored.count == 1 ? "column" : "columns") \(shown) not used")
    }
  }

  /// Where a comma separates, `1,2,0,5` may be an edge of weight 0.5.
  private func checkDecimals(_ data: ArraySlice<[Cell]>, _ sample: TableSample) throws(LineFailure) {
    guard separation.byte == UInt8(ascii: ","), let first = data.first, first.count == 4 else {
      return
    }
    let isShort = data.allSatisfy { cells in
      cells.count == 4 && cells[2...].allSatisfy { $0.isInteger && $0.bytes.count < 9 }
    }
    guard isShort else { return }
    throw LineFailure(
      line: sample.lines[0].number,
      reason: "\(quoted(sample.lines[0].bytes)) may have a decimal comma, or four columns; "
        + "name the columns to read (--columns 1,2 or 1,2,3) or write decimal points")
  }

  /// A third column of large whole numbers is time, not weight.
  private mutating func findTimes(_ data: ArraySlice<[Cell]>) {
    guard !areColumnsChosen, value == 2, !data.isEmpty else { return }
    let isTime = data.allSatisfy { cells in
      cells.count > 2 && cells[2].isInteger && (decimalNumber(cells[2].bytes) ?? 0) > 1e9
    }
    if isTime {
      value = nil
      areColumnsChosen = true
      losses.append("the third column looks like time stamps and is not used")
    } else if data.allSatisfy({ $0.count == 4 }) {
      losses.append("the fourth column is not used")
    }
  }
}
