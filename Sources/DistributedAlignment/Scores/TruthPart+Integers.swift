internal import GraphAlignment
internal import Graphs

extension TruthPart {
  /// Reads this rank's share of a file of whole numbers, and sends pairs to the ranks of their source nodes; all ranks.
  ///
  /// - Returns: `nil` for another file, and where so much is wrong with it that it needs to be read as a whole.
  init?(
    integersAt path: String, table: TableDialect, _ source: GraphPart, _ target: GraphPart
  ) throws {
    let ranks = source.ranks
    let areNumbers = [source, target].allSatisfy {
      if case .names = $0.numbering { false } else { true }
    }
    let read =
      areNumbers
      ? try? IntegerPairsPart(at: path, part: ranks.own, of: ranks.count, table: table) : nil
    guard try !ranks.any(read == nil), let part = read else { return nil }
    let pairCount = try ranks.sum(part.count)
    guard pairCount > 0 else { return nil }
    let (sources, targets) = (source.numbering, target.numbering)

    var pairs = [[Int32]](repeating: [], count: ranks.count)
    var missing = [[Int64]](repeating: [], count: ranks.count)
    var (incompleteCount, firstIncomplete) = (0, -1)
    for (index, (a, b)) in part.pairs.enumerated() {
      let (i, j) = (sources.existingNode(of: a), targets.existingNode(of: b))
      if i == nil || j == nil {
        if incompleteCount == 0 { firstIncomplete = index }
        incompleteCount += 1
      }
      if let i {
        pairs[source.partition.owner(of: Int(i))] += [i, j ?? Self.lost]
      } else {
        missing[Int(UInt64(bitPattern: a) % UInt64(ranks.count))].append(a)
      }
    }
    let allIncomplete = try ranks.sum(incompleteCount)
    if allIncomplete > 0 {
      // Then there is a mistake to be told.
      if 2 * allIncomplete >= pairCount { return nil }
      if try Self.looksShifted(part, sources, targets, ranks) { return nil }
    }
    let missingCount = try ranks.sum(Set(try ranks.exchange(missing).elements).count)
    let received = try ranks.exchange(pairs).elements
    var lists = [[Int32]](repeating: [], count: source.nodes.count)
    for place in stride(from: 0, to: received.count, by: 2) {
      lists[Int(received[place]) - source.nodes.lowerBound].append(received[place + 1])
    }
    self.init(lists, missingCount: missingCount, pairCount: pairCount) { change in
      part.pairs.compactMap { a, b in
        guard let changed = change(a, b), let i = sources.existingNode(of: changed.source),
          let j = targets.existingNode(of: changed.target)
        else { return nil }
        return (i, j)
      }
    }
    guard allIncomplete > 0 else { return }
    let linesBefore = try ranks.allGather([part.lineCount]).elements[..<ranks.own].reduce(0, +)
    let line = firstIncomplete < 0 ? .max >> 12 : linesBefore + Int(part.lines[firstIncomplete])
    let least = Int(try ranks.least(Double(line)))
    var names: [Int64] = []
    if line == least, firstIncomplete >= 0 {
      let (a, b) = part.pairs[firstIncomplete]
      names = [sources.existingNode(of: a) == nil ? a : b]
    }
    incomplete = (allIncomplete, try ranks.allGather(names).elements[0], least)
  }

  /// Whether all pairs would be of nodes if 1 were added to a column or both, or taken from it; all ranks.
  private static func looksShifted(
    _ part: IntegerPairsPart, _ sources: NodeNumbering, _ targets: NodeNumbering, _ ranks: Ranks
  ) throws -> Bool {
    let steps: [(Int64, Int64)] = [(-1, 0), (0, -1), (-1, -1), (1, 0), (0, 1), (1, 1)]
    let misfits = steps.map { first, second in
      part.pairs.contains { a, b in
        sources.existingNode(of: a &+ first) == nil || targets.existingNode(of: b &+ second) == nil
      } ? 1 : 0
    }
    return try ranks.sum(misfits).contains(0)
  }
}

extension IntegerPairsPart {
  /// Sources and targets.
  fileprivate var pairs: LazyMapSequence<Range<Int>, (Int64, Int64)> {
    (0..<count).lazy.map { [ids] in (ids[2 * $0], ids[2 * $0 + 1]) }
  }
}
