internal import Parallel

extension SeededGenerator {
  /// `count` different numbers below `bound`, every such set equally likely, in no particular order.
  ///
  /// Floyd's algorithm: it never draws twice for one number, however dense the set.
  ///
  /// - SeeAlso: Bentley & Floyd, "Programming pearls: a sample of brilliance", CACM 1987,
  ///   doi:10.1145/30401.315746.
  /// - Precondition: `count` is in `0...bound`.
  /// - Complexity: O(count) expected time, O(count) space.
  mutating func subset(_ count: Int, below bound: Int) -> [Int] {
    precondition(count >= 0 && count <= bound, "no \(count) different numbers are below \(bound)")
    var chosen = Set<Int>(minimumCapacity: count)
    return (bound - count..<bound).map { last in
      let number = index(below: last + 1)
      if chosen.insert(number).inserted { return number }
      // `last` was above every earlier bound, so it is new.
      chosen.insert(last)
      return last
    }
  }

  /// Calls `body` with each number below `bound` that passes an independent trial, ascending.
  ///
  /// The gaps between successes are geometric, so only successes are drawn: the gap is
  /// ⌊ln(1 − u) / ln(1 − p)⌋ for u uniform in [0, 1).
  ///
  /// - SeeAlso: Batagelj & Brandes, "Efficient generation of large random networks", Phys. Rev. E
  ///   2005, doi:10.1103/PhysRevE.71.036113.
  /// - Parameter probability: the chance p of each number.
  /// - Complexity: O(numbers chosen)
  mutating func forEachSuccess(
    below bound: Int, probability: Double, _ body: (Int) -> Void
  ) {
    guard probability > 0 else { return }
    guard probability < 1 else { return (0..<max(bound, 0)).forEach(body) }
    let scale = portableLogarithm(onePlus: -probability)
    var number = -1
    while true {
      // A gap may be far too large for an Int, and not even a number if p is next to 0: compare
      // before converting.
      let gap = portableLogarithm(onePlus: -unit()) / scale
      guard gap >= 0 && gap < Double(bound - 1 - number) else { return }
      number += 1 + Int(gap)
      guard number < bound else { return }
      body(number)
    }
  }
}
