internal import CKernels
internal import Foundation
internal import Graphs
internal import Parallel

/// A Markov chain of one-to-one matchings of two graphs, each a swap away from the one before; see
/// ``MatchingSampler``.
struct MatchingChain: ~Copyable, Sendable {
  /// How many targets of a node are remembered.
  static let width = 16

  let source: Adjacency
  let target: Adjacency
  /// What saves searches; without it the chain is the same.
  private let filters: (source: NeighborFilter, target: NeighborFilter)?
  /// For each source node its target, or −1; and the other way round.
  private(set) var targets, sources: OwnedBuffer<Int32>
  private var kept: OwnedBuffer<Int32>
  private var visitedTargets: OwnedBuffer<Int32>
  private var visitedTimes, since: OwnedBuffer<Int64>
  private var isFixed, marks: OwnedBuffer<UInt8>
  /// The state of the random numbers.
  private var random: UInt64
  /// How many proposals there have been.
  private var clock: Int64 = 0
  /// How many entries of lists of neighbors the chain has looked at: what it has cost, whatever the machine.
  private(set) var work: Int64 = 0
  /// Whether the last of them were recorded, and what nodes have had since is not noted yet.
  private var isRecording = false

  /// - Parameters:
  ///   - filters: those of the graphs; `nil` for none.
  ///   - start: for each source node its target, or −1; no target twice.
  ///   - fixed: source nodes that keep their target.
  ///   - random: the state of the random numbers, not 0.
  init(
    _ source: Adjacency, _ target: Adjacency,
    filters: (source: NeighborFilter, target: NeighborFilter)? = nil, start: [Int32], fixed: [Int],
    random: UInt64
  ) {
    precondition(start.count == source.nodeCount, "each source node needs a target or −1")
    precondition(random != 0, "random numbers cannot start from 0")
    (self.source, self.target, self.filters) = (source, target, filters)
    self.random = random
    let count = source.nodeCount
    // Complete before `self` is: a noncopyable value that is half there cannot be changed safely.
    var owners = OwnedBuffer<Int32>(repeating: -1, count: target.nodeCount)
    for (i, x) in start.enumerated() where x >= 0 {
      precondition(owners[Int(x)] < 0, "target \(x) is taken twice")
      owners[Int(x)] = Int32(i)
    }
    var fixedNodes = OwnedBuffer<UInt8>(repeating: 0, count: count)
    for node in fixed { fixedNodes[node] = 1 }
    targets = OwnedBuffer(start)
    sources = owners
    isFixed = fixedNodes
    kept = OwnedBuffer(repeating: 0, count: count)
    marks = OwnedBuffer(repeating: 0, count: max(count, target.nodeCount))
    visitedTargets = OwnedBuffer(repeating: -1, count: count * Self.width)
    visitedTimes = OwnedBuffer(repeating: 0, count: count * Self.width)
    since = OwnedBuffer(repeating: 0, count: count)
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
  mutating func run(_ proposalCount: Int, recordingFrom burnIn: Int, lossChances: [UInt32]) -> Int {
    guard source.nodeCount > 0 else { return 0 }
    let first = clock
    let (last, recordFrom) = (first + Int64(proposalCount), first + Int64(burnIn))
    // A target that stays over several calls is noted once, with all of its time: short notes would lose
    // against those that are there already.
    if recordFrom > first { settle() }
    if recordFrom < last, !isRecording {
      for i in 0..<source.nodeCount { since[i] = recordFrom }
      isRecording = true
    }
    clock = last
    return unsafe withChain(lossChances) { chain in
      Int(unsafe ga_swap(&chain, first, last, recordFrom))
    }
  }

  /// Notes the targets that nodes have now.
  private mutating func settle() {
    guard isRecording else { return }
    let end = clock
    unsafe withChain([]) { chain in unsafe ga_finish_swaps(&chain, end) }
    isRecording = false
  }

  /// Calls `body` with the addresses of everything, in the form that the kernel wants.
  private mutating func withChain<Result>(
    _ lossChances: [UInt32], _ body: (inout ga_swap_chain) -> Result
  ) -> Result {
    let (source, target) = (source, target)
    return unsafe source.withUnsafePointers { sourceOffsets, sourceNeighbors in
      unsafe target.withUnsafePointers { targetOffsets, targetNeighbors in
        unsafe lossChances.withUnsafeBufferPointer { lossChances in
          var chain = unsafe ga_swap_chain(
            sourceOffsets: sourceOffsets, sourceNeighbors: sourceNeighbors,
            targetOffsets: targetOffsets, targetNeighbors: targetNeighbors,
            sourceFilter: filters?.source.base, targetFilter: filters?.target.base,
            sourceCount: Int64(source.nodeCount), isFixed: isFixed.address,
            targets: targets.mutableAddress, sources: sources.mutableAddress,
            marks: marks.mutableAddress, kept: kept.mutableAddress, width: Int64(Self.width),
            visitedTargets: visitedTargets.mutableAddress,
            visitedTimes: visitedTimes.mutableAddress, since: since.mutableAddress,
            lossChances: lossChances.baseAddress, lossCount: Int64(lossChances.count),
            random: random, work: work)
          // SAFETY: `self` owns the buffers, and is not used otherwise until `body` ends.
          let result = unsafe body(&chain)
          random = unsafe chain.random
          work = unsafe chain.work
          return result
        }
      }
    }
  }

  /// The targets that a source node had since recording began, and for how many proposals.
  mutating func visits(of node: Int) -> [(target: Int32, time: Int)] {
    settle()
    return (node * Self.width..<(node + 1) * Self.width).compactMap { place in
      visitedTimes[place] > 0 ? (visitedTargets[place], Int(visitedTimes[place])) : nil
    }
  }
}
