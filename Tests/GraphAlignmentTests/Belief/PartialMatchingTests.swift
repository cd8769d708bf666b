import Foundation
import LinearAlgebra
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Partial matching") struct PartialMatchingTests {
  private static func example(seed: UInt64) -> (lists: [[Int32]], z: [Int: Double]) {
    var generator = SeededGenerator(seed: seed)
    var z: [Int: Double] = [:]
    let lists = (0..<30).map { i in
      generator.permutation(40).prefix(8).map { w in
        z[i * 40 + w] = generator.unit() * 30 - 10
        return Int32(w)
      }
    }
    return (lists, z)
  }

  @Test("is transposed when the graphs are exchanged", arguments: [1, 2, 3] as [UInt64])
  func transposes(seed: UInt64) {
    let (lists, z) = Self.example(seed: seed)
    var columns = [[Int32]](repeating: [], count: 40)
    for (i, list) in lists.enumerated() { for w in list { columns[Int(w)].append(Int32(i)) } }
    let pairs = CandidatePairs(lists, targetCount: 40)
    let swapped = CandidatePairs(columns, targetCount: 30)
    let one = PartialMatching(
      pairs,
      evidence: (0..<30).flatMap { i in
        pairs.pairs(of: i).map { z[i * 40 + Int(pairs.targets[$0])]! }
      },
      logOdds: -2)
    let other = PartialMatching(
      swapped,
      evidence: (0..<40).flatMap { w in
        swapped.pairs(of: w).map { z[Int(swapped.targets[$0]) * 40 + w]! }
      }, logOdds: -2)
    for i in 0..<30 {
      for pair in pairs.pairs(of: i) {
        let back = swapped.index(Int(pairs.targets[pair]), i)!
        #expect(abs(one.beliefs[pair] - other.beliefs[back]) < 1e-6)
      }
    }
  }

  @Test("never gives a node more than one match, and tells what is left for none")
  func sums() {
    let (lists, z) = Self.example(seed: 4)
    let pairs = CandidatePairs(lists, targetCount: 40)
    let evidence = (0..<30).flatMap { i in
      pairs.pairs(of: i).map { z[i * 40 + Int(pairs.targets[$0])]! }
    }
    let matching = PartialMatching(pairs, evidence: evidence, logOdds: 1)
    var columns = [Float](repeating: 0, count: 40)
    for i in 0..<30 {
      let row = pairs.pairs(of: i)
      let sum = row.reduce(0) { $0 + matching.beliefs[$1] }
      #expect(sum <= 1.00001)
      for pair in row { columns[Int(pairs.targets[pair])] += matching.beliefs[pair] }
    }
    #expect(columns.allSatisfy { $0 <= 1.00001 })
  }

  @Test("tells overwhelming evidence apart, and a lone pair has the odds of its evidence")
  func extremes() {
    let pairs = CandidatePairs([[0, 1], [1]], targetCount: 2)
    let strong = PartialMatching(pairs, evidence: [500, 480, 500], logOdds: 0)
    #expect(strong.beliefs[0] > 0.99 && strong.beliefs[1] < 1e-6 && strong.beliefs[2] > 0.99)
    let alone = CandidatePairs([[0]], targetCount: 1)
    for z in [-3.0, 0, 2] {
      let belief = PartialMatching(alone, evidence: [z], logOdds: 0).beliefs[0]
      // u = v = 1/(1 + x·u): with M = x·u², M/(1 − M)² = x.
      let expected = exp(z)
      #expect(abs(Double(belief) / pow(1 - Double(belief), 2) / expected - 1) < 1e-3)
    }
  }
}
