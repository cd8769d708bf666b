internal import Foundation
internal import Graphs
internal import LinearAlgebra
internal import Parallel

/// The rounds of ``BeliefFusion``.
struct BeliefFuser {
  let options: BeliefFusion
  let source: Adjacency
  let target: Adjacency
  /// The result without evidence; M₀.
  private(set) var start: CandidateRows
  var confidence = ConfidenceScale()
  let codes: AttributeCodes?
  let evidence: AlignmentEvidence
  private(set) var forward, backward: EdgeComparison
  private let labelings: (source: EdgeLabeling, target: EdgeLabeling)?
  var beliefs: CandidateRows
  var reversed: CandidateRows
  var attributes: AttributeEvidence?
  private var nearest: [[Int32]] = []
  var priors: [PriorEvidence]
  var pins: Pins
  let hidden: [MatchedPair]
  let shown: [MatchedPair]
  var weights: [Double]
  var prices: (source: [Double], target: [Double])
  private(set) var retention = EdgeRetention(ofRows: 0.5, ofColumns: 0.5)
  private(set) var notes: [String] = []
  let sampler: EvidenceSampler?
  let labels: EdgeLabelPair?
  private(set) var ratios: EdgeRatios?

  init(
    _ options: BeliefFusion, source: Adjacency, target: Adjacency, labels given: EdgeLabelPair?,
    labelings: (source: EdgeLabeling, target: EdgeLabeling)? = nil, start: CandidateRows,
    codes: AttributeCodes?, evidence: AlignmentEvidence, sampler: EvidenceSampler? = nil
  ) {
    self.sampler = sampler
    (self.options, self.source, self.target) = (options, source, target)
    (self.start, self.codes, self.evidence) = (start, codes, evidence)
    self.labelings = labelings
    let labels = given ?? labelings.map { EdgeLabelPair($0.source, $0.target) }
    self.labels = labels
    forward = EdgeComparison(rows: source, columns: target, labels: labels)
    backward = EdgeComparison(rows: target, columns: source, labels: labels?.transposed)
    let (sourceCount, targetCount) = (source.nodeCount, target.nodeCount)
    priors = evidence.priors.map {
      PriorEvidence($0, sourceCount: sourceCount, targetCount: targetCount)
    }
    (shown, hidden) = evidence.split(source, target)
    pins = Pins(shown, sourceCount, targetCount)
    weights = [options.edgeWeight, options.absenceWeight, options.startWeight, 1, 1]
    prices = (
      [Double](repeating: 0, count: sourceCount), [Double](repeating: 0, count: targetCount)
    )
    beliefs = start.prefix(options.width).pinned(pins)
    reversed = beliefs.transposedBestFirst()
  }

  /// Runs all rounds.
  ///
  /// - Parameters:
  ///   - restart: finds M₀ again when hidden anchors are shown, if that is worth the time.
  ///   - progress: is told the share of rounds done, and what to say about it.
  /// - Throws: `CancellationError` if the task is cancelled.
  mutating func run(
    restart: () throws -> CandidateRows? = { nil }, _ progress: (Double, String?) -> Void
  ) throws -> FusedBelief {
    let learning = hidden.isEmpty ? 0 : options.learningRoundCount
    let roundCount = learning + options.roundCount
    guard source.nodeCount > 0, target.nodeCount > 0 else {
      return FusedBelief(rows: beliefs, alone: beliefs.sums().map { 1 - Double($0) }, notes: [])
    }
    var result = FusedBelief(rows: beliefs, alone: [], notes: [])
    // In large graphs the last few matches are not worth a round: chains of matchings move more of them.
    let patience = source.entryCount + target.entryCount <= 120_000 ? 500 : 40
    for round in 0..<roundCount {
      try Task.checkCancellation()
      if round == learning, learning > 0 {
        pins = Pins(shown + hidden, source.nodeCount, target.nodeCount)
        start = try restart() ?? start
        beliefs = beliefs.pinned(pins)
        reversed = beliefs.transposedBestFirst()
      }
      let before = beliefs.bestIDs
      let found = step(round, learns: round < learning)
      if round + 1 == learning { learnConfidence(found.pairs, try sampled(found, effort: 0.25)) }
      beliefs = CandidateRows(
        found.pairs, found.matching.beliefs, width: options.width, pins: pins)
      reversed = beliefs.transposedBestFirst()
      let changed = zip(before, beliefs.bestIDs).count { $0 != $1 }
      // What is left is to draw the last matchings.
      progress(Double(round + 1) / Double(roundCount + 1), summary(round + 1, changed))
      let isSettled = round >= learning + 3 && changed * patience <= source.nodeCount
      if isSettled || round + 1 == roundCount {
        result = try final(found)
        break
      }
    }
    return result
  }

  private func summary(_ round: Int, _ changed: Int) -> String {
    let numbers = (weights + [retention.ofRows, retention.ofColumns])
      .map { String(format: "%.2f", $0) }
    return "fusion round \(round): weights \(numbers.prefix(5).joined(separator: " ")), "
      + "retention \(numbers[5]) \(numbers[6]), \(changed) matches changed"
  }

  /// After so many rounds attributes have been learned.
  private static let attributeRoundCount = 8

  /// Learns from hidden anchors what beliefs are worth.
  private mutating func learnConfidence(_ pairs: CandidatePairs, _ beliefs: [Float]) {
    var outcomes: [(belief: Double, isRight: Bool)] = []
    for anchor in hidden {
      let row = Array(pairs.pairs(of: anchor.source))
      let places = pairs.columnOffsets[anchor.target]..<pairs.columnOffsets[anchor.target + 1]
      let right = pairs.index(anchor.source, anchor.target)
      // Seen from both graphs.
      for candidates in [row, places.map { Int(pairs.order[$0]) }] {
        guard let best = candidates.max(by: { beliefs[$0] < beliefs[$1] }) else { continue }
        outcomes.append((Double(beliefs[best]), best == right))
      }
    }
    confidence = ConfidenceScale(outcomes)
  }

  // MARK: one round

  mutating func step(_ round: Int, learns: Bool) -> BeliefRound {
    learn(round)
    let views = (
      forward: EdgeComparison.Beliefs(beliefs, source, retention),
      backward: EdgeComparison.Beliefs(reversed, target, retention.transposed)
    )
    let pairs = candidates(views.forward, views.backward)
    let features = features(pairs, views.forward, views.backward)
    let free = pins.freeCounts
    let logOdds = logOdds(free)
    if learns { learnWeights(pairs, features) }
    let z = features.evidence(weights)
    let matching = PartialMatching(pairs, evidence: z, logOdds: logOdds)
    prices = matching.prices
    return BeliefRound(pairs: pairs, features: features, matching: matching, z: z)
  }

  /// ln(s/((n₁ − s)(n₂ − s))) with s = overlap · min(n₁, n₂).
  func logOdds(_ free: (source: Int, target: Int)) -> Double {
    let (first, second) = (Double(max(free.source, 1)), Double(max(free.target, 1)))
    let s = options.overlap * min(first, second)
    return log(s / ((first - s) * (second - s)))
  }

  private mutating func learn(_ round: Int) {
    let isFirst = round == 0
    var sure = pins.pairs + beliefs.mutualPairs(reversed, atLeast: 0.5)
    if sure.count < 20 {
      sure = beliefs.mutualPairs(reversed, atLeast: 0)
        .sorted { ($1.weight, $0.source) < ($0.weight, $1.source) }
      sure = Array(sure.prefix(20))
    }
    retention = EdgeRetention(source, target, sure, certain: pins.pairs)
    if let labelings {
      let ratios = EdgeRatios(
        .init(sure, sourceCount: source.nodeCount), source: source, labelings.source,
        target: target, labelings.target)
      self.ratios = ratios
      let table = ratios.table
      forward.learn(table, retention: ratios.sourceRetention)
      backward.learn(table.transposed, retention: ratios.targetRetention)
    }
    let certain = shown + hidden
    let likely =
      certain.isEmpty ? beliefs.mutualPairs(reversed, atLeast: 0.01) : certain
    if let codes, isFirst || certain.isEmpty && round < Self.attributeRoundCount {
      let learned = AttributeEvidence(codes, learnedFrom: likely)
      attributes = learned
      if isFirst {
        let search = AttributeSearch(
          evidence: learned, count: options.width, budget: 4_000,
          sourceDegrees: (0..<source.nodeCount).map { source.count(of: $0) },
          targetDegrees: (0..<target.nodeCount).map { target.count(of: $0) })
        nearest = search.candidates()
        for (w, list) in search.reversedCandidates().enumerated() {
          for i in list { nearest[Int(i)].append(Int32(w)) }
        }
      }
    }
    // Only where nothing is known yet a guess has to do.
    if !isFirst || !likely.isEmpty {
      for index in priors.indices { priors[index].learn(from: likely) }
    }
  }

  private func candidates(
    _ ahead: EdgeComparison.Beliefs, _ back: EdgeComparison.Beliefs
  ) -> CandidatePairs {
    var options = EdgeComparison.Proposing(
      isSettled: pins.isSource, isTaken: pins.isTarget, keys: nil,
      limit: options.proposalCount, senderBudget: options.propagationBudget,
      visitBudget: options.visitBudget)
    if let attributes {
      let codes = attributes.codes.key
      let scale = Float(attributes.weights[0])
      options.keys = KeyAgreement(
        rowKeys: codes.source, columnKeys: codes.target,
        agreements: attributes.key.advantages.map { $0 * scale })
    }
    var lists = forward.proposals(ahead, options)
    (options.isSettled, options.isTaken) = (options.isTaken, options.isSettled)
    options.keys = options.keys?.transposed
    for (w, list) in backward.proposals(back, options).enumerated() {
      for i in list { lists[Int(i)].append(Int32(w)) }
    }
    for anchor in evidence.anchors where anchor.confidence < 1 {
      lists[anchor.source].append(Int32(anchor.target))
    }
    let (nearest, priors, start, beliefs, pins) = (nearest, priors, start, beliefs, pins)
    let width = self.options.width
    lists.mutableSpan.forEachRow(rowCount: source.nodeCount, grain: 64) { i, own in
      var list = own[0]
      if !nearest.isEmpty { list += nearest[i] }
      for prior in priors { list += prior.listedTargets(of: i) }
      list += start.ids[start.places(of: i).prefix(width)]
      list += beliefs.ids[beliefs.places(of: i)]
      own[0] = list.filter { pins.allow(i, Int($0)) }
    }
    return CandidatePairs(lists, targetCount: target.nodeCount)
  }
}

extension CandidateRows {
  /// The first entry of each row; −1 for none.
  var bestIDs: [Int32] {
    (0..<rowCount).map { offsets[$0] < offsets[$0 + 1] ? ids[offsets[$0]] : -1 }
  }
}
