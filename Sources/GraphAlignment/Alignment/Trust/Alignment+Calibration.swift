internal import Foundation
internal import Graphs

extension Alignment {
  /// Scales similarities by what the pair itself says of their worth, where no anchors were hidden to learn it from.
  ///
  /// Where edges give less than a search finds between unrelated graphs, each match lacks some nats, and its odds
  /// are lowered by as many. Where attributes or similarities from elsewhere were fused and edges give more than the
  /// choice among the alternatives takes, odds are raised by what is left, e² times at most: fusion counts edges
  /// for about a third of what they say, since those of neighbors are not independent. The order of a node's
  /// candidates, and ties among them, stay.
  ///
  /// - Complexity: that of ``AlignmentTrust/init(of:source:target:evidence:)``
  func calibrated(_ problem: RobustProblem) -> Alignment {
    let evidence = problem.evidence
    guard evidence.split(problem.sourceEdges, problem.targetEdges).hidden.isEmpty else {
      return self
    }
    let trust = AlignmentTrust(
      of: self, source: problem.source, target: problem.target, evidence: evidence)
    guard trust.matchCount > 0, !trust.isIsomorphism else { return self }
    let count = Double(trust.matchCount)
    let lack = (trust.information / AlignmentTrust.leastCertainty - trust.need) / count
    let surplus = (trust.information - trust.need) / count
    if lack < 0 { return shiftingOdds(by: lack) }
    let isFused = unmatchedChances != nil
    let knowsNodes = problem.attributes != nil || !evidence.priors.isEmpty
    return isFused && knowsNodes && surplus > 0 ? shiftingOdds(by: min(surplus, 2)) : self
  }

  /// p ↦ p·eˣ/(1 − p + p·eˣ) for similarities, and the reverse for the chances that nodes have no match.
  ///
  /// - Precondition: similarities are in 0...1.
  func shiftingOdds(by nats: Double) -> Alignment {
    func shifted(_ p: Float, _ factor: Double) -> Float {
      let p = min(max(Double(p), 0), 1)
      return Float(p * factor / (1 - p + p * factor))
    }
    var result = CandidateRows(columnCount: targetCount)
    result.reserve(rowCount: sourceCount, entryCount: rows.ids.count)
    for source in 0..<sourceCount {
      var before: (old: Float, new: Float)?
      for place in rows.places(of: source) {
        let old = rows.weights[place]
        var new = old > 0 ? shifted(old, exp(nats)) : old
        // Rounding must not make ties, nor undo them.
        if let before {
          new = old == before.old ? before.new : min(new, before.new.nextDown)
        }
        before = (old, new)
        result.append(rows.ids[place], new)
      }
      result.endRow()
    }
    var alignment = replacingRows(result)
    alignment.unmatchedChances = unmatchedChances?.map { shifted($0, exp(-nats)) }
    return alignment
  }
}
