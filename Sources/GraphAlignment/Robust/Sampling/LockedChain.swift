internal import Parallel
internal import Synchronization

/// A chain that threads take turns with: in each round another one may run it.
final class LockedChain: Sendable {
  private let chain: Mutex<MatchingChain>

  init(_ chain: consuming sending MatchingChain) { self.chain = Mutex(chain) }

  /// See ``MatchingChain/run(_:recordingFrom:lossChances:)``.
  func run(_ proposalCount: Int, recordingFrom burnIn: Int, lossChances: [UInt32]) -> Int {
    chain.withLock {
      $0.run(proposalCount, recordingFrom: burnIn, lossChances: lossChances)
    }
  }

  /// See ``MatchingChain/visits(of:)``.
  func visits(of node: Int) -> [(target: Int32, time: Int)] {
    chain.withLock { $0.visits(of: node) }
  }

  /// See ``MatchingChain/work``.
  var work: Int { Int(chain.withLock { $0.work }) }

  /// For each source node its target, or −1.
  var targets: [Int32] { chain.withLock { $0.targets.elements } }
}
