internal import CKernels

/// The squared Euclidean distance ‖a − b‖², summed in `Double`.
///
/// This is the distance by which neighbors are ranked: a search that finds candidates in a faster way
/// ranks them by this number in the end, so that all searches agree to the last tie. It is symmetric, zero
/// for equal rows, and the same on every processor; it is not a serial sum (there are eight partial
/// ones), from which it may differ by a few units in the last place.
///
/// - Precondition: `a.count == b.count`.
/// - Complexity: O(coordinates)
public func squaredDistance(_ a: Span<Float>, _ b: Span<Float>) -> Double {
  precondition(a.count == b.count, "cannot compare \(a.count) with \(b.count) coordinates")
  return unsafe a.withUnsafeBufferPointer { a in
    unsafe b.withUnsafeBufferPointer { b in
      guard let first = a.baseAddress, let second = b.baseAddress else { return 0 }
      return unsafe ga_squared_distance(first, second, Int64(a.count))
    }
  }
}
