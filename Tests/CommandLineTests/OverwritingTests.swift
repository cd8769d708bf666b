import Foundation
import Testing

@Suite("Inputs are not written over") struct OverwritingTests {
  /// The ways to write the path of a file: as it is, by another way, by a symbolic and a hard link.
  private static let ways = ["s.txt", "./s.txt", "d/../s.txt", "soft.txt", "hard.txt", "d/s.txt"]

  private func folder(_ name: String = "graph-align") throws -> Tool {
    let tool = try Tool(name)
    let manager = FileManager.default
    let path = { tool.folder.appendingPathComponent($0).path }
    try tool.write("a b\nb c\n", to: "s.txt")
    try tool.write("b a\nc b\n", to: "t.txt")
    try tool.write("a\tb\nb\tb\n", to: "m.tsv")
    try manager.createDirectory(atPath: path("d"), withIntermediateDirectories: false)
    try manager.createSymbolicLink(atPath: path("soft.txt"), withDestinationPath: "s.txt")
    try manager.createSymbolicLink(atPath: path("d/s.txt"), withDestinationPath: "../soft.txt")
    try manager.linkItem(atPath: path("s.txt"), toPath: path("hard.txt"))
    return tool
  }

  private static let commands = [
    ["align", "s.txt", "t.txt", "--quiet", "--output", "OUT"],
    ["align", "t.txt", "s.txt", "--output", "OUT"],
    ["align", "t.txt", "t.txt", "--truth", "s.txt", "--output", "OUT"],
    ["align", "t.txt", "t.txt", "--anchors", "s.txt", "--output", "OUT"],
    ["align", "t.txt", "t.txt", "--prior", "s.txt", "--output", "OUT"],
    ["align", "t.txt", "t.txt", "--source-names", "s.txt", "--target-names", "t.txt", "-o", "OUT"],
    ["align", "t.txt", "t.txt", "--target-attributes", "s.txt", "--output", "OUT"],
    ["align-all", "t.txt", "s.txt", "--output", "OUT"],
    ["refine", "m.tsv", "--source", "s.txt", "--target", "t.txt", "--output", "OUT"],
    ["refine", "m.tsv", "--source", "s.txt", "--target", "t.txt", "--report", "OUT"],
    ["report", "m.tsv", "--source", "s.txt", "--target", "t.txt", "--output", "OUT"],
    ["report", "s.txt", "--source", "t.txt", "--target", "t.txt", "--output", "OUT"],
    ["align", "s.txt", "t.txt", "--quiet", "--output", "new", "--report", "OUT"],
    ["refine", "s.txt", "--source", "t.txt", "--target", "t.txt", "--output", "OUT"],
    ["perturb", "s.txt", "--seed", "1", "--output-graph", "OUT", "--output-truth", "new"],
    ["perturb", "s.txt", "--seed", "1", "--output-graph", "new", "--output-truth", "OUT"],
    ["embed", "t.txt", "s.txt", "--output", "OUT"],
    ["convert", "s.txt", "OUT", "--to", "graphml"],
  ]

  @Test("under any name, by any verb", arguments: commands, ways)
  func refuses(command: [String], way: String) throws {
    let tool = try folder()
    let before = try tool.files()
    let outcome = try tool.run(command.map { $0 == "OUT" ? way : $0 })
    #expect(outcome.code == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("“\(way)”") && outcome.errors.contains("would be lost"))
    #expect(try tool.read("s.txt") == "a b\nb c\n" && tool.files() == before)
  }

  @Test("by what a list of pairs or a folder names")
  func batches() throws {
    let tool = try folder()
    for way in Self.ways {
      try tool.write("s.txt\tt.txt\t\(way)\n", to: "list.txt")
      #expect(try tool.run("batch", "list.txt").code == 2)
      #expect(try tool.read("s.txt") == "a b\nb c\n")
    }
    // The output of one pair, and the input of another.
    try tool.write("s.txt\tt.txt\tnew\nt.txt\ts.txt\t./t.txt\n", to: "list.txt")
    #expect(try tool.run("batch", "list.txt").code == 2)
    try tool.write("s.txt\tt.txt\tnew\nt.txt\ts.txt\td/../new\n", to: "list.txt")
    #expect(try tool.run("batch", "list.txt").errors.contains("are one file"))
    try tool.write("s.txt\tt.txt\n", to: "list.txt")
    #expect(try tool.run("batch", "list.txt", "--output", "list.txt").code == 2)
    try tool.write("a b\n", to: "d/x-source.edges")
    try tool.write("a b\n", to: "d/x-target.edges")
    #expect(try tool.run("batch", "d", "--output", "d/x-target.edges").code == 2)
    #expect(try tool.read("d/x-target.edges") == "a b\n")
    // Beside them there is room, twice.
    for _ in 0..<2 { #expect(try tool.run("batch", "d", "--output", "d/matches.tsv").code == 0) }
    #expect(try !tool.files().contains("new"))
  }

  @Test("nor is a folder that is a graph given another file to read")
  func folders() throws {
    let tool = try folder()
    try FileManager.default.moveItem(
      at: tool.folder.appendingPathComponent("t.txt"), to: tool.folder.appendingPathComponent("d/t.txt"))
    try FileManager.default.createSymbolicLink(
      atPath: tool.folder.appendingPathComponent("to-new").path, withDestinationPath: "d/new")
    try FileManager.default.createSymbolicLink(
      atPath: tool.folder.appendingPathComponent("e").path, withDestinationPath: "d")
    let before = try tool.files()
    for command in Self.commands.filter({ $0[1] == "s.txt" || $0.contains("--source") }) {
      for way in ["d/new", "./d/../d/new", "e/new", "to-new", "d/t.txt", "d"] {
        let line = command.map { ["OUT": way, "s.txt": "d/", "t.txt": "d"][$0] ?? $0 }
        let outcome = try tool.run(line)
        #expect(outcome.code == 2 && outcome.errors.contains("“\(way)”"), "\(line): \(outcome)")
      }
    }
    for way in ["d/new", "e/new", "to-new", "d/t.txt"] {
      try tool.write("s.txt\td\t\(way)\n", to: "m.tsv")
      let outcome = try tool.run("batch", "m.tsv")
      #expect(outcome.code == 2 && outcome.errors.contains("/t.txt”") == (way == "d/t.txt"), "\(outcome)")
      try tool.write("s.txt\td\n", to: "m.tsv")
      #expect(try tool.run("batch", "m.tsv", "--output", way).code == 2)
    }
    #expect(try tool.files() == before && tool.read("d/t.txt") == "b a\nc b\n")
    // What no reader takes for a part may lie there.
    for place in ["d/_new", "d/.new"] {
      #expect(try tool.run("convert", "d", place, "--to", "graphml").code == 0)
    }
  }

  @Test("by mega, either")
  func mega() throws {
    let sample =
      "{'token': ['a', 'b'], 'h': {'name': 'a', 'pos': [0, 1]}, 't': {'name': 'b', 'pos': [1, 2]}, "
      + "'img_id': 'p.jpg', 'relation': 'None'}\n"
    let tool = try folder("mega")
    try tool.write(sample, to: "s.txt")
    // Written in place, so that the hard link still leads to it.
    let handle = try FileHandle(forWritingTo: tool.folder.appendingPathComponent("hard.txt"))
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(sample.utf8))
    try handle.close()
    for way in Self.ways.dropLast(0) where way != "hard.txt" {
      for option in ["--train", "--val", "--test"] {
        let outcome = try tool.run("prepare", option, "s.txt", "--output", way)
        #expect(outcome.code == 2 && outcome.errors.contains("would be lost"), "\(outcome)")
      }
      #expect(try tool.read("s.txt") == sample)
    }
    #expect(try tool.run("prepare", "--train", "s.txt", "--output", "posts.jsonl").code == 0)
    let posts = try tool.read("posts.jsonl")
    for command in [
      ["explain", "posts.jsonl", "--output", "posts.jsonl"],
      ["align", "posts.jsonl", "--output", "posts.jsonl"],
    ] {
      #expect(try tool.run(command).code == 2)
      #expect(try tool.read("posts.jsonl") == posts)
    }
  }

  @Test("by standard output that is added to one of them, or by standard input")
  func streams() throws {
    let tool = try folder()
    for command in [
      "align s.txt t.txt --quiet >>s.txt", "align - t.txt --quiet --output s.txt <s.txt",
    ] {
      let outcome = try tool.shell("\"$TOOL\" \(command)")
      #expect(outcome.code == 2 && outcome.errors.contains("would be lost"), "\(outcome)")
      #expect(try tool.read("s.txt") == "a b\nb c\n")
    }
  }

  @Test("two outputs need two places")
  func twoOutputs() throws {
    let tool = try folder()
    // A link at which there is nothing yet leads to where the other output will be.
    try FileManager.default.createSymbolicLink(
      atPath: tool.folder.appendingPathComponent("to-y").path, withDestinationPath: "y")
    for (graph, truth) in [
      ("y", "y"), ("y", "./y"), ("y", "d/../y"), ("-", "-"), ("m.tsv", "./m.tsv"), ("y", "to-y"),
      ("to-y", "d/../y"),
    ] {
      let outcome = try tool.run(
        "perturb", "s.txt", "--seed", "1", "--output-graph", graph, "--output-truth", truth)
      #expect(outcome.code == 2, "\(outcome)")
    }
    #expect(
      try tool.run(
        "perturb", "s.txt", "--seed", "1", "--output-graph", "/dev/null", "--output-truth",
        "/dev/null"
      ).code == 0)
  }

  @Test("and of two outputs neither is left when one cannot be written")
  func together() throws {
    let tool = try folder()
    let before = try tool.files()
    let (missing, noise) = ("no/such/file", ["perturb", "s.txt", "--seed", "1"])
    #expect(
      try tool.run(noise + ["--output-graph", "new", "--output-truth", missing]).code == 3)
    try FileManager.default.createDirectory(
      atPath: tool.folder.appendingPathComponent("e.ids.tsv").path,
      withIntermediateDirectories: false)
    #expect(try tool.run("embed", "s.txt", "--output", "e.npy").code == 3)
    try tool.write("s.txt\tt.txt\tnew\ns.txt\tt.txt\t\(missing)\n", to: "list.txt")
    #expect(try tool.run("batch", "list.txt").code == 3)
    #expect(try tool.files() == (before + ["e.ids.tsv", "list.txt"]).sorted())
  }
}
