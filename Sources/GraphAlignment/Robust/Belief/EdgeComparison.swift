internal import CKernels
internal import Foundation
internal import Graphs
internal import Parallel

/// Compares the edges of one graph, the rows, with those of another, the columns.
///
/// The kernels behind it are `ga_belief_proposals` and `ga_belief_evidence`.
struct EdgeComparison: Sendable {
  let rows: Adjacency
  let columns: Adjacency
  private let labels: EdgeLabelPair?
  private var table: LabelTable?
  private var missings: FrozenBuffer<Float>?
  private let rowLabels, columnLabels, reverseLabels: FrozenBuffer<UInt16>?
  private let rowRoots, columnRoots, rowLogs, columnLogs: FrozenBuffer<Float>
  private let largestDegree: Int

  init(rows: Adjacency, columns: Adjacency, labels: EdgeLabelPair?) {
    (self.rows, self.columns, self.labels) = (rows, columns, labels)
    table = labels.flatMap(\.table)
    rowLabels = labels.map { FrozenBuffer($0.source.labels) }
    columnLabels = labels.map { FrozenBuffer($0.target.labels) }
    reverseLabels = labels.map { FrozenBuffer($0.target.reversed(in: columns)) }
    func roots(_ graph: Adjacency) -> [Double] {
      (0..<graph.nodeCount).map { 1 / Double(max(graph.count(of: $0), 1)).squareRoot() }
    }
    let (first, second) = (roots(rows), roots(columns))
    rowRoots = FrozenBuffer(first.map { Float($0) })
    columnRoots = FrozenBuffer(second.map { Float($0) })
    rowLogs = FrozenBuffer(first.map { Float(log($0)) })
    columnLogs = FrozenBuffer(second.map { Float(log($0)) })
    largestDegree = (0..<rows.nodeCount).reduce(0) { max($0, rows.count(of: $1)) }
  }

  /// Puts what has been learned about the labels in the place of what was known.
  ///
  /// - Parameters:
  ///   - table: a multiplier for each pair of labels.
  ///   - retention: how likely an edge of each label of the rows is kept.
  /// - Precondition: there are labels, and as many numbers as they need.
  mutating func learn(_ table: LabelTable, retention: [Float]) {
    precondition(
      labels.map { table.rowCount == $0.source.count && table.columnCount == $0.target.count } ?? false,
      "\(table.rowCount) × \(table.columnCount) multipliers for other labels")
    self.table = table
    missings = FrozenBuffer(retention.map { 1 - EdgeRetention.clamped($0) })
  }

  /// What is believed at the beginning of a round.
  struct Beliefs: Sendable {
    let offsets: FrozenBuffer<Int64>
    let ids: FrozenBuffer<Int32>
    let values: FrozenBuffer<Float>
    /// c.
    let sums: FrozenBuffer<Float>
    let retention: EdgeRetention
    /// How many beliefs the neighbors of one row have at most.
    let messageCount: Int

    init(_ beliefs: CandidateRows, _ rows: Adjacency, _ retention: EdgeRetention) {
      offsets = FrozenBuffer(beliefs.offsets.map { Int64($0) })
      ids = FrozenBuffer(beliefs.ids)
      values = FrozenBuffer(beliefs.weights)
      sums = FrozenBuffer(beliefs.sums().map { min($0, 1) })
      self.retention = retention
      messageCount = (0..<rows.nodeCount).reduce(0) { largest, row in
        max(
          largest,
          rows.neighbors[rows.offsets[row]..<rows.offsets[row + 1]].reduce(0) {
            $0 + beliefs.places(of: Int($1)).count
          })
      }
    }
  }

  /// For each row what its neighbors would say of a column that is no neighbor of any of their matches:
  /// Σⱼ ln(cⱼ·(1 − r) + 1 − cⱼ).
  func absences(_ beliefs: Beliefs) -> [Double] {
    let missing = 1 - beliefs.retention.ofRows
    let sums = beliefs.sums.elements
    guard let missings = missings?.elements, let labels = rowLabels?.elements else {
      let logs = sums.map { log(Double($0) * missing + 1 - Double($0)) }
      return (0..<rows.nodeCount).map { row in
        rows.neighbors[rows.offsets[row]..<rows.offsets[row + 1]].reduce(0) { $0 + logs[Int($1)] }
      }
    }
    return (0..<rows.nodeCount).map { row in
      var sum = 0.0
      for entry in rows.offsets[row]..<rows.offsets[row + 1] {
        let c = Double(sums[Int(rows.neighbors[entry])])
        let missing = Double(missings[Int(labels[entry])])
        sum += log(c * missing + 1 - c)
      }
      return sum
    }
  }

  /// What may be proposed, and to what extent.
  struct Proposing: Sendable {
    /// Rows and columns that belong to an anchor.
    var isSettled: [UInt8]
    var isTaken: [UInt8]
    var keys: KeyAgreement?
    /// Proposals for each row.
    var limit: Int
    var senderBudget: Int
    var visitBudget: Int
  }

  /// The columns that the neighbors of each row propose, best first.
  func proposals(_ beliefs: Beliefs, _ options: Proposing) -> [[Int32]] {
    let count = rows.nodeCount
    var ids = OwnedBuffer<Int32>(repeating: 0, count: count * options.limit)
    var counts = OwnedBuffer<Int32>(repeating: 0, count: count)
    let isSettled = FrozenBuffer(options.isSettled)
    let isTaken = FrozenBuffer(options.isTaken)
    let keys = options.keys.map {
      (
        FrozenBuffer($0.rowKeys), FrozenBuffer($0.columnKeys),
        FrozenBuffer($0.agreements)
      )
    }
    let columnCount = columns.nodeCount
    unsafe withEdges(beliefs) { edges in
      let settings = unsafe ga_proposal_options(
        rowLogs: rowLogs.base, columnLogs: columnLogs.base, logRatios: table?.logs.base,
        logRatio: Float(log(ratio(beliefs.retention))), reverseLabels: reverseLabels?.base,
        isTaken: isTaken.base, isSettled: isSettled.base, rowKeys: keys?.0.base,
        columnKeys: keys?.1.base, agreements: keys?.2.base,
        senderBudget: Int64(options.senderBudget), visitBudget: Int64(options.visitBudget),
        limit: Int64(options.limit))
      // SAFETY: threads read the same beliefs and write only their own rows; the buffers outlive the loop.
      nonisolated(unsafe) let edges = unsafe edges
      nonisolated(unsafe) let shared = unsafe settings
      nonisolated(unsafe) let (first, lengths) = unsafe (ids.mutableAddress, counts.mutableAddress)
      parallelFor(
        count, grain: 32,
        state: { ProposalMemory(columnCount: columnCount, messageCount: beliefs.messageCount) },
        body: { memory, range in
          var workspace = unsafe memory.workspace
          var settings = unsafe shared
          unsafe ga_belief_proposals(
            edges, &settings, Int64(range.lowerBound), Int64(range.upperBound), &workspace,
            first, lengths)
        })
    }
    withExtendedLifetime((isSettled, isTaken, keys)) {}
    return (0..<count).map { row in
      (0..<Int(counts[row])).map { ids[row * options.limit + $0] }
    }
  }

  /// What common edges say of each pair, beside ``absences(_:)``.
  ///
  /// - Parameters:
  ///   - offsets: where each row's pairs begin.
  ///   - columns: the column of each pair.
  func evidence(_ beliefs: Beliefs, offsets: [Int], columns pairColumns: [Int32]) -> [Float] {
    let starts = FrozenBuffer(offsets.map { Int64($0) })
    let ids = FrozenBuffer(pairColumns)
    var result = OwnedBuffer<Float>(repeating: 0, count: pairColumns.count)
    let columnCount = columns.nodeCount
    unsafe withEdges(beliefs) { edges in
      // SAFETY: threads read the same beliefs and write only the pairs of their own rows.
      nonisolated(unsafe) let edges = unsafe edges
      nonisolated(unsafe) let first = unsafe result.mutableAddress
      parallelFor(
        rows.nodeCount, grain: 16,
        state: {
          EvidenceMemory(
            columnCount: columnCount, messageCount: beliefs.messageCount,
            largestDegree: largestDegree)
        },
        body: { memory, range in
          var workspace = unsafe memory.workspace
          unsafe ga_belief_evidence(
            edges, Int64(range.lowerBound), Int64(range.upperBound), starts.base, ids.base,
            &workspace, first)
        })
    }
    return result.elements
  }

  /// R = √(r·r′·2m₁·2m₂).
  private func ratio(_ retention: EdgeRetention) -> Double {
    let edges = Double(rows.entryCount) * Double(columns.entryCount)
    return (retention.ofRows * retention.ofColumns * edges).squareRoot()
  }

  private func withEdges(_ beliefs: Beliefs, _ body: (UnsafePointer<ga_edge_beliefs>) -> Void) {
    unsafe rows.withUnsafePointers { rowOffsets, rowNeighbors in
      unsafe columns.withUnsafePointers { columnOffsets, columnNeighbors in
        var edges = unsafe ga_edge_beliefs(
          rows: ga_labeled_graph(
            offsets: rowOffsets, neighbors: rowNeighbors, labels: rowLabels?.base),
          columns: ga_labeled_graph(
            offsets: columnOffsets, neighbors: columnNeighbors, labels: columnLabels?.base),
          beliefOffsets: beliefs.offsets.base, beliefIDs: beliefs.ids.base,
          beliefs: beliefs.values.base, sums: beliefs.sums.base, rowRoots: rowRoots.base,
          columnRoots: columnRoots.base, ratios: table?.ratios.base,
          columnLabelCount: Int64(labels?.target.count ?? 1),
          ratio: Float(ratio(beliefs.retention)), missing: Float(1 - beliefs.retention.ofRows),
          missings: missings?.base)
        // SAFETY: the buffers live as long as these values do.
        withExtendedLifetime((self, beliefs)) { unsafe body(&edges) }
      }
    }
  }
}

/// Categories of the nodes of both graphs, and what it says when two agree.
struct KeyAgreement: Sendable {
  var rowKeys: [Int32]
  var columnKeys: [Int32]
  /// For each category the log-odds of agreement over disagreement, not negative.
  var agreements: [Float]

  var transposed: KeyAgreement {
    KeyAgreement(rowKeys: columnKeys, columnKeys: rowKeys, agreements: agreements)
  }
}
