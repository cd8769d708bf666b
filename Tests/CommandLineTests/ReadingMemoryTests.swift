import AlignmentTestSupport
import Foundation
import Testing

@Suite("What reading takes of memory") struct ReadingMemoryTests {
  /// The most memory that a command has at a time, in bytes.
  private func peak(_ tool: Tool, _ arguments: String) throws -> Double {
    let outcome = try tool.shell(
      "python3 -c \"import resource, subprocess, sys; r = subprocess.run(sys.argv[1:], "
        + "stdout=subprocess.DEVNULL); assert r.returncode == 0; "
        + "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\" \"$TOOL\" \(arguments)")
    let kilobytes = Double(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines))
    return try #require(kilobytes, "\(outcome)") * 1024
  }

  /// The estimate that a refusal names.
  private func estimate(_ tool: Tool, _ file: String) throws -> Double {
    let outcome = try tool.run("info", file, "--memory-limit", "64M")
    #expect(outcome.code == 3, "\(outcome)")
    let words = outcome.errors.components(separatedBy: "would need about ").last ?? ""
    let number = Double(words.prefix { $0 != " " })
    #expect(words.contains(" MB of memory"), "\(outcome)")
    return try #require(number, "\(outcome)") * 1e6
  }

  @Test(
    "is estimated before it is allocated: neither less than it takes, nor four times as much",
    .enabled(if: Sanitizer.isAbsent, "\(Sanitizer.presence)"),
    arguments: ["txt", "names", "mtx", "gml", "json", "graphml"])
  func estimates(ending: String) throws {
    let tool = try Tool()
    // Large enough for an estimate above 64 MB, the least limit there is.
    let edges = ["txt", "names", "mtx"].contains(ending) ? 2_500_000 : 160_000
    let list = "g.txt"
    #expect(
      try tool.run(
        "generate", "erdos-renyi", "--nodes", "\(edges / 10)", "--edges", "\(edges)", "--seed", "1",
        "--output", list
      ).code == 0)
    let file = "h.\(ending)"
    if ending == "names" {
      #expect(try tool.shell("sed -E 's/([0-9]+)/n\\1/g' \(list) > \(file)").code == 0)
    } else {
      #expect(try tool.run("convert", list, file).code == 0)
    }
    try tool.write("1 2\n", to: "tiny.txt")
    let (estimate, base) = (try estimate(tool, file), try peak(tool, "info tiny.txt"))
    // The system takes the pages of a mapped file back when it needs them.
    let mapped = Double(try tool.read(file).utf8.count)
    let used = try peak(tool, "info \(file)") - base - mapped
    #expect(used <= 1.05 * estimate && estimate <= 4 * used, "\(used / 1e6) of \(estimate / 1e6) MB")
  }
}
