import CKernels
import Testing

/// These kernels only discard, with bits that may differ between processors: they are compared with a margin.
@Suite("Kernels of searches") struct ScanKernelTests {
  @Test("tell which queries a box may concern", arguments: [0, 1, 5, 24])
  func boxWithin(width: Int) {
    let queries = (0..<16).map { uniform(width, -4..<4, seed: UInt64($0)) }
    let (a, b) = (uniform(width, -1..<1, seed: 20), uniform(width, -1..<1, seed: 21))
    let (low, high) = (zip(a, b).map(min), zip(a, b).map(max))
    let transposed = (0..<width).flatMap { i in queries.map { $0[i] } }
    let distances = queries.map { KernelTwins.boxDistance($0, low: low, high: high) }
    // Bounds clearly above or clearly below.
    let bounds = (0..<16).map { i -> Float in
      let distance = Float(distances[i])
      if i == 7 { return .infinity }
      return i % 3 == 0 ? 0.99 * distance - 1e-3 : 1.01 * distance
    }
    var least: Float = .nan
    let within = unsafe ga_box_within(transposed, low, high, Int64(width), bounds, &least)
    let expected = (0..<16).filter { $0 % 3 != 0 || $0 == 7 }
    #expect((0..<16).filter { within >> UInt32($0) & 1 == 1 } == expected)
    #expect(within >> 16 == 0)
    let smallest = expected.map { distances[$0] }.min()!
    #expect(abs(Double(least) - smallest) <= 1e-5 * smallest)
    let nothing = [Float](repeating: -1, count: 16)
    #expect(unsafe ga_box_within(transposed, low, high, Int64(width), nothing, &least) == 0)
    #expect(least == .infinity)
  }

  @Test(
    "tell which points of a block are within the bounds of queries",
    arguments: [1, 8, 9, 30], [0, 1, 0x8001, 0x0ff0, 0x7fff, 0xffff] as [UInt32])
  func scanBlock(width: Int, active: UInt32) {
    let queries = (0..<16).map { uniform(width, -1..<1, seed: UInt64($0)) }
    let points = (0..<16).map { uniform(width, -1..<1, seed: UInt64(100 + $0)) }
    let block = (0..<width).flatMap { i in points.map { $0[i] } }
    let exact = queries.map { q in points.map { KernelTwins.squaredDistance(q[...], $0[...]) } }
    // Between the sixth and the seventh; nothing for some queries, everything for others.
    let bounds = (0..<16).map { q -> Float in
      let sorted = exact[q].sorted()
      return q % 5 == 1 ? -1 : q % 5 == 2 ? .infinity : Float((sorted[5] + sorted[6]) / 2)
    }
    var within = [UInt32](repeating: 77, count: 16)
    var sums = [Float](repeating: -1, count: 16 * 20)
    var work: Int64 = 5
    let found = unsafe ga_scan_block(
      queries.flatMap { $0 }, active, block, Int64(width), bounds, &within, &work, &sums, 20)
    for q in 0..<16 {
      guard active >> q & 1 == 1 else {
        #expect(within[q] == 77)
        #expect(sums[q * 20..<q * 20 + 20].allSatisfy { $0 == -1 })
        continue
      }
      let expected = (0..<16).filter { exact[q][$0] <= Double(bounds[q]) }
      #expect((0..<16).filter { within[q] >> UInt32($0) & 1 == 1 } == expected)
      #expect((found >> q & 1 == 1) == !expected.isEmpty)
      #expect(sums[q * 20 + 16..<q * 20 + 20].allSatisfy { $0 == -1 })
      for p in 0..<16 {
        let sum = Double(sums[q * 20 + p])
        #expect(sum <= exact[q][p] * 1.00001)
        if bounds[q] == .infinity { #expect(sum >= exact[q][p] * 0.99999) }
      }
    }
    #expect(work >= 5 + Int64(min(width, 8) * active.nonzeroBitCount))
    #expect(work <= 5 + Int64(width * active.nonzeroBitCount))
    var again = within
    #expect(
      unsafe ga_scan_block(
        queries.flatMap { $0 }, active, block, Int64(width), bounds, &again, &work, nil, 0) == found
    )
    #expect(again == within)
  }

  @Test("find the next point within a threshold", arguments: [0, 1, 15, 16, 40, 100])
  func nextWithin(count: Int) {
    let products = uniform(count, -1..<1, seed: 5)
    let halfNorms = uniform(count, 0..<2, seed: 6)
    for threshold: Float in [-.infinity, -0.5, 0, 0.7, .infinity] {
      for first in 0...count {
        let found = unsafe ga_next_within(
          products, halfNorms, Int64(first), Int64(count), threshold)
        #expect(
          Int(found)
            == KernelTwins.nextWithin(products, halfNorms, first: first, threshold: threshold))
      }
    }
  }

  @Test("bound the nearest of many points", arguments: [0, 1, 63, 64, 65, 200, 1000])
  func productBound(count: Int) {
    // Multiples of 1/8, so that many are equal.
    let products = uniform(count, -8..<8, seed: 7).map { ($0.rounded()) / 8 }
    let halfNorms = uniform(count, 0..<16, seed: 8).map { ($0.rounded()) / 8 }
    for rank in [1, 2, 10, 40, 64, 65] {
      let bound = unsafe ga_product_bound(products, halfNorms, Int64(count), Int64(rank))
      #expect(bound == KernelTwins.productBound(products, halfNorms, rank: rank))
      let within = zip(products, halfNorms).count { $1 - $0 <= bound }
      #expect(bound == .infinity || within >= rank)
    }
  }
}
