internal import Graphs
internal import Parallel
internal import Synchronization

/// Draws partial one-to-one matchings by how well they explain edges and nodes together, and asks how often each
/// pair was matched.
///
/// Beliefs take each node by itself, given what is believed of its neighbors; so neighbors that are undecided make
/// each other undecided. A matching decides for all of them at once. Several chains start from the likeliest matching
/// and change one or two matches at a time; the share of the time that a pair is matched estimates its chance. Where
/// edges say little, chains are too sure of what they found; so beliefs keep a part of the say, ``beliefWeight``.
///
/// Metropolis' algorithm (Hastings, Biometrika 1970, doi:10.1093/biomet/57.1.97).
///
/// - Complexity: O(``workLimit``) time at most, O(chains · n) space
struct EvidenceSampler: Sendable {
  /// Chains; each is computed by one thread.
  var chainCount = 4
  /// Proposals of each chain as a multiple of the number of source nodes, at most.
  var sweepCount = 1_000
  /// Chains that get fewer would only say where they started.
  var leastSweepCount = 30
  /// At most so many proposals of all chains together.
  var proposalLimit = 20_000_000
  /// At most so many entries of lists of neighbors are looked at by all chains together.
  var workLimit = 150_000_000
  /// The share of the proposals after which recording begins.
  var burnInShare = 0.2
  /// What is believed counts as much as this number of samples of equal length.
  var beliefWeight = 0.5
  /// Beliefs below are no reason to start from a pair.
  var leastBelief: Float = 0.02
  var seed: UInt64 = 1

  /// Lets chains run longer or shorter.
  mutating func scale(by effort: Double) {
    sweepCount = Int(effort * Double(sweepCount))
    proposalLimit = Int(effort * Double(proposalLimit))
    workLimit = Int(effort * Double(workLimit))
  }

  /// - Parameters:
  ///   - beliefs: in each pair.
  ///   - fixed: for each source node whether it keeps its target, and that target.
  /// - Returns: for each pair its chance, beliefs having a part in it; `nil` if the graphs are too large.
  /// - Throws: `CancellationError` if the task is cancelled.
  func chances(
    _ evidence: ChainEvidence, beliefs: [Float], fixed: [MatchedPair]
  ) throws -> [Float]? {
    let nodeCount = evidence.source.nodeCount
    let limit = proposalLimit / chainCount
    guard nodeCount > 0, evidence.pairs.count > 0, limit / nodeCount >= leastSweepCount else {
      return nil
    }
    let proposalCount = min(sweepCount * nodeCount, limit)
    let start = self.start(evidence, beliefs, fixed)
    var isFixed = [UInt8](repeating: 0, count: nodeCount)
    for pair in fixed { isFixed[pair.source] = 1 }
    var seeds = SeededGenerator(seed: seed)
    let chains = (0..<chainCount).map { _ in
      SharedChain(
        EvidenceChain(evidence, start: start, isFixed: isFixed, random: seeds.next() | 1))
    }
    let burnIn = Int(burnInShare * Double(proposalCount))
    let roundLength = max(proposalCount / 50, 1_000)
    var (done, recorded, work) = (0, 0, 0)
    while done < proposalCount, work < workLimit {
      try Task.checkCancellation()
      let length = min(roundLength, proposalCount - done)
      // Where the work ends sooner than the proposals, recording begins sooner, too.
      let records =
        recorded > 0 || done >= burnIn || Double(work) >= burnInShare * Double(workLimit)
      parallelFor(chains.count, grain: 1) { range in
        for chain in range { chains[chain].run(length, records: records) }
      }
      done += length
      if records { recorded += length }
      work = chains.reduce(0) { $0 + $1.work }
    }
    guard recorded > 0, done >= leastSweepCount * nodeCount else { return nil }
    var times = [Int](repeating: 0, count: evidence.pairs.count)
    for chain in chains {
      for (pair, time) in chain.visits().enumerated() { times[pair] += time }
    }
    let (total, weight) = (Float(recorded * chainCount), Float(beliefWeight))
    return zip(times, beliefs).map { (Float($0) / total + weight * $1) / (1 + weight) }
  }

  /// The likeliest pairs, one after the other.
  private func start(
    _ evidence: ChainEvidence, _ beliefs: [Float], _ fixed: [MatchedPair]
  ) -> [Int32] {
    let pairs = evidence.pairs
    var rows = CandidateRows(columnCount: pairs.targetCount)
    for source in 0..<pairs.sourceCount {
      var entries = pairs.pairs(of: source).filter { beliefs[$0] >= leastBelief }
        .map { (id: pairs.targets[$0], weight: beliefs[$0]) }
      rows.appendRow(best: .max, of: &entries)
    }
    var start = stableMatching(rows)
    for pair in fixed { start[pair.source] = Int32(pair.target) }
    return start
  }
}

/// A chain that threads take turns with: in each round another one may run it.
private final class SharedChain: Sendable {
  private let chain: Mutex<EvidenceChain>

  init(_ chain: consuming sending EvidenceChain) { self.chain = Mutex(chain) }

  func run(_ proposalCount: Int, records: Bool) {
    chain.withLock { $0.run(proposalCount, records: records) }
  }

  /// For each pair how long it was matched.
  func visits() -> [Int] { chain.withLock { $0.visits() } }

  var work: Int { Int(chain.withLock { $0.work }) }
}
