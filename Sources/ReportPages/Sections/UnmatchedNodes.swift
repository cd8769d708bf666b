internal import GraphAlignment
internal import Graphs

/// Nodes of either graph that have no match, and those that likely have none.
struct UnmatchedNodes: Sendable {
  private static let shown = 500

  let html: String

  init(_ facts: ReportFacts) {
    let (sources, targets) = (facts.unmatchedSources, facts.unmatchedTargets)
    var html = Self.list(
      "source nodes are not matched", "source node is not matched", sources, facts.sourceEdges, facts.sourceName)
    html += Self.list(
      "target nodes are nobody’s match", "target node is nobody’s match", targets, facts.targetEdges, facts.targetName)
    if let chances = facts.report.matches.unmatchedChances {
      let doubtful = facts.order.filter { chances[$0] > facts.confidences[$0] }
        .sorted { (-chances[$0], $0) < (-chances[$1], $1) }
      html += Self.list(
        "source nodes are matched, but more likely correspond to nothing",
        "source node is matched, but more likely corresponds to nothing", doubtful, facts.sourceEdges,
        facts.sourceName)
    }
    self.html = html
  }

  private static func list(
    _ many: String, _ one: String, _ nodes: [Int], _ edges: Adjacency, _ name: (Int) -> String
  ) -> String {
    guard !nodes.isEmpty else { return "<p>No \(one).</p>" }
    let sorted = nodes.enumerated().sorted {
      (-edges.count(of: $0.element), $0.offset) < (-edges.count(of: $1.element), $1.offset)
    }.map(\.element)
    let items = sorted.prefix(shown).map { node in
      let count = edges.count(of: node)
      return "<li>\(nameHTML(name(node)))\(count == 0 ? " <span class=\"muted\">(no edges)</span>" : "")</li>"
    }
    let rest = nodes.count > shown ? "<p>And \(grouped(nodes.count - shown)) more.</p>" : ""
    return """
      <details><summary>\(grouped(nodes.count)) \(nodes.count == 1 ? one : many), those with most edges first</summary>
      <ul class="names">\(items.joined())</ul>\(rest)</details>
      """
  }
}
