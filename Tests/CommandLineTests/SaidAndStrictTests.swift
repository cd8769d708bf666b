import Testing

/// What is said of files of pairs, of lists of pairs, and of what aligners leave out.
@Suite("graph-align says what it does not use") struct SaidAndStrictTests {
  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write("a b\nb c\nc d\n", to: "s.txt")
    try tool.write("w x\nx y\ny z\n", to: "t.txt")
    try tool.write("a\tw\nb\tx\nc\ty\nd\tz\n", to: "m.tsv")
    return tool
  }

  @Test("takes headers, delimiters, comments and columns of attributes and names from options")
  func attributeTables() throws {
    let tool = try tool()
    try tool.write("team|who|x\n!old\nred|a|1\nblue|b|2\nred|c|3\nblue|d|4\n", to: "s.att")
    try tool.write("team|who|x\nred|w|1\nblue|x|2\nred|y|3\nblue|z|4\n", to: "t.att")
    let options = [
      "--attribute-header", "--attribute-delimiter", "|", "--attribute-comment", "!",
      "--attribute-columns", "who,team",
    ]
    for kind in ["attributes", "names"] {
      let arguments =
        ["align", "s.txt", "t.txt", "--quiet", "--source-\(kind)", "s.att", "--target-\(kind)", "t.att"]
      let aligned = try tool.run(arguments + options)
      #expect(aligned.code == 0 && aligned.lines.count == 4, "\(aligned)")
      #expect(try tool.run(arguments).code == 3)
    }
    let wrong = try tool.run("align", "s.txt", "t.txt", "--attribute-columns", "who")
    #expect(wrong.code == 2 && wrong.errors.contains("--attribute-columns takes two columns"), "\(wrong)")
  }

  @Test(
    "leaves out an anchor that contradicts another, and says so",
    arguments: ["align", "refine", "report"],
    [("n29\tn3\n", "node “n3” has a source"), ("n3\tn29\n", "node “n3” has a target")])
  func contradictions(verb: String, fault: (line: String, reason: String)) throws {
    let tool = try Tool()
    let edges = (0..<30).flatMap { i in [(i, (i + 1) % 30), (i, (i * 7 + 2) % 30)] }
    try tool.write(edges.map { "n\($0.0) n\($0.1)\n" }.joined(), to: "g.txt")
    try tool.write((0..<30).map { "n\($0)\tn\($0)\n" }.joined(), to: "m.tsv")
    // One in thirty: a target that two sources have, or a source that has two targets.
    let anchors = (0..<29).map { "n\($0)\tn\($0)\n" } + [fault.line]
    try tool.write(anchors.joined(), to: "a.tsv")
    let arguments =
      switch verb {
      case "align": ["align", "g.txt", "g.txt", "--anchors", "a.tsv", "--output", "o"]
      case "refine":
        [
          "refine", "m.tsv", "--source", "g.txt", "--target", "g.txt", "--anchors", "a.tsv", "--output", "o",
        ]
      default: ["report", "m.tsv", "--source", "g.txt", "--target", "g.txt", "--anchors", "a.tsv"]
      }
    let outcome = try tool.run(arguments)
    #expect(outcome.code == 0, "\(outcome)")
    let reason = "on line 30: \(fault.reason) already, on line 4"
    #expect(
      outcome.errors.contains("a.tsv: 1 of 30 anchors is left out, such as that \(reason)"), "\(outcome)")
    if verb == "align" { #expect(try tool.read("o").contains("n3\tn3\t1")) }
    let strict = try tool.run(arguments + ["--strict"])
    #expect(strict.code == 3 && strict.errors.contains("a.tsv:30: \(fault.reason)"))
  }

  @Test("refines with confidences in a third column, and with an alignment as anchors")
  func refinedConfidences() throws {
    let tool = try Tool()
    let edges = (0..<30).flatMap { i in [(i, (i + 1) % 30), (i, (i * 7 + 2) % 30)] }
    try tool.write(edges.map { "n\($0.0) n\($0.1)\n" }.joined(), to: "g.txt")
    try tool.write((0..<30).map { "n\($0)\tn\($0)\n" }.joined(), to: "m.tsv")
    // Anchor 7 is wrong, and no neighbor is for it.
    func anchors(_ cell: String) throws {
      let lines = (0..<10).map { "n\($0)\tn\($0 == 7 ? 20 : $0)\t\($0 == 7 ? cell : "1")\n" }
      try tool.write(lines.joined(), to: "a.tsv")
    }
    let refine = [
      "refine", "m.tsv", "--source", "g.txt", "--target", "g.txt", "--anchors", "a.tsv", "--top", "1",
    ]
    try anchors("0.5")
    let doubted = try tool.run(refine + ["--output", "o"])
    #expect(doubted.code == 0, "\(doubted)")
    #expect(try tool.read("o").contains("n7\tn7\t"))
    try anchors("1")
    #expect(try tool.run(refine + ["--output", "o"]).code == 0)
    #expect(try tool.read("o").contains("n7\tn20\t"))
    // Soft for who says so: then the others stand no more than this one.
    #expect(try tool.run(refine + ["--output", "o", "--anchor-strength", "soft"]).code == 0)
    #expect(try tool.read("o").contains("n7\tn7\t"))
    try anchors("1.5")
    let wrong = try tool.run(refine)
    #expect(wrong.code == 3 && wrong.errors.contains("a.tsv:8: expected a confidence"), "\(wrong)")
  }

  @Test("takes headers, delimiters, comments and columns of truth, anchors and priors from options")
  func pairTables() throws {
    let tool = try tool()
    try tool.write("human|x|yeast\n!old\na|1|w\nb|2|x\nc|3|y\nd|4|z\n", to: "pairs.txt")
    let options = [
      "--pair-header", "--pair-delimiter", "|", "--pair-comment", "!", "--pair-columns", "human,yeast",
    ]
    let scores = try tool.run(["evaluate", "m.tsv", "--truth", "pairs.txt"] + options)
    #expect(scores.code == 0 && scores.lines.first == "Hits@1  1.0000", "\(scores)")
    for verb in [
      ["align", "s.txt", "t.txt"], ["refine", "m.tsv", "--source", "s.txt", "--target", "t.txt"],
    ] {
      let aligned = try tool.run(
        verb + ["--anchors", "pairs.txt", "--truth", "pairs.txt", "--output", "o.tsv"] + options)
      #expect(aligned.code == 0 && aligned.lines.first == "Hits@1  1.0000", "\(aligned)")
    }
    let prior = try tool.run(
      ["align", "s.txt", "t.txt", "--quiet", "--prior", "pairs.txt"] + options.dropLast()
        + ["1,3"])
    #expect(prior.code == 0 && prior.lines.count == 4, "\(prior)")
    // A header is an edge for who says so.
    try tool.write("source target\na w\nb x\nc y\nd z\n", to: "named.txt")
    let headless = try tool.run("evaluate", "m.tsv", "--truth", "named.txt", "--no-pair-header")
    #expect(headless.lines.first == "Hits@1  0.8000", "\(headless)")
    for wrong in [["--pair-columns", "1"], ["--pair-delimiter", "ab"], ["--pair-comment", "é"]] {
      let outcome = try tool.run(["evaluate", "m.tsv", "--truth", "named.txt"] + wrong)
      #expect(outcome.code == 2 && outcome.errors.contains(wrong[0]), "\(outcome)")
    }
  }

  @Test("says which nodes of a truth the alignment lacks, such as an unknown header")
  func unknownHeader() throws {
    let tool = try tool()
    try tool.write("human yeast\na w\nb x\nc y\nd z\n", to: "truth.txt")
    let outcome = try tool.run("evaluate", "m.tsv", "--truth", "truth.txt")
    #expect(outcome.lines.first == "Hits@1  0.8000")
    #expect(
      outcome.errors.contains(
        "truth.txt: the alignment has no match for 1 of 5 source nodes, such as “human” on line 1; "
          + "they count as not found"), "\(outcome)")
    #expect(try tool.run("evaluate", "m.tsv", "--truth", "m.tsv").errors.isEmpty)
  }

  @Test(
    "says of an unknown header over anchors and priors how it is skipped",
    arguments: ["--anchors", "--prior"])
  func headerOverPairs(option: String) throws {
    let tool = try Tool()
    try tool.write("a b\nb c\n", to: "s.txt")
    try tool.write("links rechts\na a\n", to: "p.txt")
    let outcome = try tool.run("align", "s.txt", "s.txt", option, "p.txt")
    #expect(
      outcome.code == 3 && outcome.errors.contains("no node “links”; if it is a header, --pair-header"),
      "\(outcome)")
    #expect(try tool.run("align", "s.txt", "s.txt", option, "p.txt", "--pair-header", "--quiet").code == 0)
  }

  @Test("says which attributes a table has, and what may be meant otherwise in every command")
  func saidEverywhere() throws {
    let tool = try Tool()
    try tool.write("a b\nb c\n", to: "s.txt")
    try tool.write("id,role,age:number\na,x,1\nb,y,2\nc,x,3\n", to: "a.csv")
    let aligned = try tool.run(
      "align", "s.txt", "s.txt", "--source-attributes", "a.csv", "--target-attributes", "a.csv", "--output",
      "m")
    #expect(aligned.errors.contains("no weights; attributes from a.csv: role, age (numbers)"), "\(aligned)")
    try tool.write("1 2\n2 3 2\n4 5\n", to: "both.txt")
    let split = try tool.run("align", "both.txt", "--split", "4", "--output", "m")
    #expect(
      split.errors.contains("two graphs, 3 nodes and 2 edges, 2 nodes and 1 edges, undirected, weighted"),
      "\(split)")
    try tool.write("who,whom\nann,bob\nbob,cid\ncid,ann\n", to: "d.csv")
    try tool.write("ann ann\n", to: "m.tsv")
    for command in [
      ["evaluate", "m.tsv", "--source", "d.csv", "--target", "d.csv"], ["convert", "d.csv", "d.gml"],
      ["align-all", "d.csv", "d.csv"], ["embed", "d.csv", "--output", "d.npy"],
      ["refine", "m.tsv", "--source", "d.csv", "--target", "d.csv"],
    ] {
      let outcome = try tool.run(command)
      #expect(outcome.code == 0 && outcome.errors.contains("--header says that"), "\(command): \(outcome)")
    }
  }

  @Test("makes weights, directions and kinds that are not used errors with --strict")
  func strict() throws {
    let tool = try tool()
    try tool.write("a b 1\nb c 2\nc d 3\n", to: "weighted.txt")
    try tool.write("a\tr\tb\nb\tq\tc\nc\tr\td\n", to: "triples.txt")
    for (source, options, said) in [
      ("weighted.txt", [], "weights are not used: t.txt has none"),
      ("triples.txt", [], "directions of edges are not used: t.txt has none"),
      ("triples.txt", ["--undirected"], "kinds of edges are not used: t.txt has none"),
      ("triples.txt", ["--preset", "regal"], "directions of edges are not used (--degrees inOut"),
      (
        "triples.txt", ["--preset", "regal", "--undirected"],
        "kinds of edges are not used (--preset robust does)"
      ),
    ] {
      let arguments = ["align", source, "t.txt"] + options
      let outcome = try tool.run(arguments)
      #expect(outcome.code == 0 && outcome.errors.contains("Note: \(said)"), "\(outcome)")
      let strict = try tool.run(arguments + ["--strict"])
      #expect(
        strict.code == 3 && strict.errors.contains(said) && strict.output.isEmpty
          && strict.errors.contains("which --strict does not allow"), "\(strict)")
    }
    let both = try tool.run("align", "weighted.txt", "weighted.txt", "--strict", "--quiet")
    #expect(both.code == 0, "\(both)")
    let ignored = try tool.run(
      "align", "weighted.txt", "t.txt", "--ignore-weights", "--strict", "--quiet")
    #expect(ignored.code == 0, "\(ignored)")
  }

  @Test("says what is unusual about the files of a batch, once for each, and not of thousands")
  func batch() throws {
    let tool = try tool()
    try tool.write("1 2\n2 1\n2 3 1609459200\n", to: "odd.txt")
    try tool.write("s.txt t.txt\nodd.txt s.txt\nodd.txt t.txt\n", to: "list.txt")
    let outcome = try tool.run("batch", "list.txt")
    #expect(outcome.code == 0)
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
    #expect(outcome.errors.hasPrefix("odd.txt: edge list") && outcome.errors.contains("1 repeated edge"))
    #expect(try tool.run("batch", "list.txt", "--quiet").errors.isEmpty)
    #expect(try tool.run("batch", "list.txt", "--strict").code == 3)
    for i in 0..<30 { try tool.write("1 2\n2 1\n2 3\n", to: "f\(i).txt") }
    try tool.write((0..<30).map { "f\($0).txt s.txt\n" }.joined(), to: "many.txt")
    let many = try tool.run("batch", "many.txt").errors.split(separator: "\n")
    #expect(many.count == 21 && many.last!.hasPrefix("… and 10 more such notes"), "\(many)")
  }
}
