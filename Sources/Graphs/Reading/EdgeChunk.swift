/// The edges of a piece of an edge list.
///
/// Nodes are raw: whole numbers as they stand in the file, or places in the chunk's own ``NameTable``.
/// An edge of weight 0 is no edge, but its nodes exist: it is kept as two self-loops, which the graph
/// will drop. So a file whose other weights are 1 gives a graph without weights.
struct EdgeChunk: Sendable {
  /// Where each edge starts and ends, in turn.
  var nodes: [Int64] = []
  /// The weight of each edge; `nil` as long as all are 1.
  var weights: [Double]?
  /// The line of each edge, counted from 1 in this chunk, if the dialect asks for them.
  var lines: [Int] = []
  /// The strings that nodes are called by, if they are not numbers.
  var names: NameTable?
  /// The smallest and the largest node, if there is any.
  var smallest = Int64.max
  var largest = Int64.min
  /// How many lines the chunk has, or how many were read until one failed.
  var lineCount = 0
  /// What is wrong with line ``lineCount``, after which nothing was read.
  var failure: String?
  /// How many data lines there are.
  var dataLineCount = 0
}

extension EdgeChunk {
  /// Reads edges from whole lines.
  ///
  /// - Parameters:
  ///   - text: whole lines; the last byte is a line feed.
  ///   - skippedLine: a line to pass over, counted from 1: the header.
  init(parsing text: UnsafeBufferPointer<UInt8>, dialect: EdgeListDialect, skippedLine: Int?) {
    guard !text.isEmpty else { return }
    // No line of an edge list is shorter than four bytes; memory that is not written costs nothing.
    nodes.reserveCapacity(text.count / 4)
    if !dialect.hasIntegerNodes { names = NameTable() }
    var cursor = unsafe ByteCursor(text)
    while unsafe cursor.position < cursor.end {
      lineCount += 1
      unsafe cursor.skipSeparators()
      if lineCount == skippedLine { unsafe cursor.skipToLineEnd() }
      switch unsafe cursor.byte {
      case lineFeed: break
      case UInt8(ascii: "#"), UInt8(ascii: "%"): unsafe cursor.skipToLineEnd()
      default:
        do {
          try unsafe readLine(&cursor, dialect: dialect)
        } catch {
          failure = error.reason
          return
        }
      }
      unsafe cursor.position += 1
    }
  }

  @inline(__always)
  private mutating func readLine(
    _ cursor: inout ByteCursor, dialect: EdgeListDialect
  ) throws(TokenFailure) {
    let start = unsafe cursor.position
    var pair: (Int64, Int64)
    if dialect.hasIntegerNodes {
      guard case .value(let source) = unsafe cursor.scanInteger() else {
        throw unsafe explainIntegers(cursor, lineStart: start, dialect: dialect)
      }
      unsafe cursor.skipSeparators()
      guard case .value(let target) = unsafe cursor.scanInteger() else {
        throw unsafe explainIntegers(cursor, lineStart: start, dialect: dialect)
      }
      pair = (source, target)
      if let limit = dialect.nodeLimit {
        for node in [source, target] where node < 1 || node > limit {
          throw TokenFailure(reason: "expected numbers from 1 to \(limit), found \(node)")
        }
      }
    } else {
      pair.0 = try unsafe readName(&cursor, dialect: dialect)
      unsafe cursor.skipSeparators()
      if unsafe cursor.byte == lineFeed {
        throw TokenFailure(
          reason: unsafe "expected two node ids, found \(quoted(cursor.line(from: start)))")
      }
      pair.1 = try unsafe readName(&cursor, dialect: dialect)
    }
    unsafe cursor.skipSeparators()

    var weight = 1.0
    if unsafe cursor.byte != lineFeed || dialect.columnCounts.lowerBound > 2 {
      weight = try unsafe readRest(&cursor, lineStart: start, dialect: dialect)
    }
    dataLineCount += 1
    if dialect.recordsLines {
      lines.append(lineCount)
      if weight == 0 { lines.append(lineCount) }
    }
    smallest = min(smallest, pair.0, pair.1)
    largest = max(largest, pair.0, pair.1)
    if weight == 0 {
      nodes.append(pair.0)
      nodes.append(pair.0)
      nodes.append(pair.1)
      nodes.append(pair.1)
      weights?.append(1)
      weights?.append(1)
      return
    }
    if weight != 1, weights == nil { weights = [Double](repeating: 1, count: nodes.count / 2) }
    nodes.append(pair.0)
    nodes.append(pair.1)
    weights?.append(weight)
  }

  private mutating func readName(
    _ cursor: inout ByteCursor, dialect: EdgeListDialect
  ) throws(TokenFailure) -> Int64 {
    if unsafe cursor.byte == UInt8(ascii: "\"") {
      let name = try unsafe scanQuoted(&cursor)
      return try unsafe name.withUnsafeBufferPointer { (name) throws(TokenFailure) in
        try unsafe names!.index(of: name)
      }
    }
    let token = unsafe cursor.token(from: cursor.position)
    if dialect.refusesNegativeIdentifiers, unsafe token[0] == UInt8(ascii: "-"), token.count > 1,
      unsafe token.dropFirst().allSatisfy(isDigit)
    {
      throw TokenFailure(reason: unsafe "node ids cannot be negative, found \(quoted(token))")
    }
    return try unsafe names!.index(of: token)
  }

  /// Why there are no two whole numbers at the start of a line.
  @inline(never)
  private func explainIntegers(
    _ cursor: ByteCursor, lineStart: UnsafePointer<UInt8>, dialect: EdgeListDialect
  ) -> TokenFailure {
    var probe = unsafe cursor
    let line = unsafe quoted(cursor.line(from: lineStart))
    switch unsafe probe.scanInteger() {
    case .negative:
      return TokenFailure(
        reason:
          unsafe "node ids cannot be negative, found \(quoted(probe.token(from: probe.position)))")
    case .tooLarge:
      let token = unsafe quoted(probe.token(from: probe.position))
      return TokenFailure(reason: "node ids go up to \(Int64.max), found \(token)")
    case .value, .other:
      let isAlone = unsafe probe.byte == lineFeed
      return TokenFailure(
        reason: "expected two \(isAlone ? "" : "integer ")node ids, found \(line)")
    }
  }
}
