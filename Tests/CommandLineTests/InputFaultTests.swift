import Foundation
import Testing

/// Files as people have them. What they mean is in the names of the tests; the files are made here.
@Suite("graph-align, given files as people have them") struct InputFaultTests {
  private func nodesAndEdges(_ text: String, named name: String = "g.txt", _ options: String...)
    throws
    -> (lines: [String], outcome: Tool.Outcome)
  {
    let tool = try Tool()
    try tool.write(text, to: name)
    let outcome = try tool.run(["info", name] + options)
    let words = outcome.lines.prefix(2).map { $0.split(separator: " ").joined(separator: " ") }
    return (Array(words), outcome)
  }

  @Test(
    "reads what it can tell for sure",
    arguments: [
      (
        "#BioGRID Interaction ID\tEntrez Gene A\tEntrez Gene B\n103\t6416\t2318\n117\t84665\t88\n",
        4, 2
      ),
      ("0 1 1 0\n1 0 0 1\n1 0 0 1\n0 1 1 0\n", 4, 4),
      ("c comment\np edge 4 3\ne 1 2\ne 2 3\ne 3 4\n", 4, 3),
      ("S T\n1 2\n2 3\n", 5, 3), ("source,target\nA,B\nB,C\nC,A\n", 3, 3),
      ("protein1 protein2\n9606.E1 9606.E2\n9606.E2 9606.E3\n", 3, 2),
      ("protein1 protein2 combined_score\n9606.E1 9606.E2 490\n9606.E2 9606.E3 155\n", 3, 2),
      ("01 2\n1 3\n2 3\n", 4, 3), ("9 9 3\n0 6\n6 5\n5 0\n", 3, 3),
      ("Jean Valjean\tFantine\nFantine\tMarius P\n", 3, 2),
      ("New York,Boston\nBoston,San Jose\n", 3, 2),
    ])
  func reads(text: String, nodes: Int, edges: Int) throws {
    let (lines, outcome) = try nodesAndEdges(text)
    #expect(outcome.code == 0 && lines == ["nodes \(nodes)", "edges \(edges)"], "\(outcome)")
  }

  @Test("reads triples of numbers by the name of their file")
  func triples() throws {
    let (lines, outcome) = try nodesAndEdges("0\t5\t1\n1\t7\t2\n", named: "triples_1")
    #expect(lines == ["nodes 3", "edges 2"] && outcome.output.contains("2 in 2 triples"))
  }

  @Test("refuses a Git LFS pointer, with a sentence")
  func pointer() throws {
    let (_, outcome) = try nodesAndEdges(
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")
    #expect(outcome.code == 3 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("is a Git LFS pointer, not the data"))
  }

  @Test("obeys --undirected and --directed, whatever a GraphML file says")
  func directions() throws {
    let mixed =
      "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"/><node id=\"b\"/><node id=\"c\"/>"
      + "<edge source=\"a\" target=\"b\" directed=\"true\"/><edge source=\"b\" target=\"c\"/></graph></graphml>"
    let none =
      "<graphml><graph><node id=\"a\"/><node id=\"b\"/><edge source=\"a\" target=\"b\"/></graph></graphml>"
    #expect(try nodesAndEdges(mixed, "--undirected").lines == ["nodes 3", "edges 2"])
    #expect(try nodesAndEdges(none, "--undirected").lines == ["nodes 2", "edges 1"])
    #expect(try nodesAndEdges(none, "--directed").outcome.output.contains("directed         yes"))
    #expect(try nodesAndEdges(mixed).outcome.code == 3)
  }

  @Test("says in a line for each graph what was read, and nothing with --quiet")
  func notes() throws {
    let tool = try Tool()
    try tool.write("source,target\n001,002\n002,003\n003,003\n002,001\n", to: "a.csv")
    let outcome = try tool.run("align", "a.csv", "a.csv")
    let line =
      "a.csv: edge list, 3 nodes, 2 edges, ids are strings, undirected, no weights; header “source,target” "
      + "skipped; 3 ids with leading zeros kept as written; 1 self-loop dropped; 1 repeated edge dropped"
    #expect(outcome.code == 0)
    #expect(outcome.errors.split(separator: "\n").prefix(2) == [Substring(line), Substring(line)])
    #expect(outcome.lines.map { $0.prefix(3) } == ["001", "002", "003"])
    let quiet = try tool.run("align", "a.csv", "a.csv", "--quiet")
    #expect(quiet.errors.isEmpty && quiet.output == outcome.output)
    let info = try tool.run("info", "a.csv", "--format", "json")
    #expect(info.output.contains("1 repeated edge dropped"))
  }

  @Test("makes losses errors with --strict, and nothing else")
  func strict() throws {
    let tool = try Tool()
    try tool.write("1 2\n2 1\n2 3 0\n", to: "a.txt")
    try tool.write("1 2\n2 3\n9 9\n", to: "b.txt")
    for verb in [["info"], ["align", "b.txt"], ["embed", "--output", "e.npy"]] {
      let outcome = try tool.run(verb + ["a.txt", "--strict"])
      #expect(outcome.code == 3 && outcome.output.isEmpty, "\(outcome)")
      #expect(
        outcome.errors.contains(
          "a.txt: 1 repeated edge dropped; 1 edge of weight 0 dropped, which --strict"))
    }
    #expect(try tool.run("align", "b.txt", "b.txt", "--strict", "--quiet").code == 0)
  }

  @Test("takes headers, delimiters, comments and columns from options")
  func options() throws {
    #expect(try nodesAndEdges("S T\n1 2\n2 3\n", "--header").lines == ["nodes 3", "edges 2"])
    #expect(
      try nodesAndEdges("source target\na b\n", "--no-header").lines == ["nodes 4", "edges 2"])
    #expect(
      try nodesAndEdges("a|b c\nb c|d\n", "--delimiter", "|").lines == ["nodes 3", "edges 2"])
    #expect(try nodesAndEdges("! n\n#a b\n", "--comment", "!").lines == ["nodes 2", "edges 1"])
    #expect(
      try nodesAndEdges("20 1 2\n20 2 3\n40 1 3\n", "--columns", "2,3").lines == [
        "nodes 3", "edges 3",
      ])
    #expect(
      try nodesAndEdges("x,a,b\n5,1,2\n", "--header", "--columns", "a,b,x").outcome.output
        .contains("weighted         yes"))
    for wrong in [
      ["--delimiter", "ab"], ["--delimiter", "5"], ["--columns", "1"], ["--columns", "0,1"],
    ] {
      let tool = try Tool()
      try tool.write("1 2\n", to: "g.txt")
      #expect(try tool.run(["info", "g.txt"] + wrong).code == 2, "\(wrong)")
    }
  }

  @Test("reads its own alignments back as truth and as anchors")
  func ownOutput() throws {
    let tool = try Tool()
    try tool.write("\"A, Inc\",\"B\"\n\"B\",\"C D\"\n\"C D\",\"x\"\n\"x\",\"B\"\n", to: "g.csv")
    for top in ["1", "3"] {
      #expect(
        try tool.run("align", "g.csv", "g.csv", "--quiet", "--top", top, "--output", "o.tsv").code
          == 0)
      let scores = try tool.run("evaluate", "o.tsv", "--truth", "o.tsv")
      #expect(scores.code == 0 && scores.lines.contains { $0.hasPrefix("MRR") }, "\(scores)")
      let again = try tool.run("align", "g.csv", "g.csv", "--anchors", "o.tsv", "--quiet")
      #expect(again.code == 0 && again.lines.count == 4, "\(again)")
      let refined = try tool.run(
        "refine", "o.tsv", "--source", "g.csv", "--target", "g.csv", "--anchors", "o.tsv")
      #expect(refined.code == 0, "\(refined)")
    }
  }

  @Test("reads alignments of other tools with a header, and writes names with quotation marks")
  func alignments() throws {
    let tool = try Tool()
    try tool.write("source,target\na,x\nb,y\n", to: "m.csv")
    try tool.write("source target\na x\nb z\n", to: "truth.txt")
    let scores = try tool.run("evaluate", "m.csv", "--truth", "truth.txt")
    #expect(scores.lines.first == "Hits@1  0.5000", "\(scores)")
    try tool.write("\"\"\"x\"\" y\" a\na b\nb c\nc d\n", to: "g.txt")
    let aligned = try tool.run("align", "g.txt", "g.txt", "--quiet", "--output", "o.tsv")
    #expect(aligned.code == 0)
    let back = try tool.run(
      "evaluate", "o.tsv", "--truth", "o.tsv", "--source", "g.txt", "--target", "g.txt")
    #expect(back.code == 0 && back.lines.first == "Hits@1  1.0000", "\(back)")
  }

  @Test("counts nodes of the truth that no edge has as misses, in every command")
  func truth() throws {
    let tool = try Tool()
    try tool.write("a b\nb c\n", to: "s.txt")
    try tool.write("x y\ny z\n", to: "t.txt")
    try tool.write("a\tx\nb\ty\nc\tz\n", to: "m.tsv")
    try tool.write("a\tx\nb\ty\nc\tz\nlonely\tq\n", to: "truth.tsv")
    let alone = try tool.run("evaluate", "m.tsv", "--truth", "truth.tsv")
    let both = try tool.run(
      "evaluate", "m.tsv", "--truth", "truth.tsv", "--source", "s.txt", "--target", "t.txt")
    #expect(alone.lines.first == "Hits@1  0.7500" && both.lines.first == "Hits@1  0.7500")
    #expect(both.errors.contains("“lonely” on line 4; they count as not found"))
    let aligned = try tool.run(
      "align", "s.txt", "t.txt", "--truth", "truth.tsv", "--anchors", "m.tsv", "--output", "o.tsv")
    #expect(aligned.code == 0 && aligned.lines.first == "Hits@1  0.7500", "\(aligned)")
    let refined = try tool.run(
      "refine", "m.tsv", "--source", "s.txt", "--target", "t.txt", "--truth", "truth.tsv",
      "--output", "o.tsv",
      "--anchors", "m.tsv")
    #expect(refined.lines.first == "Hits@1  0.7500", "\(refined)")
    // Where most of it names other nodes, it is the truth of other graphs.
    try tool.write("a\tx\nd\te\nf\tg\n", to: "other.tsv")
    let other = try tool.run("align", "s.txt", "t.txt", "--truth", "other.tsv")
    #expect(
      other.code == 3 && other.errors.contains("other.tsv:2: the source graph has no node “d”"))
  }

  @Test(
    "uses attributes of GraphML files with a note, and leaves them out when told so or one-sided")
  func attributes() throws {
    let tool = try Tool()
    func file(_ values: [String], keys: String, _ ids: [String]) -> String {
      let nodes = zip(ids, values).map { "<node id=\"\($0)\">\($1)</node>" }.joined()
      return "<graphml>\(keys)<graph edgedefault=\"undirected\">\(nodes)"
        + "<edge source=\"\(ids[0])\" target=\"\(ids[1])\"/></graph></graphml>"
    }
    let flag = "<key id=\"k\" for=\"node\" attr.name=\"flag\" attr.type=\"boolean\"/>"
    try tool.write(
      file(
        ["<data key=\"k\">true</data>", "<data key=\"k\">false</data>"], keys: flag, ["a", "b"]),
      to: "a.graphml")
    try tool.write(
      file(["<data key=\"k\">False</data>", "<data key=\"k\">1</data>"], keys: flag, ["x", "y"]),
      to: "b.graphml")
    try tool.write(file(["", ""], keys: "", ["p", "q"]), to: "plain.graphml")
    let matched = try tool.run("align", "a.graphml", "b.graphml", "--preset", "regal")
    #expect(matched.lines.map { $0.prefix(3) } == ["a\ty", "b\tx"], "\(matched)")
    #expect(
      matched.errors.contains(
        "attributes from the file: flag (--ignore-attributes leaves them out)"))
    let ignored = try tool.run(
      "align", "a.graphml", "b.graphml", "--preset", "regal", "--ignore-attributes")
    #expect(ignored.lines.map { $0.prefix(3) } == ["a\tx", "b\tx"], "\(ignored)")
    for preset in ["regal", "robust"] {
      let oneSided = try tool.run("align", "a.graphml", "plain.graphml", "--preset", preset)
      #expect(oneSided.code == 0 && oneSided.lines.count == 2)
      #expect(oneSided.errors.contains("attributes (flag) are not used: plain.graphml has none"))
    }
  }
}
