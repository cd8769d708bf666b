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
    func rightCount(_ change: (NodePairs.Pair) -> (source: String, target: String)?) -> Int {
      truth.pairs.count { pair in
        guard let changed = change(pair), let i = sources[changed.source],
          let j = targets[changed.target]
        else { return false }
        return bestMatch(of: i) == j
      }
    }
    let asWritten = rightCount { ($0.source, $0.target) }
    // Half again as good by chance is no reason for doubt, nor are one or two matches.
    let least = max(2 * asWritten, asWritten + max(3, truth.pairs.count / 5))
    if rightCount({ ($0.target, $0.source) }) >= least {
      return ["The truth looks reversed: its first column should name source nodes."]
    }
    for (first, second) in [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)] {
      let count = rightCount { pair in
        guard let a = Int64(pair.source), let b = Int64(pair.target) else { return nil }
        let (source, isFar) = a.addingReportingOverflow(Int64(first))
        let (target, isFarToo) = b.addingReportingOverflow(Int64(second))
        return isFar || isFarToo ? nil : ("\(source)", "\(target)")
      }
      guard count >= least else { continue }
      let column = first == second ? "both columns" : first != 0 ? "sources" : "targets"
      let sign = first + second > 0 ? "+" : "−"
      return [
        "The truth looks shifted by one: with \(sign)1 on the ids of \(column) \(count) of "
          + "\(truth.pairs.count) pairs agree with the alignment, and \(asWritten) as it is."
      ]
    }
    return []
  }
}
