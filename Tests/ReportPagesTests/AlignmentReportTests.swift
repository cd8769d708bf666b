import AlignmentTestSupport
import Foundation
import GraphAlignment
import Graphs
import Parallel
import ReportPages
import Testing

@Suite("Report on an alignment") struct AlignmentReportTests {
  /// A graph, a copy of it without some edges and renumbered, and what the robust aligner makes of them.
  private static func example(_ nodeCount: Int = 60) throws -> (AlignmentReport, PerturbedPair) {
    let graph = Graph.powerLawCluster(
      nodeCount: nodeCount, edgesPerNode: 3, triangleProbability: 0.5, seed: 3)
    let pair = try NoiseModel(kind: .oneWay, removedShare: 0.1).perturb(graph, seed: 1)
    let alignment = try RobustAligner().align(pair.source, to: pair.target)
    var report = AlignmentReport(of: alignment, source: pair.source, target: pair.target)
    report.layout = .builtIn
    return (report, pair)
  }

  @Test("has tags that close, and ids that nothing else has")
  func isWellFormed() throws {
    var (report, pair) = try Self.example()
    report.truth = try truth(
      pair.truth.enumerated().map { "\($0) \($1)" }.joined(separator: "\n"), pair.source, pair.target)
    report.stages = [.init(name: "fusion", seconds: 0.25)]
    report.command = "graph-align align 'a b' c > d"
    let page = PageFacts(report)
    #expect(page.fault == nil)
    #expect(page.repeatedIDs.isEmpty)
    for id in ["trust", "graphs", "histogram", "calibration", "map", "doubts", "matches", "unmatched", "times"] {
      #expect(page.html.contains("id=\"\(id)\""), "\(id)")
    }
    #expect(page.html.contains("0.25\u{a0}s") && page.html.contains("graph-align align &#39;a b&#39; c &gt; d"))
  }

  @Test("is the same for the same input, whatever the number of threads")
  func isDeterministic() throws {
    let (report, _) = try Self.example(150)
    let page = Parallelism.withThreadCount(1) { report.html() }
    #expect(Parallelism.withThreadCount(3) { report.html() } == page)
    var other = report
    other.seed = 2
    #expect(other.html() != page)
  }

  @Test("counts nodes, matches and kept edges as the graphs have them")
  func counts() throws {
    let source = Graph(nodeCount: 5, edges: [(0, 1), (1, 2), (2, 3), (3, 4)])
    let target = Graph(nodeCount: 6, edges: [(0, 1), (1, 2), (2, 3), (4, 5)])
    let rows: [[(Int, Float)]] = [
      [(0, 0.9), (5, 0.05)], [(1, 0.8)], [(2, 0.7)], [(3, 0.4), (4, 0.3)], [],
    ]
    var report = AlignmentReport(of: alignment(rows, source, target), source: source, target: target)
    report.truth = try truth("0 0\n1 1\n2 3\n4 5\n", source, target)
    report.layout = .builtIn
    let page = PageFacts(report)
    let table = try page.data("rows")
    #expect(table["j"] as? [Int] == [0, 1, 2, 3, -1])
    #expect(table["c"] as? [Int] == [900, 800, 700, 400, 0])
    #expect(table["n"] as? [Int] == [1, 2, 2, 1, 0])
    #expect(table["d"] as? [Int] == [1, 2, 2, 2, 1])
    #expect(table["r"] as? [String?] == ["5", nil, nil, "4", nil])
    // Right, right, wrong, not known, missed.
    #expect(table["ok"] as? [Int] == [1, 1, 2, 0, 3])
    let drawing = try page.data("drawing")
    // Five source nodes, and two target nodes that are nobody's match.
    #expect(drawing["s"] as? [Int] == [0, 1, 2, 3, 4, -1, -1])
    #expect(drawing["t"] as? [Int] == [0, 1, 2, 3, -1, 4, 5])
    #expect((drawing["lk"] as? [Int])?.count == 6 && (drawing["ll"] as? [Int])?.count == 2)
    #expect((drawing["rk"] as? [Int])?.count == 6 && (drawing["rx"] as? [Int])?.count == 2)
    #expect(page.html.contains("4 nodes are matched") && page.html.contains("1 source node is not matched"))
    #expect(page.html.contains("2 target nodes are nobody’s match"))
  }

  @Test("says in the table of numbers what the histogram shows, each match once")
  func histogram() throws {
    let (report, pair) = try Self.example()
    let html = report.html()
    let figure = try #require(html.firstMatch(of: /id="histogram"(?s:.*?)<\/figure>/)).output
    let counts = figure.matches(of: /<td>(\d+)<\/td>/).compactMap { Int($0.output.1) }
    #expect(counts.count == 20 && counts.reduce(0, +) == pair.source.nodeCount)
  }

  @Test("names what speaks for an uncertain match and against it")
  func evidence() {
    // c is matched with z, though its neighbor d went elsewhere; role and age agree, town does not.
    var source = Graph(
      nodeCount: 4, edges: [(0, 2), (1, 2), (2, 3)], identifiers: NodeIdentifiers(["a", "b", "c", "d"]))
    var target = Graph(
      nodeCount: 5, edges: [(0, 2), (1, 2), (2, 4)], identifiers: NodeIdentifiers(["x", "y", "z", "v", "w"]))
    source.attributes = NodeAttributes([
      .init(name: "role", categories: ["p", "q", "boss", "q"]),
      .init(name: "town", categories: ["t", "t", "u", "t"]), .init(name: "age", numbers: [1, 2, 50, 4]),
    ])
    target.attributes = NodeAttributes([
      .init(name: "role", categories: ["p", "q", "boss", "q", "q"]),
      .init(name: "town", categories: ["t", "t", "t", "t", "t"]), .init(name: "age", numbers: [1, 2, 49, 4, 90]),
    ])
    let rows: [[(Int, Float)]] = [
      [(0, 0.9)], [(1, 0.9)], [(2, 0.2), (4, 0.1)], [(3, 0.9)],
    ]
    var report = AlignmentReport(of: alignment(rows, source, target), source: source, target: target)
    report.evidence = AlignmentEvidence(anchors: [.init(source: 0, target: 0)])
    report.layout = .builtIn
    let html = report.html()
    let doubt = html.range(of: "class=\"doubt\"").map { String(html[$0.lowerBound...].prefix(3_000)) } ?? ""
    #expect(doubt.contains("<bdi>c</bdi> → <bdi>z</bdi>"))
    #expect(doubt.contains("2 neighbors of 3 of <bdi>c</bdi> are matched with neighbors of <bdi>z</bdi>"))
    #expect(doubt.contains("<bdi>a</bdi>\u{a0}→\u{a0}<bdi>x</bdi> (anchor)"))
    #expect(doubt.contains("1 neighbor of <bdi>c</bdi> is matched with nodes that are no neighbors"))
    #expect(doubt.contains("role = “<bdi>boss</bdi>” (20\u{a0}% of target nodes)"))
    #expect(doubt.contains("town: “<bdi>u</bdi>” and “<bdi>t</bdi>”"))
    #expect(doubt.contains("age: 50 and 49 (20\u{a0}% of target nodes are as near)"))
    #expect(doubt.contains("1 neighbor of <bdi>z</bdi> without a counterpart around <bdi>c</bdi>: <bdi>w</bdi>"))
    // An anchor is no question.
    #expect(!html.contains("<span class=\"pair\"><bdi>a</bdi>"))
  }

  @Test("takes similarities for what they are")
  func similarities() {
    let graph = Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
    func html(_ values: [Float], _ change: (inout AlignmentReport) -> Void = { _ in }) -> String {
      var report = AlignmentReport(
        of: alignment(values.enumerated().map { [($0, $1)] }, graph, graph), source: graph, target: graph)
      change(&report)
      report.layout = .builtIn
      return report.html()
    }
    #expect(html([0.9, 0.5, 0.2]).contains("mean confidence of 53.3\u{a0}%"))
    #expect(html([9, 5, -2]).contains("no probabilities"))
    #expect(html([0.9, 0.5, 0.2]) { $0.areProbabilities = false }.contains("no probabilities"))
    let star = Graph(nodeCount: 4, edges: [(0, 1), (0, 2), (0, 3)])
    let path = Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3)])
    // A file without similarities says of no match how sure it is.
    let same = AlignmentReport(
      of: alignment((0..<4).map { [($0, 1)] }, star, path), source: star, target: path)
    #expect(same.html().contains("no probabilities"))
  }
}
