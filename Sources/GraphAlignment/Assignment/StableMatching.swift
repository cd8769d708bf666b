/// The matching in which no two nodes prefer each other to what they have: what taking pairs from the most
/// similar on gives, without sorting them.
///
/// Gale & Shapley, The American Mathematical Monthly 1962, doi:10.2307/2312726.
///
/// - Returns: for each source node its target, or −1.
/// - Complexity: O(candidates)
func stableMatching(_ lists: [[Candidate]], targetCount: Int) -> [Int32] {
  var targets = [Int32](repeating: -1, count: lists.count)
  var holders = [(source: Int, similarity: Float)](repeating: (-1, 0), count: targetCount)
  var next = [Int](repeating: 0, count: lists.count)
  for first in lists.indices {
    var source = first
    while source >= 0, next[source] < lists[source].count {
      let candidate = lists[source][next[source]]
      next[source] += 1
      let holder = holders[candidate.target]
      let isBetter =
        holder.source < 0 || candidate.similarity > holder.similarity
        || (candidate.similarity == holder.similarity && source < holder.source)
      guard isBetter else { continue }
      holders[candidate.target] = (source, candidate.similarity)
      targets[source] = Int32(candidate.target)
      if holder.source >= 0 { targets[holder.source] = -1 }
      // Whoever lost its target asks its next candidate.
      source = holder.source
    }
  }
  return targets
}
