internal import GraphAlignment
internal import Graphs

extension ReportFacts {
  /// What was done, and whether it can be trusted: two sentences.
  var summary: String {
    let (source, target) = (report.source, report.target)
    let names = [report.sourceName, report.targetName].map { "“\(shortened($0, to: 60))”" }
    let sizes = [source, target].map { "\(counted($0.nodeCount, "node")), \(counted($0.edgeCount, "edge"))" }
    var first =
      "Of \(names[0]) (\(sizes[0])) \(matchCount == source.nodeCount ? "all" : grouped(matchCount)) nodes are matched with "
      + "nodes of \(names[1]) (\(sizes[1]))"
    if matchCount > 0, areProbabilities { first += ", with a mean confidence of \(percent(meanConfidence))" }
    if let scores, scores.knownCount > 0 {
      first +=
        "; of \(counted(scores.knownCount, "node")) whose partner is known, \(percent(scores.recall)) are matched rightly"
    }
    return "\(first). \(verdict)"
  }

  private var verdict: String {
    if areProbabilities { return trust.sentence }
    return
      "The matches that choose each other keep \(grouped(trust.keptEdgeCount)) of \(counted(trust.edgeCount, "edge")), of "
      + "which chance would keep \(decimal(trust.chanceEdgeCount, 0)); their similarities are no probabilities and do not "
      + "say how many are right."
  }
}
