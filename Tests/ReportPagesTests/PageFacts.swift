import Foundation
import Graphs
import GraphAlignment
import ReportPages
import Testing

/// A page, looked at the way a browser does, but plainer.
struct PageFacts {
  let html: String

  init(_ report: AlignmentReport) { html = report.html() }
  init(html: String) { self.html = html }

  /// The data of a script element.
  func data(_ id: String) throws -> [String: Any] {
    let start = try #require(html.range(of: "<script type=\"application/json\" id=\"data-\(id)\">"))
    let end = try #require(html.range(of: "</script>", range: start.upperBound..<html.endIndex))
    let json = try JSONSerialization.jsonObject(with: Data(html[start.upperBound..<end.lowerBound].utf8))
    return try #require(json as? [String: Any])
  }

  /// What is wrong with the tags, if anything: one that is not closed, or closes nothing; attributes without quotes.
  var fault: String? {
    let void: Set<String> = ["meta", "link", "input", "br", "rect", "circle"]
    var (open, rest): ([String], Substring) = ([], html[...])
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      if rest.hasPrefix("!DOCTYPE") { continue }
      guard let end = rest.firstIndex(of: ">") else { return "a tag without an end: \(rest.prefix(60))" }
      let tag = rest[..<end]
      rest = rest[rest.index(after: end)...]
      let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
      if name.isEmpty { return "no tag: <\(tag.prefix(60))>" }
      if tag.count(where: { $0 == "\"" }) % 2 == 1 { return "a quotation mark is missing: <\(tag.prefix(80))>" }
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return "</\(name)> within \(open)" }
      } else if !tag.hasSuffix("/"), !void.contains(name) {
        if name == "script" || name == "style" {
          // What is in it is no markup.
          guard let close = rest.range(of: "</\(name)>") else { return "<\(name)> does not end" }
          rest = rest[close.upperBound...]
        } else {
          open.append(name)
        }
      }
    }
    return open.isEmpty ? nil : "not closed: \(open)"
  }

  /// Ids that several elements have.
  var repeatedIDs: [String] {
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    return Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }
}

/// An alignment from rows of candidates.
func alignment(
  _ rows: [[(Int, Float)]], _ source: Graph, _ target: Graph
) -> Alignment {
  Alignment(
    candidates: rows.map { $0.map { Candidate(target: $0.0, similarity: $0.1) } },
    sourceIdentifiers: source.identifiers, targetIdentifiers: target.identifiers)
}

/// What pairs say of two graphs.
func truth(_ pairs: String, _ source: Graph, _ target: Graph) throws -> NodePairs.Known {
  try NodePairs(parsing: Array(pairs.utf8), named: "truth").known(
    source: source.identifiers, target: target.identifiers)
}
