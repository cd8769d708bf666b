// SAFETY: the cursor does not pass the line's feed; cells end before it.
extension EdgeChunk {
  /// What a line says, cut into cells.
  typealias Line = (pair: (Int64, Int64), keys: (NameKey, NameKey)?, weight: Double)

  /// Reads a line whose columns are chosen, or whose cells may hold spaces.
  mutating func readCells(
    _ cursor: inout ByteCursor, dialect: EdgeListDialect
  ) throws(TokenFailure) -> Line {
    let start = unsafe cursor.position
    let shape = dialect.shape
    var (numbers, keys): ((Int64?, Int64?), (NameKey?, NameKey?)) = ((nil, nil), (nil, nil))
    var (weight, column): (Double?, Int) = (nil, 0)
    while true {
      if shape.nameCount > 2, column >= shape.nameCount, shape.separation.isStrict {
        throw unsafe wideLine(cursor, lineStart: start, shape)
      }
      if column == shape.source || column == shape.target {
        let isSource = column == shape.source
        if dialect.hasIntegerNodes {
          let number = try unsafe readInteger(&cursor, shape.separation, lineStart: start)
          if isSource { numbers.0 = number } else { numbers.1 = number }
        } else {
          let key = try unsafe readKey(&cursor, shape.separation, lineStart: start)
          if isSource { keys.0 = key } else { keys.1 = key }
        }
      } else if column == shape.value {
        weight = try unsafe readWeight(&cursor, dialect: dialect, lineStart: start)
      } else if !shape.areColumnsChosen, column > 2 {
        guard column == 3 else {
          throw unsafe tooManyColumns(cursor, lineStart: start, dialect: dialect)
        }
        let cell = try unsafe cursor.cell(shape.separation)
        guard cell.isNumber || cell.bytes.isEmpty else {
          throw TokenFailure(reason: "expected a timestamp, found \(quoted(cell.bytes))")
        }
      } else if unsafe cursor.byte == UInt8(ascii: "\"") {
        _ = try unsafe scanQuoted(&cursor, shape.separation)
      } else {
        _ = unsafe cursor.plainCell(shape.separation)
      }
      unsafe cursor.skipBlanks(shape.separation)
      guard unsafe cursor.byte != lineFeed else { break }
      guard unsafe cursor.byte != 0x0d else { throw TokenFailure(reason: Self.strayReturn) }
      unsafe cursor.skipDelimiter(shape.separation)
      column += 1
      if unsafe cursor.byte == lineFeed {
        guard column == shape.value, shape.hasValues, shape.separation.isStrict else { break }
        throw unsafe emptyCell(cursor, "a weight", lineStart: start)
      }
    }
    if dialect.columnCounts.lowerBound > 2, weight == nil {
      throw TokenFailure(
        reason: unsafe "expected a weight as the header has it, "
          + "found \(quoted(cursor.line(from: start)))")
    }
    if shape.nameCount == 2, column > 1 {
      throw TokenFailure(
        reason:
          unsafe "expected two columns as in the header, found \(quoted(cursor.line(from: start)))")
    }
    if dialect.hasIntegerNodes, let source = numbers.0, let target = numbers.1 {
      return ((source, target), nil, weight ?? 1)
    }
    if let source = keys.0, let target = keys.1 { return ((0, 0), (source, target), weight ?? 1) }
    throw TokenFailure(
      reason: unsafe "expected two node ids, found \(quoted(cursor.line(from: start)))")
  }

  /// Why a line has more columns than the header.
  func wideLine(
    _ cursor: ByteCursor, lineStart: UnsafePointer<UInt8>, _ shape: LineShape
  ) -> TokenFailure {
    let hint =
      shape.separation.byte == UInt8(ascii: ",") ? TableLayout.commaHint : ""
    return TokenFailure(
      reason: unsafe "expected \(shape.nameCount) columns as in the header, "
        + "found \(quoted(cursor.line(from: lineStart)))\(hint)")
  }

  func emptyCell(
    _ cursor: ByteCursor, _ what: String, lineStart: UnsafePointer<UInt8>
  ) -> TokenFailure {
    TokenFailure(
      reason:
        unsafe "expected \(what), found an empty column in \(quoted(cursor.line(from: lineStart)))")
  }

  private func readInteger(
    _ cursor: inout ByteCursor, _ separation: Separation, lineStart: UnsafePointer<UInt8>
  ) throws(TokenFailure) -> Int64 {
    let cell = try unsafe cursor.cell(separation)
    if !cell.isQuoted, let number = canonicalInteger(cell.bytes) { return number }
    if cell.bytes.isEmpty { throw unsafe emptyCell(cursor, "a node id", lineStart: lineStart) }
    throw TokenFailure(
      reason: "expected integer node ids, found \(quoted(cell.bytes))",
      wantsStrings: cell.isInteger || cell.isQuoted)
  }

  private mutating func readKey(
    _ cursor: inout ByteCursor, _ separation: Separation, lineStart: UnsafePointer<UInt8>
  ) throws(TokenFailure) -> NameKey {
    if unsafe cursor.byte == UInt8(ascii: "\"") {
      let name = try unsafe scanQuoted(&cursor, separation)
      return try unsafe name.withUnsafeBufferPointer { (name) throws(TokenFailure) in
        try unsafe names!.key(of: name)
      }
    }
    let cell = unsafe cursor.plainCell(separation)
    if unsafe cell.contains(0x0d) {
      throw TokenFailure(reason: Self.strayReturn)
    }
    if cell.isEmpty { throw unsafe emptyCell(cursor, "a node id", lineStart: lineStart) }
    return try unsafe names!.key(of: cell)
  }

  private func readWeight(
    _ cursor: inout ByteCursor, dialect: EdgeListDialect, lineStart: UnsafePointer<UInt8>
  ) throws(TokenFailure) -> Double {
    if unsafe cursor.byte == UInt8(ascii: "{") {
      let weight = try unsafe networkXWeight(cursor.line(from: cursor.position))
      let text = unsafe cursor.line(from: cursor.position)
      unsafe cursor.skipToLineEnd()
      return try checked(weight, dialect, unsafe quoted(text))
    }
    let cell = try unsafe cursor.cell(dialect.shape.separation)
    guard !cell.bytes.isEmpty else {
      throw unsafe emptyCell(cursor, "a weight", lineStart: lineStart)
    }
    guard let weight = decimalNumber(cell.bytes) else {
      if cell.isDecimalComma { throw Self.decimalComma(cell.bytes) }
      if cell.bytes.contains(0x0d) { throw TokenFailure(reason: Self.strayReturn) }
      throw TokenFailure(reason: "expected a weight, found \(quoted(cell.bytes))")
    }
    return try checked(weight, dialect, quoted(cell.bytes))
  }

  private func checked(
    _ weight: Double, _ dialect: EdgeListDialect, _ shown: String
  ) throws(TokenFailure) -> Double {
    if dialect.ignoresWeights { return 1 }
    guard weight.isFinite else {
      throw TokenFailure(reason: "edge weights must be finite, found \(shown)")
    }
    return weight
  }

  static let strayReturn =
    "a carriage return is inside the line: lines must all end in the same way"

  static func decimalComma(_ bytes: some Collection<UInt8>) -> TokenFailure {
    TokenFailure(reason: "expected a decimal point, found the comma in \(quoted(bytes))")
  }

  /// Why there are no two whole numbers at the start of a line.
  @inline(never)
  func explainIntegers(
    _ cursor: ByteCursor, lineStart: UnsafePointer<UInt8>, dialect: EdgeListDialect
  ) -> TokenFailure {
    var probe = unsafe cursor
    let line = unsafe quoted(cursor.line(from: lineStart))
    let token = unsafe quoted(probe.token(from: probe.position))
    unsafe probe = unsafe cursor
    switch unsafe probe.scanInteger() {
    case .negative:
      return TokenFailure(reason: "node ids cannot be negative, found \(token)", wantsStrings: true)
    case .tooLarge:
      return TokenFailure(
        reason: "node ids go up to \(Int64.max), found \(token)", wantsStrings: true)
    case .padded:
      return TokenFailure(
        reason: "integer node ids have no leading zeros, found \(token)", wantsStrings: true)
    case .value, .other:
      if unsafe probe.byte == 0x0d { return TokenFailure(reason: Self.strayReturn) }
      let separation = dialect.shape.separation
      if separation.isStrict, unsafe probe.byte == separation.byte {
        return unsafe emptyCell(cursor, "a node id", lineStart: lineStart)
      }
      let isAlone = unsafe probe.byte == lineFeed
      return TokenFailure(
        reason: "expected two \(isAlone ? "" : "integer ")node ids, found \(line)",
        wantsStrings: unsafe probe.byte == UInt8(ascii: "\""))
    }
  }
}
