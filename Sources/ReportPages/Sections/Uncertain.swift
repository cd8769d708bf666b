/// The matches that are least sure, and why.
struct Uncertain: Sendable {
  private static let count = 24

  let nodes: [Int]

  init(_ facts: ReportFacts) {
    // What a user says is no question.
    nodes = facts.order.reversed().filter { facts.anchors[$0] != facts.matches[$0] }.prefix(Self.count).map { $0 }
  }

  func html(_ facts: ReportFacts) -> String {
    guard !nodes.isEmpty else { return "<p>There is no match that was not given.</p>" }
    return nodes.map { item($0, facts) }.joined(separator: "\n")
  }

  private func item(_ node: Int, _ facts: ReportFacts) -> String {
    let target = facts.matches[node]!
    let evidence = Evidence(node, target, facts)
    let similarity = Double(facts.confidences[node])
    let value = facts.areProbabilities ? percent(similarity) : decimal(similarity)
    let truth =
      switch facts.correctness[node] {
      case .right: " <span class=\"tag right\">✓ right</span>"
      case .wrong: " <span class=\"tag wrong\">✗ wrong</span>"
      default: ""
      }
    func list(_ title: String, _ mark: String, _ texts: [String]) -> String {
      let items = texts.isEmpty ? "<li>Nothing.</li>" : texts.map { "<li>\($0)</li>" }.joined()
      return "<div><h4><span aria-hidden=\"true\">\(mark)</span> \(title)</h4><ul>\(items)</ul></div>"
    }
    return """
      <details class="doubt"><summary><span class="pair">\(nameHTML(facts.sourceName(node))) → \
      \(nameHTML(facts.targetName(target)))</span> <span class="value">\(value)</span>\(truth)</summary>
      <div class="two">\(list("For", "+", evidence.pro))\(list("Against", "−", evidence.contra))</div>
      \(evidence.rivals)
      <p><button type="button" class="show" data-node="\(node)">Show it in the drawing</button></p></details>
      """
  }
}
