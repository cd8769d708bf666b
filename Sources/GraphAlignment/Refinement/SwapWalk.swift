internal import CKernels
internal import Foundation
internal import Graphs
internal import LinearAlgebra

/// A walk through the one-to-one matchings of two graphs, a swap at a time; see ``MatchingSampler``.
final class SwapWalk: Sendable {
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
  private let lossChances: SharedBuffer<UInt32>
  private let random: UInt64

  /// - Parameters:
  ///   - start: for each source node its target, or −1; no target twice.
  ///   - fixed: source nodes that keep their target.
  ///   - steepness: β; a swap that loses ℓ edges is accepted with probability exp(−β·ℓ).
  ///   - random: the state of the random numbers, not 0.
  init(
    _ source: Adjacency, _ target: Adjacency, start: [Int32], fixed: [Int], steepness: Double,
    random: UInt64
  ) {
    precondition(start.count == source.nodeCount, "each source node needs a target or −1")
    precondition(random != 0, "random numbers cannot start from 0")
    (self.source, self.target, self.random) = (source, target, random)
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
    for node in fixed { isFixed[node] = 1 }
    lossChances = SharedBuffer(Self.lossChances(steepness), padding: 0)
  }

  /// exp(−β·ℓ) for ℓ = 1, 2, …, in units of 2⁻³².
  static func lossChances(_ steepness: Double) -> [UInt32] {
    (1...64).map { UInt32(min(exp(-steepness * Double($0)) * 0x1p32, 0xFFFF_FFFF)) }
      .filter { $0 > 0 }
  }

  /// Makes `proposalCount` proposals.
  ///
  /// - Parameter burnIn: the number of proposals before recording begins.
  /// - Returns: how many more edges the matching keeps than before.
  @discardableResult
  func run(_ proposalCount: Int, recordingFrom burnIn: Int) -> Int {
    guard source.nodeCount > 0 else { return 0 }
    for i in 0..<source.nodeCount { since[i] = Int64(burnIn) }
    return unsafe source.withUnsafePointers { sourceOffsets, sourceNeighbors in
      unsafe target.withUnsafePointers { targetOffsets, targetNeighbors in
        var chain = unsafe ga_swap_chain(
          sourceOffsets: sourceOffsets, sourceNeighbors: sourceNeighbors,
          targetOffsets: targetOffsets, targetNeighbors: targetNeighbors,
          sourceCount: Int64(source.nodeCount), isFixed: isFixed.base, targets: targets.base,
          sources: sources.base, kept: kept.base, width: Int64(Self.width),
          visitedTargets: visitedTargets.base, visitedTimes: visitedTimes.base, since: since.base,
          lossChances: lossChances.base, lossCount: Int64(lossChances.count), random: random)
        // SAFETY: all buffers live as long as `self` does, and nobody else uses them meanwhile.
        return withExtendedLifetime(self) {
          unsafe ga_count_kept(&chain)
          let gain = unsafe ga_swap(&chain, 0, Int64(proposalCount), Int64(burnIn))
          unsafe ga_finish_swaps(&chain, Int64(proposalCount))
          return Int(gain)
        }
      }
    }
  }

  /// The targets that a source node had since recording began, and for how many proposals.
  func visits(of node: Int) -> [(target: Int, time: Int)] {
    (node * Self.width..<(node + 1) * Self.width).compactMap { place in
      visitedTimes[place] > 0 ? (Int(visitedTargets[place]), Int(visitedTimes[place])) : nil
    }
  }
}
