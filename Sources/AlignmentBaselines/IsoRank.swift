public import GraphAlignment
public import Graphs
public import LinearAlgebra
public import Options

/// Aligns graphs by the rule that two nodes are alike if their neighbors are: IsoRank.
///
/// The similarities R of all pairs of nodes satisfy
///
///     R_ij = α · Σ_{u ∈ N(i)} Σ_{v ∈ N(j)} R_uv / (d_u · d_v) + (1 − α) · H_ij,   Σ R = 1
///
/// where d is the degree: each pair hands its similarity on to the pairs of neighbors, in equal shares.
/// That is PageRank on the product of the graphs, R ← α·P₁ᵀ·R·P₂ + (1 − α)·H with P = D⁻¹·A, and it is
/// found by power iteration. In weighted graphs shares are proportional to weights. Directions of edges
/// are ignored. With α = 1 and connected graphs R_ij is proportional to d_i · d_j: all information about
/// single nodes comes from H.
///
/// A baseline: use it to compare with. Memory is that of about four dense n₁ × n₂ matrices.
///
/// Source: Singh, Xu & Berger, "Global alignment of multiple protein interaction networks with
/// application to functional orthology detection", PNAS 2008, doi:10.1073/pnas.0806627105; the example
/// in the tests is that of the same authors at RECOMB 2007, doi:10.1007/978-3-540-71681-5_2.
///
/// - Complexity: O(iterations · (n₁ · m₂ + m₁ · n₂)) time, O(n₁ · n₂) space
@dynamicMemberLookup
public struct IsoRank: GraphAligner, Sendable, Equatable, Codable {
  /// α, the prior H and when to stop; they read as if they were declared here.
  public var iteration = PairIteration()

  public subscript<Value>(dynamicMember path: WritableKeyPath<PairIteration, Value>) -> Value {
    get { iteration[keyPath: path] }
    set { iteration[keyPath: path] = newValue }
  }

  public init() {}

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    try iteration.validate()
  }

  /// Finds, for each node of `source`, the ``PairIteration/candidateCount`` most similar nodes of `target`.
  ///
  /// - Throws: ``Options/OptionError`` for an option that cannot be used or too many pairs,
  ///   ``CHOLMODError`` for lack of memory, `CancellationError` if the task is cancelled.
  public func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try alignDensely(source, to: target, count: iteration.candidateCount, progress) { progress in
      try similarities(of: source, and: target, progress: progress)
    }
  }

  /// The similarities R of all pairs.
  ///
  /// - Parameters:
  ///   - prior: H, in place of the ``PairIteration/prior`` chosen; also where the iteration starts. It is scaled to a
  ///     sum of 1.
  ///   - progress: is called with the share of ``PairIteration/iterationLimit`` that is done.
  /// - Throws: as ``align(_:to:progress:)``.
  /// - Precondition: a prior given is n₁ × n₂, and has no element below 0.
  public func similarities(
    of source: Graph, and target: Graph, prior: DoubleMatrix? = nil,
    progress: (Double) -> Void = { _ in }
  ) throws -> PairFixedPoint {
    try validate()
    try checkPairs(source, target, limit: iteration.pairLimit)
    let given = try preparedPrior(prior, iteration.prior, source, target)
    let step = PairStep(
      left: Self.transition(source).transposedTransition, right: Self.transition(target).matrix)
    let alpha = iteration.alpha
    return try PairFixedPoint(
      from: given, limit: iteration.iterationLimit, tolerance: iteration.tolerance,
      progress: progress
    ) { current in
      var next = try step(current)
      next.forEachRow { i, row in
        for j in row.indices { row[j] = alpha * row[j] + (1 - alpha) * given[i, j] }
      }
      // Pairs with an isolated node have nobody to hand their share to: what is lost is made up for.
      next.scaleToSum(1)
      return next
    }
  }

  /// P = D⁻¹·A and its transpose A·D⁻¹, A being symmetric.
  private static func transition(
    _ graph: Graph
  ) -> (matrix: SparseMatrix, transposedTransition: SparseMatrix) {
    let adjacency = graph.undirected
    let degrees = (0..<adjacency.nodeCount).map { adjacency.strength(of: $0) }
    return (
      SparseMatrix(adjacency) { i, _, weight in weight / degrees[i] },
      SparseMatrix(adjacency) { _, j, weight in weight / degrees[j] }
    )
  }
}
