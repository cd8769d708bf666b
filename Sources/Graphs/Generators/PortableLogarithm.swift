/// ln(1 + x) by additions, multiplications and divisions only.
///
/// The C library's logarithm may differ in the last bit from one system to the next, and a gap
/// between edges rounded the other way would give another graph. IEEE 754 fixes what the four
/// operations return, so this function returns the same bits everywhere.
///
/// With 1 + x = m·2ᵉ, √½ ≤ m < √2, and s = (m − 1)/(m + 1),
///
///     ln(1 + x) = e·ln 2 + 2·(s + s³/3 + s⁵/5 + …),   |s| < 0.1716,
///
/// and eleven terms leave an error below 10⁻¹⁷. The relative error is a few ulps, also near x = 0.
///
/// - Precondition: −1 < x, finite.
/// - Complexity: O(1)
func portableLogarithm(onePlus x: Double) -> Double {
  precondition(x > -1 && x.isFinite, "1 + \(x) has no finite logarithm")
  var (s, exponent) = (x / (2 + x), 0.0)
  // Near 0 the quotient above keeps digits of x that 1 + x would lose.
  if x < -0.25 || x > 0.25 {
    let sum = 1 + x
    var m = sum.significand
    exponent = Double(sum.exponent)
    if m >= 1.414_213_562_373_095_1 {
      m /= 2
      exponent += 1
    }
    s = (m - 1) / (m + 1)
  }
  let square = s * s
  var series = 0.0
  for k in (0...10).reversed() { series = series * square + 1 / Double(2 * k + 1) }
  return exponent * 0.693_147_180_559_945_3 + 2 * s * series
}
