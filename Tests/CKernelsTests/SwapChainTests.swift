import CKernels
import Parallel
import Testing

@Suite("Kernel of swaps") struct SwapChainTests {
  /// The arrays of one walk.
  struct Walk: ~Copyable {
    let source, target: SmallGraph
    var targets, sources, kept, visitedTargets: OwnedBuffer<Int32>
    var visitedTimes, since: OwnedBuffer<Int64>
    var isFixed, marks: OwnedBuffer<UInt8>
    var random: UInt64

    init(_ source: SmallGraph, _ target: SmallGraph, _ targets: [Int32], random: UInt64) {
      (self.source, self.target, self.random) = (source, target, random)
      self.targets = OwnedBuffer(targets)
      sources = OwnedBuffer(repeating: -1, count: target.nodeCount)
      for (i, x) in targets.enumerated() where x >= 0 { sources[Int(x)] = Int32(i) }
      kept = OwnedBuffer(repeating: 0, count: targets.count)
      visitedTargets = OwnedBuffer(repeating: -1, count: targets.count * 3)
      visitedTimes = OwnedBuffer(repeating: 0, count: targets.count * 3)
      since = OwnedBuffer(repeating: 0, count: targets.count)
      isFixed = OwnedBuffer(repeating: 0, count: targets.count)
      marks = OwnedBuffer(repeating: 0, count: max(targets.count, target.nodeCount))
    }

    mutating func with<Result>(_ body: (inout ga_swap_chain) -> Result) -> Result {
      let chances: [UInt32] = [1 << 30, 1 << 28, 1 << 26]
      return unsafe chances.withUnsafeBufferPointer { chances in
        unsafe source.offsets.withUnsafeBufferPointer { sourceOffsets in
          unsafe source.neighbors.withUnsafeBufferPointer { sourceNeighbors in
            unsafe target.offsets.withUnsafeBufferPointer { targetOffsets in
              unsafe target.neighbors.withUnsafeBufferPointer { targetNeighbors in
                var chain = unsafe ga_swap_chain(
                  sourceOffsets: sourceOffsets.baseAddress,
                  sourceNeighbors: sourceNeighbors.baseAddress,
                  targetOffsets: targetOffsets.baseAddress,
                  targetNeighbors: targetNeighbors.baseAddress,
                  sourceFilter: nil, targetFilter: nil, sourceCount: Int64(source.nodeCount),
                  isFixed: isFixed.address,
                  targets: targets.mutableAddress, sources: sources.mutableAddress,
                  marks: marks.mutableAddress, kept: kept.mutableAddress, width: 3,
                  visitedTargets: visitedTargets.mutableAddress,
                  visitedTimes: visitedTimes.mutableAddress, since: since.mutableAddress,
                  lossChances: chances.baseAddress, lossCount: 3, random: random, work: 0)
                let result = unsafe body(&chain)
                random = unsafe chain.random
                return result
              }
            }
          }
        }
      }
    }
  }

  @Test(
    "keeps a matching, its reverse and its kept edges, and counts what it gains", arguments: 1...4)
  func invariants(seed: UInt64) {
    let source = SmallGraph(nodeCount: 60, edgeCount: 150, seed: seed)
    let target = SmallGraph(nodeCount: 70, edgeCount: 170, seed: seed + 10)
    var generator = SeededGenerator(seed: seed + 20)
    let order = generator.permutation(70)
    // Some source nodes have no target, some target nodes no source.
    let start = (0..<60).map { $0 % 9 == 0 ? -1 : Int32(order[$0]) }
    var walk = Walk(source, target, start, random: seed)
    for node in [4, 5, 50] { walk.isFixed[node] = 1 }
    unsafe walk.with { chain in unsafe ga_count_kept(&chain) }
    #expect(walk.kept.elements == KernelTwins.keptEdges(source, target, start))
    var moved = false
    for round in 0..<20 {
      let before = walk.kept.elements.reduce(0, +)
      let first = Int64(round * 300)
      let gain = unsafe walk.with { chain in unsafe ga_swap(&chain, first, first + 300, 0) }
      let targets = walk.targets.elements
      moved = moved || targets != start
      for node in [4, 5, 50] { #expect(targets[node] == start[node]) }
      #expect(walk.kept.elements == KernelTwins.keptEdges(source, target, targets))
      // Both ends of an edge count it.
      #expect(Int(walk.kept.elements.reduce(0, +) - before) == 2 * Int(gain))
      for x in 0..<70 {
        #expect(walk.sources[x] == Int32(targets.firstIndex(of: Int32(x)) ?? -1))
      }
    }
    #expect(moved)
    unsafe walk.with { chain in unsafe ga_finish_swaps(&chain, 6000) }
    #expect(walk.since.elements == [Int64](repeating: 6000, count: 60))
    for i in 0..<60 {
      // Two thirds of the places may have been forgotten, but no time is counted twice.
      let times = (0..<3).map { walk.visitedTimes[3 * i + $0] }
      #expect(times.allSatisfy { $0 >= 0 } && times.reduce(0, +) <= 6000)
      if walk.isFixed[i] == 1, start[i] >= 0 { #expect(times.max() == 6000) }
    }
  }
}
