internal import GraphAlignment

/// Numbers that say how far the matches can be trusted, each with what it means.
struct TrustFigures: Sendable {
  private struct Row: Sendable {
    var name: String
    var value: String
    var meaning: String
  }

  private let trust: [Row]
  private let structure: [Row]
  private let truth: [Row]

  init(_ facts: ReportFacts) {
    trust = Self.trust(facts)
    structure = Self.structure(facts)
    truth = facts.scores.map { Self.truth($0, facts.areProbabilities) } ?? []
  }

  private static func trust(_ facts: ReportFacts) -> [Row] {
    let trust = facts.trust
    var rows: [Row] = []
    if facts.areProbabilities {
      let verdicts: [AlignmentTrust.Verdict: String] = [
        .good: "Good", .partial: "Partial", .poor: "Poor",
      ]
      rows = [
        Row(
          name: "Verdict", value: verdicts[trust.verdict]!,
          meaning: "Good: four in five matches are expected to be right. Partial: half of them. Poor: fewer, or no "
            + "more edges are kept than a search finds between unrelated graphs."),
        Row(
          name: "Expected to be right", value: percent(trust.meanConfidence),
          meaning: "The confidences of nodes that choose each other, added up, for each node of the smaller graph."),
      ]
    }
    return rows + [
      Row(
        name: "Certainty", value: trust.isIsomorphism ? "complete" : decimal(trust.certainty, 2),
        meaning: "What the kept edges tell, divided by what choosing the matches takes. From 1 on, it cannot be chance; below "
          + "0.75, unrelated graphs give as much."),
      Row(
        name: "Kept edges",
        value: "\(grouped(trust.keptEdgeCount)) of \(grouped(trust.comparedEdgeCount))",
        meaning: "Source edges between nodes that choose each other, and how many of them the target has, too."),
      Row(
        name: "By chance", value: decimal(trust.chanceEdgeCount, 1),
        meaning: "How many of these edges matches drawn by lot would keep."),
      Row(
        name: "Choose each other",
        value: percent(
          Double(trust.matchCount)
            / Double(max(1, min(trust.freeCount, facts.owners.count)))),
        meaning: "Nodes that are each other’s best candidate, as a share of the nodes that are no anchors."),
    ]
  }

  private static func structure(_ facts: ReportFacts) -> [Row] {
    let scores = facts.structure
    return [
      Row(
        name: "EC", value: decimal(scores.edgeCorrectness),
        meaning: "Edge correctness: the share of the source’s edges that the matches keep."),
      Row(
        name: "ICS", value: decimal(scores.inducedConservedStructure),
        meaning: "Kept edges as a share of the target’s edges between matched nodes. Low if the source fell on too dense a part."),
      Row(
        name: "S³", value: decimal(scores.symmetricSubstructureScore),
        meaning: "Kept edges as a share of the edges that either graph has there; 1 only if both agree."),
      Row(
        name: "MNC", value: decimal(scores.matchedNeighborhoodConsistency),
        meaning: "How much of a node’s neighborhood is matched with that of its match, in the mean."),
    ]
  }

  private static func truth(_ scores: AlignmentScores, _ areProbabilities: Bool) -> [Row] {
    var rows = [
      Row(
        name: "Right matches", value: percent(scores.precision),
        meaning: "Precision: of the matched nodes of which the truth is known, so many are right."),
      Row(
        name: "Found", value: percent(scores.recall),
        meaning: "Recall: of the nodes with a known partner, so many are matched with it."),
      Row(
        name: "MRR", value: decimal(scores.meanReciprocalRank),
        meaning: "The mean of 1 / rank of the right candidate, as far as candidates are in the alignment."),
    ]
    if areProbabilities, let error = scores.expectedCalibrationError {
      rows.append(
        Row(
          name: "ECE", value: decimal(error),
          meaning: "Expected calibration error: how far confidences and shares of right matches are apart. 0 is honest."))
    }
    return rows
  }

  var html: String {
    table("Trust", "Told from graphs and matches alone, without any truth", trust)
      + table("Structure", "How much of both graphs the matches keep, from 0 to 1", structure)
      + (truth.isEmpty ? "" : table("Against the truth", "By what is known to be right", truth))
  }

  private func table(_ title: String, _ caption: String, _ rows: [Row]) -> String {
    let body = rows.map {
      "<tr><th scope=\"row\">\(escaped($0.name))</th><td class=\"value\">\(escaped($0.value))</td>"
        + "<td>\(escaped($0.meaning))</td></tr>"
    }
    return """
      <table class="figures"><caption><b>\(title)</b> \(caption)</caption>
      <thead><tr><th scope="col">Figure</th><th scope="col">Value</th><th scope="col">What it means</th></tr></thead>
      <tbody>\(body.joined(separator: "\n"))</tbody></table>
      """
  }
}
