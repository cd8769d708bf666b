internal import GraphAlignment
internal import Graphs

/// What speaks for a match, against it, and what else could be.
struct Evidence: Sendable {
  /// In HTML, the weightiest first.
  private(set) var pro: [String] = []
  private(set) var contra: [String] = []
  /// What other candidates have.
  private(set) var rivals: String

  private static let shown = 8

  init(_ source: Int, _ target: Int, _ facts: ReportFacts) {
    rivals = Self.candidates(source, target, facts)
    addNeighbors(source, target, facts)
    addAttributes(source, target, facts)
    addKnown(source, target, facts)
    addRivals(source, target, facts)
  }

  private mutating func addNeighbors(_ source: Int, _ target: Int, _ facts: ReportFacts) {
    var (kept, elsewhere, open): ([String], [String], Int) = ([], [], 0)
    for entry in facts.sourceEdges.offsets[source]..<facts.sourceEdges.offsets[source + 1] {
      let neighbor = Int(facts.sourceEdges.neighbors[entry])
      guard let match = facts.matches[neighbor] else {
        open += 1
        continue
      }
      let text =
        "\(nameHTML(facts.sourceName(neighbor)))\u{a0}→\u{a0}\(nameHTML(facts.targetName(match)))"
        + (facts.anchors[neighbor] == match ? " (anchor)" : "")
      if facts.targetEdges.contains(target, match) { kept.append(text) } else { elsewhere.append(text) }
    }
    let all = facts.sourceEdges.count(of: source)
    let (s, t) = (nameHTML(facts.sourceName(source)), nameHTML(facts.targetName(target)))
    if !kept.isEmpty {
      pro.append(
        "\(counted(kept.count, "neighbor")) of \(grouped(all)) of \(s) \(kept.count == 1 ? "is" : "are") matched with "
          + "neighbors of \(t): \(Self.list(kept)).")
    }
    if !elsewhere.isEmpty {
      contra.append(
        "\(counted(elsewhere.count, "neighbor")) of \(s) \(elsewhere.count == 1 ? "is" : "are") matched with nodes that are "
          + "no neighbors of \(t): \(Self.list(elsewhere)).")
    }
    if open > 0 { contra.append("\(counted(open, "neighbor")) of \(s) without a match.") }
    if all == 0 { contra.append("\(s) has no neighbors, so that edges say nothing of it.") }
    var extra: [String] = []
    for entry in facts.targetEdges.offsets[target]..<facts.targetEdges.offsets[target + 1] {
      let neighbor = Int(facts.targetEdges.neighbors[entry])
      let owner = facts.owners[neighbor]
      if owner.map({ !facts.sourceEdges.contains(source, $0) }) ?? true {
        extra.append(nameHTML(facts.targetName(neighbor)))
      }
    }
    if !extra.isEmpty {
      contra.append(
        "\(counted(extra.count, "neighbor")) of \(t) without a counterpart around \(s): \(Self.list(extra)).")
    }
  }

  private mutating func addAttributes(_ source: Int, _ target: Int, _ facts: ReportFacts) {
    let comparison = AttributeComparison(source, target, facts.report.source, facts.report.target)
    if !comparison.agreeing.isEmpty { pro.append("They agree in \(Self.list(comparison.agreeing)).") }
    if !comparison.differing.isEmpty { contra.append("They differ in \(Self.list(comparison.differing)).") }
  }

  private mutating func addKnown(_ source: Int, _ target: Int, _ facts: ReportFacts) {
    if let anchor = facts.anchors[source] {
      let name = nameHTML(facts.targetName(anchor))
      if anchor == target { pro.append("It is an anchor.") } else { contra.append("An anchor names \(name).") }
    }
    for prior in facts.report.evidence.priors {
      let own = prior.entries.filter { $0.source == source }
      guard !own.isEmpty else { continue }
      guard let entry = own.first(where: { $0.target == target }) else {
        contra.append(
          "Similarities from elsewhere name \(counted(own.count, "other node")) for "
            + "\(nameHTML(facts.sourceName(source))), and not this one.")
        continue
      }
      let better = own.count { $0.similarity > entry.similarity }
      let text =
        "a similarity of \(decimal(entry.similarity)) from elsewhere, rank \(better + 1) of \(grouped(own.count))"
      if better == 0 { pro.append("They have \(text).") } else { contra.append("They have \(text).") }
    }
  }

  private mutating func addRivals(_ source: Int, _ target: Int, _ facts: ReportFacts) {
    let others = Int(facts.claims[target]) - 1
    if others > 0 {
      let owner = facts.owners[target]!
      contra.append(
        "\(counted(others, "other source node")) \(others == 1 ? "is" : "are") matched with "
          + "\(nameHTML(facts.targetName(target))), too"
          + (owner == source ? "." : ", \(nameHTML(facts.sourceName(owner))) more surely."))
    }
    if let chance = facts.report.matches.unmatchedChances?[source], chance > 0.01 {
      contra.append("That it has no match has a chance of \(percent(Double(chance))).")
    }
  }

  /// The match and the next candidates, compared.
  private static func candidates(_ source: Int, _ target: Int, _ facts: ReportFacts) -> String {
    let others = facts.report.candidates.candidates(of: source).filter { $0.target != target }.prefix(3)
    let all = [Candidate(target: target, similarity: facts.confidences[source])] + others
    let rows = all.enumerated().map { place, candidate in
      var kept = 0
      for entry in facts.sourceEdges.offsets[source]..<facts.sourceEdges.offsets[source + 1] {
        if let match = facts.matches[Int(facts.sourceEdges.neighbors[entry])],
          facts.targetEdges.contains(candidate.target, match)
        {
          kept += 1
        }
      }
      let owner = facts.owners[candidate.target]
      let taken = owner == nil ? "–" : owner == source ? "this node" : nameHTML(facts.sourceName(owner!))
      let value = facts.areProbabilities ? percent(Double(candidate.similarity)) : decimal(Double(candidate.similarity))
      return "<tr><th scope=\"row\">\(nameHTML(facts.targetName(candidate.target)))\(place == 0 ? " (match)" : "")</th>"
        + "<td>\(value)</td><td>\(kept) of \(grouped(facts.sourceEdges.count(of: source)))</td>"
        + "<td>\(grouped(facts.targetEdges.count(of: candidate.target)))</td><td>\(taken)</td></tr>"
    }
    return """
      <div class="scroll"><table><caption>Candidates of \(nameHTML(facts.sourceName(source)))</caption><thead><tr>\
      <th scope="col">candidate</th><th scope="col">\(facts.measure)</th><th scope="col">neighbors kept</th>\
      <th scope="col">its neighbors</th><th scope="col">taken by</th></tr></thead><tbody>\(rows.joined())</tbody></table></div>
      """
  }

  /// The first of some texts, and how many more there are.
  static func list(_ texts: [String]) -> String {
    texts.prefix(shown).joined(separator: ", ")
      + (texts.count > shown ? " and \(grouped(texts.count - shown)) more" : "")
  }
}
