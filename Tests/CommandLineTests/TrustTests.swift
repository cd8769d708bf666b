import Foundation
import Testing

@Suite("graph-align align: trust") struct TrustTests {
  @Test("says in a sentence whether the result can be trusted, unless nobody listens")
  func sentence() throws {
    let tool = try Tool()
    for (name, seed) in [("a.edges", "1"), ("b.edges", "2")] {
      let made = try tool.run(
        "generate", "erdos-renyi", "--nodes", "200", "--edges", "900", "--seed", seed, "--output",
        name)
      #expect(made.code == 0, "\(made.errors)")
    }
    let good = try tool.run("align", "a.edges", "a.edges", "--output", "m.tsv")
    #expect(good.code == 0)
    #expect(good.errors.contains("Most matches can be trusted"), "\(good.errors)")
    #expect(good.errors.contains("they keep all 900 edges"), "\(good.errors)")
    let poor = try tool.run("align", "a.edges", "b.edges", "--output", "m.tsv")
    #expect(poor.errors.contains("The matches cannot be trusted"), "\(poor.errors)")
    #expect(poor.lines.contains { $0.hasPrefix("EC ") }, "\(poor.output)")
    // Figures go where the sentence goes if the result is on standard output: the sentence is first.
    let both = try tool.run("align", "a.edges", "b.edges", "--verbose")
    let place = try #require(both.errors.range(of: "cannot be trusted"))
    let figures = try #require(both.errors.range(of: "EC  "))
    #expect(place.lowerBound < figures.lowerBound)
    #expect(!both.output.contains("trusted"))
    for arguments in [
      ["--quiet", "--output", "m.tsv"], [], ["--preset", "authors", "--output", "m.tsv"],
    ] {
      let silent = try tool.run(["align", "a.edges", "b.edges"] + arguments)
      #expect(silent.code == 0 && !silent.errors.contains("trusted"), "\(silent.errors)")
    }
  }

  @Test("lists nodes that more likely have no match with a “-”")
  func unmatched() throws {
    let tool = try Tool()
    let made = try tool.run(
      "generate", "erdos-renyi", "--nodes", "120", "--edges", "500", "--seed", "3", "--output",
      "a.edges")
    #expect(made.code == 0)
    let edges = try tool.read("a.edges").split(separator: "\n")
      .map { $0.split(whereSeparator: \.isWhitespace) }.filter {
        $0.count >= 2 && Int($0[0]) != nil
      }
    // The target has the first half of the nodes.
    try tool.write(
      edges.filter { Int($0[0])! < 60 && Int($0[1])! < 60 }
        .map { "\($0[0]) \($0[1])\n" }.joined(), to: "b.edges")
    let names = Set(try tool.read("b.edges").split(whereSeparator: \.isWhitespace)).sorted()
    try tool.write(names.map { "\($0) \($0) 1\n" }.joined(), to: "prior.tsv")
    let align = ["align", "a.edges", "b.edges", "--prior", "prior.tsv"]
    let all = try tool.run(align)
    let told = try tool.run(align + ["--unmatched"])
    #expect(all.code == 0 && told.code == 0 && !all.output.contains("\t-\t"))
    let alone = told.lines.filter { $0.contains("\t-\t") }.map { $0.split(separator: "\t")[0] }
    let rightly = alone.count { !names.contains($0) }
    #expect(
      alone.count > 20 && Double(rightly) > 0.9 * Double(alone.count),
      "\(rightly) of \(alone.count)")
    #expect(told.lines.count == all.lines.count)
  }
}
