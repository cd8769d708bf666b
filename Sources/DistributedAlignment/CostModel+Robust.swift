internal import Foundation

extension CostModel {
  /// What the robust aligner does with two graphs whose nodes are no more than so alike.
  package struct RobustWork: Sendable {
    /// The columns of the signatures that candidates of source nodes are found by, and of those of target nodes; the
    /// same if they are the same signatures.
    package var signatureWidths: [Double]
    /// α, candidates of a node.
    package var width = 20.0
    /// Rounds of refinement, those of either direction for themselves; few of the last have much to tell.
    package var roundCount = 20.0

    /// - Parameters:
    ///   - hopCounts: K of signatures for either direction.
    ///   - bucketCount: the buckets of degrees.
    package init(hopCounts: (first: Int, second: Int), bucketCount: Int) {
      signatureWidths = [hopCounts.first, hopCounts.second].map { Double($0 * bucketCount + 1) }
    }
  }

  /// What all ranks together send to others while the robust aligner works, by what they work on.
  ///
  /// What is sent of graphs, signatures and neighbors follows from sizes. A round of refinement sends, for each entry that
  /// rows still have, the column, its share and the column's sum, where the rank that adds it up is another one; and for
  /// each ghost node what it tells. How many entries rows keep, and how many have anything new to tell, was measured.
  package func robustBytes(_ work: RobustWork) -> [(name: String, bytes: Double)] {
    let others = (ranks - 1) / ranks
    let widths = work.signatureWidths
    let signatures = Set(widths).reduce(0) { sum, width in
      sum + 2 * nodes * (4 * (ranks - 1) + 4 * width * others)
    }
    let matching = widths.reduce(0) { sum, width in
      sum + 8 * nodes * width * (ranks - 1) + nodes * (4 + 12 * work.width) * others
    }
    let round = 12 * nodes * Rates.refinedEntries * others + ghosts * Rates.refinedGhostBytes
    return [
      ("graphs", 16 * (nodes + edges) * (ranks - 1)), ("signatures", signatures), ("matching", matching),
      ("refinement", work.roundCount * round),
    ]
  }

  /// The bytes of memory that the first rank needs, and any other; those have edges and signatures of all nodes, and
  /// refine their share of the rows.
  package func robustMemory(_ work: RobustWork) -> (first: Double, other: Double) {
    let whole = Self.processBytes + 16 * (nodes + edges)
    let signatures = 8 * nodes * (work.signatureWidths.max() ?? 0)
    let rows = nodes * work.width / ranks
    return (
      whole + Rates.robustCopies * signatures + Rates.robustRowsOfFirst * nodes + Rates.robustRows * rows,
      whole + Rates.robustCopies * signatures + Rates.robustRows * rows
    )
  }
}
