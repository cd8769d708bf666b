internal import CKernels
internal import Parallel

/// What one thread needs to gather evidence.
struct EvidenceMemory: ~Copyable {
  private var starts, counts, columns, neighbors, touched: OwnedBuffer<Int32>
  private var weights, hits, found: OwnedBuffer<Float>

  /// - Parameters:
  ///   - messageCount: how many beliefs the neighbors of one row have at most.
  ///   - largestDegree: of the rows.
  init(columnCount: Int, messageCount: Int, largestDegree: Int) {
    starts = OwnedBuffer(repeating: -1, count: columnCount)
    counts = OwnedBuffer(repeating: 0, count: columnCount)
    columns = OwnedBuffer(repeating: 0, count: min(columnCount, messageCount) + 1)
    neighbors = OwnedBuffer(repeating: 0, count: messageCount + 1)
    weights = OwnedBuffer(repeating: 0, count: messageCount + 1)
    hits = OwnedBuffer(repeating: 0, count: largestDegree + 1)
    found = OwnedBuffer(repeating: 0, count: largestDegree + 1)
    touched = OwnedBuffer(repeating: 0, count: largestDegree + 2)
  }

  var workspace: ga_evidence_workspace {
    mutating get {
      unsafe ga_evidence_workspace(
        starts: starts.mutableAddress, counts: counts.mutableAddress,
        columns: columns.mutableAddress, neighbors: neighbors.mutableAddress,
        weights: weights.mutableAddress, hits: hits.mutableAddress, found: found.mutableAddress,
        touched: touched.mutableAddress)
    }
  }
}

/// What one thread needs to collect proposals.
struct ProposalMemory: ~Copyable {
  private var sums: OwnedBuffer<Float>
  private var touched: OwnedBuffer<Int32>
  private var messages: OwnedBuffer<ga_belief_message>

  /// - Parameter messageCount: how many beliefs the neighbors of one row have at most.
  init(columnCount: Int, messageCount: Int) {
    sums = OwnedBuffer(repeating: 0, count: columnCount + 1)
    touched = OwnedBuffer(repeating: 0, count: columnCount + 2)
    messages = OwnedBuffer(repeating: .init(), count: messageCount + 1)
  }

  var workspace: ga_proposal_workspace {
    mutating get {
      unsafe ga_proposal_workspace(
        sums: sums.mutableAddress, touched: touched.mutableAddress,
        messages: messages.mutableAddress)
    }
  }
}
