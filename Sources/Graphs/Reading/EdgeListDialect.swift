/// What an edge list's first lines say about the others.
struct EdgeListDialect: Sendable, Equatable {
  /// Whether node ids are whole numbers.
  var hasIntegerNodes = true
  /// Whether ids that are no whole numbers may be strings after all.
  var allowsStrings = false
  /// How columns are separated, and what is in them.
  var shape = LineShape()
  /// How many columns a line may have, the node ids included; Matrix Market knows exactly.
  var columnCounts = 2...4
  /// Whether weights are checked and then forgotten.
  var ignoresWeights = false
  /// The only node ids there can be, for Matrix Market.
  var nodeLimit: Int64?
  /// Whether the line of every edge is kept, for an error found later.
  var recordsLines = false

  /// Whether lines need not be cut into cells: ids are the first columns, and nothing but numbers, or
  /// strings between any separators.
  var isPlain: Bool {
    let isFirst = shape.areColumnsFirst && !(shape.areColumnsChosen && !hasIntegerNodes)
    // Numbers end at any of the usual separators, and at no other.
    let isUsual = shape.separation.byte == 0 || isSeparator(shape.separation.byte)
    return isFirst && isUsual && (hasIntegerNodes || shape.separation == .any)
  }
}

extension EdgeListDialect {
  /// Looks at the first lines.
  ///
  /// - Parameters:
  ///   - sample: the first lines, of which there is one at least.
  ///   - layout: what was found out about them as a table.
  ///   - options: what the caller says.
  init(_ sample: TableSample, _ layout: TableLayout, options: GraphReadingOptions) {
    shape = layout.shape
    ignoresWeights = options.ignoresWeights
    // Under a header that names weights no line lacks one.
    if layout.headerLine != nil, shape.nameCount > 2, shape.value == 2 { columnCounts = 3...4 }
    switch options.identifiers {
    case .strings: hasIntegerNodes = false
    case .integers: hasIntegerNodes = true
    case .automatic:
      let first = sample.lines.first { $0.number != layout.headerLine }
      // Trouble in the line is for the parser to report, in its turn.
      let cells = first.flatMap { try? shape.separation.cells(of: $0.bytes) } ?? []
      let ends = [shape.source, shape.target].filter { $0 < cells.count }.map { cells[$0] }
      allowsStrings = true
      hasIntegerNodes = !ends.isEmpty && ends.allSatisfy(\.isCanonicalInteger)
    }
  }
}
