internal import Graphs

/// Which bucket a degree falls into: ⌊log_base degree⌋, or one bucket for each degree that occurs.
///
/// The buckets are those of all graphs that are compared, since signatures are.
package struct DegreeBuckets: Sendable {
  /// The smallest degree of each bucket, ascending.
  let lowerBounds: [Double]

  /// b, the number of buckets.
  package var count: Int { lowerBounds.count }

  /// Buckets for all degrees up to the largest given one.
  ///
  /// The first bucket begins at 1, or, when sums of weights are smaller than that, at the power of the
  /// base below the smallest. Bounds are powers, never logarithms: log 1000 / log 10 is not quite 3.
  package init(base: Double?, degrees: [[Double]]) {
    let positive = degrees.lazy.joined().filter { $0 > 0 }
    // Bounds must get past the largest degree, which may be an overflown sum, and down to the smallest,
    // which among subnormal numbers a division may not do: the first bucket is open below.
    let smallest = max(positive.min() ?? 1, .leastNormalMagnitude)
    let largest = min(positive.max() ?? 0, .greatestFiniteMagnitude)
    guard let base else {
      // Degrees may be sums of weights; whole numbers name the buckets.
      lowerBounds = Set(positive.map { $0.rounded(.down) }).sorted()
      return
    }
    var (bounds, bound) = ([Double](), 1.0)
    while bound <= largest {
      bounds.append(bound)
      bound *= base
    }
    bound = 1
    while bound > smallest {
      bound /= base
      bounds.insert(bound, at: 0)
    }
    lowerBounds = bounds
  }

  /// The bucket of a degree; ``count``, which is no bucket, for a node without edges.
  ///
  /// - Complexity: O(log buckets)
  package func bucket(of degree: Double) -> Int {
    guard degree > 0 else { return count }
    return max((0..<count).partitioningPoint { lowerBounds[$0] > degree } - 1, 0)
  }
}
