internal import Foundation
internal import Graphs
internal import Parallel

extension MatchingSampler {
  /// How many walks there are and how long they are; `nil` if they would be too short to say anything.
  func plan(_ nodeCount: Int) -> SamplingPlan? {
    if let tempering {
      let ladder = tempering.steepnesses
      let limit = tempering.proposalLimit / ladder.count
      let count = min(tempering.sweepCount * nodeCount, limit)
      // Whether there is room does not depend on how many sweeps are wanted: fewer of them are no reason to
      // sample a large graph in another way.
      if limit >= tempering.leastSweepCount * nodeCount {
        return SamplingPlan(
          ladder: ladder,
          recordedFrom: ladder.firstIndex { $0 >= tempering.recordedSteepness } ?? 0,
          proposalCount: count, burnIn: Int(tempering.burnInShare * Double(count)),
          // A round that is too short would be spent on waiting for other threads.
          roundLength: max(nodeCount, 500))
      }
    }
    let count = min(sweepCount * nodeCount, proposalLimit / walkCount)
    guard count >= min(sweepCount, 10) * nodeCount else { return nil }
    return SamplingPlan(
      ladder: Array(repeating: steepness, count: walkCount), recordedFrom: 0,
      proposalCount: count, burnIn: Int(burnInShare * Double(count)), roundLength: count)
  }
}

/// Walks of given steepness that may trade places between rounds.
struct SamplingPlan {
  /// β of each walk, ascending.
  let ladder: [Double]
  /// Rungs from this on are recorded.
  let recordedFrom: Int
  /// The proposals of each walk, and how many of them come before recording.
  let proposalCount, burnIn: Int
  /// The proposals between exchanges.
  let roundLength: Int

  /// Runs walks that have the same start.
  ///
  /// - Returns: for how many proposals, of all walks together, visits were recorded.
  /// - Throws: `CancellationError` if the task is cancelled.
  func run(_ walks: [SwapWalk], _ random: inout SeededGenerator) throws -> Int {
    let chances = ladder.map(SwapWalk.lossChances)
    // Matchings stay where they are, and walks trade their steepness.
    var walkAtRung = Array(walks.indices)
    let rungOfWalk = SharedBuffer(walks.indices.map { $0 }, padding: 0)
    /// The edges that each walk keeps beyond those of the common start.
    let gains = SharedBuffer(repeating: 0, count: walks.count)
    var (done, isEven) = (0, true)
    while done < proposalCount {
      try Task.checkCancellation()
      let length = min(roundLength, proposalCount - done)
      let first = min(max(burnIn - done, 0), length)
      parallelFor(walks.count, grain: 1) { range in
        for i in range {
          let rung = rungOfWalk[i]
          gains[i] += walks[i].run(
            length, recordingFrom: rung >= recordedFrom ? first : length,
            lossChances: chances[rung])
        }
      }
      done += length
      guard done < proposalCount else { break }
      for rung in stride(from: isEven ? 0 : 1, to: ladder.count - 1, by: 2) {
        let (flat, steep) = (walkAtRung[rung], walkAtRung[rung + 1])
        let advantage =
          (ladder[rung + 1] - ladder[rung]) * Double(gains[flat] - gains[steep])
        guard advantage >= 0 || random.unit() < exp(advantage) else { continue }
        walkAtRung.swapAt(rung, rung + 1)
        (rungOfWalk[flat], rungOfWalk[steep]) = (rung + 1, rung)
      }
      isEven.toggle()
    }
    return (ladder.count - recordedFrom) * (proposalCount - burnIn)
  }
}
