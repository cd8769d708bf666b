package import GraphAlignment
internal import Graphs
internal import Synchronization

extension RobustTeam {
  package func refine(
    _ start: CandidateRows, isReversed: Bool, options: Refinement, width: Int, roundCount: Int,
    anchors: AnchorLinks, progress: (Int) -> Void
  ) throws -> CandidateRows {
    let numbers = [isReversed ? 1 : 0, width, roundCount, anchors.strength == .hard ? 1 : 0]
    try ask(.refinement, numbers)
    return try together(\.refinement) { try refinement(numbers, (start, anchors), progress) }
  }

  /// - Returns: on the first rank the rows of all nodes.
  func refinement(
    _ numbers: [Int], _ given: (start: CandidateRows, anchors: AnchorLinks)?,
    _ progress: (Int) -> Void
  ) throws -> CandidateRows {
    let (source, width, roundCount) = (numbers[0], numbers[1], numbers[2])
    let strength = numbers[3] == 1 ? AnchorLinks.Strength.hard : .soft
    let links = try ranks.broadcast(
      given?.anchors.pairs.flatMap { [Int32($0.source), Int32($0.target)] } ?? [])
    let anchors = stride(from: 0, to: links.count, by: 2).map {
      (source: Int(links[$0]), target: Int(links[$0 + 1]))
    }
    let partition = partition(ofGraph: source)
    let start = try ranks.scatter(
      given?.start.prefix(width), columnCount: edges[1 - source].nodeCount, partition)
    var refinement = try RefinementPart(
      start, source: edges[source], target: edges[1 - source], width: width, anchors, strength,
      partition, ranks)
    try refinement.run(roundCount) { round in
      sent.withLock { $0.roundCount += 1 }
      progress(round)
    }
    let candidates = refinement.candidates
    return try ranks.gather(candidates) ?? CandidateRows(columnCount: candidates.columnCount)
  }
}
