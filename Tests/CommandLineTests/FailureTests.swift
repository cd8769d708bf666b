import Foundation
import Testing

@Suite("graph-align, when something is wrong") struct FailureTests {
  @Test(
    "has help with examples for every verb",
    arguments: [
      "align", "batch", "refine", "evaluate", "perturb", "embed", "generate", "info", "demo",
    ])
  func help(verb: String) throws {
    let outcome = try Tool().run(verb, "--help")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("EXAMPLES"))
    #expect(outcome.output.contains("graph-align \(verb)"))
  }

  @Test(
    "exits with 2 on wrong usage",
    arguments: [
      [], ["align"], ["align", "a.edges"], ["align", "a", "b", "--top", "0"],
      ["align", "a", "b", "--preset", "fast"], ["frobnicate"],
      ["align", "a", "b", "--discount", "2"],
      ["align", "a", "b", "--threads", "0"], ["evaluate", "m.tsv"],
      [
        "perturb", "a", "--remove", "1.5", "--seed", "1", "--output-graph", "b", "--output-truth",
        "t",
      ],
      ["generate", "barabasi-albert", "--nodes", "3", "--edges-per-node", "3"],
      ["generate", "erdos-renyi", "--nodes", "99999999999", "--edges", "0"],
      [
        "generate", "stochastic-block", "--blocks", "9223372036854775807,1", "--within", "0",
        "--between", "0",
      ],
      ["demo", "--nodes", "2147483648"], ["align", "-", "-"],
      ["align", "a", "b", "--preset", "regal", "--anchors", "c"],
      ["align", "a", "b", "--anchor-strength", "soft"],
      ["align", "a", "b", "--candidates", "99999999"],
      ["align", "a", "b", "--preset", "authors", "--buckets", "1.0000001"],
      ["align", "a", "b", "--preset", "regal", "--hops", "0"],
      ["perturb", "a", "--seed", "1", "--output-graph", "same", "--output-truth", "same"],
    ])
  func usage(arguments: [String]) throws {
    let outcome = try Tool().run(arguments)
    if arguments.isEmpty {
      #expect(outcome.code == 0 && outcome.output.contains("USAGE"))
    } else {
      #expect(outcome.code == 2, "\(arguments)")
      #expect(outcome.output.isEmpty && !outcome.errors.isEmpty)
    }
  }

  @Test(
    "says to which preset an option belongs",
    arguments: [
      (["--hops", "3"], "--hops belongs to --preset regal, paper or authors"),
      (["--landmarks", "99"], "--landmarks belongs to --preset regal, paper or authors"),
      (["--no-own-degree"], "--no-own-degree belongs to --preset regal, paper or authors"),
      (
        ["--preset", "robust", "--kernel", "gaussian"],
        "--kernel belongs to --preset regal, paper or authors"
      ),
      (["--preset", "paper", "--sampling", "2"], "--sampling belongs to --preset robust"),
      (["--preset", "regal", "--anchors", "c"], "--anchors belongs to --preset robust"),
      (["--preset", "authors", "--no-refine"], "--no-refine belongs to --preset robust"),
      (["--no-refine", "--candidates", "9"], "--no-refine leaves nothing for --candidates to do"),
    ])
  func presets(arguments: [String], message: String) throws {
    let outcome = try Tool().run(["align", "a", "b"] + arguments)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("exits with 3, says where, and leaves no output when a file cannot be used")
  func unusableData() throws {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n", to: "good.edges")
    let bad = [
      ("0 1\n7\n", ":2: "), ("0 1\n0 nan\n", ":2: "), ("0 1 2\n1 2 nan\n", ":2: "),
      ("0 1\n1 x\n", ":2: "), ("", "no edges"),
      ("%%MatrixMarket matrix coordinate pattern general\n2 2 1\n3 1\n", ":3: "),
      (
        "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"/><edge source=\"a\" target=\"b\"/>"
          + "</graph></graphml>", ":1: "
      ),
    ]
    for (text, place) in bad {
      try tool.write(text, to: "bad.edges")
      for arguments in [["good.edges", "bad.edges"], ["bad.edges", "good.edges"]] {
        let outcome = try tool.run(["align"] + arguments + ["--output", "out.tsv"])
        #expect(outcome.code == 3, "\(text)")
        #expect(
          outcome.errors.contains("bad.edges") && outcome.errors.contains(place),
          "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
      }
      #expect(try tool.files() == ["bad.edges", "good.edges"])
    }
    let missing = try tool.run("align", "good.edges", "nowhere.edges")
    #expect(missing.code == 3 && missing.errors.contains("nowhere.edges"))
    try tool.write("0 0\n9 9\n", to: "truth.tsv")
    let truth = try tool.run("align", "good.edges", "good.edges", "--truth", "truth.tsv")
    #expect(truth.code == 3 && truth.errors.contains("truth.tsv:2: "))
    #expect(truth.output.isEmpty)
  }

  @Test("exits with 3 on an alignment that cannot be read")
  func unusableAlignment() throws {
    let tool = try Tool()
    try tool.write("0\t0\n", to: "truth.tsv")
    for (text, place) in [
      ("0\n", ":1: "), ("0\t1\tnan\t1\n", ":1: "), ("0\t1\t0.5\t1\n0\t1\t0.4\t2\n", ":2: "),
      ("{\"matches\": [{\"source\": 1}]}", "JSON"), ("", "no pairs"),
    ] {
      try tool.write(text, to: "m.tsv")
      let outcome = try tool.run("evaluate", "m.tsv", "--truth", "truth.tsv")
      #expect(outcome.code == 3 && outcome.errors.contains(place), "\(text): \(outcome.errors)")
    }
  }

  @Test("says when standard output takes nothing", arguments: ["info a.edges", "--help", "demo"])
  func fullOutput(arguments: String) throws {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n", to: "a.edges")
    let outcome = try tool.run(
      arguments.split(separator: " ").map(String.init), outputPath: "/dev/full")
    #expect(outcome.code == 3 && outcome.errors.contains("No space left"), "\(outcome)")
  }

  @Test("says when a standard stream is closed, and gives its number to no file")
  func closedStreams() throws {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n", to: "a.edges")
    for command in [
      "info a.edges", "align a.edges a.edges", "perturb a.edges --seed 1 --output-graph - --output-truth t",
    ] {
      let outcome = try tool.shell("\"$TOOL\" \(command) >&-")
      #expect(outcome.code == 3 && outcome.errors.contains("Bad file descriptor"), "\(outcome)")
    }
    #expect(try tool.shell("\"$TOOL\" info - <&-").code == 3)
    #expect(try tool.shell("\"$TOOL\" align a.edges a.edges --output o 2>&-").code == 0)
    #expect(try tool.files() == ["a.edges", "o"] && tool.read("o").hasPrefix("0\t"))
  }

  @Test("reports a full disk and leaves nothing behind")
  func fullDisk() throws {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n", to: "a.edges")
    let outcome = try tool.run("align", "a.edges", "a.edges", "--output", "/dev/full")
    #expect(outcome.code == 3 && outcome.errors.contains("No space left"))
    let folder = try tool.run("align", "a.edges", "a.edges", "--output", "no/such/folder.tsv")
    #expect(folder.code == 3)
    // Before anything is read or computed, and for the second output as for the first.
    for outputs in ["--output no/o", "--output o --report no/r.html", "--output a.edges/o"] {
      let outcome = try tool.run(
        ["align", "nowhere", "a.edges"] + outputs.split(separator: " ").map(String.init))
      #expect(outcome.code == 3 && outcome.errors.contains("cannot be created"), "\(outcome)")
    }
    #expect(try tool.files() == ["a.edges"])
  }

  @Test("leaves nothing behind when interrupted", arguments: [SIGINT, SIGTERM])
  func interruption(signal: Int32) throws {
    let tool = try Tool()
    let process = Process()
    process.executableURL = tool.executable
    process.currentDirectoryURL = tool.folder
    // Slow to write, because it is compressed.
    process.arguments = [
      "generate", "erdos-renyi", "--nodes", "100000", "--edges", "3000000", "--output", "g.mtx.gz",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    while try tool.files().isEmpty, process.isRunning {
      usleep(2000)
    }
    #expect(try tool.files() != ["g.mtx.gz"], "it was done too early")
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == 128 + signal)
    #expect(try tool.files() == [])
  }
}
