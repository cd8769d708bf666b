extension TableLayout {
  /// Three columns of whole numbers may be triples, whose ends are alike, or contacts, which start with time.
  mutating func doubtWeights(_ data: ArraySlice<[Cell]>) {
    guard headerLine == nil, !areColumnsChosen, value == 2, data.count > 1 else { return }
    var columns: [[Int64]] = [[], [], []]
    for cells in data {
      let numbers = cells.compactMap { $0.isQuoted ? nil : canonicalInteger($0.bytes) }
      guard cells.count == 3, numbers.count == 3 else { return }
      for i in 0..<3 { columns[i].append(numbers[i]) }
    }
    let sets = columns.map { Set($0) }
    if sets[1].isDisjoint(with: sets[0].union(sets[2])), sets[2].count > 1,
      2 * sets[2].intersection(sets[0]).count >= sets[2].count
    {
      doubts.append(
        "the third column is read as weights; if lines are head, relation and tail, say --triples")
    } else if zip(columns[0], columns[0].dropFirst()).allSatisfy({ $0 <= $1 }), sets[0].count > 1,
      sets[0].isDisjoint(with: sets[1].union(sets[2])), !sets[1].isDisjoint(with: sets[2])
    {
      doubts.append(
        "the third column is read as weights; if the first is time, say --columns 2,3")
    } else if data.count > 3, [0, 1].contains(columns[0][0]),
      zip(columns[0], columns[0].dropFirst()).allSatisfy({ $1 == $0 + 1 }), sets[2].count > 1,
      !sets[1].isDisjoint(with: sets[2]), Set(zip(columns[0], columns[1]).map { $1 - $0 }).count > 1
    {
      doubts.append(
        "the third column is read as weights; if the first numbers the rows, say --columns 2,3")
    } else if sets[0].count == data.count, sets[2].count > 1,
      2 * sets[2].intersection(sets[0].union(sets[1])).count >= sets[2].count
    {
      doubts.append(
        "the third column is read as weights; if lines are a node and its neighbors, say "
          + "--format adjacency")
    }
  }

  /// Where some lines have a third column and others none, it may be no column of weights.
  mutating func doubtMissingWeights(_ data: ArraySlice<[Cell]>) {
    guard !areColumnsChosen, value == 2, let without = data.first(where: { $0.count == 2 }),
      let with = data.first(where: { $0.count > 2 })
    else { return }
    func shown(_ cells: [Cell]) -> String { "“\(cells.map(\.text).joined(separator: " "))”" }
    doubts.append(
      "some lines have a weight, \(shown(with)), and others none, \(shown(without)), which count as 1")
  }

  /// A first line without numbers over ids that all are numbers may be a header of words that are unknown.
  mutating func doubtFirstLine(_ rows: [[Cell]]) {
    let ends = max(source, target)
    guard headerLine == nil, rows.count > 1, rows.allSatisfy({ $0.count > ends }),
      !rows[0].contains(where: \.isNumber),
      rows.dropFirst().allSatisfy({ $0[source].isInteger && $0[target].isInteger })
    else { return }
    doubts.append(
      "“\(rows[0][source].text)” and “\(rows[0][target].text)” of the first line are nodes; "
        + "--header says that they are names of columns")
  }
}

extension ReadGraph {
  /// A first line of words over strings may be a header, too, if no other line has its ids.
  ///
  /// - Precondition: it was read as an edge.
  mutating func doubtFirstLine(_ sample: TableSample, _ layout: TableLayout) {
    guard !graph.identifiers.areIntegers, graph.edgeCount > 2 else { return }
    func ends(_ line: TableSample.Line) -> [String] {
      let cells = (try? layout.separation.cells(of: line.bytes)) ?? []
      return cells.count > max(layout.source, layout.target)
        ? [cells[layout.source].text, cells[layout.target].text] : []
    }
    let first = ends(sample.lines[0])
    guard first.count == 2, first.allSatisfy(HeaderWords.mayBeHeader), isApart(first),
      !sample.lines.dropFirst().prefix(20).contains(where: { isApart(ends($0)) })
    else { return }
    notes.doubts.append(Self.firstLineDoubt(first))
  }

  /// Whether two nodes have no neighbors but each other.
  private func isApart(_ names: [String]) -> Bool {
    names.allSatisfy { name in
      guard let node = graph.identifiers.node(called: name) else { return false }
      return graph.outgoing.count(of: node) <= 1 && graph.incoming.count(of: node) <= 1
        && (!graph.isDirected || graph.outgoing.count(of: node) + graph.incoming.count(of: node) == 1)
    }
  }

  static func firstLineDoubt(_ names: [String]) -> String {
    "“\(names[0])” and “\(names[1])” of the first line are nodes that no other line has; "
      + "--header says that they are names of columns"
  }
}
