internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import Options

/// What is thought of pairs of nodes before their surroundings are looked at: the matrix H.
public enum SimilarityPrior: String, Sendable, Codable, CaseIterable {
  /// All pairs are alike.
  case uniform
  /// H_ij = min(d_i, d_j) / max(d_i, d_j), with degrees d; 1 if neither node has an edge.
  case degrees
  /// H_ij = exp(−mismatches): a category in which two nodes disagree counts 1, a number the difference
  /// as a share of its range.
  case attributes

  /// H, n₁ × n₂, with elements that add up to 1.
  ///
  /// - Throws: ``/Options/OptionError`` if attributes are asked for that the graphs do not have or do not
  ///   share.
  /// - Complexity: O(n₁ · n₂ · attributes)
  func matrix(_ source: Graph, _ target: Graph) throws(OptionError) -> DoubleMatrix {
    var prior: DoubleMatrix
    switch self {
    case .uniform:
      prior = DoubleMatrix(source, target) { _, _ in 1 }
    case .degrees:
      let first = (0..<source.nodeCount).map { source.undirected.strength(of: $0) }
      let second = (0..<target.nodeCount).map { target.undirected.strength(of: $0) }
      prior = DoubleMatrix(source, target) { i, j in
        let larger = max(first[i], second[j])
        return larger > 0 ? min(first[i], second[j]) / larger : 1
      }
    case .attributes:
      guard let table = try AttributeTable([source, target]) else {
        throw OptionError(
          name: "prior", value: rawValue, reason: "the graphs have no attributes to compare")
      }
      let offset = source.nodeCount
      prior = DoubleMatrix(source, target) { i, j in
        Double(Kernel.similarity(exponent: Double(table.distance(i, offset + j))))
      }
    }
    prior.scaleToSum(1)
    return prior
  }
}
