import Foundation
import Testing

/// What users of alignment tools ask for, a test each.
@Suite("Needs of users") struct NeedsTests {
  /// Fields of the lines that the tool wrote.
  private func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
  }

  private func matches(_ outcome: Tool.Outcome) -> [String: String] {
    Dictionary(rows(outcome.output).map { ($0[0], $0[1]) }) { first, _ in first }
  }

  /// Edges of a graph without symmetries, generated, with a prefix to its ids.
  private func edges(_ tool: Tool, nodes: Int, prefix: String = "n", seed: Int = 1) throws
    -> [String]
  {
    let outcome = try tool.run(
      "generate", "power-law-cluster", "--nodes", "\(nodes)", "--edges-per-node", "3",
      "--triangles", "0.4",
      "--seed", "\(seed)")
    #expect(outcome.code == 0)
    return outcome.lines.map { line in
      line.split(separator: " ").map { prefix + $0 }.joined(separator: " ")
    }
  }

  private func write(_ lines: [String], _ name: String, _ tool: Tool) throws {
    try tool.write(lines.joined(separator: "\n") + "\n", to: name)
  }

  @Test(
    """
    graphs of unequal sizes, both ways, one a subgraph of 90 % of the nodes: each source node at most once, each \
    target node at most once
    """
  )
  func unequalSizes() throws {
    let tool = try Tool()
    let all = try edges(tool, nodes: 200)
    // A graph on nine nodes in ten: the last ones are the youngest, on which nothing hangs.
    let part = all.filter { $0.split(separator: " ").allSatisfy { Int($0.dropFirst())! < 180 } }
    try write(all, "large.txt", tool)
    try write(part.shuffled(), "small.txt", tool)
    for (source, target) in [("small.txt", "large.txt"), ("large.txt", "small.txt")] {
      let outcome = try tool.run("align", source, target, "--assign", "optimal", "--quiet")
      #expect(outcome.code == 0)
      let found = rows(outcome.output)
      #expect(found.count <= 180 && Set(found.map { $0[0] }).count == found.count)
      #expect(Set(found.map { $0[1] }).count == found.count)
      let right = found.count { $0[0] == $0[1] }
      #expect(right > 144, "\(right) of 180 from \(source)")
    }
  }

  @Test("anchors in any order, and all nodes anchored, come back exactly")
  func allAnchored() throws {
    let tool = try Tool()
    let all = try edges(tool, nodes: 100)
    try write(all, "s.txt", tool)
    try write(try edges(tool, nodes: 100, prefix: "t", seed: 2), "t.txt", tool)
    let anchors = (0..<100).map { "n\($0)\tt\(($0 * 37 + 5) % 100)" }
    var outputs: Set<String> = []
    for order in [anchors, anchors.reversed(), anchors.sorted()] {
      try write(order, "anchors.tsv", tool)
      let outcome = try tool.run("align", "s.txt", "t.txt", "--anchors", "anchors.tsv", "--quiet")
      #expect(outcome.code == 0, "\(outcome.errors)")
      for (source, target) in matches(outcome) {
        #expect(target == "t\((Int(source.dropFirst())! * 37 + 5) % 100)")
      }
      #expect(matches(outcome).count == 100)
      outputs.insert(outcome.output)
    }
    #expect(outputs.count == 1)
  }

  @Test("the same result when the rows of anchors and attributes are shuffled")
  func shuffledRows() throws {
    let tool = try Tool()
    let all = try edges(tool, nodes: 100)
    try write(all, "s.txt", tool)
    try write(all.filter { $0 != all[7] }, "t.txt", tool)
    let attributes = (0..<100).map { "n\($0),\($0 % 7)x" }
    let anchors = (0..<20).map { "n\($0)\tn\($0)" }
    var outputs: Set<String> = []
    for order in 0..<3 {
      func turned(_ rows: [String]) -> [String] {
        order == 0 ? rows : order == 1 ? rows.reversed() : Array(rows[13...] + rows[..<13])
      }
      try write(turned(attributes), "a.csv", tool)
      try write(turned(anchors), "anchors.tsv", tool)
      let outcome = try tool.run(
        "align", "s.txt", "t.txt", "--source-attributes", "a.csv", "--target-attributes", "a.csv",
        "--anchors", "anchors.tsv", "--quiet")
      #expect(outcome.code == 0, "\(outcome.errors)")
      outputs.insert(outcome.output)
    }
    #expect(outputs.count == 1)
  }

  @Test("one edge that differs leaves nearly all nodes where they belong")
  func oneEdgeChanged() throws {
    let tool = try Tool()
    let all = try edges(tool, nodes: 300)
    try write(all, "s.txt", tool)
    try write(all.filter { $0 != all[100] } + ["n3 n250"], "t.txt", tool)
    let found = matches(try tool.run("align", "s.txt", "t.txt", "--quiet"))
    #expect(found.count { $0.key == $0.value } >= 290)
  }

  @Test("permuted lines give the same matches")
  func permutedLines() throws {
    let tool = try Tool()
    let all = try edges(tool, nodes: 200)
    let other = all.enumerated().filter { $0.offset % 20 != 3 }.map(\.element)
    var answers: Set<String> = []
    let turned = all.map { $0.split(separator: " ").reversed().joined(separator: " ") }
    for order in [all, all.reversed(), Array(all[57...] + all[..<57]), turned] {
      try write(order, "s.txt", tool)
      try write(other, "t.txt", tool)
      answers.insert(try tool.run("align", "s.txt", "t.txt", "--quiet").output)
    }
    #expect(answers.count == 1)
  }

  @Test("a Turán graph with itself keeps every edge, and so do two isomorphic graphs with features")
  func symmetricGraphs() throws {
    let tool = try Tool()
    let turan = (0..<8).flatMap { a in
      (a + 1..<8).filter { a % 2 != $0 % 2 }.map { "\(a) \($0)" }
    }
    try write(turan, "turan.txt", tool)
    let itself = try tool.run("align", "turan.txt", "turan.txt", "--output", "m.tsv")
    #expect(itself.lines.first { $0.hasPrefix("EC") }?.hasSuffix("1.0000") == true, "\(itself)")
    let all = try edges(tool, nodes: 100)
    try write(all, "s.txt", tool)
    try write(all.reversed().map { $0.replacing("n", with: "t") }, "t.txt", tool)
    try write((0..<100).map { "n\($0),\($0 % 3)x" }, "s.csv", tool)
    try write((0..<100).map { "t\($0),\($0 % 3)x" }, "t.csv", tool)
    let outcome = try tool.run(
      "align", "s.txt", "t.txt", "--source-attributes", "s.csv", "--target-attributes", "t.csv",
      "--output", "m.tsv")
    #expect(outcome.lines.first { $0.hasPrefix("EC") }?.hasSuffix("1.0000") == true, "\(outcome)")
    #expect(rows(try tool.read("m.tsv")).count { $0[0].dropFirst() == $0[1].dropFirst() } >= 95)
  }

  @Test("an alignment that uses a target twice is scored")
  func targetTwice() throws {
    let tool = try Tool()
    try tool.write("a b\nb c\n", to: "s.txt")
    try tool.write("x y\ny z\n", to: "t.txt")
    try tool.write("a\tx\nb\tx\nc\tz\n", to: "m.tsv")
    try tool.write("a x\nb y\nc z\n", to: "truth.txt")
    let outcome = try tool.run(
      "evaluate", "m.tsv", "--truth", "truth.txt", "--source", "s.txt", "--target", "t.txt",
      "--format", "json")
    let scores = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let hits = try #require((scores["hits"] as? [String: Double])?["1"])
    #expect(abs(hits - 2.0 / 3) < 1e-9)
    // Neither a–b, both ends of which are at x, nor b–c is kept.
    #expect(scores["ec"] as? Double == 0)
  }

  @Test("weights that are not used are said")
  func unusedWeights() throws {
    let tool = try Tool()
    try tool.write("a b 2\nb c 3\nc a 1\n", to: "s.txt")
    try tool.write("a b\nb c\nc a\n", to: "t.txt")
    let oneSide = try tool.run("align", "s.txt", "t.txt", "--output", "m.tsv")
    #expect(oneSide.errors.contains("weights are not used: t.txt has none"), "\(oneSide)")
    let ignored = try tool.run("align", "s.txt", "s.txt", "--ignore-weights", "--output", "m.tsv")
    #expect(ignored.errors.contains("weights ignored"), "\(ignored)")
  }

  @Test("a truth that is off by one is warned of")
  func offByOne() throws {
    let tool = try Tool()
    let all = try edges(tool, nodes: 100, prefix: "")
    try write(all, "s.txt", tool)
    // The truth counts from 1, the graph from 0; the last one is left out.
    try write((0..<99).map { "\($0) \($0 + 1)" }, "truth.txt", tool)
    let outcome = try tool.run(
      "align", "s.txt", "s.txt", "--truth", "truth.txt", "--output", "m.tsv")
    #expect(outcome.code == 0 && outcome.errors.contains("Warning: "), "\(outcome)")
  }

  @Test(
    "numbers that are none are refused in weights, attributes and similarities",
    arguments: ["nan", "inf"])
  func noNumbers(text: String) throws {
    let tool = try Tool()
    try tool.write("a b\nb c\n", to: "s.txt")
    try tool.write("a b \(text)\n", to: "w.txt")
    try tool.write("id,x:number\na,1\nb,\(text)\nc,2\n", to: "a.csv")
    try tool.write("a a \(text)\n", to: "p.txt")
    for arguments in [
      ["w.txt", "s.txt"],
      ["s.txt", "s.txt", "--source-attributes", "a.csv", "--target-attributes", "a.csv"],
      ["s.txt", "s.txt", "--prior", "p.txt"],
    ] {
      let outcome = try tool.run(["align"] + arguments)
      #expect(outcome.code == 3 && outcome.errors.contains(text), "\(arguments): \(outcome)")
    }
  }

  @Test("disconnected and directed graphs, one node, and nodes without edges are aligned")
  func smallAndOdd() throws {
    let tool = try Tool()
    try tool.write("a b\nb c\nx y\ny z\nz x\n", to: "parts.txt")
    let parts = matches(try tool.run("align", "parts.txt", "parts.txt", "--quiet"))
    #expect(parts.count == 6 && parts["b"] == "b")
    #expect(["x", "y", "z"].contains(parts["x"] ?? ""))
    try tool.write("a b\nb c\nc d\nb d\n", to: "directed.txt")
    let directed = try tool.run("align", "directed.txt", "directed.txt", "--directed", "--quiet")
    #expect(matches(directed) == ["a": "a", "b": "b", "c": "c", "d": "d"], "\(directed)")
    try tool.write("a a\n", to: "one.txt")
    #expect(matches(try tool.run("align", "one.txt", "one.txt", "--quiet")) == ["a": "a"])
    try tool.write("a a\nb b\nc c\n", to: "loose.txt")
    let loose = try tool.run("align", "loose.txt", "parts.txt", "--quiet")
    #expect(loose.code == 0, "\(loose)")
  }

  @Test("a header names the columns, and is read over")
  func outputHeader() throws {
    let tool = try Tool()
    try tool.write("a b\nb c\nc d\nb d\n", to: "s.txt")
    let plain = try tool.run("align", "s.txt", "s.txt", "--quiet")
    let named = try tool.run("align", "s.txt", "s.txt", "--quiet", "--output-header")
    #expect(named.output == "source\ttarget\tsimilarity\trank\n" + plain.output)
    try tool.write(named.output, to: "m.tsv")
    let evaluated = try tool.run("evaluate", "m.tsv", "--source", "s.txt", "--target", "s.txt")
    #expect(evaluated.code == 0, "\(evaluated)")
    let refined = try tool.run(
      "refine", "m.tsv", "--source", "s.txt", "--target", "s.txt", "--quiet", "--output-header")
    #expect(refined.lines.first == "source\ttarget\tsimilarity\trank")
    let groups = try tool.run("align-all", "s.txt", "s.txt", "--output-header")
    #expect(groups.lines.first == "group\tgraph1\tgraph2\tweight")
    try tool.write("s.txt s.txt\n", to: "list.txt")
    let batch = try tool.run("batch", "list.txt", "--output-header")
    #expect(batch.lines.first == "pair\tsource\ttarget\tsimilarity\trank")
  }

  @Test("a remark names the option as it is typed")
  func remarks() throws {
    let tool = try Tool()
    try write(try edges(tool, nodes: 100), "s.txt", tool)
    let outcome = try tool.run(
      "align", "s.txt", "s.txt", "--preset", "regal", "--structure-weight", "1e6")
    #expect(
      outcome.code == 0 && outcome.errors.contains("A smaller --structure-weight"),
      "\(outcome.errors)")
  }

  @Test("paths in a list of pairs count from the folder of the list")
  func listsElsewhere() throws {
    let tool = try Tool()
    let folder = tool.folder.appendingPathComponent("lists/graphs")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try tool.write("a b\nb c\n", to: "lists/graphs/s.txt")
    try tool.write("graphs/s.txt graphs/s.txt graphs/m.tsv\n", to: "lists/pairs.txt")
    #expect(try tool.run("batch", "lists/pairs.txt").code == 0)
    #expect(try rows(tool.read("lists/graphs/m.tsv")).count == 3)
    // A list from standard input is where the user is.
    let piped = try tool.run("batch", "-", input: "lists/graphs/s.txt lists/graphs/s.txt\n")
    #expect(piped.code == 0 && rows(piped.output).count == 3)
    let absolute = tool.folder.appendingPathComponent("lists/graphs/s.txt").path
    try tool.write("\(absolute) \(absolute)\n", to: "lists/pairs.txt")
    #expect(try tool.run("batch", "lists/pairs.txt").code == 0)
  }
}
