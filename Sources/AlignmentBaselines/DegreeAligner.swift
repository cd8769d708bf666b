internal import Foundation
public import GraphAlignment
public import Graphs
internal import LinearAlgebra
internal import NearestNeighbors
public import Options

/// Aligns graphs by degree alone: a node's own, and those of its neighbors.
///
/// The features of a node u are
///
///     f_u = [ ln(1 + d_u), ln(1 + mean of d_v), ln(1 + q-quantiles of d_v) ],  v ∈ N(u)
///
/// and nodes are matched by exp(−‖f − f′‖²). The quantiles are taken from the sorted degrees of the
/// neighbors, the smallest and the largest among them; a node without neighbors has zeros. In weighted
/// graphs the degree is the sum of weights. Directions of edges are ignored.
///
/// A baseline, the least that a method should do better than. Degrees are on a logarithmic scale, as in
/// REGAL, lest hubs decide everything.
///
/// - Complexity: O(m · log degree), plus a search over 2 + q dimensions that is near O(n · log n)
public struct DegreeAligner: GraphAligner, Sendable, Equatable, Codable {
  /// q, how many numbers describe the sorted degrees of the neighbors; 0 leaves their mean only.
  public var quantileCount = 5

  /// Whether anything but a node's own degree counts.
  public var comparesNeighbors = true

  /// k, the number of candidates for each source node. More than the target has nodes means all.
  public var candidateCount = 10

  /// Alignment by degrees with the default options.
  public init() {}

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    guard quantileCount >= 0 else {
      throw OptionError(
        name: "quantileCount", value: "\(quantileCount)", reason: "must be at least 0")
    }
    guard candidateCount >= 1 else {
      throw OptionError(
        name: "candidateCount", value: "\(candidateCount)", reason: "must be at least 1")
    }
  }

  /// Finds, for each node of `source`, the ``candidateCount`` most similar nodes of `target`.
  ///
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, `CancellationError` if the task
  ///   is cancelled.
  public func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try validate()
    return try withoutActuallyEscaping(progress) { progress in
      let reporter = StageReporter(progress: progress)
      let rows = try reporter.run(.signatures) { (features(of: source), features(of: target)) }
      return try reporter.run(.matching) {
        let lists = KDTree(rows.1).nearest(toRowsOf: rows.0, count: candidateCount)
        return Alignment(
          source, target,
          CandidateRows(lists, columnCount: target.nodeCount) { Kernel.similarity(exponent: $0) })
      }
    }
  }

  /// f, a row for each node.
  private func features(of graph: Graph) -> Matrix {
    let adjacency = graph.undirected
    let degrees = (0..<adjacency.nodeCount).map { adjacency.strength(of: $0) }
    let width = comparesNeighbors ? 2 + quantileCount : 1
    var features = Matrix(rowCount: adjacency.nodeCount, columnCount: width)
    for node in 0..<adjacency.nodeCount {
      features[node, 0] = Float(log1p(degrees[node]))
      let neighbors = adjacency[node]
      guard comparesNeighbors, !neighbors.isEmpty else { continue }
      // Sorted before they are added up, so that the sum does not depend on how nodes are numbered.
      let sorted = neighbors.indices.map { degrees[Int(neighbors[$0])] }.sorted()
      features[node, 1] = Float(log1p(sorted.reduce(0, +) / Double(sorted.count)))
      for i in 0..<quantileCount {
        // One quantile alone is the median.
        let share = quantileCount > 1 ? Double(i) / Double(quantileCount - 1) : 0.5
        let place = (share * Double(sorted.count - 1)).rounded(.toNearestOrAwayFromZero)
        features[node, 2 + i] = Float(log1p(sorted[Int(place)]))
      }
    }
    return features
  }
}

extension DegreeAligner {
  /// Decodes options; what is not there has the value it has in `DegreeAligner()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&quantileCount, .quantileCount)
    try values.update(&comparesNeighbors, .comparesNeighbors)
    try values.update(&candidateCount, .candidateCount)
  }
}
