internal import Foundation
internal import Parallel

/// Chains of given temperature that may trade places between rounds.
struct SamplingPlan {
  /// β of each chain, ascending.
  let ladder: [Double]
  /// Rungs from this on are recorded.
  let recordedFrom: Int
  /// The proposals of each chain, and how many of them come before recording.
  let proposalCount, burnIn: Int
  /// The proposals between exchanges, or between reports where nothing is exchanged.
  let roundLength: Int
  /// How many entries of lists of neighbors all chains together may look at.
  let workLimit: Int
  /// Chains with fewer proposals than this would only say where they started.
  let leastCount: Int
}

extension SamplingPlan {
  /// How many chains there are and how long they are; `nil` if they would be too short to say anything.
  init?(_ options: MatchingSampler, nodeCount: Int, meanDegree: Int = 1) {
    func scaled(_ count: Int) -> Int { Int(min(options.effort * Double(count), 0x1p61)) }
    let tuning = options.tuning
    if let exchange = tuning.exchange {
      let ladder = exchange.inverseTemperatures
      let limit = scaled(exchange.proposalLimit) / ladder.count
      // Whether there is room does not depend on how many sweeps are wanted: fewer of them are no reason to
      // sample a large graph in another way.
      if limit >= exchange.leastSweepCount * nodeCount {
        let count = min(scaled(exchange.sweepCount) * nodeCount, limit)
        self.init(
          ladder: ladder, recordedFrom: ladder.firstIndex { $0 >= exchange.recordedFrom } ?? 0,
          proposalCount: count, burnIn: Int(exchange.burnInShare * Double(count)),
          // A round that is too short would be spent on waiting for other threads.
          roundLength: max(nodeCount, 500), workLimit: scaled(tuning.workLimit),
          leastCount: 10 * nodeCount)
        return
      }
    }
    let sweepCount = scaled(tuning.sweepCount)
    let count = min(sweepCount * nodeCount, scaled(tuning.proposalLimit) / tuning.chainCount)
    guard count >= min(sweepCount, 10) * nodeCount else { return nil }
    self.init(
      ladder: Array(repeating: tuning.inverseTemperature, count: tuning.chainCount),
      recordedFrom: 0, proposalCount: count, burnIn: Int(tuning.burnInShare * Double(count)),
      // Work is looked at between rounds, and in dense graphs much of it may come in one.
      roundLength: max(min(count / 20, 250_000 / max(meanDegree, 1)), 100),
      workLimit: scaled(tuning.workLimit),
      leastCount: min(sweepCount, 10) * nodeCount)
  }

  /// Whether chains differ, so that they have something to trade.
  private var exchanges: Bool { ladder.first != ladder.last }

  /// Whether as large a share of the work is done as of the proposals when recording begins.
  private func hasWarmedUp(_ work: Int) -> Bool {
    Double(work) * Double(proposalCount) >= Double(workLimit) * Double(burnIn)
      && work > 0
  }

  /// Runs chains that have the same start, until all proposals are made or the work is done: where degrees are
  /// high, proposals cost more.
  ///
  /// - Parameter progress: is called after rounds with the share that is done.
  /// - Returns: for how many proposals, of all chains together, visits were recorded; `nil` if there is no time
  ///   for enough of them.
  /// - Throws: `CancellationError` if the task is cancelled.
  func run(
    _ chains: [LockedChain], _ random: inout SeededGenerator,
    _ progress: (Double) -> Void = { _ in }
  ) throws -> Int? {
    let chances = ladder.map(MatchingChain.lossChances)
    // Matchings stay where they are, and chains trade their temperatures.
    var chainAtRung = Array(0..<chains.count)
    var rungOfChain = chainAtRung
    /// The edges that each chain keeps beyond those of the common start.
    var gains = OwnedBuffer<Int>(repeating: 0, count: chains.count)
    var (done, work, isEven) = (0, 0, true)
    var recordingStart: Int?
    while done < proposalCount, work < workLimit {
      try Task.checkCancellation()
      let length = min(roundLength, proposalCount - done)
      let first =
        recordingStart == nil && !hasWarmedUp(work) ? min(max(burnIn - done, 0), length) : 0
      if first < length { recordingStart = recordingStart ?? done + first }
      let recordedFrom = recordedFrom
      let rungs = rungOfChain
      gains.mutableSpan.forEachSlice(rowCount: chains.count, grain: 1) { range, gains in
        for (i, chain) in range.enumerated() {
          let rung = rungs[chain]
          gains[i] += chains[chain].run(
            length, recordingFrom: rung >= recordedFrom ? first : length,
            lossChances: chances[rung])
        }
      }
      done += length
      work = chains.reduce(0) { $0 + $1.work }
      guard done < proposalCount else { break }
      progress(Double(done) / Double(proposalCount))
      guard exchanges else { continue }
      for rung in stride(from: isEven ? 0 : 1, to: ladder.count - 1, by: 2) {
        let (hot, cold) = (chainAtRung[rung], chainAtRung[rung + 1])
        let advantage = (ladder[rung + 1] - ladder[rung]) * Double(gains[hot] - gains[cold])
        guard advantage >= 0 || random.unit() < exp(advantage) else { continue }
        chainAtRung.swapAt(rung, rung + 1)
        (rungOfChain[hot], rungOfChain[cold]) = (rung + 1, rung)
      }
      isEven.toggle()
    }
    guard done >= leastCount, let recordingStart else { return nil }
    return (ladder.count - recordedFrom) * (done - recordingStart)
  }
}
