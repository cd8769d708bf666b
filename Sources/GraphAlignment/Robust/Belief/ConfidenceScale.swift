internal import Foundation

/// Makes beliefs mean what they say: p ↦ 1/(1 + exp(−a·ln(p/(1 − p)) − b)).
///
/// a and b are those that make it likeliest which hidden anchors were found and which were not (Platt, "Probabilistic
/// Outputs for Support Vector Machines", 1999), with a near 1 and b near 0 expected beforehand, since there may be few.
/// The order of beliefs stays. What comes out is the chance that a match is right if the node has one at all: anchors
/// do.
struct ConfidenceScale: Sendable, Equatable {
  private(set) var slope = 1.0
  private(set) var shift = 0.0

  /// Leaves beliefs as they are.
  init() {}

  /// - Parameter outcomes: what was believed of the best candidate, and whether it was right.
  init(_ outcomes: [(belief: Double, isRight: Bool)]) {
    let points = outcomes.map { (x: Self.logit($0.belief), y: $0.isRight ? 1.0 : 0.0) }
    // Newton's method; the expectation keeps the curvature away from 0.
    for _ in 0..<50 {
      var gradient = ((1 - slope) / 0.25, -shift / 4)
      var curvature = (1 / 0.25, 0.0, 1.0 / 4)
      for point in points {
        let p = 1 / (1 + exp(-slope * point.x - shift))
        let w = p * (1 - p)
        gradient.0 += (point.y - p) * point.x
        gradient.1 += point.y - p
        curvature.0 += w * point.x * point.x
        curvature.1 += w * point.x
        curvature.2 += w
      }
      let determinant = curvature.0 * curvature.2 - curvature.1 * curvature.1
      let change = (
        (gradient.0 * curvature.2 - gradient.1 * curvature.1) / determinant,
        (gradient.1 * curvature.0 - gradient.0 * curvature.1) / determinant
      )
      slope += min(max(change.0, -0.5), 0.5)
      shift += min(max(change.1, -1), 1)
      // Beliefs must keep their order.
      slope = max(slope, 0.05)
      if abs(change.0) + abs(change.1) < 1e-9 { break }
    }
  }

  private static func logit(_ p: Double) -> Double {
    let p = min(max(p, 1e-6), 1 - 1e-6)
    return log(p / (1 - p))
  }

  func callAsFunction(_ belief: Float) -> Float {
    guard self != ConfidenceScale(), belief > 0 else { return belief }
    let scaled = Float(1 / (1 + exp(-slope * Self.logit(Double(belief)) - shift)))
    // What is hardly believed must not be by the shift alone.
    return min(scaled, 1, belief * 1e4)
  }
}
