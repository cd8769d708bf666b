/// The last stage: fills lists that others left short with the nodes of the most similar signatures.
///
/// Refinement keeps only what neighbors speak for; who asks for ten candidates gets ten. What is filled in
/// has a millionth of its weight, so that it comes last.
struct FillingStage {
  /// The candidates that each source node shall have.
  let candidateCount: Int

  /// - Parameters:
  ///   - found: the candidates of source nodes so far, best first.
  ///   - similar: the nodes that signatures speak for, best first.
  func run(
    _ found: CandidateRows, from similar: CandidateRows, _ problem: RobustProblem
  ) -> CandidateRows {
    // More than there are would be room for nothing.
    let candidateCount = min(candidateCount, found.columnCount)
    let owners = problem.anchors.owners(targetCount: found.columnCount)
    var result = CandidateRows(columnCount: found.columnCount)
    result.reserve(rowCount: found.rowCount, entryCount: found.rowCount * candidateCount)
    for source in 0..<found.rowCount {
      let own = found.places(of: source).prefix(candidateCount)
      for place in own { result.append(found.ids[place], found.weights[place]) }
      var (least, missing) = (own.last.map { found.weights[$0] } ?? 1, candidateCount - own.count)
      for place in similar.places(of: source) where missing > 0 {
        let target = similar.ids[place]
        guard !found.ids[own].contains(target), owners?[Int(target)] ?? -1 < 0 else { continue }
        least = min(least, 1e-6 * similar.weights[place])
        result.append(target, least)
        missing -= 1
      }
      result.endRow()
    }
    return result
  }
}
