/// What an edge list's first lines say about the others.
struct EdgeListDialect: Sendable, Equatable {
  /// Whether node ids are whole numbers.
  var hasIntegerNodes = true
  /// How many columns a line may have, the node ids included; Matrix Market knows exactly.
  var columnCounts = 2...4
  /// Whether weights are checked and then forgotten.
  var ignoresWeights = false
  /// Whether ids such as -7 are errors, even where ids are strings.
  var refusesNegativeIdentifiers = true
  /// The only node ids there can be, for Matrix Market.
  var nodeLimit: Int64?
  /// Whether the line of every edge is kept, for an error found later.
  var recordsLines = false
}

extension EdgeListDialect {
  /// Looks at the first two data lines.
  ///
  /// If nothing in the first line is a number, and the two ids in the second are whole numbers, the
  /// first is a header, such as `source,target,weight`.
  ///
  /// - Parameter text: ends with a line feed.
  /// - Returns: also the header's line, if there is one; `nil` when there is no data line.
  static func detect(
    in text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> (dialect: EdgeListDialect, headerLine: Int?)? {
    var dialect = EdgeListDialect(ignoresWeights: options.ignoresWeights)
    dialect.refusesNegativeIdentifiers = options.identifiers != .strings
    dialect.hasIntegerNodes = options.identifiers != .strings
    var lines = unsafe TokenLines(text)
    guard let first = try unsafe lines.next() else { return nil }
    if options.identifiers == .strings || first.tokens.count < 2 { return (dialect, nil) }
    if first.tokens.prefix(2).allSatisfy(\.isInteger) { return (dialect, nil) }
    let holdsNumber = first.tokens.contains { $0.isNumber }
    // Trouble in the second line is for the parser to report, in its turn.
    let second = unsafe holdsNumber ? nil : try? lines.next()
    if let second, second.tokens.count >= 2, second.tokens.prefix(2).allSatisfy(\.isInteger) {
      return (dialect, first.line)
    }
    dialect.hasIntegerNodes = options.identifiers == .integers
    return (dialect, nil)
  }
}
