import AlignmentTestSupport
import Foundation
import Testing

@Suite("Too little memory is an error in a sentence") struct MemoryLimitCommandTests {
  private func path(_ count: Int) -> String {
    (1..<count).map { "\($0) \($0 + 1)\n" }.joined()
  }

  private func star(_ count: Int) -> String {
    (1...count).map { "0 \($0)\n" }.joined()
  }

  @Test("of what options ask for, before anything is allocated")
  func estimates() throws {
    let tool = try Tool()
    try tool.write(path(20_000), to: "path.txt")
    try tool.write(path(20_000) + "7 19000\n", to: "other.txt")
    let limit = ["--memory-limit", "2G", "--quiet", "--output", "o.tsv"]
    for (arguments, option) in [
      (
        ["align", "path.txt", "path.txt", "--preset", "regal", "--landmarks", "all"], "--landmarks"
      ),
      (["align", "path.txt", "other.txt", "--top", "20000"], "--top"),
      (["align", "path.txt", "other.txt", "--top", "99999999999999"], "--top"),
      (["align", "path.txt", "other.txt", "--preset", "regal", "--top", "20000"], "--top"),
      (["align", "path.txt", "other.txt", "--candidates", "10000"], "--candidates"),
      (["align-all", "path.txt", "other.txt", "path.txt", "--top", "20000"], "--top"),
      (["embed", "path.txt", "other.txt", "--landmarks", "30000"], "--landmarks"),
    ] {
      let outcome = try tool.run(arguments + limit)
      #expect(outcome.code == 1, "\(arguments): \(outcome)")
      #expect(
        outcome.errors.hasPrefix("Error: ") && outcome.errors.contains("would need about")
          && outcome.errors.contains("2.1 GB") && outcome.errors.contains(option), "\(outcome)")
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
    let generated = try tool.run(
      "generate", "erdos-renyi", "--nodes", "100000000", "--edges", "1000000000", "--output",
      "o.tsv",
      "--memory-limit", "4G")
    #expect(generated.code == 1 && generated.errors.contains("--edges"), "\(generated)")
    #expect(try tool.files() == ["other.txt", "path.txt"])
  }

  @Test(
    "of files, packed, through a pipe, or as they are",
    .enabled(if: Sanitizer.isAbsent, "\(Sanitizer.presence)"), arguments: ["graph-align", "mega"])
  func files(name: String) throws {
    let tool = try Tool(name)
    #expect(try tool.shell("head -c 300000000 /dev/zero | tr '\\0' 0 | gzip -1 >bomb.gz").code == 0)
    let verb = name == "mega" ? "statistics" : "info"
    for line in [
      "\(verb) bomb.gz", "\(verb) - <bomb.gz", "\(verb) /dev/zero", "\(verb) - </dev/zero",
    ] {
      let outcome = try tool.shell("\"$TOOL\" \(line) --memory-limit 512M")
      #expect(outcome.code == 3, "\(line): \(outcome)")
      #expect(
        outcome.errors.contains("holds more than 268 MB")
          && outcome.errors.contains("--memory-limit"),
        "\(outcome)")
    }
    // A limit of the shell counts as well: half of three quarters. To load libtorch alone takes more than it allows.
    #if Torch
      if name == "mega" { return }
    #endif
    let limited = try tool.shell("ulimit -v 700000; \"$TOOL\" \(verb) bomb.gz")
    #expect(limited.code == 3 && limited.errors.contains("memory"), "\(limited)")
  }

  @Test(
    "of a graph that is larger than the limit, though its file is only mapped",
    .enabled(if: Sanitizer.isAbsent, "\(Sanitizer.presence)"))
  func largeGraph() throws {
    let tool = try Tool()
    try tool.write(String(repeating: "1000 1001\n", count: 3_000_000), to: "g.txt")
    let outcome = try tool.run("info", "g.txt", "--memory-limit", "64M")
    #expect(outcome.code == 3 && outcome.errors.contains("--memory-limit"), "\(outcome)")
    #expect(try tool.run("info", "g.txt", "--memory-limit", "256M").code == 0)
  }

  @Test("of what nobody has estimated, without a trap and without a partial file")
  func unforeseen() throws {
    let tool = try Tool()
    try tool.write(star(400_000), to: "star.txt")
    let outcome = try tool.run(
      "perturb", "star.txt", "--seed", "1", "--output-graph", "g", "--output-truth", "t",
      "--memory-limit", "64M")
    // Another machine may need less, but not end otherwise.
    #expect([0, 1, 3].contains(outcome.code), "\(outcome)")
    #expect(!outcome.errors.contains("Backtrac"))
    if outcome.code != 0 {
      #expect(outcome.errors.contains("memory"))
      #expect(try tool.files() == ["star.txt"])
    }
  }

  @Test(
    "of the shell for addresses, where OpenBLAS would ask for its buffers without end",
    .enabled(if: Sanitizer.isAbsent, "\(Sanitizer.presence)"))
  func addresses() throws {
    let tool = try Tool()
    try tool.write((1..<300).map { "\($0) \($0 / 2)\n" }.joined(), to: "g.txt")
    let inputs = ["--source", "g.txt", "--target", "g.txt"].joined(separator: " ")
    try tool.write((0..<300).map { "\($0)\t\($0)\n" }.joined(), to: "m.tsv")
    for command in ["align g.txt g.txt --preset regal", "refine m.tsv \(inputs)", "info g.txt"] {
      // There is room for the tool, and none for two buffers of 128 MB and the stacks of threads.
      let outcome = try tool.shell("ulimit -v 400000; timeout -s KILL 60 \"$TOOL\" \(command)")
      #expect(outcome.code == 1 && outcome.errors.contains("512 MB of addresses"), "\(command): \(outcome)")
    }
  }

  @Test("says what a limit looks like", arguments: ["0", "-1", "2X", "", "1k", "nan", "1e30"])
  func wrongLimits(limit: String) throws {
    let tool = try Tool()
    try tool.write("a b\n", to: "g.txt")
    let outcome = try tool.run("info", "g.txt", "--memory-limit", limit)
    #expect(outcome.code == 2 && outcome.errors.contains("--memory-limit"), "\(outcome)")
  }

  @Test(
    "and limits are understood",
    arguments: ["2G", "1.5GB", "500M", "70000k", "512MiB", "1000000000"])
  func rightLimits(limit: String) throws {
    let tool = try Tool()
    try tool.write("a b\n", to: "g.txt")
    #expect(try tool.run("info", "g.txt", "--memory-limit", limit).code == 0)
  }
}
