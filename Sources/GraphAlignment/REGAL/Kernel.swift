internal import Foundation

/// How a distance between signatures becomes a similarity.
///
/// With d the distance of two signatures and m that of their attributes
/// (see ``REGAL/attributeWeight``):
public enum Kernel: String, Sendable, Codable, CaseIterable {
  /// exp(−γ_s·d² − γ_a·m): the similarity of the paper's equations.
  case gaussian
  /// exp(−γ_s·d − γ_a·m): the similarity that the authors' code computes.
  case laplacian

  /// The similarity of two rows at a squared distance, with unit weight.
  package func similarity(squaredDistance: Double) -> Float {
    switch self {
    case .gaussian: Float(exp(-squaredDistance))
    case .laplacian: Float(exp(-squaredDistance.squareRoot()))
    }
  }

  /// The similarity exp(−x).
  package static func similarity(exponent: Double) -> Float { Float(exp(-exponent)) }

  /// Similarities below this are zero, in `Double`: the exponent past which exp underflows.
  static let underflowExponent = 745.2
}
