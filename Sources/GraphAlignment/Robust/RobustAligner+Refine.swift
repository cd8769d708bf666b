public import Graphs

extension RobustAligner {
  /// Improves an alignment, wherever it comes from, by the stages that follow the search for candidates.
  ///
  /// - Parameters:
  ///   - alignment: what is believed so far; see ``Refinement/refine(_:source:target:anchors:progress:)``.
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - anchors: known correspondences.
  ///   - progress: is called on the calling thread as work proceeds.
  /// - Returns: for each source node the candidates found, best first; ``candidateCount`` does not matter.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Precondition: the alignment is of these graphs.
  /// - Complexity: that of ``Refinement`` and ``MatchingSampler``
  public func refine(
    _ alignment: Alignment, source: Graph, target: Graph, anchors: AnchorLinks = .none,
    progress: (AlignmentProgress) -> Void = { _ in }
  ) throws -> Alignment {
    try validate()
    let problem = try RobustProblem(source, target, anchors: anchors)
    problem.check(alignment)
    guard refinement != nil else { return alignment }
    return try withoutActuallyEscaping(progress) { progress in
      let stages = RobustStages(self, problem, StageReporter(progress: progress))
      return Alignment(source, target, try stages.refined(problem, from: alignment))
    }
  }

  /// Improves an alignment with correspondences that are known with confidence.
  ///
  /// - Parameters:
  ///   - alignment: what is believed so far.
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - anchors: those of confidence 1 stand; others are where refinement starts from, and may be given up.
  ///   - progress: is called on the calling thread as work proceeds.
  /// - Returns: for each source node the candidates found, best first; ``candidateCount`` does not matter.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Precondition: the alignment is of these graphs, no source node has two anchors, and no target node two that
  ///   stand.
  /// - Complexity: that of ``Refinement`` and ``MatchingSampler``
  public func refine(
    _ alignment: Alignment, source: Graph, target: Graph, anchors: [WeightedAnchor],
    progress: (AlignmentProgress) -> Void = { _ in }
  ) throws -> Alignment {
    let certain = AlignmentEvidence(anchors: anchors).certainPairs
    let others = anchors.filter { $0.confidence < 1 }.map { (source: $0.source, target: $0.target) }
    if certain.isEmpty {
      return try refine(
        alignment, source: source, target: target, anchors: AnchorLinks(others, strength: .soft),
        progress: progress)
    }
    return try refine(
      alignment.starting(from: others), source: source, target: target,
      anchors: AnchorLinks(certain), progress: progress)
  }
}

extension Alignment {
  /// The same alignment, but each of the given pairs is the only candidate of its source.
  fileprivate func starting(from pairs: [(source: Int, target: Int)]) -> Alignment {
    let given = Dictionary(uniqueKeysWithValues: pairs.map { ($0.source, $0.target) })
    var started = CandidateRows(columnCount: targetCount)
    started.reserve(rowCount: sourceCount, entryCount: rows.ids.count)
    for source in 0..<sourceCount {
      if let target = given[source] {
        started.append(Int32(target), 1)
      } else {
        for place in rows.places(of: source) { started.append(rows.ids[place], rows.weights[place]) }
      }
      started.endRow()
    }
    return replacingRows(started)
  }
}
