internal import GraphAlignment
public import Graphs
public import LinearAlgebra
internal import Options

/// Aligns graphs whose nodes have attributes by structure and attributes at once: FINAL.
///
/// The similarities S of all pairs are the fixed point of
///
///     s ← α · D^(−½) · N · (A₁ ⊗ A₂) · N · D^(−½) · s + (1 − α) · h
///
/// with s and h the elements of S and of the prior H, N the diagonal matrix of how well the attributes of
/// a pair agree, and D the diagonal matrix of the row sums of N·(A₁ ⊗ A₂)·N. Pairs hand on similarity only
/// as far as their attributes agree. Without attributes N = 1. As matrices, with ∘ element by element:
///
///     S ← α · N ∘ D^(−½) ∘ (A₁ · (N ∘ D^(−½) ∘ S) · A₂) + (1 − α) · H,   D = N ∘ (A₁ · N · A₂)
///
/// N_ij is the share of attributes in which nodes i and j agree; a number agrees by 1 minus the
/// difference as a share of its range. For one category this is the N of the paper, for several the mean
/// of theirs, and a factor in N cancels against D. Attributes of edges, E in the paper, do not enter but
/// for weights in A. Directions of edges are ignored.
///
/// A baseline: use it to compare with. Memory is that of about five dense n₁ × n₂ matrices.
///
/// Source: Zhang & Tong, "FINAL: Fast attributed network alignment", KDD 2016,
/// doi:10.1145/2939672.2939766.
///
/// - Complexity: O(iterations · (n₁ · m₂ + m₁ · n₂)) time, O(n₁ · n₂) space
public struct FINAL: PairAligner, Equatable, Codable {
  /// α, the prior H, and when to stop.
  public var iteration = PairIteration()

  /// Whether attributes, if the graphs have any, say along which pairs similarity is handed on.
  public var usesAttributes = true

  /// FINAL with the default options.
  public init() {}

  /// S ← α · N ∘ D^(−½) ∘ (A₁ · (N ∘ D^(−½) ∘ S) · A₂) + (1 − α) · H.
  ///
  /// - Throws: ``/Options/OptionError`` for attributes that the graphs do not share, ``CHOLMODError`` for
  ///   lack of memory; so does the function returned.
  public func update(
    _ source: Graph, _ target: Graph, prior: DoubleMatrix
  ) throws -> (DoubleMatrix) throws -> DoubleMatrix {
    let step = PairStep(
      left: SparseMatrix(source.undirected) { _, _, weight in weight },
      right: SparseMatrix(target.undirected) { _, _, weight in weight })
    let scale = try scale(source, target, step)
    let alpha = iteration.alpha
    return { current in
      var scaled = current
      scaled.forEachRow { i, row in
        for j in row.indices { row[j] *= scale[i, j] }
      }
      var next = try step(scaled)
      next.forEachRow { i, row in
        for j in row.indices {
          row[j] = alpha * scale[i, j] * row[j] + (1 - alpha) * prior[i, j]
        }
      }
      return next
    }
  }

  /// N ∘ D^(−½), 0 where a pair has no neighbors to hand anything on to.
  private func scale(
    _ source: Graph, _ target: Graph, _ step: PairStep
  ) throws -> DoubleMatrix {
    let agreement = try agreement(source, target)
    var scale = try step(agreement)
    scale.forEachRow { i, row in
      for j in row.indices {
        let sum = agreement[i, j] * row[j]
        row[j] = sum > 0 ? agreement[i, j] / sum.squareRoot() : 0
      }
    }
    return scale
  }

  /// N.
  private func agreement(
    _ source: Graph, _ target: Graph
  ) throws(OptionError) -> DoubleMatrix {
    guard usesAttributes, let table = try AttributeTable([source, target]),
      let columns = source.attributes?.columns.count
    else { return DoubleMatrix(source, target) { _, _ in 1 } }
    let offset = source.nodeCount
    return DoubleMatrix(source, target) { i, j in
      // Rounding of the distance must not make an agreement negative.
      max(0, 1 - Double(table.distance(i, offset + j)) / Double(columns))
    }
  }
}

extension FINAL {
  /// Decodes options; what is not there has the value it has in `FINAL()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&iteration, .iteration)
    try values.update(&usesAttributes, .usesAttributes)
  }
}
