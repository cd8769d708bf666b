extension TableLayout {
  /// Where the first line has a word in the place of its weight, all lines do: says what may be meant.
  func checkWords(_ data: ArraySlice<[Cell]>, _ sample: TableSample) throws(LineFailure) {
    guard let cells = data.first, let value, cells.count > value else { return }
    func isWord(_ cell: Cell) -> Bool {
      decimalNumber(cell.bytes) == nil && !cell.bytes.isEmpty && !cell.isDecimalComma
        && !cell.bytes.contains(0x0d)
    }
    // What networkx adds to an edge may hold spaces.
    guard cells[value].bytes.first != UInt8(ascii: "{") else { return }
    let line = sample.lines[data.startIndex].number
    if isWord(cells[value]) {
      let areTriples =
        !areColumnsChosen && data.allSatisfy { $0.count == 3 && isWord($0[2]) }
      throw LineFailure(
        line: line,
        reason: "expected a weight, found \(quoted(cells[value].bytes)); "
          + "--columns \(source + 1),\(target + 1) reads the nodes alone"
          + (areTriples ? ", --triples a head, a relation and a tail" : ""))
    } else if !areColumnsChosen, cells.count == 4, isWord(cells[3]) {
      throw LineFailure(
        line: line,
        reason:
          "expected a timestamp, found \(quoted(cells[3].bytes)); --columns 1,2,3 reads what is before it")
    }
  }

  /// Looks whether the first line gives sizes, as Matrix Market files without their banner have them.
  ///
  /// `9 9 3` over three lines of two columns is no edge. `4 3` over three lines may be one: it is, with a
  /// remark.
  ///
  /// - Parameter told: whether there is a header, if the caller says so.
  mutating func considerSizes(
    in text: UnsafeBufferPointer<UInt8>, _ sample: TableSample, told: Bool?
  ) throws(LineFailure) {
    guard told == nil, headerLine == nil, sample.lines.count > 1,
      let sizes = sample.sizes(of: sample.lines[0]), sizes.count == 2 || sizes.count == 3,
      let count = sizes.last, count >= 1, sizes.count == 2 || sizes[0] >= 1
    else { return }
    let widths = sample.lines.dropFirst().map { line in
      (try? separation.cells(of: line.bytes))?.count ?? 0
    }
    guard let width = widths.first, widths.allSatisfy({ $0 == width }) else { return }
    // Two numbers that no line below has as ids, although they have the number of lines, are no edge.
    let isSure =
      width != sizes.count || sizes.count == 3 && sizes[0] == sizes[1]
      || sample.isComplete && count > 2 && isLargest(min(sizes[0], sizes[1]) - 1, in: sample)
    // What the first lines tell costs nothing; lines are counted only after that.
    guard isSure || sizes.count == 2, isLargest(sizes.dropLast().max()!, in: sample),
      unsafe dataLineCount(in: text, after: sample.lines[0], limit: count) == count
    else { return }
    let shown = "line \(sample.lines[0].number), \(quoted(sample.lines[0].bytes)),"
    if isSure {
      headerLine = sample.lines[0].number
      value = width > 2 ? 2 : nil
      remarks.append("\(shown) gives sizes and is no edge")
    } else {
      doubts.append(
        "\(shown) is read as an edge; if it gives numbers of nodes and edges, --header skips it")
    }
  }

  private func isLargest(_ number: Int64, in sample: TableSample) -> Bool {
    sample.lines.dropFirst().allSatisfy { line in
      let cells = (try? separation.cells(of: line.bytes)) ?? []
      let ids = cells.prefix(2).compactMap { $0.isQuoted ? nil : canonicalInteger($0.bytes) }
      return ids.count == 2 && ids.allSatisfy { $0 <= number }
    }
  }

  /// The data lines after the first, at most one more than `limit`.
  private func dataLineCount(
    in text: UnsafeBufferPointer<UInt8>, after first: TableSample.Line, limit: Int64
  ) -> Int64 {
    var (count, line, start): (Int64, Int, UInt8?) = (0, 1, nil)
    for i in 0...text.count {
      let byte = unsafe i < text.count ? text[i] : lineFeed
      if byte == lineFeed {
        if let start, !comments.contains(start), line > first.number { count += 1 }
        if count > limit { return count }
        (line, start) = (line + 1, nil)
      } else if start == nil, !isSeparator(byte) {
        start = byte
      }
    }
    return count
  }
}
