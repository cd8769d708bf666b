internal import CKernels
internal import Foundation
internal import Graphs
internal import Parallel

/// A Markov chain of one-to-one matchings of two graphs, each a swap away from the one before; see
/// ``MatchingSampler``.
final class MatchingChain: Sendable {
  /// How many targets of a node are remembered.
  static let width = 16

  let source: Adjacency
  let target: Adjacency
  /// For each source node its target, or −1; and the other way round.
  let targets, sources: SharedBuffer<Int32>
  private let kept: SharedBuffer<Int32>
  private let visitedTargets: SharedBuffer<Int32>
  private let visitedTimes, since: SharedBuffer<Int64>
  private let isFixed: SharedBuffer<UInt8>
  /// The state of the random numbers.
  private let random: SharedBuffer<UInt64>
  /// How many proposals there have been, and whether the last of them were recorded and what nodes have had
  /// since is not noted yet.
  private let progress: SharedBuffer<Progress>

  private struct Progress {
    var clock: Int64 = 0
    var isRecording = false
  }

  /// - Parameters:
  ///   - start: for each source node its target, or −1; no target twice.
  ///   - fixed: source nodes that keep their target.
  ///   - random: the state of the random numbers, not 0.
  init(
    _ source: Adjacency, _ target: Adjacency, start: [Int32], fixed: [Int], random: UInt64
  ) {
    precondition(start.count == source.nodeCount, "each source node needs a target or −1")
    precondition(random != 0, "random numbers cannot start from 0")
    (self.source, self.target) = (source, target)
    self.random = SharedBuffer(repeating: random, count: 1)
    let count = source.nodeCount
    targets = SharedBuffer(start, padding: -1)
    sources = SharedBuffer(repeating: -1, count: target.nodeCount)
    for (i, x) in start.enumerated() where x >= 0 {
      precondition(sources[Int(x)] < 0, "target \(x) is taken twice")
      sources[Int(x)] = Int32(i)
    }
    kept = SharedBuffer(repeating: 0, count: count)
    visitedTargets = SharedBuffer(repeating: -1, count: count * Self.width)
    visitedTimes = SharedBuffer(repeating: 0, count: count * Self.width)
    since = SharedBuffer(repeating: 0, count: count)
    isFixed = SharedBuffer(repeating: 0, count: count)
    progress = SharedBuffer(repeating: Progress(), count: 1)
    for node in fixed { isFixed[node] = 1 }
    unsafe withChain([]) { chain in unsafe ga_count_kept(&chain) }
  }

  /// exp(−β·ℓ) for ℓ = 1, 2, …, in units of 2⁻³².
  static func lossChances(_ inverseTemperature: Double) -> [UInt32] {
    (1...64).map { UInt32(min(exp(-inverseTemperature * Double($0)) * 0x1p32, 0xFFFF_FFFF)) }
      .filter { $0 > 0 }
  }

  /// Goes on by `proposalCount` proposals.
  ///
  /// - Parameters:
  ///   - burnIn: the number of proposals, of these, before recording begins.
  ///   - lossChances: what the temperature makes of a swap that loses edges.
  /// - Returns: how many more edges the matching keeps than before.
  @discardableResult
  func run(_ proposalCount: Int, recordingFrom burnIn: Int, lossChances: [UInt32]) -> Int {
    guard source.nodeCount > 0 else { return 0 }
    let first = progress[0].clock
    let (last, recordFrom) = (first + Int64(proposalCount), first + Int64(burnIn))
    // A target that stays over several calls is noted once, with all of its time: short notes would lose
    // against those that are there already.
    if recordFrom > first { settle() }
    if recordFrom < last, !progress[0].isRecording {
      for i in 0..<source.nodeCount { since[i] = recordFrom }
      progress[0].isRecording = true
    }
    progress[0].clock = last
    return unsafe withChain(lossChances) { chain in
      let gain = unsafe ga_swap(&chain, first, last, recordFrom)
      random[0] = unsafe chain.random
      return Int(gain)
    }
  }

  /// Notes the targets that nodes have now.
  private func settle() {
    guard progress[0].isRecording else { return }
    unsafe withChain([]) { chain in unsafe ga_finish_swaps(&chain, progress[0].clock) }
    progress[0].isRecording = false
  }

  /// Calls `body` with the addresses of everything, in the form that the kernel wants.
  private func withChain<Result>(
    _ lossChances: [UInt32], _ body: (inout ga_swap_chain) -> Result
  ) -> Result {
    unsafe source.withUnsafePointers { sourceOffsets, sourceNeighbors in
      unsafe target.withUnsafePointers { targetOffsets, targetNeighbors in
        unsafe lossChances.withUnsafeBufferPointer { lossChances in
          var chain = unsafe ga_swap_chain(
            sourceOffsets: sourceOffsets, sourceNeighbors: sourceNeighbors,
            targetOffsets: targetOffsets, targetNeighbors: targetNeighbors,
            sourceCount: Int64(source.nodeCount), isFixed: isFixed.base, targets: targets.base,
            sources: sources.base, kept: kept.base, width: Int64(Self.width),
            visitedTargets: visitedTargets.base, visitedTimes: visitedTimes.base,
            since: since.base, lossChances: lossChances.baseAddress,
            lossCount: Int64(lossChances.count), random: random[0])
          // SAFETY: all buffers live as long as `self` does, and no other thread uses them meanwhile.
          return withExtendedLifetime(self) { unsafe body(&chain) }
        }
      }
    }
  }

  /// The targets that a source node had since recording began, and for how many proposals.
  func visits(of node: Int) -> [(target: Int32, time: Int)] {
    settle()
    return (node * Self.width..<(node + 1) * Self.width).compactMap { place in
      visitedTimes[place] > 0 ? (visitedTargets[place], Int(visitedTimes[place])) : nil
    }
  }
}
