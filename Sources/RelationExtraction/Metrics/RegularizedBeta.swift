internal import Foundation

/// The regularized incomplete beta function I_x(a, b), for x in [0, 1].
///
/// By its continued fraction (DLMF 8.17.22), evaluated with Lentz's method; accurate to about 1e-12 for
/// the moderate a and b of t-tests.
///
/// - Complexity: O(√(a + b))
func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  // The fraction converges quickly only below the mean; I_x(a, b) = 1 − I_{1−x}(b, a) does the rest.
  if x > (a + 1) / (a + b + 2) { return 1 - regularizedBeta(1 - x, b, a) }
  let factor = exp(a * log(x) + b * log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
  let tiny = 1e-300
  // 1∕(1 + d₁∕(1 + d₂∕(1 + …))) ; the product of all c·d is the denominator.
  var (value, c, d) = (1.0, 1.0, 0.0)
  for i in 1..<1000 {
    let m = Double(i / 2)
    let term =
      i.isMultiple(of: 2)
      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + term * d, tiny)
    c = nonZero(1 + term / c, tiny)
    value *= c * d
    if abs(1 - c * d) < 1e-15 { break }
  }
  return factor / value
}

private func nonZero(_ x: Double, _ tiny: Double) -> Double { abs(x) < tiny ? tiny : x }

/// ln Γ(x) for x > 0. The C function also sets a global variable for the sign, which is not needed here.
private func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return unsafe lgamma_r(x, &sign)
}
