/// The matching in which no two nodes prefer each other to what they have: what taking pairs from the most
/// similar on gives, without sorting them.
///
/// Gale & Shapley, The American Mathematical Monthly 1962, doi:10.2307/2312726.
///
/// - Parameter candidates: for each source node, best first.
/// - Returns: for each source node its target, or −1.
/// - Complexity: O(candidates)
func stableMatching(_ candidates: CandidateRows) -> [Int32] {
  var targets = [Int32](repeating: -1, count: candidates.rowCount)
  var holders = [(source: Int, similarity: Float)](
    repeating: (-1, 0), count: candidates.columnCount)
  var next = candidates.offsets
  for first in 0..<candidates.rowCount {
    var source = first
    while source >= 0, next[source] < candidates.offsets[source + 1] {
      let (target, similarity) = (candidates.ids[next[source]], candidates.weights[next[source]])
      next[source] += 1
      let holder = holders[Int(target)]
      let isBetter =
        holder.source < 0 || similarity > holder.similarity
        || (similarity == holder.similarity && source < holder.source)
      guard isBetter else { continue }
      holders[Int(target)] = (source, similarity)
      targets[source] = target
      if holder.source >= 0 { targets[holder.source] = -1 }
      // The node that lost its target asks its next candidate.
      source = holder.source
    }
  }
  return targets
}
