internal import Graphs
internal import LinearAlgebra

/// The first stage: from two graphs to signatures that survive missing edges.
struct SignatureStage {
  let options: RobustSignatureOptions
  /// Whether a second look is needed, for candidates of target nodes.
  let looksTwice: Bool
  /// Other processes that count rings; `nil` for none.
  var helpers: (any RobustHelpers)?

  /// The signatures of both graphs.
  struct Output {
    /// A matrix for each graph with a row for each node: what candidates of source nodes are found by.
    let forward: [Matrix]
    /// The same one step further, if that tells anything new: what candidates of target nodes are found by.
    let backward: [Matrix]
  }

  func run(_ problem: RobustProblem) throws -> Output {
    let graphs = [problem.sourceEdges, problem.targetEdges]
    let hops = options.hopCounts(graphs)
    let first = try signatures(graphs, hops.first)
    guard looksTwice, hops.second != hops.first else {
      return Output(forward: first, backward: first)
    }
    let second = try signatures(graphs, hops.second)
    return Output(forward: first, backward: second)
  }

  private func signatures(_ graphs: [Adjacency], _ hopCount: Int) throws -> [Matrix] {
    guard let helpers else {
      return RobustSignatures(of: graphs, hopCount: hopCount, options: options).rows
    }
    return try RobustSignatures(of: graphs, hopCount: hopCount, options: options) {
      graph, buckets, bucketCount, width in
      try helpers.ringHistograms(
        ofGraph: graph, buckets: buckets, bucketCount: bucketCount, hopCount: hopCount,
        width: width)
    }.rows
  }

  /// The same signatures with what directions and weights say, where both graphs have them.
  func addingEdges(to output: Output, _ problem: RobustProblem) -> Output {
    func added(_ rows: [Matrix]) -> [Matrix] {
      RobustSignatures(rows: rows)
        .addingEdges(of: [problem.source, problem.target], options: options)?.rows ?? rows
    }
    return Output(forward: added(output.forward), backward: added(output.backward))
  }
}
