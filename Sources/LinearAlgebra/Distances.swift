/// The squared Euclidean distance ‖a − b‖², summed one coordinate after the other in `Double`.
///
/// This is the distance by which neighbors are ranked: whoever finds candidates faster ranks them by
/// this number in the end, so that all searches agree to the last tie.
///
/// - Precondition: `a.count == b.count`.
/// - Complexity: O(coordinates)
@inlinable public func squaredDistance(_ a: Span<Float>, _ b: Span<Float>) -> Double {
  precondition(a.count == b.count, "cannot compare \(a.count) with \(b.count) coordinates")
  var sum = 0.0
  for i in a.indices {
    let difference = Double(a[i]) - Double(b[i])
    sum += difference * difference
  }
  return sum
}
