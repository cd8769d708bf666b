import Foundation
import Parallel
import Testing

@testable import Graphs

@Suite("Sampling for generators") struct SamplingTests {
  @Test("pairs of nodes are numbered without gaps, both ways", arguments: [false, true])
  func pairNumbers(isDirected: Bool) {
    let pairs = PairNumbering(nodeCount: 40, isDirected: isDirected)
    var seen = Set<[Int]>()
    for number in 0..<pairs.count {
      let (source, target) = pairs.pair(number)
      #expect(isDirected ? source != target : source < target)
      #expect(pairs.number(source, target) == number)
      seen.insert([source, target])
    }
    #expect(seen.count == (isDirected ? 40 * 39 : 20 * 39))
  }

  @Test("pairs of nodes are numbered exactly where a Double no longer is")
  func hugePairNumbers() {
    let nodeCount = Int(Int32.max)
    let pairs = PairNumbering(nodeCount: nodeCount, isDirected: false)
    for (source, target) in [
      (0, nodeCount - 1), (nodeCount - 2, nodeCount - 1), (0, 94_906_267), (94_906_265, 94_906_266),
    ] {
      let pair = pairs.pair(pairs.number(source, target))
      #expect(pair.source == source && pair.target == target)
    }
    #expect(pairs.number(nodeCount - 2, nodeCount - 1) == pairs.count - 1)
  }

  @Test("a subset has the size asked for and all sets are equally likely")
  func subsets() {
    var generator = SeededGenerator(seed: 2)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[generator.subset(2, below: 4).sorted(), default: 0] += 1 }
    // 6 sets, 1 000 expected each, standard deviation 29.
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 145 })
    #expect(generator.subset(9, below: 9).sorted() == Array(0..<9))
    #expect(generator.subset(0, below: 0).isEmpty)
  }

  @Test("gaps between successes are geometric")
  func gaps() {
    var generator = SeededGenerator(seed: 3)
    var histogram = [0, 0, 0, 0]
    var (last, total) = (-1, 0)
    generator.forEachSuccess(below: 200_000, probability: 0.4) {
      histogram[min($0 - last - 1, 3)] += 1
      (last, total) = ($0, total + 1)
    }
    for (gap, probability) in [0.4, 0.24, 0.144, 0.216].enumerated() {
      let deviation = (Double(total) * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(histogram[gap]) - Double(total) * probability) < 4 * deviation)
    }
  }

  @Test("the portable logarithm is within a few ulps of the C library's")
  func logarithm() {
    var generator = SeededGenerator(seed: 4)
    var arguments = [-0.5, 0.5, 1.0, 3.0, -0.25, 0.25, 1e300, -1 + 0x1p-53, 1e-17, -1e-9, 0]
    for _ in 0..<10_000 { arguments.append(-generator.unit()) }
    for x in arguments {
      let exact = log1p(x)
      // 4 ulps: the series, the division, and the cancellation of e·ln 2 near 1 + x = √½.
      #expect(abs(portableLogarithm(onePlus: x) - exact) <= 4 * exact.ulp, "x = \(x)")
    }
  }
}
