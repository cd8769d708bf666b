internal import Graphs
internal import Options

/// Two graphs to be aligned, as all stages of the robust aligner see them.
struct RobustProblem: Sendable {
  /// The graph whose nodes get candidates, and its edges without direction and weight.
  let source: Graph
  let sourceEdges: Adjacency
  /// The graph whose nodes are candidates.
  let target: Graph
  let targetEdges: Adjacency
  /// Known correspondences that stages before fusion keep to.
  private(set) var anchors: AnchorLinks
  /// What is known of the nodes of both, source nodes first; `nil` if nothing is.
  private(set) var attributes: AttributeTable?
  /// Anchors with confidences, and similarities from elsewhere.
  let evidence: AlignmentEvidence

  /// - Throws: ``/Options/OptionError`` if only one graph has attributes, or other ones than the other.
  init(
    _ source: Graph, _ target: Graph, anchors: AnchorLinks,
    evidence: AlignmentEvidence = AlignmentEvidence()
  ) throws(OptionError) {
    (self.source, self.target, self.anchors) = (source, target, anchors)
    (sourceEdges, targetEdges) = (source.undirected, target.undirected)
    self.evidence = evidence
    attributes = try AttributeTable([source, target])
  }

  /// The same problem as stages see it that know other anchors, and attributes or none.
  func seeing(_ anchors: AnchorLinks, attributes isSeen: Bool) -> RobustProblem {
    var problem = self
    problem.anchors = anchors
    if !isSeen { problem.attributes = nil }
    return problem
  }

  /// Checks that an alignment is one of these graphs.
  func check(_ alignment: Alignment) {
    precondition(
      alignment.sourceCount == source.nodeCount && alignment.targetCount == target.nodeCount,
      "an alignment of \(alignment.sourceCount) and \(alignment.targetCount) nodes is not one of "
        + "graphs of \(source.nodeCount) and \(target.nodeCount)")
  }
}

/// Candidates in both directions, which stages use to check one against the other.
struct TwoWayCandidates: Sendable {
  /// The candidates of source nodes.
  var forward: CandidateRows
  /// The candidates of target nodes.
  var backward: CandidateRows

  /// Pairs of nodes that choose each other.
  ///
  /// - Complexity: O(candidates)
  func mutualPairs() -> [(source: Int, target: Int)] {
    let (targets, sources) = (forward.heaviestIDs(), backward.heaviestIDs())
    return targets.indices.compactMap { i in
      let j = Int(targets[i])
      return j >= 0 && Int(sources[j]) == i ? (i, j) : nil
    }
  }
}
