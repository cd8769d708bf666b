public import Graphs

/// The largest Hits@1 to expect of an aligner that treats alike what looks alike.
///
/// Nodes of a graph that color refinement does not tell apart, attributes and anchors considered, are a toss-up: once the
/// graph is renumbered at random, each of g such target nodes is as likely to be matched with a source node as the
/// others. So of a source node with the right targets T no more than
///
///     max over classes D of targets  |T ∩ D| / |D|
///
/// can be expected; and of a class of source nodes no more hits than one target is right for, since all of them have the
/// same chances. The ceiling is the smaller of the means of both.
///
/// ```swift
/// let path = Graph.path(5)
/// let ceiling = SymmetryCeiling(source: path, target: path, truth: (0..<5).map { [$0] })
/// print(ceiling?.hits ?? 1)  // 0.6
/// ```
///
/// - SeeAlso: ``/Graphs/ColorRefinement``, of which some nodes have one color though no automorphism exchanges them; a method
///   that sees more than neighbors could do better there.
public struct SymmetryCeiling: Sendable, Equatable {
  /// The share of the source nodes with a known target, 0 … 1.
  public let hits: Double

  /// - Parameters:
  ///   - source: the graph whose nodes are matched.
  ///   - target: the graph they are matched with.
  ///   - evidence: what is known beside edges and attributes.
  ///   - truth: the right targets of each source node; none where they are unknown, and then the node does not count.
  ///   - lostCount: how many more source nodes there are with targets that the graph does not have.
  /// - Returns: `nil` where nothing is known, and where colors do not see all that may tell nodes apart: weights, kinds of
  ///   edges, similarities from elsewhere.
  /// - Complexity: that of ``/Graphs/ColorRefinement`` for both graphs
  public init?(
    source: Graph, target: Graph, evidence: AlignmentEvidence = AlignmentEvidence(), truth: [[Int]],
    lostCount: Int = 0
  ) {
    precondition(
      truth.count == source.nodeCount, "\(truth.count) true targets for \(source.nodeCount) source nodes")
    let graphs = [source, target]
    guard evidence.priors.isEmpty, !graphs.contains(where: { $0.isWeighted || $0.relations != nil }) else {
      return nil
    }
    let known = truth.indices.filter { !truth[$0].isEmpty }
    let count = known.count + lostCount
    guard count > 0 else { return nil }
    let (sources, targets) = (
      Self.classes(source, anchored: evidence.anchors.map(\.source)),
      Self.classes(target, anchored: evidence.anchors.map(\.target))
    )
    let targetSizes = Self.counts(targets)
    let byTargets = known.reduce(0.0) { sum, node in
      let right = Self.counts(truth[node].map { targets[$0] })
      return sum + (right.map { Double($0.value) / Double(targetSizes[$0.key]!) }.max() ?? 0)
    }
    var rightFor: [Int: [Int: Int]] = [:]
    for node in known {
      for target in truth[node] { rightFor[sources[node], default: [:]][target, default: 0] += 1 }
    }
    let bySources = rightFor.values.reduce(0) { $0 + ($1.values.max() ?? 0) }
    // A node with several right targets has some chance with each of them.
    let hasSeveral = known.contains { truth[$0].count > 1 }
    hits = (hasSeveral ? byTargets : min(byTargets, Double(bySources))) / Double(count)
  }

  private static func classes(_ graph: Graph, anchored: [Int]) -> [Int] {
    var classes = graph.attributes?.classes ?? [Int](repeating: 0, count: graph.nodeCount)
    // An anchor is like no other node.
    for (number, node) in anchored.enumerated() { classes[node] = graph.nodeCount + number }
    return ColorRefinement(of: graph, initialClasses: classes).classes
  }

  private static func counts(_ classes: [Int]) -> [Int: Int] {
    classes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}
