internal import CKernels
internal import Graphs
internal import Parallel

/// A Markov chain of partial one-to-one matchings, visited by how well they explain edges and nodes together; see
/// ``EvidenceSampler``.
struct EvidenceChain: ~Copyable, Sendable {
  /// How many targets of a node are remembered.
  static let width = 16

  let shared: ChainEvidence
  /// For each source node its target, or −1; and the other way round.
  private(set) var targets, sources: OwnedBuffer<Int32>
  private var sourceMatched, targetMatched, common: OwnedBuffer<Int64>
  private var visitedTargets: OwnedBuffer<Int32>
  private var visitedTimes, since: OwnedBuffer<Int64>
  private var stamps, places: OwnedBuffer<Int32>
  private var stamp: Int32
  private var stamped: Int32 = -1
  private let isFixed: OwnedBuffer<UInt8>
  private let temperature: Double
  /// The state of the random numbers.
  private var random: UInt64
  /// How many proposals there have been.
  private var clock: Int64 = 0
  /// How many entries of lists of neighbors the chain has looked at: what it has cost, whatever the machine.
  private(set) var work: Int64 = 0
  private var recordsFrom: Int64?

  /// - Parameters:
  ///   - start: for each source node its target, or −1; no target twice.
  ///   - isFixed: source nodes that keep their target.
  ///   - random: the state of the random numbers, not 0.
  ///   - stamp: the last stamp given, on which nothing depends.
  init(
    _ shared: ChainEvidence, start: [Int32], isFixed: [UInt8], inverseTemperature: Double = 1,
    random: UInt64, stamp: Int32 = 0
  ) {
    precondition(random != 0, "random numbers cannot start from 0")
    let (count, targetCount) = (shared.source.nodeCount, shared.target.nodeCount)
    precondition(start.count == count, "each source node needs a target or −1")
    // Complete before `self` is: a noncopyable value that is half there cannot be changed safely.
    var owners = OwnedBuffer<Int32>(repeating: -1, count: targetCount)
    for (i, x) in start.enumerated() where x >= 0 {
      precondition(owners[Int(x)] < 0, "target \(x) is taken twice")
      owners[Int(x)] = Int32(i)
    }
    self.shared = shared
    self.random = random
    self.stamp = stamp
    temperature = ChainEvidence.unit / inverseTemperature
    targets = OwnedBuffer(start)
    sources = owners
    self.isFixed = OwnedBuffer(isFixed)
    sourceMatched = OwnedBuffer(repeating: 0, count: count)
    targetMatched = OwnedBuffer(repeating: 0, count: targetCount)
    common = OwnedBuffer(repeating: 0, count: count)
    stamps = OwnedBuffer(repeating: 0, count: targetCount + 1)
    places = OwnedBuffer(repeating: 0, count: targetCount)
    visitedTargets = OwnedBuffer(repeating: -1, count: count * Self.width)
    visitedTimes = OwnedBuffer(repeating: 0, count: count * Self.width)
    since = OwnedBuffer(repeating: 0, count: count)
    unsafe withChain { chain in unsafe ga_count_matched(&chain) }
  }

  /// Goes on by `proposalCount` proposals.
  ///
  /// - Parameter records: whether it counts which targets nodes have meanwhile; once begun it must go on.
  mutating func run(_ proposalCount: Int, records: Bool) {
    guard shared.source.nodeCount > 0 else { return }
    let (first, last) = (clock, clock + Int64(proposalCount))
    if records, recordsFrom == nil {
      recordsFrom = first
      for i in 0..<since.count { since[i] = first }
    }
    clock = last
    let recordsFrom = recordsFrom ?? last
    unsafe withChain { chain in _ = unsafe ga_sample_evidence(&chain, first, last, recordsFrom) }
  }

  /// For each pair for how many proposals it was matched since recording began.
  mutating func visits() -> [Int] {
    var times = [Int](repeating: 0, count: shared.pairs.count)
    guard recordsFrom != nil else { return times }
    let end = clock
    unsafe withChain { chain in unsafe ga_finish_evidence(&chain, end) }
    for node in 0..<shared.source.nodeCount {
      for place in node * Self.width..<(node + 1) * Self.width where visitedTimes[place] > 0 {
        guard let pair = shared.pairs.index(node, Int(visitedTargets[place])) else { continue }
        times[pair] = Int(visitedTimes[place])
      }
    }
    return times
  }

  /// Calls `body` with the addresses of everything, in the form that the kernel wants.
  private mutating func withChain(_ body: (inout ga_evidence_chain) -> Void) {
    let shared = shared
    unsafe shared.source.withUnsafePointers { sourceOffsets, sourceNeighbors in
      unsafe shared.target.withUnsafePointers { targetOffsets, targetNeighbors in
        var chain = unsafe ga_evidence_chain(
          source: ga_labeled_graph(
            offsets: sourceOffsets, neighbors: sourceNeighbors, labels: shared.labels?.source.base),
          target: ga_labeled_graph(
            offsets: targetOffsets, neighbors: targetNeighbors, labels: shared.labels?.target.base),
          sourceFilter: shared.filters?.source.base, targetFilter: shared.filters?.target.base,
          sourceCount: Int64(shared.source.nodeCount),
          targetCount: Int64(shared.target.nodeCount), sourceLogs: shared.sourceLogs.base,
          targetLogs: shared.targetLogs.base, logRatio: shared.logRatio,
          labelLogs: shared.labels?.logs.base,
          targetLabelCount: Int64(shared.labels?.targetCount ?? 1),
          sourceMissings: shared.sourceMissings.base, targetMissings: shared.targetMissings.base,
          candidateOffsets: shared.offsets.base, candidates: shared.candidates.base,
          evidence: shared.evidence.base, isFixed: isFixed.address,
          targets: targets.mutableAddress, sources: sources.mutableAddress,
          sourceMatched: sourceMatched.mutableAddress, targetMatched: targetMatched.mutableAddress,
          stamps: stamps.mutableAddress, places: places.mutableAddress, stamp: stamp,
          stamped: stamped, common: common.mutableAddress,
          width: Int64(Self.width), visitedTargets: visitedTargets.mutableAddress,
          visitedTimes: visitedTimes.mutableAddress, since: since.mutableAddress,
          temperature: temperature, random: random, work: work)
        // SAFETY: `self` owns the buffers, and is not used otherwise until `body` ends.
        unsafe body(&chain)
        random = unsafe chain.random
        work = unsafe chain.work
        (stamp, stamped) = unsafe (chain.stamp, chain.stamped)
      }
    }
    withExtendedLifetime(shared) {}
  }
}
