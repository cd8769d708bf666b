import Foundation
import FoundationXML
import Testing

/// The verbs of `mega` on the posts that come with the package.
@Suite("mega") struct MegaWorkflowTests {
  private static let folder = Tool.repository("Datasets/posts")

  /// A tool whose folder holds the prepared posts.
  private func prepared() throws -> (tool: Tool, outcome: Tool.Outcome) {
    let tool = try Tool("mega")
    let folder = Self.folder
    let outcome = try tool.run(
      "prepare", "--train", "\(folder)/posts-train.txt", "--val", "\(folder)/posts-val.txt",
      "--test", "\(folder)/posts-test.txt", "--relations", "\(folder)/relations.json",
      "--parses", "\(folder)/posts.conllu", "--scene-information",
      "\(folder)/custom_data_info.json", "--scene-predictions",
      "\(folder)/custom_prediction.json", "--output", "posts.jsonl.gz")
    #expect(outcome.code == 0, "\(outcome.errors)")
    return (tool, outcome)
  }

  @Test("prepares posts, with a parse and a scene graph for each")
  func prepares() throws {
    let (tool, outcome) = try prepared()
    let rows = outcome.lines.map { $0.split(separator: " ") }
    #expect(rows.contains(["samples", "48", "16", "16"]))
    #expect(rows.contains(["with", "a", "scene", "graph", "48", "16", "16"]))
    #expect(rows.contains(["tokens", "covered,", "%", "100.0", "100.0", "100.0"]))
    #expect(outcome.errors.isEmpty)
    #expect(try tool.files() == ["posts.jsonl.gz"])
  }

  @Test("aligns them, with the same bytes for any number of threads")
  func aligns() throws {
    let (tool, _) = try prepared()
    let one = try tool.run("align", "posts.jsonl.gz", "--output", "rel_1", "--threads", "1")
    #expect(one.code == 0, "\(one.errors)")
    #expect(one.output.contains("tied"))
    #expect(try tool.run("align", "posts.jsonl.gz", "--output", "again").output == one.output)
    for split in ["train", "val", "test"] {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: tool.folder.appendingPathComponent("rel_1/\(split)").path)
      #expect(names.count == (split == "train" ? 48 : 16))
      for name in names {
        #expect(try tool.read("rel_1/\(split)/\(name)") == tool.read("again/\(split)/\(name)"))
      }
    }
    let first = try tool.read("rel_1/train/post_000.txt").split(separator: "\n")
    #expect(first.count == 6 && first.allSatisfy { $0.split(separator: " ").count == 10 })
    // A folder that is in use stays as it is.
    #expect(try tool.run("align", "posts.jsonl.gz", "--output", "rel_1").code == 3)
    let store = try tool.run(
      "align", "posts.jsonl.gz", "--format", "safetensors", "--output", "s", "--preset", "release",
      "--top-k", "5")
    #expect(store.code == 0, "\(store.errors)")
    #expect(try tool.files() == ["again", "posts.jsonl.gz", "rel_1", "s"])
  }

  @Test("explains a post as table, values and picture")
  func explains() throws {
    let (tool, _) = try prepared()
    let table = try tool.run("explain", "posts.jsonl.gz", "--sample", "0")
    #expect(table.code == 0 && table.output.contains("head"), "\(table.errors)")
    let values = try tool.run(
      "explain", "posts.jsonl.gz", "--sample", "0", "--format", "tsv", "--top-k", "10")
    let rows = values.lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(rows.count == 7 && rows.allSatisfy { $0.count == rows[0].count })
    let picture = try tool.run(
      "explain", "posts.jsonl.gz", "--sample", "1", "--format", "svg", "--output", "a.svg")
    #expect(picture.code == 0 && picture.output.isEmpty)
    let parser = XMLParser(data: Data(try tool.read("a.svg").utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    for arguments in [["--sample", "99"], ["--split", "x"], ["--sample", "-1"]] {
      #expect(try tool.run(["explain", "posts.jsonl.gz"] + arguments).code == 2)
    }
  }

  @Test("scores predictions, alone and against others")
  func scores() throws {
    let tool = try Tool("mega")
    let samples = "\(Self.folder)/posts-test.txt"
    let text = try String(contentsOfFile: samples, encoding: .utf8)
    let gold = text.split(separator: "\n").map { line in
      String(line.split(separator: "'relation': '")[1].dropLast(2))
    }
    var worse = gold
    worse[worse.firstIndex { $0 != "None" }!] = "None"
    try tool.write(gold.joined(separator: "\n") + "\n", to: "a.txt")
    try tool.write(
      worse.map { "{\"score\": 1, \"prediction\": \"\($0)\"}" }.joined(separator: "\n"),
      to: "b.jsonl")
    let outcome = try tool.run(
      "score", "a.txt", "--against", "b.jsonl", "--samples", samples, "--per-relation", "--draws",
      "200", "--format", "json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let runs = try #require(report["runs"] as? [[String: Any]])
    let others = try #require(report["against"] as? [[String: Any]])
    #expect(runs[0]["f1"] as? Double == 1 && others[0]["misses"] as? Int == 1)
    #expect((runs[0]["relations"] as? [Any])?.count == 7)
    let difference = try #require((report["differences"] as? [[String: Any]])?.first)
    #expect(difference["firstOnly"] as? Int == 1 && difference["mcnemar"] as? Double == 1)
    let seeds = try tool.run(
      "score", "a.txt", "a.txt", "--against", "b.jsonl", "a.txt", "--samples", samples, "--draws",
      "0")
    #expect(seeds.output.contains("paired t-test") && seeds.output.contains("±"), "\(seeds)")
    try tool.write("None\nNowhere\n", to: "c.txt")
    let unknown = try tool.run("score", "c.txt", "--samples", samples)
    #expect(unknown.code == 3 && unknown.errors.contains("c.txt:2: "))
    #expect(
      try tool.run("score", "a.txt", "a.txt", "--against", "a.txt", "--samples", samples).code == 2)
  }

  @Test("puts chains in the place of missing graphs, and says so")
  func chains() throws {
    let tool = try Tool("mega")
    let arguments = ["prepare", "--test", "\(Self.folder)/posts-test.txt", "--output", "p.jsonl"]
    #expect(try tool.run(arguments + ["--missing", "fail"]).code == 3)
    #expect(try tool.files().isEmpty)
    let chained = try tool.run(arguments + ["--fallback", "chain"])
    #expect(chained.code == 0 && chained.errors.contains("chains in the place"))
    let aligned = try tool.run("align", "p.jsonl", "--output", "rel")
    #expect(aligned.code == 0 && aligned.errors.contains("chains in the place"))
    let explained = try tool.run("explain", "p.jsonl")
    #expect(explained.output.contains("a chain stands for a graph"))
  }

  @Test("aligns released graphs, a sentence behind the other")
  func released() throws {
    let tool = try Tool("mega")
    let line =
      "{'token': ['a', 'b', 'c', 'd', 'e'], 'h': {'name': 'a', 'pos': [0, 1]}, 't': {'name': 'b', "
      + "'pos': [1, 2]}, 'img_id': 'IMG', 'relation': 'none'}\n"
    try tool.write(
      line.replacingOccurrences(of: "IMG", with: "x.jpg")
        + line.replacingOccurrences(of: "IMG", with: "y.jpg"), to: "t.txt")
    try tool.write(
      "{\"x.jpg\": {\"rel\": [[1, 0], [0, 2]]}, \"y.jpg\": {\"rel\": []}}", to: "g.json")
    // Two sentences of three and two words, both from word 0; then the picture, behind five words.
    let folder = tool.folder.appendingPathComponent("edges/test")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try tool.write("1 0\n1 2\n0 1\n6 5\n5 7\n", to: "edges/test/0")
    try tool.write("1 0\n1 2\n0 1\n", to: "edges/test/1")
    let arguments = [
      "align", "--from-edges", "edges", "--test", "t.txt", "--scenes", "g.json", "--output",
    ]
    let outcome = try tool.run(arguments + ["rel", "--repair-sentences"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("word count unknown") && outcome.errors.contains("not known"))
    let rows = try tool.read("rel/test/x.txt").split(separator: "\n")
    #expect(rows.count == 5 && rows.allSatisfy { $0.split(separator: " ").count == 10 })
    let zeros = try tool.read("rel/test/y.txt")
    #expect(!zeros.contains(where: { ("1"..."9").contains($0) }))
    let overlaid = try tool.run(arguments + ["raw"])
    #expect(overlaid.code == 0)
    #expect(try tool.read("raw/test/x.txt") != tool.read("rel/test/x.txt"))
    // The picture's relations have to be there.
    try tool.write("1 0\n1 2\n6 5\n5 6\n", to: "edges/test/0")
    let wrong = try tool.run(arguments + ["bad"])
    #expect(wrong.code == 3 && wrong.errors.contains("test/0:4: "), "\(wrong.errors)")
    #expect(try tool.files() == ["edges", "g.json", "raw", "rel", "t.txt"])
  }

  @Test("has help with examples, and exits with 2 on wrong usage")
  func usage() throws {
    let tool = try Tool("mega")
    for verb in ["statistics", "prepare", "align", "explain", "score"] {
      let outcome = try tool.run(verb, "--help")
      #expect(outcome.code == 0 && outcome.output.contains("EXAMPLES\n  mega \(verb)"), "\(verb)")
    }
    for arguments in [
      ["prepare", "--output", "x"],
      ["prepare", "--test", "a", "--scene-predictions", "b", "-o", "x"],
      ["align", "--output", "x"], ["align", "a", "--from-edges", "b", "--output", "x"],
      ["align", "a", "--top-k", "0", "--output", "x"], ["align", "a", "--output", "-"],
      ["align", "--from-edges", "b", "--output", "x"], ["score", "a"], ["explain"],
      ["score", "a", "--samples", "b", "--draws", "-1"], ["fly"],
    ] {
      let outcome = try tool.run(arguments)
      #expect(outcome.code == 2 && outcome.output.isEmpty, "\(arguments): \(outcome)")
    }
  }
}
