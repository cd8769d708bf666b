package import Parallel

extension SeededGenerator {
  /// The first elements of ``permutation(_:)``, in memory for the square root of all.
  ///
  /// The exchanges of Fisher and Yates are looked at from the last to the first, to see where each element came from.
  /// Numbers are drawn twice for that: once to keep the generator as it was before every block of them, and once more
  /// block by block from the last.
  ///
  /// - Complexity: O(n) time, O(√n + count) space
  package mutating func permutationStart(_ n: Int, count: Int) -> [Int] {
    let count = min(count, n)
    guard n > 1, count > 0 else { return Array(0..<count) }
    var size = 1
    while size * size < n { size *= 2 }
    // Exchange number e is that of place n − 1 − e with one up to it.
    let total = n - 1
    var states: [SeededGenerator] = []
    for exchange in 0..<total {
      if exchange % size == 0 { states.append(self) }
      _ = index(below: n - exchange)
    }
    /// Which of the wanted places an element that is now at a place will end at, and where each came from.
    var wanted: [Int: Int] = [:]
    for place in 0..<count { wanted[place] = place }
    for (block, state) in states.enumerated().reversed() {
      var generator = state
      let exchanges = block * size..<min((block + 1) * size, total)
      let others = exchanges.map { generator.index(below: n - $0) }
      for exchange in exchanges.reversed() {
        let (a, b) = (n - 1 - exchange, others[exchange - exchanges.lowerBound])
        guard a != b else { continue }
        let (first, second) = (wanted.removeValue(forKey: a), wanted.removeValue(forKey: b))
        if let first { wanted[b] = first }
        if let second { wanted[a] = second }
      }
    }
    var result = [Int](repeating: 0, count: count)
    for (origin, place) in wanted { result[place] = origin }
    return result
  }
}
