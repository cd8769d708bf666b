import AlignmentTestSupport
import Foundation
import GraphAlignment
import Graphs
import ReportPages
import Testing

@Suite("Reports on odd input") struct HostileReportTests {
  private static let names = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><b>", "a & b", "it's", "<!--", "]]>",
    "\u{202e}right to left", "line\u{2028}separator", "nul\0", "", " ", "日本", "é", "\\", "{{x}}", "${x}",
  ]

  @Test("lets no name become markup or script")
  func escapes() throws {
    let names = Self.names
    let identifiers = NodeIdentifiers(names)
    let graph = Graph(
      nodeCount: names.count, edges: (1..<names.count).map { (0, $0) }, identifiers: identifiers)
    var odd = graph
    odd.attributes = NodeAttributes([.init(name: "<i>'\"", categories: names.map { _ in "</td><script>" })])
    var report = AlignmentReport(
      of: alignment(names.indices.map { [($0, 0.5)] }, odd, odd), source: odd, target: odd)
    report.layout = .builtIn
    (report.sourceName, report.targetName) = ("</title><script>x", "<&\"'>")
    report.command = "graph-align '</pre><script>'"
    report.stages = [.init(name: "<b>", seconds: 1)]
    let page = PageFacts(report)
    #expect(page.fault == nil)
    #expect(page.html.matches(of: /<script/).count == 4 && page.html.matches(of: /<\/script/).count == 4)
    for text in ["<img", "<b>\"", "<!--", "<i>'", "onerror=alert(1)>"] { #expect(!page.html.contains(text)) }
    let rows = try page.data("rows")
    #expect(rows["s"] as? [String] == names && rows["t"] as? [String] == names)
    #expect(try page.data("drawing")["sn"] as? [String] == names)
  }

  @Test("loads nothing from anywhere")
  func isSelfContained() throws {
    let graph = Graph.barabasiAlbert(nodeCount: 30, edgesPerNode: 2, seed: 1)
    var report = AlignmentReport(
      of: alignment((0..<30).map { [($0, 0.7)] }, graph, graph), source: graph, target: graph)
    report.layout = .builtIn
    let html = report.html()
    #expect(html.contains("default-src 'none'"))
    let addresses = html.matches(of: /(?:https?:)?\/\/[a-z][a-z0-9.]+\.[a-z]+[^"'\s]*/).map { String($0.output) }
    // The name of SVG's elements is no place.
    #expect(Set(addresses) == ["http://www.w3.org/2000/svg"])
    #expect(html.matches(of: /(?:src|href)="([^"#][^"]*)"/).map { String($0.output.1) } == ["data:,"])
  }

  private static let shapes: [(name: String, source: Graph, target: Graph, rows: [[(Int, Float)]])] = [
    ("one node", Graph(nodeCount: 1, edges: []), Graph(nodeCount: 1, edges: []), [[(0, 1)]]),
    ("no node", Graph(nodeCount: 0, edges: []), Graph(nodeCount: 0, edges: []), []),
    ("no target node", Graph(nodeCount: 2, edges: [(0, 1)]), Graph(nodeCount: 0, edges: []), [[], []]),
    ("no source node", Graph(nodeCount: 0, edges: []), Graph(nodeCount: 2, edges: [(0, 1)]), []),
    ("no edges", Graph(nodeCount: 4, edges: []), Graph(nodeCount: 3, edges: []), [[(0, 0.5)], [], [(1, 0.1)], []]),
    ("no matches", Graph(nodeCount: 3, edges: [(0, 1)]), Graph(nodeCount: 3, edges: [(1, 2)]), [[], [], []]),
    (
      "all on one node", Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3)]), Graph(nodeCount: 2, edges: [(0, 1)]),
      [[(0, 0.9)], [(0, 0.9)], [(0, 0.3)], [(0, 0.1)]]
    ),
    (
      "a target much larger", Graph(nodeCount: 2, edges: [(0, 1)]),
      Graph.barabasiAlbert(nodeCount: 5_000, edgesPerNode: 3, seed: 1), [[(7, 0.6)], [(4_999, 0.2)]]
    ),
    (
      "a source much larger", Graph.barabasiAlbert(nodeCount: 4_000, edgesPerNode: 2, seed: 1),
      Graph(nodeCount: 1, edges: []), [[(0, 0.5)]] + [[(Int, Float)]](repeating: [], count: 3_999)
    ),
    (
      "directed", Graph(nodeCount: 3, edges: [(0, 1), (1, 0), (2, 0)], isDirected: true),
      Graph(nodeCount: 3, edges: [(1, 0), (0, 2)], isDirected: true), [[(0, 0.5)], [(1, 0.4)], [(2, 0.3)]]
    ),
    (
      "huge similarities", Graph(nodeCount: 2, edges: [(0, 1)]), Graph(nodeCount: 2, edges: [(0, 1)]),
      [[(0, 3e38)], [(1, -3e38)]]
    ),
  ]

  @Test("stands for graphs of any shape", arguments: 0..<11)
  func shapes(_ index: Int) throws {
    let (name, source, target, rows) = Self.shapes[index]
    var report = AlignmentReport(of: alignment(rows, source, target), source: source, target: target)
    for layout in AlignmentReport.Layout.allCases {
      report.layout = layout
      let page = PageFacts(report)
      #expect(page.fault == nil, "\(name)")
      #expect(!page.html.contains("nan") && !page.html.contains("inf "), "\(name)")
      let table = try page.data("rows")
      #expect((table["s"] as? [String])?.count == source.nodeCount, "\(name)")
      let drawing = try page.data("drawing")
      let places = try #require(drawing["x"] as? [Int]) + #require(drawing["y"] as? [Int])
      #expect(places.allSatisfy { (0...1000).contains($0) }, "\(name)")
      let drawn = try #require(drawing["s"] as? [Int]).filter { $0 >= 0 }
      let isWhole = try #require(drawing["whole"] as? Bool)
      #expect(isWhole == (max(source.nodeCount, target.nodeCount) <= 3_000), "\(name)")
      if isWhole { #expect(drawn == Array(0..<source.nodeCount), "\(name)") }
    }
  }

  @Test("has less than 5 MB for long names and large graphs")
  func size() throws {
    // Each character takes six bytes in the data.
    let count = 25_000
    let graph = Graph.powerLawCluster(
      nodeCount: count, edgesPerNode: 8, triangleProbability: 0.3, seed: 1)
    let names = NodeIdentifiers((0..<count).map { "\($0)" + String(repeating: "<", count: 300) })
    let edges = graph.edgeList()
    let named = Graph(
      nodeCount: count, sources: edges.sources, targets: edges.targets, identifiers: names)
    let report = AlignmentReport(
      of: alignment((0..<count).map { [($0, 0.6), (($0 + 1) % count, 0.2)] }, named, named), source: named,
      target: named)
    let page = PageFacts(report)
    #expect(page.html.utf8.count < 5_000_000)
    let listed = try #require(page.data("rows")["i"] as? [Int])
    #expect(listed.count >= 5_000 && listed == Array(Set(listed)).sorted())
    #expect(page.html.contains("are listed: the least certain"))
  }
}
