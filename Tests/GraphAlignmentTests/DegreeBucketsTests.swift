import GraphAlignment
import Graphs
import Testing

@Suite("Degree buckets") struct DegreeBucketsTests {
  @Test("change exactly at the powers of the base", arguments: [2, 3, 5, 10])
  func exactPowers(base: Int) {
    let buckets = DegreeBuckets(base: Double(base), degrees: [[1e6]])
    var (power, exponent) = (1, 0)
    while power * base < 1_000_000 {
      #expect(buckets.bucket(of: Double(power)) == exponent)
      #expect(buckets.bucket(of: Double(power * base - 1)) == exponent)
      #expect(buckets.bucket(of: Double(power * base).nextDown) == exponent)
      (power, exponent) = (power * base, exponent + 1)
    }
    // log 1000 / log 10 would give 2.9999999999999996.
    #expect(buckets.count == (base == 10 ? 7 : exponent + 1))
  }

  @Test("are as many as ⌊log₂ of the largest degree⌋ + 1", arguments: 1...300)
  func count(largest: Int) {
    let buckets = DegreeBuckets(base: 2, degrees: [[1, Double(largest)], [0]])
    let bitLength = Int.bitWidth - largest.leadingZeroBitCount
    #expect(buckets.count == bitLength)
    #expect(buckets.bucket(of: Double(largest)) == bitLength - 1)
  }

  @Test("do not exist without edges; a node without edges is in none")
  func noDegree() {
    for base in [2.0, nil] as [Double?] {
      #expect(DegreeBuckets(base: base, degrees: [[0, 0], []]).count == 0)
      let buckets = DegreeBuckets(base: base, degrees: [[0, 5]])
      #expect(buckets.bucket(of: 0) == buckets.count)
    }
  }

  @Test("reach below 1 when sums of weights do")
  func fractions() {
    let buckets = DegreeBuckets(base: 2, degrees: [[0.3, 1], [5]])
    // 1/4, 1/2, 1, 2, 4.
    #expect(buckets.count == 5)
    #expect([0.25, 0.3, 0.5, 0.99, 1, 3.9, 4, 7].map(buckets.bucket) == [0, 0, 1, 1, 2, 3, 4, 4])
  }

  @Test("are one for each whole number that occurs, without a base")
  func withoutBase() {
    let buckets = DegreeBuckets(base: nil, degrees: [[7, 1, 7.5], [0, 0.5, 3]])
    // 0 (for 0.5), 1, 3, 7.
    #expect(buckets.count == 4)
    #expect([0.5, 1, 3, 7, 7.5].map(buckets.bucket) == [0, 1, 2, 3, 3])
  }

  /// Sums of huge weights overflow; tiny weights are so coarse that a division may not make them
  /// smaller. Neither may keep the bounds from ending.
  @Test("end, however large or small degrees are", arguments: [1.2, 2, 3, 1e200])
  func extremes(base: Double) {
    let smallest = Double.leastNonzeroMagnitude
    let buckets = DegreeBuckets(base: base, degrees: [[smallest, 1, .infinity]])
    #expect(buckets.bucket(of: smallest) == 0)
    #expect(buckets.bucket(of: .infinity) == buckets.count - 1)
    #expect(buckets.bucket(of: 1) > 0 && buckets.bucket(of: 1) < buckets.count - 1)
  }
}
