internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import Parallel

extension Alignment {
  /// The k best targets of each source node by a dense matrix of similarities.
  ///
  /// Similarities are rounded to `Float` first, and equal ones ordered by the smaller target: sums that
  /// differ by nothing but the order of their terms count as equal, as far as `Float` can tell.
  ///
  /// - Complexity: O(n₁ · (n₂ + k · log n₂)) expected, for elements in random order
  init(_ source: Graph, _ target: Graph, similarities: DoubleMatrix, count: Int) {
    let (height, width) = (similarities.rowCount, similarities.columnCount)
    let kept = min(count, width)
    var lists = [[Candidate]](repeating: [], count: height)
    lists.mutableSpan.forEachSlice(rowCount: height, grain: 32) { rows, lists in
      for (place, row) in rows.enumerated() {
        lists[place] = topCandidates(similarities[row: row], count: kept)
      }
    }
    self.init(source, target, lists)
  }
}

/// The `count` largest elements of a row, the largest first and of equal ones the earlier.
private func topCandidates(_ row: Span<Double>, count: Int) -> [Candidate] {
  var best: [Candidate] = []
  guard count > 0 else { return best }
  best.reserveCapacity(count + 1)
  for target in row.indices {
    let similarity = Float(row[target])
    if best.count == count {
      guard similarity > best[count - 1].similarity else { continue }
      best.removeLast()
    }
    var place = best.count
    while place > 0, best[place - 1].similarity < similarity { place -= 1 }
    best.insert(Candidate(target: target, similarity: similarity), at: place)
  }
  return best
}
