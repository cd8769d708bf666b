public import Graphs

extension Alignment {
  /// What is suspicious about known correspondences, a sentence each; usually nothing.
  ///
  /// The alignment is scored against the correspondences with their columns reversed and, where ids are
  /// whole numbers, with 1 added to or taken from the ids of either column or both. If it agrees far better
  /// with one of these than with what is written, ids were counted from 1 on one side and from 0 on the
  /// other, or the columns are the wrong way round.
  ///
  /// - Complexity: O(pairs · candidates of a node)
  public func doubts(about truth: NodePairs) -> [String] {
    let (sources, targets) = (sourceIdentifiers.nodesByName(), targetIdentifiers.nodesByName())
    return TruthChange.doubts(pairCount: truth.pairs.count) { change in
      truth.pairs.count { pair in
        guard let changed = pair.changed(by: change), let i = sources[changed.source],
          let j = targets[changed.target]
        else { return false }
        return bestMatch(of: i) == j
      }
    }
  }
}

/// What may have gone wrong with known correspondences.
package enum TruthChange: Sendable, Equatable {
  /// Columns changed places.
  case reversed
  /// Numbers are added to the ids of sources and of targets.
  case shifted(source: Int64, target: Int64)

  /// Nothing.
  package static let none = TruthChange.shifted(source: 0, target: 0)

  /// A pair of whole numbers after the change; `nil` beyond 64 bits.
  package func callAsFunction(_ source: Int64, _ target: Int64) -> (source: Int64, target: Int64)? {
    guard case .shifted(let first, let second) = self else { return (target, source) }
    let (a, isFar) = source.addingReportingOverflow(first)
    let (b, isFarToo) = target.addingReportingOverflow(second)
    return isFar || isFarToo ? nil : (a, b)
  }

  /// What is suspicious about known correspondences.
  ///
  /// - Parameters:
  ///   - pairCount: how many there are.
  ///   - rightCount: how many agree with the alignment after a change.
  package static func doubts(
    pairCount: Int, rightCount: (TruthChange) throws -> Int
  ) rethrows -> [String] {
    let asWritten = try rightCount(.none)
    // Half again as good by chance is no reason for doubt, nor are one or two matches.
    let least = max(2 * asWritten, asWritten + max(3, pairCount / 5))
    if try rightCount(.reversed) >= least {
      return ["The truth looks reversed: its first column should name source nodes."]
    }
    let steps: [(Int64, Int64)] = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)]
    for (first, second) in steps {
      let count = try rightCount(.shifted(source: first, target: second))
      guard count >= least else { continue }
      let column = first == second ? "both columns" : first != 0 ? "sources" : "targets"
      let sign = first + second > 0 ? "+" : "−"
      return [
        "The truth looks shifted by one: with \(sign)1 on the ids of \(column) \(count) of "
          + "\(pairCount) pairs agree with the alignment, and \(asWritten) as it is."
      ]
    }
    return []
  }
}

extension NodePairs.Pair {
  /// The ids after a change; `nil` if it needs whole numbers, and these are none.
  package func changed(by change: TruthChange) -> (source: String, target: String)? {
    if change == .none { return (source, target) }
    if change == .reversed { return (target, source) }
    guard let a = Int64(source), let b = Int64(target), let both = change(a, b) else { return nil }
    return ("\(both.source)", "\(both.target)")
  }
}
