/// The edges of a piece of an edge list.
///
/// Nodes are raw: whole numbers as they stand in the file, or the keys of names.
/// An edge of weight 0 is no edge, but its nodes exist: it is kept as two self-loops, which the graph
/// will drop. So a file whose other weights are 1 gives a graph without weights.
struct EdgeChunk: Sendable {
  /// Where each edge starts and ends, if all are numbers below 2³¹.
  var pairs: PairBuffer
  /// The same where some number is larger; ``pairs`` is only room for the numbers of these nodes then.
  var wideEnds: [Int64]?
  /// The weight of each edge; `nil` as long as all are 1.
  var weights: [Double]?
  /// The line of each edge, counted from 1 in this chunk, if the dialect asks for them.
  var lines: [Int] = []
  /// Where each edge starts and ends, if nodes are called by strings.
  var names: NameMentions?
  /// The smallest and the largest node, if there is any.
  var smallest = Int64.max
  var largest = Int64.min
  /// How many lines the chunk has, or how many were read until one failed.
  var lineCount = 0
  /// What is wrong with line ``lineCount``, after which nothing was read.
  var failure: TokenFailure?
  /// How many data lines there are.
  var dataLineCount = 0
  /// Which edges stand for one of weight 0: the first of two loops.
  var zeroPlaces: [Int] = []

  /// How many edges there are.
  var edgeCount: Int {
    if let names { return names.keys.count / 2 }
    return wideEnds.map { $0.count / 2 } ?? pairs.count
  }

  /// Calls `body` with both ends of every edge, if they are numbers.
  @inline(__always)
  func forEachNode(_ body: (Int64) -> Void) {
    if let wideEnds {
      for node in wideEnds { body(node) }
    } else {
      let ends = pairs.span
      for i in ends.indices { body(Int64(ends[i])) }
    }
  }
}

extension EdgeChunk {
  /// Reads edges from whole lines.
  ///
  /// - Parameters:
  ///   - text: whole lines; the last byte is a line feed.
  ///   - index: which chunk this is.
  ///   - skippedLine: a line to pass over, counted from 1: the header.
  init(
    parsing text: UnsafeBufferPointer<UInt8>, index: Int = 0, dialect: EdgeListDialect,
    skippedLine: Int?
  ) {
    // No edge takes fewer than four bytes, nor one that is kept as two loops fewer than six.
    pairs = PairBuffer(capacity: dialect.hasIntegerNodes ? text.count / 3 : 0)
    if !dialect.hasIntegerNodes {
      names = NameMentions(chunk: index, expectedCount: text.count / 8)
    }
    guard !text.isEmpty else { return }
    // SAFETY: each line is read through the cursor, which stays on it; only here, on its line feed, is
    // the cursor moved to the next, and compared with the end.
    var cursor = unsafe ByteCursor(text)
    let (isPlain, comments) = (dialect.isPlain, dialect.shape.comments)
    let separation = dialect.shape.separation
    let hasNumbers = isPlain && dialect.hasIntegerNodes
    while unsafe cursor.position < cursor.end {
      lineCount += 1
      if separation.byte == 0 {
        unsafe cursor.skipSeparators()
      } else {
        unsafe cursor.skipBlanks(separation)
      }
      let byte = unsafe cursor.byte
      if lineCount == skippedLine || !isDigit(byte) && comments.contains(byte) {
        unsafe cursor.skipToLineEnd()
      } else if byte != lineFeed {
        do {
          if hasNumbers {
            try unsafe readNumbers(&cursor, dialect: dialect, separation)
          } else {
            try unsafe readCellsOrNames(&cursor, dialect: dialect, isPlain: isPlain)
          }
        } catch {
          failure = error
          return
        }
      }
      unsafe cursor.position += 1
    }
  }

  /// Reads a line of two whole numbers and perhaps a weight.
  @inline(__always)
  private mutating func readNumbers(
    _ cursor: inout ByteCursor, dialect: EdgeListDialect, _ separation: Separation
  ) throws(TokenFailure) {
    let start = unsafe cursor.position
    let allowsZeros = dialect.nodeLimit != nil
    guard case .value(let source) = unsafe cursor.scanInteger(allowsZeros: allowsZeros) else {
      throw unsafe explainIntegers(cursor, lineStart: start, dialect: dialect)
    }
    unsafe cursor.skipDelimiter(separation)
    guard case .value(let target) = unsafe cursor.scanInteger(allowsZeros: allowsZeros) else {
      throw unsafe explainIntegers(cursor, lineStart: start, dialect: dialect)
    }
    if let limit = dialect.nodeLimit {
      for node in [source, target] where node < 1 || node > limit {
        throw TokenFailure(reason: "expected nodes from 1 to \(limit), found \(node)")
      }
    }
    unsafe cursor.skipBlanks(separation)
    var weight = 1.0
    if unsafe cursor.byte != lineFeed || dialect.columnCounts.lowerBound > 2 {
      weight = try unsafe readRest(&cursor, lineStart: start, dialect: dialect)
    }
    record(source, target, weight: weight, dialect)
  }

  /// Reads a line of names, or one that must be cut into cells.
  @inline(never)
  private mutating func readCellsOrNames(
    _ cursor: inout ByteCursor, dialect: EdgeListDialect, isPlain: Bool
  ) throws(TokenFailure) {
    guard isPlain else {
      let line = try unsafe readCells(&cursor, dialect: dialect)
      if let keys = line.keys {
        record(keys.0, keys.1, weight: line.weight, dialect)
      } else {
        record(line.pair.0, line.pair.1, weight: line.weight, dialect)
      }
      return
    }
    let start = unsafe cursor.position
    let source = try unsafe readName(&cursor)
    unsafe cursor.skipSeparators()
    if unsafe cursor.byte == lineFeed {
      throw TokenFailure(
        reason: unsafe "expected two node ids, found \(quoted(cursor.line(from: start)))")
    }
    let target = try unsafe readName(&cursor)
    unsafe cursor.skipSeparators()
    var weight = 1.0
    if unsafe cursor.byte != lineFeed || dialect.columnCounts.lowerBound > 2 {
      weight = try unsafe readRest(&cursor, lineStart: start, dialect: dialect)
    }
    record(source, target, weight: weight, dialect)
  }

  /// Counts a data line, and makes room for its weight if it is the first other than 1.
  @inline(__always)
  private mutating func count(_ weight: Double, _ dialect: EdgeListDialect) {
    dataLineCount += 1
    if dialect.recordsLines {
      lines.append(lineCount)
      if weight == 0 { lines.append(lineCount) }
    }
    guard weight != 1 else { return }
    if weight == 0 {
      zeroPlaces.append(edgeCount)
    } else if weights == nil {
      weights = [Double](repeating: 1, count: edgeCount)
    }
  }

  @inline(__always)
  private mutating func record(
    _ source: NameKey, _ target: NameKey, weight: Double, _ dialect: EdgeListDialect
  ) {
    count(weight, dialect)
    append(source, target, weight: weight) { chunk, a, b in chunk.names!.append(a, b) }
  }

  @inline(__always)
  private mutating func record(
    _ source: Int64, _ target: Int64, weight: Double, _ dialect: EdgeListDialect
  ) {
    count(weight, dialect)
    smallest = min(smallest, source, target)
    largest = max(largest, source, target)
    if largest > Int64(Int32.max) {
      append(source, target, weight: weight) { chunk, a, b in chunk.appendWide(a, b) }
    } else {
      append(Int32(source), Int32(target), weight: weight) { chunk, a, b in
        chunk.pairs.append(a, b)
      }
    }
  }

  /// Appends an edge, or two loops for one of weight 0.
  @inline(__always)
  private mutating func append<Node>(
    _ source: Node, _ target: Node, weight: Double,
    with append: (inout EdgeChunk, Node, Node) -> Void
  ) {
    if weight == 0 {
      append(&self, source, source)
      append(&self, target, target)
      weights?.append(1)
      weights?.append(1)
    } else {
      append(&self, source, target)
      weights?.append(weight)
    }
  }

  @inline(never)
  private mutating func appendWide(_ source: Int64, _ target: Int64) {
    if wideEnds == nil {
      var known: [Int64] = []
      forEachNode { known.append($0) }
      wideEnds = known
    }
    wideEnds!.append(source)
    wideEnds!.append(target)
  }

  private mutating func readName(_ cursor: inout ByteCursor) throws(TokenFailure) -> NameKey {
    if unsafe cursor.byte == UInt8(ascii: "\"") {
      let name = try unsafe scanQuoted(&cursor, .any)
      return try unsafe name.withUnsafeBufferPointer { (name) throws(TokenFailure) in
        try unsafe names!.key(of: name)
      }
    }
    return try unsafe names!.key(of: cursor.token(from: cursor.position))
  }
}
