/// How far a refinement has come.
public struct RefinementProgress: Sendable, Equatable {
  /// The number of restarts so far.
  public let restart: Int
  /// The rounds done since, of both directions.
  public let round: Int
  /// The rounds there will be before the next restart, at most.
  public let roundCount: Int
  /// Before a restart: the number of pairs that choose each other.
  public let anchorCount: Int?
  /// Before a restart: matched neighborhood consistency.
  public let consistency: Double?

  init(
    restart: Int, round: Int, roundCount: Int, anchorCount: Int? = nil, consistency: Double? = nil
  ) {
    self.restart = restart
    self.round = round
    self.roundCount = roundCount
    self.anchorCount = anchorCount
    self.consistency = consistency
  }

  /// A sentence about the matches so far, before each restart.
  public var summary: String? {
    guard let anchorCount, let consistency else { return nil }
    let share = (1000 * consistency).rounded() / 1000
    return "after \(restart) restarts \(anchorCount) mutual matches, MNC \(share)"
  }

  /// How much of the work may be done: a guess, since the number of restarts is not known beforehand. Most
  /// graphs take one to four.
  public var fraction: Double {
    // Before a restart the rounds of the last one are done.
    let share = anchorCount == nil ? Double(round) / Double(max(roundCount, 1)) : 1
    return min(0.99, (Double(restart) + share) / 4)
  }
}
