internal import CKernels
internal import Graphs
internal import Parallel
internal import Synchronization

/// Rounds of refinement in one direction.
///
/// Every round computes all rows from the matrix of the round before, so rows can be computed in any order
/// and by any number of threads.
struct RefinementPass {
  let options: Refinement
  let source: Adjacency
  let target: Adjacency
  let anchors: AnchorLinks
  /// M.
  private(set) var matrix: RefinementMatrix
  /// How many rows each round so far has computed; the others it took over from the round before.
  private(set) var computedRowCounts: [Int] = []
  private var next: RefinementMatrix
  /// The larger entries of each row: all that neighbors get to hear.
  private let senders: RefinementMatrix
  private let hasChanged: SharedBuffer<UInt8>
  private let hasDecided: SharedBuffer<UInt8>
  private let owners: SharedBuffer<Int32>?

  /// - Parameters:
  ///   - start: what rows begin with; of more than `width` candidates the first.
  ///   - width: α.
  init(
    _ options: Refinement, source: Adjacency, target: Adjacency, start: CandidateRows, width: Int,
    anchors: AnchorLinks
  ) {
    (self.options, self.source, self.target) = (options, source, target)
    self.anchors = anchors
    let (rowCount, columnCount) = (start.rowCount, start.columnCount)
    matrix = RefinementMatrix(start, width: width)
    next = RefinementMatrix(rowCount: rowCount, columnCount: columnCount, width: width)
    senders = RefinementMatrix(rowCount: rowCount, columnCount: columnCount, width: width)
    hasChanged = SharedBuffer(repeating: 1, count: rowCount)
    hasDecided = SharedBuffer(repeating: 0, count: rowCount)
    owners = anchors.owners(targetCount: columnCount).map { SharedBuffer($0, padding: -1) }
    matrix.pin(anchors)
  }

  /// Runs the given number of rounds, fewer if nothing changes any more.
  ///
  /// - Parameter progress: is told the number of rounds done.
  /// - Throws: `CancellationError` if the task is cancelled.
  mutating func run(_ roundCount: Int, progress: (Int) -> Void) throws {
    for round in 0..<roundCount {
      try Task.checkCancellation()
      let computedCount = refineOnce(
        epsilon: options.tuning.epsilon(round: round, of: roundCount), isFirst: round == 0)
      swap(&matrix, &next)
      if anchors.strength == .hard { matrix.pin(anchors) }
      matrix.normalizeColumns()
      computedRowCounts.append(computedCount)
      progress(round + 1)
      if computedCount == 0 { return }
    }
  }

  /// Computes the next matrix; returns how many rows are not copies.
  private func refineOnce(epsilon: Float, isFirst: Bool) -> Int {
    let active = Atomic<Int>(0)
    unsafe withRound(epsilon: epsilon) { round in
      // SAFETY: threads read what the round before left and write only their own rows.
      nonisolated(unsafe) let round = unsafe round
      parallelFor(matrix.rowCount, grain: 512) { range in
        unsafe ga_pick_senders(
          round, Int64(range.lowerBound), Int64(range.upperBound), isFirst ? 1 : 0)
      }
      let columnCount = matrix.columnCount
      parallelFor(
        matrix.rowCount, grain: 32, state: { Workspace(columnCount: columnCount) },
        body: { workspace, range in
          var memory = unsafe workspace.memory
          let count = unsafe ga_refine_rows(
            round, Int64(range.lowerBound), Int64(range.upperBound), &memory)
          active.wrappingAdd(Int(count), ordering: .relaxed)
        })
    }
    return active.load(ordering: .relaxed)
  }

  /// What one thread needs.
  private struct Workspace {
    private let sums, present, scores: SharedBuffer<Float>
    private let touched: SharedBuffer<Int32>

    init(columnCount: Int) {
      sums = SharedBuffer(repeating: 0, count: columnCount)
      present = SharedBuffer(repeating: 0, count: columnCount)
      scores = SharedBuffer(repeating: 0, count: columnCount)
      touched = SharedBuffer(repeating: 0, count: columnCount)
    }

    var memory: ga_refinement_workspace {
      unsafe ga_refinement_workspace(
        sums: sums.base, present: present.base, touched: touched.base, scores: scores.base)
    }
  }

  /// Calls `body` with the addresses of everything, in the form that the kernel wants.
  private func withRound(
    epsilon: Float, _ body: (UnsafePointer<ga_refinement>) -> Void
  ) {
    unsafe source.withUnsafePointers { sourceOffsets, sourceNeighbors in
      unsafe target.withUnsafePointers { targetOffsets, targetNeighbors in
        var round = unsafe ga_refinement(
          sourceOffsets: sourceOffsets, sourceNeighbors: sourceNeighbors,
          targetOffsets: targetOffsets, targetNeighbors: targetNeighbors,
          width: Int64(matrix.width), matrix: matrix.pointers(to: matrix.values),
          senders: senders.pointers(to: senders.values), next: next.pointers(to: next.shares),
          shares: matrix.shares.base, hasChanged: hasChanged.base, hasDecided: hasDecided.base,
          owners: owners?.base, epsilon: epsilon, power: Int32(options.tuning.power),
          floor: Float(options.tuning.scoreFloor), senderShare: Float(options.tuning.senderShare),
          senderBudget: Int32(clamping: options.tuning.propagationBudget),
          tolerance: Float(options.tuning.tolerance))
        // SAFETY: the buffers live as long as `self` does.
        withExtendedLifetime(self) { unsafe body(&round) }
      }
    }
  }
}

extension RefinementMatrix {
  fileprivate func pointers(to values: SharedBuffer<Float>) -> ga_sparse_rows {
    unsafe ga_sparse_rows(ids: ids.base, values: values.base, counts: counts.base)
  }
}
