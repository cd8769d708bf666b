import Foundation
import Testing

@Suite("graph-align convert") struct ConvertTests {
  @Test(
    "there and back keeps ids, weights and directions",
    arguments: ["gml", "json", "graphml", "gw", "gml.gz"])
  func thereAndBack(ending: String) throws {
    let tool = try Tool()
    try tool.write("Anna Bert 0.5\nBert \"Carl C\" 2.0\nZoe Zoe\n", to: "a.edges")
    let there = try tool.run("convert", "a.edges", "b.\(ending)", "--directed")
    #expect(there.code == 0 && there.errors.contains("edge list, 4 nodes, 2 edges"), "\(there)")
    let back = try tool.run("convert", "b.\(ending)", "c.edges")
    #expect(back.code == 0, "\(back)")
    #expect(try tool.read("c.edges") == "Anna Bert 0.5\nBert \"Carl C\" 2.0\nZoe Zoe\n")
    #expect(back.errors.contains("edge-list cannot hold that edges have a direction"))
  }

  @Test("says what a format cannot hold, and writes nothing if that is not allowed")
  func losses() throws {
    let tool = try Tool()
    try tool.write("a b 0.5\nb c 2\n", to: "a.edges")
    let strict = try tool.run("convert", "a.edges", "b.sif", "--strict")
    #expect(strict.code == 3 && strict.errors.contains("sif cannot hold weights"))
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appendingPathComponent("b.sif").path))
    let outcome = try tool.run("convert", "a.edges", "b.sif")
    #expect(outcome.code == 0 && outcome.errors.contains("Note: b.sif: sif cannot hold weights"))
    #expect(try tool.read("b.sif") == "a\tpp\tb\nb\tpp\tc\n")
    #expect(try tool.run("convert", "a.edges", "-", "--to", "gml").output.hasPrefix("graph ["))
  }

  @Test("reads adjacency lists only when told to, in every command")
  func adjacency() throws {
    let tool = try Tool()
    try tool.write("0 1 2 3\n1 2\n2\n3\n", to: "lists.txt")
    #expect(try tool.run("info", "lists.txt").code == 3)
    for option in [["--format", "adjacency"], ["--format=adjacency"], ["--input-format", "adjacency"]] {
      let outcome = try tool.run(["info", "lists.txt"] + option)
      #expect(outcome.lines.last?.contains("adjacency lists, 4 nodes, 4 edges") == true, "\(outcome)")
    }
    let both = try tool.run(
      "align", "lists.txt", "lists.txt", "--format", "adjacency", "--format", "json")
    #expect(both.code == 0 && both.output.hasPrefix("{"), "\(both)")
    #expect(try tool.run("convert", "lists.txt", "l.json", "--format", "adjacency").code == 0)
    #expect(try tool.run("info", "l.json", "--format", "json").output.contains("\"nodes\" : 4"))
  }
}
