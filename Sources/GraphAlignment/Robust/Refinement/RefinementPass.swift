internal import CKernels
package import Graphs
internal import Parallel
internal import Synchronization

/// Rounds of refinement in one direction.
///
/// Every round computes all rows from the matrix of the round before, so rows can be computed in any order
/// and by any number of threads.
package struct RefinementPass: ~Copyable {
  let options: Refinement
  let source: Adjacency
  let target: Adjacency
  let anchors: AnchorLinks
  /// M.
  var matrix: RefinementMatrix
  /// How many rows each round so far has computed; the others it took over from the round before.
  private(set) var computedRowCounts: [Int] = []
  private var next: RefinementMatrix
  /// The larger entries of each row: all that neighbors get to hear.
  var senders: RefinementMatrix
  var hasChanged: OwnedBuffer<UInt8>
  private var hasDecided: OwnedBuffer<UInt8>
  /// For each target node the anchor that owns it, or −1; empty without hard anchors.
  private let owners: OwnedBuffer<Int32>

  /// - Parameters:
  ///   - start: what rows begin with; of more than `width` candidates the first.
  ///   - width: α.
  init(
    _ options: Refinement, source: Adjacency, target: Adjacency, start: CandidateRows, width: Int,
    anchors: AnchorLinks
  ) {
    self.init(
      options, source: source, target: target, start: start, width: width, anchors: anchors,
      owners: anchors.owners(targetCount: start.columnCount), ghostCount: 0)
  }

  /// A pass over some rows of a graph, whose neighbors may be others.
  ///
  /// - Parameters:
  ///   - source: the neighbors of each row: rows, or ghosts, which are numbered after all rows.
  ///   - owners: for each target node the row that has it by an anchor, any other number that is not negative if
  ///     none of these rows has, and −1 for no anchor.
  ///   - ghostCount: how many neighbors are ghosts.
  package init(
    _ options: Refinement, source: Adjacency, target: Adjacency, start: CandidateRows, width: Int,
    anchors: AnchorLinks, owners: [Int32]?, ghostCount: Int
  ) {
    (self.options, self.source, self.target) = (options, source, target)
    self.anchors = anchors
    let (rowCount, columnCount) = (start.rowCount, start.columnCount)
    matrix = RefinementMatrix(start, width: width)
    next = RefinementMatrix(rowCount: rowCount, columnCount: columnCount, width: width)
    senders = RefinementMatrix(
      rowCount: rowCount + ghostCount, columnCount: columnCount, width: width)
    hasChanged = OwnedBuffer(repeating: 1, count: rowCount + ghostCount)
    hasDecided = OwnedBuffer(repeating: 0, count: rowCount)
    self.owners = OwnedBuffer(owners ?? [])
    matrix.pin(anchors)
  }

  /// Runs the given number of rounds, fewer if nothing changes any more.
  ///
  /// - Parameter progress: is told the number of rounds done.
  /// - Throws: `CancellationError` if the task is cancelled.
  mutating func run(_ roundCount: Int, progress: (Int) -> Void) throws {
    for round in 0..<roundCount {
      try Task.checkCancellation()
      pickSenders(isFirst: round == 0)
      let computedCount = refineRows(round: round, of: roundCount)
      takeNext()
      matrix.normalizeColumns()
      computedRowCounts.append(computedCount)
      progress(round + 1)
      if computedCount == 0 { return }
    }
  }

  /// Chooses what rows tell their neighbors.
  package mutating func pickSenders(isFirst: Bool) {
    let rowCount = matrix.rowCount
    unsafe withRound(epsilon: 0) { round in
      // SAFETY: threads read what the round before left and write only their own rows.
      nonisolated(unsafe) let round = unsafe round
      parallelFor(rowCount, grain: 512) { range in
        unsafe ga_pick_senders(
          round, Int64(range.lowerBound), Int64(range.upperBound), isFirst ? 1 : 0)
      }
    }
  }

  /// Makes the next matrix the present one; columns are not normalized yet.
  package mutating func takeNext() {
    swap(&matrix, &next)
    if anchors.strength == .hard { matrix.pin(anchors) }
  }

  /// Computes the next matrix; returns how many rows are not copies.
  package mutating func refineRows(round: Int, of roundCount: Int) -> Int {
    let active = Atomic<Int>(0)
    let (rowCount, columnCount) = (matrix.rowCount, matrix.columnCount)
    let epsilon = options.tuning.epsilon(round: round, of: roundCount)
    unsafe withRound(epsilon: epsilon) { round in
      // SAFETY: as above.
      nonisolated(unsafe) let round = unsafe round
      parallelFor(
        rowCount, grain: 32, state: { Workspace(columnCount: columnCount) },
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
  private struct Workspace: ~Copyable {
    private var sums, present, scores: OwnedBuffer<Float>
    private var touched, matches: OwnedBuffer<Int32>

    init(columnCount: Int) {
      sums = OwnedBuffer(repeating: 0, count: columnCount)
      present = OwnedBuffer(repeating: 0, count: columnCount)
      scores = OwnedBuffer(repeating: 0, count: columnCount)
      // The kernel writes a place before it knows whether it needs it.
      touched = OwnedBuffer(repeating: 0, count: columnCount + 1)
      matches = OwnedBuffer(repeating: 0, count: columnCount + 1)
    }

    @unsafe var memory: ga_refinement_workspace {
      mutating get {
        unsafe ga_refinement_workspace(
          sums: sums.mutableAddress, present: present.mutableAddress,
          touched: touched.mutableAddress,
          matches: matches.mutableAddress, scores: scores.mutableAddress)
      }
    }
  }

  /// Calls `body` with the addresses of everything, in the form that the kernel wants.
  private mutating func withRound(
    epsilon: Float, _ body: (UnsafePointer<ga_refinement>) -> Void
  ) {
    let (source, target, tuning) = (source, target, options.tuning)
    unsafe source.withUnsafePointers { sourceOffsets, sourceNeighbors in
      unsafe target.withUnsafePointers { targetOffsets, targetNeighbors in
        var round = unsafe ga_refinement(
          sourceOffsets: sourceOffsets, sourceNeighbors: sourceNeighbors,
          targetOffsets: targetOffsets, targetNeighbors: targetNeighbors,
          width: Int64(matrix.width), matrix: matrix.valuePointers,
          senders: senders.valuePointers, next: next.sharePointers,
          shares: matrix.shares.address, hasChanged: hasChanged.mutableAddress,
          hasDecided: hasDecided.mutableAddress,
          owners: owners.count > 0 ? owners.address : nil, epsilon: epsilon,
          closingEpsilon: Float(tuning.closingEpsilon),
          power: Int32(tuning.power), floor: Float(tuning.scoreFloor),
          senderShare: Float(tuning.senderShare),
          senderBudget: Int32(clamping: tuning.propagationBudget),
          visitBudget: Int64(tuning.visitBudget(nodeCount: matrix.columnCount)),
          tolerance: Float(tuning.tolerance))
        // SAFETY: `self` owns the buffers, and is not used otherwise until `body` ends.
        unsafe body(&round)
      }
    }
  }
}

extension RefinementMatrix {
  @unsafe fileprivate var valuePointers: ga_sparse_rows {
    mutating get {
      unsafe ga_sparse_rows(
        ids: ids.mutableAddress, values: values.mutableAddress, counts: counts.mutableAddress)
    }
  }

  @unsafe fileprivate var sharePointers: ga_sparse_rows {
    mutating get {
      unsafe ga_sparse_rows(
        ids: ids.mutableAddress, values: shares.mutableAddress, counts: counts.mutableAddress)
    }
  }
}
