internal import CKernels
internal import Foundation
internal import Graphs
internal import LinearAlgebra

/// Compares the edges of one graph, the rows, with those of another, the columns.
///
/// The kernels behind it are `ga_belief_proposals` and `ga_belief_evidence`.
struct EdgeComparison: Sendable {
  let rows: Adjacency
  let columns: Adjacency
  private let labels: EdgeLabelPair?
  private var ratios, logRatios, missings: SharedBuffer<Float>?
  private let rowLabels, columnLabels, reverseLabels: SharedBuffer<UInt16>?
  private let rowRoots, columnRoots, rowLogs, columnLogs: SharedBuffer<Float>
  private let largestDegree: Int

  init(rows: Adjacency, columns: Adjacency, labels: EdgeLabelPair?) {
    (self.rows, self.columns, self.labels) = (rows, columns, labels)
    ratios = labels.map { SharedBuffer($0.ratios, padding: 1) }
    logRatios = labels.map { SharedBuffer($0.ratios.map { log($0) }, padding: 0) }
    rowLabels = labels.map { SharedBuffer($0.source.labels, padding: 0) }
    columnLabels = labels.map { SharedBuffer($0.target.labels, padding: 0) }
    reverseLabels = labels.map { SharedBuffer($0.target.reversed(in: columns), padding: 0) }
    func roots(_ graph: Adjacency) -> [Double] {
      (0..<graph.nodeCount).map { 1 / Double(max(graph.count(of: $0), 1)).squareRoot() }
    }
    let (first, second) = (roots(rows), roots(columns))
    rowRoots = SharedBuffer(first.map { Float($0) }, padding: 1)
    columnRoots = SharedBuffer(second.map { Float($0) }, padding: 1)
    rowLogs = SharedBuffer(first.map { Float(log($0)) }, padding: 0)
    columnLogs = SharedBuffer(second.map { Float(log($0)) }, padding: 0)
    largestDegree = (0..<rows.nodeCount).reduce(0) { max($0, rows.count(of: $1)) }
  }

  /// Puts what has been learned about the labels in the place of what was known.
  ///
  /// - Parameters:
  ///   - ratios: a multiplier for each pair of labels, rows' labels first.
  ///   - retention: how likely an edge of each label of the rows is kept.
  /// - Precondition: there are labels, and as many numbers as they need.
  mutating func learn(ratios: [Float], retention: [Float]) {
    precondition(
      labels.map { ratios.count == $0.source.count * $0.target.count } ?? false,
      "\(ratios.count) multipliers for other labels")
    self.ratios = SharedBuffer(ratios, padding: 1)
    logRatios = SharedBuffer(ratios.map { log($0) }, padding: 0)
    missings = SharedBuffer(
      retention.map { 1 - EdgeRetention.clamped($0) }, padding: 1)
  }

  /// What is believed at the beginning of a round.
  struct Beliefs: Sendable {
    let offsets: SharedBuffer<Int64>
    let ids: SharedBuffer<Int32>
    let values: SharedBuffer<Float>
    /// c.
    let sums: SharedBuffer<Float>
    let retention: EdgeRetention
    /// How many beliefs the neighbors of one row have at most.
    let messageCount: Int

    init(_ beliefs: BeliefRows, _ rows: Adjacency, _ retention: EdgeRetention) {
      offsets = SharedBuffer(beliefs.offsets.map { Int64($0) }, padding: 0)
      ids = SharedBuffer(beliefs.ids, padding: 0)
      values = SharedBuffer(beliefs.values, padding: 0)
      sums = SharedBuffer(beliefs.sums().map { min($0, 1) }, padding: 0)
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
    guard let missings, let rowLabels else {
      let logs = sums.map { log(Double($0) * missing + 1 - Double($0)) }
      return (0..<rows.nodeCount).map { row in
        rows.neighbors[rows.offsets[row]..<rows.offsets[row + 1]].reduce(0) { $0 + logs[Int($1)] }
      }
    }
    return (0..<rows.nodeCount).map { row in
      (rows.offsets[row]..<rows.offsets[row + 1]).reduce(0) { sum, entry in
        let c = Double(sums[Int(rows.neighbors[entry])])
        return sum + log(c * Double(missings[Int(rowLabels[entry])]) + 1 - c)
      }
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
    let ids = SharedBuffer<Int32>(repeating: 0, count: count * options.limit)
    let counts = SharedBuffer<Int32>(repeating: 0, count: count)
    let isSettled = SharedBuffer(options.isSettled, padding: 0)
    let isTaken = SharedBuffer(options.isTaken, padding: 0)
    let keys = options.keys.map {
      (
        SharedBuffer($0.rowKeys, padding: -1), SharedBuffer($0.columnKeys, padding: -1),
        SharedBuffer($0.agreements, padding: 0)
      )
    }
    let columnCount = columns.nodeCount
    unsafe withEdges(beliefs) { edges in
      let settings = unsafe ga_proposal_options(
        rowLogs: rowLogs.base, columnLogs: columnLogs.base, logRatios: logRatios?.base,
        logRatio: Float(log(ratio(beliefs.retention))), reverseLabels: reverseLabels?.base,
        isTaken: isTaken.base, isSettled: isSettled.base, rowKeys: keys?.0.base,
        columnKeys: keys?.1.base, agreements: keys?.2.base,
        senderBudget: Int64(options.senderBudget), visitBudget: Int64(options.visitBudget),
        limit: Int64(options.limit))
      // SAFETY: threads read the same beliefs and write only their own rows; the buffers outlive the loop.
      nonisolated(unsafe) let edges = unsafe edges
      nonisolated(unsafe) let shared = unsafe settings
      parallelFor(
        count, grain: 32,
        state: {
          (
            SharedBuffer<Float>(repeating: 0, count: columnCount),
            SharedBuffer<Int32>(repeating: 0, count: columnCount + 1),
            SharedBuffer<ga_belief_message>(repeating: .init(), count: beliefs.messageCount)
          )
        },
        body: { memory, range in
          var workspace = unsafe ga_proposal_workspace(
            sums: memory.0.base, touched: memory.1.base, messages: memory.2.base)
          var settings = unsafe shared
          unsafe ga_belief_proposals(
            edges, &settings, Int64(range.lowerBound), Int64(range.upperBound), &workspace,
            ids.base, counts.base)
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
    let starts = SharedBuffer(offsets.map { Int64($0) }, padding: 0)
    let ids = SharedBuffer(pairColumns, padding: 0)
    let result = SharedBuffer<Float>(repeating: 0, count: pairColumns.count)
    let columnCount = columns.nodeCount
    unsafe withEdges(beliefs) { edges in
      // SAFETY: threads read the same beliefs and write only the pairs of their own rows.
      nonisolated(unsafe) let edges = unsafe edges
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
            &workspace, result.base)
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
          columnRoots: columnRoots.base, ratios: ratios?.base,
          columnLabelCount: Int64(labels?.target.count ?? 1),
          ratio: Float(ratio(beliefs.retention)), missing: Float(1 - beliefs.retention.ofRows),
          missings: missings?.base)
        // SAFETY: the buffers live as long as these values do.
        withExtendedLifetime((self, beliefs)) { unsafe body(&edges) }
      }
    }
  }
}

/// What one thread needs to gather evidence.
private struct EvidenceMemory {
  private let starts, counts, columns, neighbors, touched: SharedBuffer<Int32>
  private let weights, hits, found: SharedBuffer<Float>

  init(columnCount: Int, messageCount: Int, largestDegree: Int) {
    starts = SharedBuffer(repeating: -1, count: columnCount)
    counts = SharedBuffer(repeating: 0, count: columnCount)
    columns = SharedBuffer(repeating: 0, count: min(columnCount, messageCount))
    neighbors = SharedBuffer(repeating: 0, count: messageCount)
    weights = SharedBuffer(repeating: 0, count: messageCount)
    hits = SharedBuffer(repeating: 0, count: largestDegree)
    found = SharedBuffer(repeating: 0, count: largestDegree)
    touched = SharedBuffer(repeating: 0, count: largestDegree + 1)
  }

  var workspace: ga_evidence_workspace {
    unsafe ga_evidence_workspace(
      starts: starts.base, counts: counts.base, columns: columns.base, neighbors: neighbors.base,
      weights: weights.base, hits: hits.base, found: found.base, touched: touched.base)
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
