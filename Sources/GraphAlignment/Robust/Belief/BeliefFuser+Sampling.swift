internal import Foundation
internal import Graphs

extension BeliefFuser {
  /// What comes of the last round.
  ///
  /// Where attributes are known by beliefs alone, they are learned again from matchings that have been drawn.
  mutating func final(_ last: BeliefRound) throws -> FusedBelief {
    var (last, chances) = (last, [Float]())
    if sampler != nil, codes != nil, shown.isEmpty, hidden.isEmpty {
      chances = try sampled(last, effort: 0.5)
      beliefs = CandidateRows(last.pairs, chances, width: options.width, pins: pins)
      reversed = beliefs.transposedBestFirst()
      last = step(1, learns: false)
    }
    chances = try sampled(last)
    return result(last, chances)
  }

  /// The chances of a round's pairs once whole matchings have been drawn; its beliefs where there is no time for it.
  func sampled(_ round: BeliefRound, effort: Double = 1) throws -> [Float] {
    guard var sampler else { return round.matching.beliefs }
    let logOdds = logOdds(pins.freeCounts)
    let evidence = ChainEvidence(
      round.pairs, evidence: round.features.nodes(weights).map { $0 + logOdds }, source: source,
      target: target, retention: retention, labels: labels,
      ratios: ratios.map {
        .init(ratios: $0.ratios, source: $0.sourceRetention, target: $0.targetRetention)
      })
    sampler.scale(by: effort)
    return try sampler.chances(
      evidence, beliefs: round.matching.beliefs, fixed: pins.pairs) ?? round.matching.beliefs
  }
}
