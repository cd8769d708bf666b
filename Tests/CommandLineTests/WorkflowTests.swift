import Foundation
import Testing

@Suite("graph-align") struct WorkflowTests {
  @Test("perturbs, aligns and evaluates, all in the ids of the files")
  func workflow() throws {
    let tool = try Tool()
    #expect(
      try tool.run(
        "generate", "power-law-cluster", "--nodes", "200", "--edges-per-node", "3", "--triangles",
        "0.3", "--seed", "5", "--output", "a.edges"
      ).code == 0)
    let noise = try tool.run(
      "perturb", "a.edges", "--remove", "0.02", "--seed", "1", "--output-graph", "b.edges",
      "--output-truth", "truth.tsv")
    #expect(noise.code == 0 && noise.output.isEmpty)
    let aligned = try tool.run(
      "align", "a.edges", "b.edges", "--top", "3", "--truth", "truth.tsv", "--output", "m.tsv")
    #expect(aligned.code == 0)
    #expect(aligned.output.contains("Hits@1"))
    // Nothing but what was read and a sentence that says how far the result can be trusted.
    #expect(aligned.errors.contains("can be trusted"))
    #expect(aligned.errors.split(separator: "\n").count == 3)
    #expect(aligned.errors.hasPrefix("a.edges: edge list, 200 nodes, "))
    let lines = try tool.read("m.tsv").split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.count == 600)
    #expect(lines.allSatisfy { $0.count == 4 })
    #expect(lines.prefix(3).map { $0[3] } == ["1", "2", "3"])
    #expect(lines.prefix(3).allSatisfy { $0[0] == "0" })
    #expect(Float(lines[0][2])! >= Float(lines[1][2])!)

    let evaluated = try tool.run(
      "evaluate", "m.tsv", "--truth", "truth.tsv", "--source", "a.edges", "--target", "b.edges",
      "--format", "json")
    #expect(evaluated.code == 0)
    let scores = try #require(
      try JSONSerialization.jsonObject(with: Data(evaluated.output.utf8)) as? [String: Any])
    let hits = try #require(scores["hits"] as? [String: Double])
    // Three candidates do not tell of Hits@5.
    #expect(Set(hits.keys) == ["1"] && scores["candidates_at_most"] as? Int == 3)
    let printed = try #require(aligned.lines.first?.split(separator: " ").last)
    #expect(abs(Double(printed)! - hits["1"]!) < 1e-4)
    for key in ["mrr", "ec", "ics", "s3", "mnc"] {
      let score = try #require(scores[key] as? Double)
      #expect((0...1).contains(score))
    }
  }

  @Test("keeps string ids, and reads what it wrote as JSON")
  func stringIdentifiers() throws {
    let tool = try Tool()
    // The smallest tree without a symmetry: legs of one, two and three edges.
    try tool.write("ann bob\nbob cid\ncid dan\ndan eve\neve fay\ncid gus\n", to: "a.edges")
    try tool.write("z y\ny x\nx w\nw v\nv u\nx t\n", to: "b.edges")
    try tool.write("ann z\nbob y\ncid x\ndan w\neve v\nfay u\ngus t\n", to: "truth.tsv")
    let options = ["--preset", "regal", "--hops", "3", "--discount", "0.5"]
    let text = try tool.run(["align", "a.edges", "b.edges", "--truth", "truth.tsv"] + options)
    #expect(
      text.lines.map { $0.split(separator: "\t")[0] }
        == ["ann", "bob", "cid", "dan", "eve", "fay", "gus"])
    // Scores go to standard error when the alignment goes to standard output.
    #expect(text.errors.contains("Hits@1  1.0000"))
    let json = try tool.run(
      ["align", "a.edges", "b.edges", "--format", "json", "--output", "m.json"] + options)
    #expect(json.code == 0)
    let scores = try tool.run("evaluate", "m.json", "--truth", "truth.tsv")
    #expect(scores.lines.first == "Hits@1  1.0000")
  }

  @Test("gives the same bytes for any number of threads, on every run")
  func isDeterministic() throws {
    let tool = try Tool()
    let pair = ["Datasets/pair-source.edges", "Datasets/pair-target.edges"].map(Tool.repository)
    for preset in ["robust", "regal"] {
      let arguments = ["align"] + pair + ["--top", "5", "--preset", preset]
      let first = try tool.run(arguments + ["--threads", "1"])
      let second = try tool.run(arguments + ["--threads", "2"])
      let third = try tool.run(arguments)
      #expect(first.code == 0 && first.output == second.output && first.output == third.output)
    }
  }

  @Test("has the same aligner with a seed as without, and another draw")
  func seeds() throws {
    let tool = try Tool()
    let pair = ["Datasets/pair-source.edges", "Datasets/pair-target.edges"].map(Tool.repository)
    let usual = try tool.run(["align"] + pair)
    let robust = try tool.run(["align"] + pair + ["--preset", "robust"])
    #expect(usual.code == 0 && usual.output == robust.output)
    // The default seed is 1; others are drawn by the same aligner, so most matches are the same.
    #expect(try tool.run(["align"] + pair + ["--seed", "1"]).output == usual.output)
    let other = try tool.run(["align"] + pair + ["--seed", "7"])
    #expect(other.code == 0 && other.output != usual.output)
    #expect(try tool.run(["align"] + pair + ["--seed", "7"]).output == other.output)
    let same = zip(matches(usual), matches(other)).count { $0 == $1 }
    #expect(same > 900, "\(same) of 1000")
    for preset in ["regal", "paper", "authors"] {
      let regal = ["align"] + pair + ["--preset", preset]
      #expect(try tool.run(regal).output != tool.run(regal + ["--seed", "99"]).output)
    }
    let unsampled = ["align"] + pair + ["--sampling", "0"]
    #expect(try tool.run(unsampled).output == tool.run(unsampled + ["--seed", "7"]).output)
  }

  private func matches(_ outcome: Tool.Outcome) -> [String] {
    outcome.lines.map { $0.split(separator: "\t").prefix(2).joined(separator: " ") }
  }

  @Test("reads standard input and writes one-to-one assignments", arguments: ["greedy", "mutual"])
  func standardInput(assignment: String) throws {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n2 3\n3 4\n4 5\n2 6\n", to: "b.edges")
    let outcome = try tool.run(
      [
        "align", "-", "b.edges", "--assign", assignment, "--preset", "regal", "--hops", "3",
        "--discount", "0.5",
      ],
      input: "10 11\n11 12\n12 13\n13 14\n14 15\n12 16\n")
    #expect(outcome.code == 0)
    let pairs = outcome.lines.map { $0.split(separator: "\t").prefix(2).map { Int($0)! } }
    #expect(pairs == (0..<7).map { [10 + $0, $0] })
  }

  @Test("carries ids of every kind through all formats", arguments: ["edges", "mtx", "graphml"])
  func oddIdentifiers(format: String) throws {
    let tool = try Tool()
    try tool.write(
      // Legs of one, two and three edges, so that no two nodes can be exchanged.
      "\"New York\" \"#a\"\n\"#a\" \"e\"\"f\"\n\"e\"\"f\" \"d,d\"\n\"e\"\"f\" x\nx y\n\"New York\" z\n",
      to: "a.edges")
    let (target, truth) = ("b.\(format)", "truth.tsv")
    #expect(
      try tool.run(
        "perturb", "a.edges", "--seed", "3", "--output-graph", target, "--output-truth", truth
      ).code == 0)
    let aligned = try tool.run(
      "align", "a.edges", target, "--truth", truth, "--output", "m.tsv")
    #expect(aligned.code == 0, "\(aligned.errors)")
    let evaluated = try tool.run(
      "evaluate", "m.tsv", "--truth", truth, "--source", "a.edges", "--target", target)
    #expect(evaluated.code == 0, "\(evaluated.errors)")
    #expect(evaluated.lines.first == aligned.lines.first)
  }

  @Test("refines what another tool found")
  func refines() throws {
    let tool = try Tool()
    let (source, target, truth) = (
      Tool.repository("Datasets/pair-source.edges"), Tool.repository("Datasets/pair-target.edges"),
      Tool.repository("Datasets/pair-truth.tsv")
    )
    let first = try tool.run(
      "align", source, target, "--preset", "regal", "--top", "10", "--output", "m.tsv", "--truth",
      truth)
    let better = try tool.run(
      "refine", "m.tsv", "--source", source, "--target", target, "--assign", "optimal", "--truth",
      truth, "--output", "n.tsv")
    func hits(_ outcome: Tool.Outcome) -> Double {
      outcome.lines.first.flatMap { Double($0.split(separator: " ")[1]) } ?? 0
    }
    #expect(hits(first) < 0.6 && hits(better) > 0.95, "\(first.output) \(better.output)")
  }

  @Test("embeds graphs into a NumPy file with the ids beside it")
  func embeds() throws {
    let tool = try Tool()
    try tool.write("a b\nb c\n", to: "a.edges")
    try tool.write("10 20\n20 30\n", to: "b.edges")
    let outcome = try tool.run("embed", "a.edges", "b.edges", "--output", "emb.npy")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try tool.read("emb.ids.tsv") == "0\ta\n0\tb\n0\tc\n1\t10\n1\t20\n1\t30\n")
    let bytes = try Data(contentsOf: tool.folder.appendingPathComponent("emb.npy"))
    #expect(bytes.prefix(6) == Data([0x93] + "NUMPY".utf8))
  }

  @Test("describes a graph, and runs the demonstration")
  func informs() throws {
    let tool = try Tool()
    let info = try tool.run("info", Tool.repository("Datasets/karate.edges"))
    #expect(info.lines.prefix(2).map { $0.split(separator: " ")[1] } == ["34", "78"])
    let demo = try tool.run("demo", "--nodes", "100")
    #expect(demo.code == 0 && demo.output.contains("Hits@1"))
  }
}
