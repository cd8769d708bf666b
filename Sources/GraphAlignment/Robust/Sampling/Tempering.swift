public import Graphs
public import Options

/// Walks of different steepness that trade places, so that none stays in the matching it started from.
///
/// A steep walk keeps as many edges as the truth does and hardly leaves the region it is in; a flat one gets
/// everywhere and keeps too few. So walks r = 0, 1, … have growing steepness β_r, and after each sweep
/// neighbors on this ladder trade their matchings with probability
///
///     min(1, exp((β_{r+1} − β_r) · (K_r − K_{r+1})))
///
/// where K are the edges that their matchings keep. This leaves what each β draws as it is. Counted is what
/// rungs from ``recordedSteepness`` on visit.
///
/// Swendsen & Wang, "Replica Monte Carlo simulation of spin glasses", Physical Review Letters 1986,
/// doi:10.1103/PhysRevLett.57.2607.
public struct Tempering: Sendable, Equatable, Codable {
  /// β of each walk, ascending.
  public var steepnesses = [2, 2.3, 2.6, 3, 3.5, 4, 5, 7]

  /// Walks at least so steep count.
  public var recordedSteepness = 3.5

  /// Proposed swaps of each walk, as a multiple of the number of source nodes.
  public var sweepCount = 6000

  /// The share of these after which recording begins.
  public var burnInShare = 1.0 / 3

  /// At most so many proposals in all walks together.
  public var proposalLimit = 20_000_000

  /// Where the limit leaves fewer sweeps, walks have one steepness, as ``MatchingSampler/steepness`` says: what
  /// they learn from each other takes time. With the defaults that is for graphs of more than 625 nodes.
  public var leastSweepCount = 4000

  public init() {}

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    guard !steepnesses.isEmpty, steepnesses.count <= 1000,
      steepnesses.allSatisfy({ $0 > 0 && $0.isFinite }), steepnesses == steepnesses.sorted()
    else {
      throw OptionError(
        name: "steepnesses", value: "\(steepnesses)",
        reason: "must be finite, above 0 and ascending, and at most 1000")
    }
    guard let last = steepnesses.last, recordedSteepness <= last else {
      throw OptionError(
        name: "recordedSteepness", value: "\(recordedSteepness)",
        reason: "must be at most the largest steepness, or nothing is recorded")
    }
    for (name, value, range) in [
      ("sweepCount", sweepCount, 1...1_000_000),
      ("leastSweepCount", leastSweepCount, 1...1_000_000),
      ("proposalLimit", proposalLimit, 0...Int.max / 2),
    ] where !range.contains(value) {
      throw OptionError(
        name: name, value: "\(value)",
        reason: "must be in \(range.lowerBound)…\(range.upperBound)")
    }
    guard burnInShare >= 0, burnInShare < 1 else {
      throw OptionError(name: "burnInShare", value: "\(burnInShare)", reason: "must be in 0 ..< 1")
    }
  }
}
