extension Graph {
  /// Reads a Matrix Market file of coordinates.
  ///
  /// - Parameter text: starts with the banner, or should.
  static func matrixMarket(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    // SAFETY: the header lies inside the text, or is longer by the one line feed that it got.
    let header = try unsafe text.withFinalLineFeed { (text) throws(LineFailure) in
      try unsafe MatrixMarketHeader(text)
    }
    var dialect = EdgeListDialect(ignoresWeights: options.ignoresWeights)
    dialect.columnCounts = header.isPattern ? 2...2 : 3...3
    dialect.nodeLimit = Int64(header.nodeCount)
    let entries = unsafe UnsafeBufferPointer(rebasing: text[min(header.byteCount, text.count)...])
    let chunks = try unsafe EdgeChunk.parseAll(
      entries, dialect: dialect, firstLine: header.lineCount + 1)
    let count = chunks.reduce(0) { $0 + $1.dataLineCount }
    guard count == header.entryCount else {
      throw LineFailure(
        line: header.lineCount,
        reason: "announces \(header.entryCount) entries, but \(count) follow")
    }
    let identifiers = NodeIdentifiers((0..<Int64(header.nodeCount)).map { $0 + 1 })
    let edges = NumberedEdges(chunks, identifiers: identifiers) { node in
      Int32(truncatingIfNeeded: node - 1)
    }
    let isDirected = options.isDirected ?? !header.isSymmetric
    return edges.read(
      isDirected: isDirected, mirrored: header.isSymmetric, format: "Matrix Market")
  }
}

/// What stands before the entries of a Matrix Market file.
struct MatrixMarketHeader: Equatable {
  var isPattern = false
  var isSymmetric = false
  var nodeCount = 0
  var entryCount = 0
  /// How much of the file this is.
  var lineCount = 0
  var byteCount = 0

  /// Reads the banner, the comments and the line of sizes.
  ///
  /// - Parameter text: ends with a line feed, or is empty.
  init(_ text: UnsafeBufferPointer<UInt8>) throws(LineFailure) {
    guard unsafe text.startsAsMatrixMarket else {
      throw LineFailure(line: 1, reason: "expected “%%MatrixMarket matrix coordinate …”")
    }
    // SAFETY: the cursor passes a line feed only before it is compared with the end.
    var cursor = unsafe ByteCursor(text)
    let banner = unsafe cursor.line(from: cursor.position)
    try unsafe readBanner(banner)
    unsafe cursor.skipToLineEnd()
    unsafe cursor.position += 1
    lineCount = 1
    while unsafe cursor.position < cursor.end {
      lineCount += 1
      unsafe cursor.skipSeparators()
      let start = unsafe cursor.position
      let isData = unsafe cursor.byte != lineFeed && cursor.byte != UInt8(ascii: "%")
      let line = unsafe cursor.line(from: start)
      if isData { try unsafe readSizes(&cursor, line: line) }
      unsafe cursor.skipToLineEnd()
      unsafe cursor.position += 1
      byteCount = unsafe cursor.position - text.baseAddress!
      if isData { return }
    }
    throw LineFailure(line: lineCount, reason: "ends before the line of sizes")
  }

  private mutating func readBanner(_ banner: UnsafeBufferPointer<UInt8>) throws(LineFailure) {
    let words = unsafe String(decoding: banner, as: UTF8.self).lowercased().split(
      whereSeparator: \.isWhitespace)
    let kinds = words.dropFirst()
    guard kinds.count == 4, kinds[1] == "matrix", kinds[2] == "coordinate",
      ["pattern", "real", "integer"].contains(kinds[3]),
      ["general", "symmetric"].contains(kinds[4])
    else {
      throw LineFailure(
        line: 1,
        reason:
          unsafe "expected “matrix coordinate”, “pattern”, “real” or “integer”, and “general” or "
          + "“symmetric”, found \(quoted(banner))")
    }
    isPattern = kinds[3] == "pattern"
    isSymmetric = kinds[4] == "symmetric"
  }

  private mutating func readSizes(
    _ cursor: inout ByteCursor, line: UnsafeBufferPointer<UInt8>
  ) throws(LineFailure) {
    var sizes: [Int64] = []
    while unsafe cursor.byte != lineFeed,
      case .value(let size) = unsafe cursor.scanInteger(allowsZeros: true)
    {
      sizes.append(size)
      unsafe cursor.skipSeparators()
    }
    guard unsafe cursor.byte == lineFeed, sizes.count == 3 else {
      throw LineFailure(
        line: lineCount,
        reason: unsafe "expected numbers of rows, columns and entries, found \(quoted(line))")
    }
    guard sizes[0] == sizes[1] else {
      throw LineFailure(
        line: lineCount, reason: "expected a square matrix, found \(sizes[0]) × \(sizes[1])")
    }
    // A typing error in the size should not cost all memory: nodes take some even without edges.
    let (bound, isLarge) = sizes[2].multipliedReportingOverflow(by: 1000)
    guard sizes[0] <= Int64(Int32.max), isLarge || sizes[0] <= max(bound, 10_000_000) else {
      throw LineFailure(
        line: lineCount,
        reason: "expected a graph, found \(sizes[0]) nodes with \(sizes[2]) entries")
    }
    (nodeCount, entryCount) = (Int(sizes[0]), Int(sizes[2]))
  }
}
