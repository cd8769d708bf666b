package import Files

// What alignments need at most, as far as options make the difference. Measured on random graphs: 36 bytes for
// each candidate, and 24 to 32 for each pair of landmarks.

/// The bytes that candidates take while they are found, sorted and stored.
private func candidateBytes(_ sourceCount: Int, _ targetCount: Int, each count: Int) -> Double {
  36 * Double(sourceCount) * Double(min(count, targetCount))
}

private func requireCandidates(
  _ sourceCount: Int, _ targetCount: Int, each count: Int, _ option: String
) throws(MemoryError) {
  try MemoryLimit.require(
    candidateBytes(sourceCount, targetCount, each: count),
    for: "\(min(count, targetCount)) candidates for each of \(sourceCount) nodes",
    lowering: "ask for fewer with \(option)")
}

extension REGAL {
  /// Refuses an alignment or embedding that would need more memory than ``MemoryLimit`` allows.
  ///
  /// - Parameters:
  ///   - nodeCount: the nodes of all graphs together.
  ///   - option: what the number of landmarks is called for users.
  package func requireMemory(
    forNodes nodeCount: Int, option: String = "--landmarks"
  ) throws(MemoryError) {
    let p = Double(landmarks.count(of: nodeCount))
    try MemoryLimit.require(
      // The similarities between landmarks, their eigenvectors and the work space; then rows, and a copy to search.
      32 * p * p + (space == .embedding ? 8 * Double(nodeCount) * p : 0),
      for: "\(Int(p)) landmarks for \(nodeCount) nodes", lowering: "take fewer with \(option)")
  }

  /// The same for an alignment with its candidates.
  ///
  /// - Parameter option: what the number of candidates is called for users.
  package func requireMemory(
    source sourceCount: Int, target targetCount: Int, option: String = "--top"
  ) throws(MemoryError) {
    if space == .embedding { try requireMemory(forNodes: sourceCount + targetCount) }
    try requireCandidates(sourceCount, targetCount, each: candidateCount, option)
  }
}

extension RobustAligner {
  /// Refuses an alignment that would need more memory than ``MemoryLimit`` allows.
  ///
  /// - Parameter option: what the number of candidates is called for users.
  package func requireMemory(
    source sourceCount: Int, target targetCount: Int, option: String = "--top"
  ) throws(MemoryError) {
    try requireCandidates(sourceCount, targetCount, each: candidateCount, option)
    if let kept = refinement?.candidateCount {
      try requireCandidates(sourceCount, targetCount, each: 2 * kept, "--candidates")
    }
  }
}
