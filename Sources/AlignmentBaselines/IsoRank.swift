internal import GraphAlignment
public import Graphs
public import LinearAlgebra
internal import Options

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
public struct IsoRank: PairAligner, Equatable, Codable {
  /// α, the prior H, and when to stop.
  public var iteration = PairIteration()

  /// IsoRank with the default options.
  public init() {}

  /// R ← α·P₁ᵀ·R·P₂ + (1 − α)·H, scaled to a sum of 1.
  ///
  /// - Throws: ``CHOLMODError`` for lack of memory; so does the function returned.
  public func update(
    _ source: Graph, _ target: Graph, prior: DoubleMatrix
  ) throws -> (DoubleMatrix) throws -> DoubleMatrix {
    let step = PairStep(
      left: Self.transition(source).transposedTransition, right: Self.transition(target).matrix)
    let alpha = iteration.alpha
    return { current in
      var next = try step(current)
      next.forEachRow { i, row in
        for j in row.indices { row[j] = alpha * row[j] + (1 - alpha) * prior[i, j] }
      }
      // Pairs with an isolated node have no pair to hand their share to: what is lost is made up for.
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

extension IsoRank {
  /// Decodes options; what is not there has the value it has in `IsoRank()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&iteration, .iteration)
  }
}
