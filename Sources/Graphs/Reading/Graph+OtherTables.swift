extension Graph {
  /// Reads a text that only looks like an edge list, if it is one that can be read.
  ///
  /// - Returns: `nil` when it may well be an edge list.
  /// - Throws: when it is something else that cannot be read, by name.
  static func otherTable(
    _ text: UnsafeBufferPointer<UInt8>, _ sample: TableSample, _ options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph? {
    if options.format == nil { try sample.refuseByName() }
    if options.format == nil, options.table.hasHeader == nil { try sample.refuseRowNumbers() }
    if options.format == nil, options.table.delimiter == nil { try sample.refuseOneColumn() }
    if let graph = try unsafe dimacs(text, sample, options) { return graph }
    if let graph = try unsafe denseMatrix(text, sample, options) { return graph }
    try sample.refuseAdjacencyList()
    guard options.format == nil else { return nil }
    if try unsafe sample.isMETIS(text) {
      do throws(LineFailure) {
        return try unsafe metis(text, options: options)
      } catch {
        var error = error
        error.reason += "; it looks like a METIS graph, and --format edge-list reads edges"
        throw error
      }
    }
    if options.table.hasHeader == nil { try sample.refuseContacts() }
    return nil
  }
}

extension Graph {
  /// Whether the lines may be those of another table, or of none that is read; for files of few lines always.
  static func isOtherTable(
    _ text: UnsafeBufferPointer<UInt8>, _ sample: TableSample, _ options: GraphReadingOptions
  ) -> Bool {
    do throws(LineFailure) {
      if options.format == nil {
        try sample.refuseByName()
        if options.table.hasHeader == nil { try sample.refuseRowNumbers() }
        if options.table.delimiter == nil { try sample.refuseOneColumn() }
      }
      try sample.refuseAdjacencyList()
      // A matrix with all its zeros has as many columns as lines.
      let width = (try? Separation.any.cells(of: sample.lines[0].bytes))?.count ?? 0
      guard !sample.isComplete, width < TableSample.limit / 2 else { return true }
      guard options.format == nil else { return false }
      if try unsafe sample.isMETIS(text) { return true }
      if options.table.hasHeader == nil { try sample.refuseContacts() }
      return false
    } catch {
      return true
    }
  }
}

extension TableSample {
  /// Lines such as `1: 2 3`.
  fileprivate func refuseAdjacencyList() throws(LineFailure) {
    let colon = UInt8(ascii: ":")
    let isList = lines.allSatisfy { line in
      let first = line.bytes.drop { isSeparator($0) }.prefix { !isSeparator($0) }
      return first.count > 1 && first.last == colon && first.dropLast().allSatisfy { $0 != colon }
    }
    guard isList else { return }
    throw LineFailure(
      line: lines[0].number,
      reason: "looks like an adjacency list, \(quoted(lines[0].bytes)), which --format adjacency reads; "
        + "expected an edge on each line: two node ids and perhaps a weight")
  }

  /// Lines such as `20 1 2`, which say when two people met.
  fileprivate func refuseContacts() throws(LineFailure) {
    var rows: [[Int64]] = []
    for line in lines {
      let cells = (try? Separation.any.cells(of: line.bytes)) ?? []
      let numbers = cells.prefix(3).compactMap { $0.isQuoted ? nil : canonicalInteger($0.bytes) }
      let isWide = cells.count == 5 && cells[3...].allSatisfy { !$0.isNumber }
      guard numbers.count == 3, cells.count == 3 || isWide, numbers[1] != numbers[2] else { return }
      rows.append(numbers)
    }
    guard rows.count > 1 else { return }
    let times = rows.map { $0[0] }
    let (first, second) = (Set(rows.map { $0[1] }), Set(rows.map { $0[2] }))
    var step: Int64 = 0
    for (before, after) in zip(times, times.dropFirst()) {
      guard after >= before else { return }
      step = Self.divisor(step, after - before)
    }
    // Steps of one second would be steps of one node, too.
    guard step > 1 || times[0] > 1_000_000_000, first.union(second).isDisjoint(with: times),
      !first.isDisjoint(with: second)
    else { return }
    throw LineFailure(
      line: lines[0].number,
      reason: "\(quoted(lines[0].bytes)) looks like a contact, time and two nodes; "
        + "--columns 2,3 reads the nodes, --columns 1,2,3 an edge with a weight")
  }

  private static func divisor(_ a: Int64, _ b: Int64) -> Int64 { b == 0 ? a : divisor(b, a % b) }

  /// Whether this is a file of METIS: sizes, and then the neighbors of each node.
  ///
  /// - Throws: when it is one of hMETIS, with the nodes of each set.
  fileprivate func isMETIS(_ text: UnsafeBufferPointer<UInt8>) throws(LineFailure) -> Bool {
    // The third number is written as three digits, `001`.
    let cells = (try? Separation.any.cells(of: lines[0].bytes)) ?? []
    let sizes = cells.compactMap { $0.isInteger ? Int64($0.text) : nil }
    guard sizes.count == cells.count, (2...4).contains(sizes.count) else { return false }
    let (first, second) = (sizes[0], sizes[1])
    let bound = max(first, second)
    let isPossible = lines.dropFirst().allSatisfy { line in
      sizes.count > 2 || (self.sizes(of: line) ?? [.max]).allSatisfy { $0 <= bound }
    }
    // With weights of nodes these have lines of their own in hypergraphs.
    let kind = sizes.count == 3 ? sizes[2] : 0
    guard first >= 1, isPossible, max(first, second) < 1 << 40,
      let counts = unsafe RowCounts(
        text, after: lines[0], limit: kind >= 10 ? first + second : first)
    else { return false }
    let row = TextRow(number: lines[0].number, bytes: lines[0].bytes[...])
    if let header = try? METISHeader(row), counts.lineCount == first,
      counts.tokenCount
        == Int64(header.ownCount) * first + (header.hasEdgeWeights ? 4 : 2) * second,
      sizes.count > 2 || counts.largest <= first
    {
      return true
    }
    let isUneven = counts.shortest != counts.longest || sizes.count == 2 && counts.longest > 2
    let isHyper =
      isUneven && [0, 1, 10, 11].contains(kind)
      && counts.filledCount == first + (kind >= 10 ? second : 0)
      && (kind > 0 || counts.largest <= second)
    guard isHyper else { return false }
    throw LineFailure(
      line: lines[0].number,
      reason: "\(quoted(lines[0].bytes)) looks like the sizes of an hMETIS hypergraph of "
        + "\(first) sets; expected an edge on each line: two node ids and perhaps a weight "
        + "(--format edge-list reads it so)")
  }

  /// The whole numbers of a line that has nothing else.
  func sizes(of line: Line) -> [Int64]? {
    let cells = (try? Separation.any.cells(of: line.bytes)) ?? []
    let numbers = cells.compactMap { $0.isQuoted ? nil : canonicalInteger($0.bytes) }
    return numbers.count == cells.count ? numbers : nil
  }
}

/// What the lines after the first are like, if all hold nothing but whole numbers.
struct RowCounts {
  /// Lines that are no comments; blank ones count unless nothing follows them.
  private(set) var lineCount: Int64 = 0
  private(set) var filledCount: Int64 = 0
  private(set) var tokenCount: Int64 = 0
  private(set) var shortest: Int64 = .max
  private(set) var longest: Int64 = 0
  private(set) var largest: Int64 = 0

  /// - Parameter limit: with more lines than these nothing is to be known.
  init?(_ text: UnsafeBufferPointer<UInt8>, after first: TableSample.Line, limit: Int64) {
    var (line, tokens, value, isInside, isComment) = (1, Int64(0), Int64(0), false, false)
    var blank: Int64 = 0
    for i in 0...text.count {
      let byte = unsafe i < text.count ? text[i] : lineFeed
      if byte == lineFeed {
        if isInside { largest = max(largest, value) }
        if line > first.number, !isComment {
          // Blank lines at the end are just that.
          if tokens == 0 {
            blank += 1
          } else {
            lineCount += blank + 1
            blank = 0
            filledCount += 1
            tokenCount += tokens
            shortest = min(shortest, tokens)
            longest = max(longest, tokens)
          }
          guard filledCount <= limit else { return nil }
        }
        line += 1
        (tokens, value, isInside, isComment) = (0, 0, false, false)
      } else if line <= first.number || isComment {
        continue
      } else if isDigit(byte) {
        if !isInside { (tokens, value) = (tokens + 1, 0) }
        isInside = true
        value = value &* 10 &+ Int64(byte & 15)
      } else if isSeparator(byte) {
        if isInside { largest = max(largest, value) }
        isInside = false
      } else if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "#"), tokens == 0 {
        isComment = true
      } else {
        return nil
      }
    }
    // Nodes without neighbors at the end have blank lines; the last line feed makes one too many.
    if lineCount < limit, blank > 0 { lineCount = min(limit, lineCount + blank - 1) }
  }
}
