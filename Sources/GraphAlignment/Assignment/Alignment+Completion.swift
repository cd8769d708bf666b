public import Graphs

extension Alignment {
  /// Gives nodes that were left alone a partner, as long as both sides have some.
  ///
  /// ```swift
  /// let matching = alignment.assigned(by: .optimal)
  ///   .completed(from: alignment, source: source, target: target)
  /// ```
  ///
  /// Pairs that stand are kept. Then, first, free nodes take free candidates, the most similar pairs
  /// first as with ``Assignment/greedy``; this is where candidates of similarity 0 or less get their
  /// turn. Second, nodes that are still alone are paired by degree: the two free nodes whose degrees differ
  /// least come first, equal differences going to the smaller degrees and then to the smaller nodes. Of
  /// such pairs nothing speaks but the degree; their similarity is 0, or that of the least similar pair
  /// so far if it is below 0.
  ///
  /// - Parameters:
  ///   - candidates: the alignment from which this one was chosen.
  ///   - source: the source graph.
  ///   - target: the target graph.
  /// - Returns: an alignment in which min(n₁, n₂) source nodes have one candidate, all different.
  /// - Precondition: this alignment is one-to-one, and all four have the same numbers of nodes.
  /// - Complexity: O(candidates · log candidates + n · log n)
  public func completed(
    from candidates: Alignment, source: Graph, target: Graph
  ) -> Alignment {
    precondition(
      candidates.sourceCount == sourceCount && source.nodeCount == sourceCount
        && candidates.targetCount == targetCount && target.nodeCount == targetCount,
      "the graphs or the candidates are not those of an alignment of \(sourceCount) nodes with "
        + "\(targetCount)")
    var chosen = [Candidate?](repeating: nil, count: sourceCount)
    var isTaken = [Bool](repeating: false, count: targetCount)
    for node in 0..<sourceCount {
      let row = self.candidates(of: node)
      guard !row.isEmpty else { continue }
      precondition(row.count == 1, "source node \(node) has \(row.count) partners")
      precondition(!isTaken[row[0].target], "target node \(row[0].target) has two partners")
      chosen[node] = row[0]
      isTaken[row[0].target] = true
    }
    candidates.takeGreedily(&chosen, &isTaken)
    let lowest = chosen.reduce(0) { min($0, $1?.similarity ?? 0) }
    let pairs = pairedByDegree(
      (0..<sourceCount).filter { chosen[$0] == nil }, of: source,
      with: (0..<targetCount).filter { !isTaken[$0] }, of: target)
    for (node, partner) in pairs {
      chosen[node] = Candidate(target: partner, similarity: lowest)
    }
    return Alignment(
      source, target, CandidateRows(chosen, columnCount: targetCount), notes: notes)
  }
}

/// Pairs nodes of two graphs, those first whose degrees differ least.
///
/// The closest two of all free nodes are neighbors when the nodes of both sides stand in one row by
/// degree. So it is enough to keep the row as a linked list, and its neighbors from opposite sides in
/// a heap: when a pair leaves, two others become neighbors.
///
/// - Complexity: O(nodes · log nodes)
private func pairedByDegree(
  _ sources: [Int], of source: Graph, with targets: [Int], of target: Graph
) -> [(source: Int, target: Int)] {
  var row: [(degree: Double, isTarget: Bool, node: Int)] = []
  row += sources.map { (source.degree(of: $0), false, $0) }
  row += targets.map { (target.degree(of: $0), true, $0) }
  row.sort {
    if $0.degree != $1.degree { return $0.degree < $1.degree }
    return $0.node != $1.node ? $0.node < $1.node : !$0.isTarget && $1.isTarget
  }
  var previous = Array(-1..<row.count - 1)
  var next = Array(1..<row.count + 1)
  var isPaired = [Bool](repeating: false, count: row.count)
  var heap = ColumnHeap()
  var pairs: [(Int, Int)] = []
  /// Offers a node and the one after it; the heap knows them by the first.
  func offer(_ first: Int) {
    guard first >= 0, next[first] < row.count, row[first].isTarget != row[next[first]].isTarget
    else { return }
    heap.push((row[next[first]].degree - row[first].degree, Int32(first)))
  }
  for first in row.indices { offer(first) }
  while let nearest = heap.pop() {
    let first = Int(nearest.column)
    guard !isPaired[first], next[first] < row.count else { continue }
    let second = next[first]
    // The neighbor may have changed since the offer; the new one was offered as well.
    guard row[first].isTarget != row[second].isTarget,
      row[second].degree - row[first].degree == nearest.distance
    else { continue }
    (isPaired[first], isPaired[second]) = (true, true)
    let ordered = row[first].isTarget ? (second, first) : (first, second)
    pairs.append((row[ordered.0].node, row[ordered.1].node))
    let (before, after) = (previous[first], next[second])
    if before >= 0 { next[before] = after }
    if after < row.count { previous[after] = before }
    offer(before)
  }
  return pairs
}
