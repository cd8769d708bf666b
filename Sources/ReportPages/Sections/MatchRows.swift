internal import GraphAlignment
internal import Graphs

/// The matches that the table lists, as JSON: a list for each column.
struct MatchRows: Sendable {
  /// Beyond, the least sure ones are listed, and of the others every so many.
  static let limit = 20_000

  /// How large they may be, so that the page has less than 5 MB.
  static let byteLimit = 3_000_000

  /// Source nodes, by number.
  let nodes: [Int]
  /// How many there are in all.
  let count: Int
  /// The lists.
  let json: String

  init(_ facts: ReportFacts) {
    count = facts.matches.count
    var (limit, length) = (Self.limit, 80)
    while true {
      let nodes = Self.nodes(facts, limit)
      let json = Self.json(facts, nodes, length)
      if json.utf8.count <= Self.byteLimit || limit < 100 {
        (self.nodes, self.json) = (nodes, json)
        return
      }
      // Names however long leave room for others.
      (limit, length) = length > 30 ? (limit, length / 2) : (limit / 2, length)
    }
  }

  /// At most `limit` source nodes: half of them the least sure ones.
  private static func nodes(_ facts: ReportFacts, _ limit: Int) -> [Int] {
    guard facts.matches.count > limit else { return Array(facts.matches.indices) }
    let sorted = facts.order.reversed() + facts.unmatchedSources
    let (first, rest) = (sorted.prefix(limit / 2), sorted.dropFirst(limit / 2))
    let others = (0..<limit / 2).map { rest[rest.startIndex + $0 * rest.count / (limit / 2)] }
    return (Array(first) + others).sorted()
  }

  private static func json(_ facts: ReportFacts, _ nodes: [Int], _ length: Int) -> String {
    func list(_ value: (Int) -> String) -> String { "[" + nodes.map(value).joined(separator: ",") + "]" }
    func name(_ text: String) -> String { scriptString(shortened(text, to: length)) }
    func thousandths(_ value: Float) -> String {
      let number = Double(value)
      return number.magnitude < 1e12 ? "\(Int((1000 * number).rounded()))" : "0"
    }
    func second(_ node: Int) -> Candidate? {
      facts.report.candidates.candidates(of: node).first { $0.target != facts.matches[node] }
    }
    let fields = [
      "\"i\":" + list { "\($0)" }, "\"s\":" + list { name(facts.sourceName($0)) },
      "\"j\":" + list { "\(facts.matches[$0] ?? -1)" },
      "\"t\":" + list { facts.matches[$0].map { name(facts.targetName($0)) } ?? "null" },
      "\"c\":" + list { thousandths(facts.confidences[$0]) },
      "\"r\":" + list { second($0).map { name(facts.targetName($0.target)) } ?? "null" },
      "\"l\":" + list { second($0).map { thousandths($0.similarity) } ?? "0" },
      "\"n\":" + list { "\(facts.keptCounts[$0])" }, "\"d\":" + list { "\(facts.sourceEdges.count(of: $0))" },
      "\"k\":" + list { "\(facts.sourceCommunities.of[$0])" },
      "\"ok\":" + list { "\(facts.correctness[$0].rawValue)" },
    ]
    return "{" + fields.joined(separator: ",\n") + "}"
  }
}
