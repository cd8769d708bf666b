import Foundation
import Testing

/// Large or extreme graphs, within the memory and the time that users have. `GRAPH_ALIGNMENT_LARGE=1` takes the sizes
/// that are asked for, and no fraction of them.
@Suite("Needs of users with large graphs") struct LargeNeedsTests {
  private static let isWhole = ProcessInfo.processInfo.environment["GRAPH_ALIGNMENT_LARGE"] != nil

  private func align(_ text: String, limit: String) throws -> Tool.Outcome {
    let tool = try Tool()
    try tool.write(text, to: "g.txt")
    return try tool.run(
      "align", "g.txt", "g.txt", "--quiet", "--memory-limit", limit, "--output", "m.tsv")
  }

  @Test("a star, of a million leaves")
  func star() throws {
    let count = Self.isWhole ? 1_000_000 : 3_000
    let outcome = try align((1...count).map { "0 \($0)\n" }.joined(), limit: "3G")
    #expect(outcome.code == 0, "\(outcome)")
  }

  @Test("a path, of a million nodes")
  func path() throws {
    let count = Self.isWhole ? 1_000_000 : 20_000
    let outcome = try align((1..<count).map { "\($0) \($0 + 1)\n" }.joined(), limit: "3G")
    #expect(outcome.code == 0, "\(outcome)")
  }

  @Test("a complete graph, of 3 000 nodes")
  func complete() throws {
    let count = Self.isWhole ? 3_000 : 120
    let edges = (0..<count).map { a in (a + 1..<count).map { "\(a) \($0)\n" }.joined() }
    let outcome = try align(edges.joined(), limit: "3G")
    #expect(outcome.code == 0, "\(outcome)")
  }

  @Test("50 000 nodes within 2 GB")
  func fiftyThousand() throws {
    let tool = try Tool()
    let count = Self.isWhole ? 50_000 : 5_000
    #expect(
      try tool.run(
        "generate", "barabasi-albert", "--nodes", "\(count)", "--edges-per-node", "5", "--output",
        "s.txt"
      ).code == 0)
    #expect(
      try tool.run(
        "perturb", "s.txt", "--remove", "0.05", "--seed", "1", "--output-graph", "t.txt",
        "--output-truth",
        "truth.tsv"
      ).code == 0)
    let outcome = try tool.run(
      "align", "s.txt", "t.txt", "--truth", "truth.tsv", "--output", "m.tsv", "--quiet",
      "--sampling", "0",
      "--memory-limit", "2G")
    #expect(outcome.code == 0, "\(outcome)")
    let hits = outcome.lines.first.flatMap { Double($0.split(separator: " ").last ?? "") }
    #expect(hits ?? 0 > 0.5, "\(outcome)")
  }
}
