internal import Files

// SAFETY: the cursor does not pass the line's feed; `start` and `lineStart` are on the same line.
extension EdgeChunk {
  /// Reads what follows the two ids: a weight, a weight and a timestamp, or a dictionary.
  ///
  /// - Returns: the weight; 1 when weights are ignored.
  @inline(never)
  func readRest(
    _ cursor: inout ByteCursor, lineStart: UnsafePointer<UInt8>, dialect: EdgeListDialect
  ) throws(TokenFailure) -> Double {
    let shape = dialect.shape
    unsafe cursor.skipDelimiter(shape.separation)
    let start = unsafe cursor.position
    if unsafe cursor.byte == lineFeed, dialect.columnCounts.lowerBound == 2 {
      // A separator that nothing follows.
      guard shape.separation.isStrict, shape.hasValues else { return 1 }
      throw unsafe emptyCell(cursor, "a weight", lineStart: lineStart)
    }
    guard unsafe cursor.byte != lineFeed else {
      throw TokenFailure(
        reason:
          unsafe "expected two numbers and a value, found \(quoted(cursor.line(from: lineStart)))")
    }
    if shape.value == nil, shape.areColumnsChosen, shape.nameCount != 2 {
      unsafe cursor.skipToLineEnd()
      return 1
    }
    guard dialect.columnCounts.upperBound > 2, shape.nameCount != 2 else {
      throw TokenFailure(
        reason: unsafe "expected two numbers, found \(quoted(cursor.line(from: lineStart)))")
    }
    var weight: Double
    if unsafe cursor.byte == UInt8(ascii: "{"), dialect.nodeLimit == nil {
      weight = try unsafe networkXWeight(cursor.line(from: start))
      unsafe cursor.skipToLineEnd()
    } else {
      guard let number = unsafe cursor.scanNumber() else {
        if unsafe cursor.byte == 0x0d { throw TokenFailure(reason: Self.strayReturn) }
        throw TokenFailure(
          reason: unsafe "expected a weight, found \(quoted(cursor.token(from: start)))")
      }
      weight = number
      try unsafe checkWeightEnd(cursor, from: start, shape.separation)
      try unsafe skipTimestamp(&cursor, lineStart: lineStart, dialect: dialect)
    }
    if dialect.ignoresWeights { return 1 }
    guard weight.isFinite else {
      throw TokenFailure(
        reason: unsafe "edge weights must be finite, found \(shown(start, cursor))")
    }
    return weight
  }

  /// Sees to it that a weight does not go on: `0,5` is not 0.
  @inline(__always)
  private func checkWeightEnd(
    _ cursor: ByteCursor, from start: UnsafePointer<UInt8>, _ separation: Separation
  ) throws(TokenFailure) {
    guard unsafe cursor.byte != lineFeed else { return }
    var probe = unsafe cursor
    if separation.byte != 0 {
      unsafe probe.skipBlanks(separation)
      if unsafe probe.byte == lineFeed || probe.position > cursor.position && !separation.isStrict
        || separation.isStrict && probe.byte == separation.byte
      {
        return
      }
    } else if unsafe !(probe.byte == UInt8(ascii: ",") && isDigit((probe.position + 1).pointee)) {
      return
    }
    unsafe probe.position = unsafe start
    let cell = unsafe probe.plainCell(separation == .any ? .spaces : separation)
    if unsafe Cell(bytes: Array(cell)).isDecimalComma {
      throw Self.decimalComma(unsafe Array(cell))
    }
    if unsafe cell.contains(0x0d) { throw TokenFailure(reason: Self.strayReturn) }
    throw TokenFailure(reason: unsafe "expected a weight, found \(quoted(cell))")
  }

  /// The `weight` of a dictionary as networkx writes one after an edge, `{'weight': 1.0, 'kind': 'mail'}`;
  /// 1 if it has none.
  func networkXWeight(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(TokenFailure) -> Double {
    func failure(_ reason: String) -> TokenFailure {
      TokenFailure(reason: unsafe "\(reason) in \(quoted(bytes))")
    }
    let literal: PythonLiteral
    do throws(FileError) {
      literal = try PythonLiteral(parsing: unsafe Span(_unsafeElements: bytes), named: "")
    } catch {
      throw failure(error.reason)
    }
    guard literal.entries != nil else { throw failure("expected a dictionary") }
    guard let value = literal["weight"] else { return 1 }
    guard let number = value.double else { throw failure("expected a number as weight") }
    return number
  }

  private func skipTimestamp(
    _ cursor: inout ByteCursor, lineStart: UnsafePointer<UInt8>, dialect: EdgeListDialect
  ) throws(TokenFailure) {
    let separation = dialect.shape.separation
    unsafe cursor.skipDelimiter(separation)
    if unsafe cursor.byte == lineFeed { return }
    if dialect.shape.areColumnsChosen {
      if dialect.shape.nameCount == 3 {
        throw unsafe wideLine(cursor, lineStart: lineStart, dialect.shape)
      }
      unsafe cursor.skipToLineEnd()
      return
    }
    let start = unsafe cursor.position
    let isTimestamp = unsafe cursor.scanNumber() != nil
    if !isTimestamp { _ = unsafe cursor.token(from: start) }
    unsafe cursor.skipDelimiter(separation)
    guard unsafe cursor.byte == lineFeed, dialect.columnCounts.upperBound == 4 else {
      throw unsafe tooManyColumns(cursor, lineStart: lineStart, dialect: dialect)
    }
    guard isTimestamp else {
      throw TokenFailure(
        reason: unsafe "expected a timestamp, found \(quoted(cursor.token(from: start)))")
    }
  }

  func tooManyColumns(
    _ cursor: ByteCursor, lineStart: UnsafePointer<UInt8>, dialect: EdgeListDialect
  ) -> TokenFailure {
    let most = dialect.columnCounts.upperBound == 4 ? "a weight and a timestamp" : "one value"
    return TokenFailure(
      reason: unsafe "expected at most \(most) after the nodes, "
        + "found \(quoted(cursor.line(from: lineStart)))"
        + (dialect.columnCounts.upperBound == 4
          ? "; --columns 1,2 reads the nodes alone, --format adjacency lists of neighbors" : ""))
  }

  /// The first token after the ids, or the whole dictionary.
  private func shown(_ start: UnsafePointer<UInt8>, _ cursor: ByteCursor) -> String {
    if unsafe start.pointee == UInt8(ascii: "{") { return unsafe quoted(cursor.line(from: start)) }
    var probe = unsafe cursor
    unsafe probe.position = unsafe start
    return unsafe quoted(probe.token(from: start))
  }
}
