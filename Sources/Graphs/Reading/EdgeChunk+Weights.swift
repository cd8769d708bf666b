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
    let start = unsafe cursor.position
    guard unsafe cursor.byte != lineFeed else {
      throw TokenFailure(
        reason:
          unsafe "expected two numbers and a value, found \(quoted(cursor.line(from: lineStart)))")
    }
    guard dialect.columnCounts.upperBound > 2 else {
      throw TokenFailure(
        reason: unsafe "expected two numbers, found \(quoted(cursor.line(from: lineStart)))")
    }
    var weight: Double
    if unsafe cursor.byte == UInt8(ascii: "{"), dialect.nodeLimit == nil {
      weight = try unsafe networkXWeight(cursor.line(from: start))
      unsafe cursor.skipToLineEnd()
    } else {
      guard let number = unsafe cursor.scanNumber() else {
        throw TokenFailure(
          reason: unsafe "expected a weight, found \(quoted(cursor.token(from: start)))")
      }
      weight = number
      try unsafe skipTimestamp(&cursor, lineStart: lineStart, dialect: dialect)
    }
    if dialect.ignoresWeights { return 1 }
    guard weight.isFinite else {
      throw TokenFailure(
        reason: unsafe "edge weights must be finite, found \(shown(start, cursor))")
    }
    return weight
  }

  /// The `weight` of a dictionary as networkx writes one after an edge, `{'weight': 1.0, 'kind': 'mail'}`;
  /// 1 if it has none.
  private func networkXWeight(
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
    unsafe cursor.skipSeparators()
    if unsafe cursor.byte == lineFeed { return }
    let start = unsafe cursor.position
    let isTimestamp = unsafe cursor.scanNumber() != nil
    if !isTimestamp { _ = unsafe cursor.token(from: start) }
    unsafe cursor.skipSeparators()
    guard unsafe cursor.byte == lineFeed, dialect.columnCounts.upperBound == 4 else {
      let most = dialect.columnCounts.upperBound == 4 ? "a weight and a timestamp" : "one value"
      throw TokenFailure(
        reason: unsafe "expected at most \(most) after the nodes, "
          + "found \(quoted(cursor.line(from: lineStart)))")
    }
    guard isTimestamp else {
      throw TokenFailure(
        reason: unsafe "expected a timestamp, found \(quoted(cursor.token(from: start)))")
    }
  }

  /// The first token after the ids, or the whole dictionary.
  private func shown(_ start: UnsafePointer<UInt8>, _ cursor: ByteCursor) -> String {
    if unsafe start.pointee == UInt8(ascii: "{") { return unsafe quoted(cursor.line(from: start)) }
    var probe = unsafe cursor
    unsafe probe.position = unsafe start
    return unsafe quoted(probe.token(from: start))
  }
}
