import Foundation
import Testing

@Suite("graph-align evaluate") struct EvaluateTests {
  @Test("says that Hits@5 is unknown where the file has one candidate for each node")
  func oneCandidate() throws {
    let tool = try Tool()
    let nodes = 0..<20
    try tool.write(nodes.map { "a\($0)\tb\($0)\t0.9\t1\n" }.joined(), to: "m.tsv")
    try tool.write(nodes.map { "a\($0)\tb\($0 < 10 ? $0 : 29 - $0)\n" }.joined(), to: "t.tsv")
    let outcome = try tool.run("evaluate", "m.tsv", "--truth", "t.tsv")
    #expect(outcome.output.hasPrefix("Hits@1  0.5000\nHits@5, Hits@10 unknown: the file has one candidate"))
    let json = try tool.run("evaluate", "m.tsv", "--truth", "t.tsv", "--format", "json").output
    let scores = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(scores["candidates_at_most"] as? Int == 1)
    #expect((scores["hits"] as? [String: Double])?.keys.sorted() == ["1"])
  }

  @Test("reads alignments however their text is written, and refuses what is none")
  func texts() throws {
    let tool = try Tool()
    try tool.write("a A\nb B\n\"c d\" \"C, D\"\n", to: "truth.txt")
    for text in [
      "\u{FEFF}a A\nb B\n\"c d\" \"C, D\"\n", "a A\rb B\r\"c d\" \"C, D\"\r",
      "a,A\r\nb,B\r\n\"c d\",\"C, D\"\r\n",
    ] {
      try tool.write(text, to: "m.txt")
      let outcome = try tool.run("evaluate", "m.txt", "--truth", "truth.txt")
      #expect(outcome.lines.first == "Hits@1  1.0000", "\(text): \(outcome)")
    }
    for (bytes, reason) in [
      (Array("version https://git-lfs.github.com/spec/v1\n".utf8), "Git LFS"),
      ([0xff, 0xfe, 0x61, 0], "UTF-16"),
      ([0x61, 0x20, 0xe9, 0x0a], "m.txt:1: expected node ids in UTF-8"),
    ] as [([UInt8], String)] {
      try Data(bytes).write(to: tool.folder.appendingPathComponent("m.txt"))
      let outcome = try tool.run("evaluate", "m.txt", "--truth", "truth.txt")
      #expect(outcome.code == 3 && outcome.errors.contains(reason), "\(outcome)")
    }
  }

  @Test("scores several right targets, ties by lot, precision, recall, F1 and calibration")
  func scores() throws {
    let tool = try Tool()
    try tool.write(
      "a\tx\t0.9\t1\na\ty\t0.9\t2\nb\ty\t0.8\t1\nc\tz\t0.4\t1\nd\t-\t0\t1\n", to: "m.tsv")
    try tool.write("a x\na w\nb y\nc y\nd z\n", to: "t.tsv")
    let all = try tool.run("evaluate", "m.tsv", "--truth", "t.tsv")
    #expect(all.code == 0)
    #expect(
      all.errors
        == "t.tsv: the alignment has no match for 1 of 4 source nodes, such as “d” on line 5; they count "
        + "as not found\n")
    // A half, one, nothing, nothing: of four nodes; three are matched.
    for line in [
      "Hits@1  0.3750", "precision 0.5000", "recall  0.3750",
      "F1      0.4286",
    ] { #expect(all.lines.contains(line), "\(all.output)") }
    // Bins: .9 (a half right), .8 (right), .4 (wrong): (.4 + .2 + .4)/3.
    #expect(all.lines.contains("ECE     0.3333"), "\(all.output)")
    #expect(
      all.lines.last
        == "Of 4 source nodes 1 have several right targets, any of which counts; 1 targets are right "
        + "for several.")
    let sure = try tool.run(
      "evaluate", "m.tsv", "--truth", "t.tsv", "--min-confidence", "0.85", "--format", "json")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(sure.output.utf8)) as? [String: Any])
    #expect(json["precision"] as? Double == 0.5 && json["recall"] as? Double == 0.125)
    #expect(json["known"] as? Int == 4 && json["matched"] as? Int == 1)
    #expect(json["several_targets"] as? Int == 1)
    try tool.write("a\tx\t7\n", to: "n.tsv")
    let none = try tool.run("evaluate", "n.tsv", "--truth", "t.tsv")
    #expect(none.output.contains("ECE     none: similarities are no probabilities"))
  }

  @Test("compares directions: a reversed graph keeps nothing")
  func directed() throws {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n2 3\n", to: "a.edges")
    try tool.write("1 0\n2 1\n3 2\n", to: "b.edges")
    try tool.write("0 0\n1 1\n2 2\n3 3\n", to: "m.tsv")
    let arguments = ["evaluate", "m.tsv", "--source", "a.edges", "--target", "b.edges"]
    #expect(try tool.run(arguments).lines.contains("EC      1.0000"))
    let directed = try tool.run(arguments + ["--directed"])
    for name in ["EC ", "ICS", "S3 ", "MNC"] {
      #expect(directed.lines.contains(name + "     0.0000"), "\(directed.output)")
    }
  }

  @Test("warns of a truth that is shifted by one or reversed, and says so where ids do not exist")
  func doubts() throws {
    let tool = try Tool()
    let nodes = Array(0..<12)
    try tool.write(nodes.map { "\($0)\t\(($0 * 5 + 2) % 12 + 100)\t1\n" }.joined(), to: "m.tsv")
    func truth(_ line: (Int, Int) -> String) throws -> Tool.Outcome {
      try tool.write(nodes.map { line($0, ($0 * 5 + 2) % 12 + 100) }.joined(), to: "t.tsv")
      return try tool.run("evaluate", "m.tsv", "--truth", "t.tsv")
    }
    #expect(try truth { "\($0) \($1)\n" }.errors.isEmpty)
    #expect(
      try truth { "\($0) \($1 + 1)\n" }.errors.hasPrefix("Warning: The truth looks shifted by one"))
    #expect(try truth { "\($1) \($0)\n" }.errors.hasPrefix("Warning: The truth looks reversed"))
    try tool.write(nodes.map { "\($0) \(($0 + 1) % 12)\n" }.joined(), to: "a.edges")
    try tool.write(nodes.map { "\($0 + 100) \(($0 + 1) % 12 + 100)\n" }.joined(), to: "b.edges")
    let graphs = ["--source", "a.edges", "--target", "b.edges"]
    try tool.write(nodes.map { "\($0) \($0 + 101)\n" }.joined(), to: "t.tsv")
    let shifted = try tool.run(["evaluate", "m.tsv", "--truth", "t.tsv"] + graphs)
    #expect(
      shifted.code == 3
        && shifted.errors.contains(
          "t.tsv:12: the target graph has no node “112”; ids look shifted by one"),
      "\(shifted.errors)")
    try tool.write(nodes.map { "\($0 + 100) \($0)\n" }.joined(), to: "t.tsv")
    let reversed = try tool.run(["evaluate", "m.tsv", "--truth", "t.tsv"] + graphs)
    #expect(reversed.errors.contains("; the columns look reversed"), "\(reversed.errors)")
  }

  @Test("takes a node that lost its edges for no sign of shifted or reversed ids")
  func isolated() throws {
    let tool = try Tool()
    let nodes = Array(0..<12)
    try tool.write(nodes.map { "\($0) \(($0 + 1) % 12)\n" }.joined(), to: "a.edges")
    // Node 6 has no edge, and an edge list does not name it.
    try tool.write(
      "5 7\n" + nodes.filter { $0 != 5 && $0 != 6 }.map { "\($0) \(($0 + 1) % 12)\n" }.joined(),
      to: "b.edges")
    try tool.write(nodes.filter { $0 != 6 }.map { "\($0)\t\($0)\t1\n" }.joined(), to: "m.tsv")
    for known in [nodes, nodes.filter { $0 != 7 }] {
      try tool.write(known.map { "\($0) \($0)\n" }.joined(), to: "t.tsv")
      let outcome = try tool.run(
        "evaluate", "m.tsv", "--truth", "t.tsv", "--source", "a.edges", "--target", "b.edges")
      #expect(outcome.code == 0 && outcome.errors.contains("they count as not found"), "\(outcome)")
    }
    // Not even where each known node is one of the other graph.
    try tool.write("5 6\n0 0\n1 1\n11 11\n", to: "t.tsv")
    let outcome = try tool.run(
      "evaluate", "m.tsv", "--truth", "t.tsv", "--source", "a.edges", "--target", "b.edges")
    #expect(outcome.code == 0 && outcome.errors.contains("they count as not found"), "\(outcome)")
  }

  @Test("reads back nodes without a match as they were written", arguments: ["tsv", "json"])
  func unmatched(format: String) throws {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n2 0\n2 3\n3 4\n", to: "a.edges")
    let run = try tool.run(
      "align", "a.edges", "a.edges", "--min-confidence", "2", "--unmatched", "--format", format,
      "--output", "m")
    #expect(run.code == 0, "\(run.errors)")
    let text = try tool.read("m")
    #expect(format == "json" || text == (0..<5).map { "\($0)\t-\t0.0\t1\n" }.joined(), "\(text)")
    try tool.write("0 0\n1 1\n4 -\n", to: "t.tsv")
    let evaluated = try tool.run(
      "evaluate", "m", "--truth", "t.tsv", "--source", "a.edges", "--target", "a.edges")
    #expect(evaluated.code == 0 && evaluated.lines.contains("precision 0.0000"))
    #expect(try tool.run("evaluate", "m", "--truth", "t.tsv").code == 0)
  }

  @Test("info says how many nodes attributes tell apart that edges do not")
  func distinguishable() throws {
    let tool = try Tool()
    // A star: its leaves are alike, but for one that has a role of its own.
    try tool.write("0 1\n0 2\n0 3\n", to: "star.edges")
    try tool.write("id\trole\n0\ta\n1\tb\n2\tb\n3\tc\n", to: "roles.tsv")
    #expect(try tool.run("info", "star.edges").lines.contains("distinguishable  0.5000"))
    let info = try tool.run("info", "star.edges", "--attributes", "roles.tsv")
    #expect(info.lines.contains("distinguishable  0.5000, with attributes 0.7500"), "\(info.output)")
    let json = try tool.run("info", "star.edges", "--attributes", "roles.tsv", "--format", "json")
    #expect(json.output.contains("\"distinguishableWithAttributes\" : 0.75"))
    let absent = try tool.run("info", "star.edges", "--attributes", "absent.tsv")
    #expect(absent.code == 3 && absent.errors.contains("absent.tsv"))
  }

  @Test("triples are read by align and described by info")
  func triples() throws {
    let tool = try Tool()
    try tool.write("a\tr\tb\nb\tr\tc\nc\ts\ta\nc\ts\td\n", to: "a.tsv")
    let info = try tool.run("info", "a.tsv")
    #expect(info.lines.contains("relations        2 in 4 triples"), "\(info.output)")
    #expect(try tool.run("align", "a.tsv", "a.tsv").code == 0)
    try tool.write("1\t7\t2\n2\t7\t3\n", to: "b.tsv")
    #expect(try tool.run("info", "b.tsv", "--triples").output.contains("relations        1 in 2"))
    try tool.write("a\tr\tb\na\tr\n", to: "c.tsv")
    let bad = try tool.run("info", "c.tsv", "--triples")
    #expect(bad.code == 3 && bad.errors.contains("c.tsv:2: expected head, relation and tail"))
  }
}
