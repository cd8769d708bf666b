extension Graph {
  /// Reads an adjacency matrix with all its zeros: as many rows as columns, perhaps with names before both,
  /// as pandas writes it.
  ///
  /// - Returns: `nil` unless the text is one.
  static func denseMatrix(
    _ text: UnsafeBufferPointer<UInt8>, _ sample: TableSample, _ options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph? {
    guard sample.lines.count >= 3,
      let separation = options.table.delimiter.map({ Separation(byte: $0.byte) })
        ?? (try? sample.separation()),
      let first = try? separation.cells(of: sample.lines[0].bytes), first.count >= 3
    else { return nil }
    let second = (try? separation.cells(of: sample.lines[1].bytes)) ?? []
    // R writes nothing over the names of rows, and others no names of rows.
    let isShort = second.count == first.count + 1
    // Numbers are names of columns if there is a line more than columns.
    let isNumbered =
      first.count > 3 && second.count == first.count && first.allSatisfy(\.isCanonicalInteger)
      && Set(first.map(\.text)).count == first.count
      && (sample.isComplete
        ? sample.lines.count == first.count + 1 : first.count > TableSample.limit)
    let isHeaded =
      isNumbered || !first[0].bytes.isEmpty && !first.contains { $0.isNumber || $0.bytes.isEmpty }
    let isNamed = first[0].bytes.isEmpty || isHeaded && isShort
    let width = second.count
    let count = isNamed ? width - 1 : first.count
    // Whether it is one is nearly always told by the lines that are there already.
    let lineCount = count + (isNamed || isHeaded ? 1 : 0)
    guard width > 0,
      sample.isComplete ? sample.lines.count == lineCount : lineCount > TableSample.limit
    else { return nil }
    guard var rows = unsafe Self.rows(text, separation, sample, width: width, count: count)
    else { return nil }
    if isNamed, isHeaded { rows[0].insert(Cell(bytes: []), at: 0) }
    if !isNamed, isHeaded {
      // Words that name columns of an edge list are no nodes.
      guard !first.prefix(2).contains(where: { HeaderWords.isHeaderCell($0.text) }) else { return nil }
      rows = [[Cell(bytes: [])] + rows[0]] + zip(first, rows.dropFirst()).map { [$0] + $1 }
    }
    return try DenseRows(rows, isNamed: isNamed || isHeaded, mustBeClear: !isNamed, sample)
      .graph(options)
  }

  /// The cells of all lines; `nil` unless each has as many as the first, and there are as many lines.
  private static func rows(
    _ text: UnsafeBufferPointer<UInt8>, _ separation: Separation, _ sample: TableSample, width: Int,
    count: Int
  ) -> [[Cell]]? {
    var rows: [[Cell]] = []
    let comments = CommentSigns()
    var start = 0
    while start < text.count {
      var end = start
      while unsafe end < text.count && text[end] != lineFeed { end += 1 }
      let line = unsafe Array(text[start..<end])
      start = end + 1
      guard let first = line.first(where: { !isSeparator($0) }), !comments.contains(first) else {
        continue
      }
      guard rows.count <= count, let cells = try? separation.cells(of: line),
        cells.count == width || rows.isEmpty && cells.count == width - 1
      else { return nil }
      rows.append(cells)
    }
    return rows
  }
}

/// The cells of an adjacency matrix.
private struct DenseRows {
  var names: [String]?
  var values: [[Double]] = []
  var isMatrix = false

  /// - Parameter mustBeClear: whether names are only those of columns, so that it may be another table.
  init(
    _ rows: [[Cell]], isNamed: Bool, mustBeClear: Bool, _ sample: TableSample
  ) throws(LineFailure) {
    var body = rows[...]
    if isNamed {
      let names = rows[0].dropFirst().map(\.text)
      body = body.dropFirst()
      // Names that are not the same are those of columns of a table.
      guard body.map({ $0[0].text }) == names else { return }
      guard Set(names).count == names.count else {
        guard !mustBeClear else { return }
        throw LineFailure(
          line: sample.lines[0].number, reason: "looks like a matrix, but names a node twice")
      }
      self.names = names
    }
    let columns = isNamed ? 1 : 0
    guard body.count == rows[0].count - columns else { return }
    for cells in body {
      let numbers = cells[columns...].compactMap { cell -> Double? in
        cell.isQuoted ? nil : decimalNumber(cell.bytes)
      }
      guard numbers.count == body.count, numbers.allSatisfy(\.isFinite) else {
        guard names != nil, !mustBeClear else { return }
        throw LineFailure(
          line: nil, reason: "looks like a matrix, but has cells that are no finite numbers")
      }
      values.append(numbers)
    }
    isMatrix = names != nil && !mustBeClear || isClear(beyondWidth: !mustBeClear)
  }

  /// Whether these could not be edges, or are far likelier a matrix.
  ///
  /// - Parameter beyondWidth: whether more columns than edges have are enough.
  private func isClear(beyondWidth: Bool) -> Bool {
    let count = values.count
    if count > 4 && beyondWidth || values.allSatisfy({ $0.allSatisfy { $0 == 0 || $0 == 1 } }) { return true }
    return isSymmetric && (0..<count).allSatisfy { values[$0][$0] == 0 }
  }

  private var isSymmetric: Bool {
    values.indices.allSatisfy { i in (0..<i).allSatisfy { values[i][$0] == values[$0][i] } }
  }

  func graph(_ options: GraphReadingOptions) throws(LineFailure) -> ReadGraph? {
    guard isMatrix else { return nil }
    let count = values.count
    var order = Array(0..<count)
    var identifiers = NodeIdentifiers.consecutive(count)
    if let names {
      guard let ordered = NodeIdentifiers.ordered(names, options.identifiers) else {
        throw LineFailure(line: nil, reason: "expected integer node ids as names of a matrix")
      }
      (order, identifiers) = ordered
    } else if options.identifiers == .strings {
      (order, identifiers) = NodeIdentifiers.ordered((0..<count).map { "\($0)" }, .strings)!
    }
    var (sources, targets, weights): ([Int32], [Int32], [Double]) = ([], [], [])
    for i in 0..<count {
      for j in 0..<count where values[order[i]][order[j]] != 0 {
        sources.append(Int32(i))
        targets.append(Int32(j))
        weights.append(options.ignoresWeights ? 1 : values[order[i]][order[j]])
      }
    }
    let isDirected = options.isDirected ?? !isSymmetric
    let graph = Graph(
      nodeCount: count, sources: sources, targets: targets, weights: weights,
      isDirected: isDirected, identifiers: identifiers)
    // An entry below the diagonal that has its like above is no repetition.
    let loops = zip(sources, targets).count { $0 == $1 }
    return ReadGraph(
      graph, format: "matrix of \(count) rows", listedCount: graph.edgeCount + loops,
      loopCount: loops)
  }
}
