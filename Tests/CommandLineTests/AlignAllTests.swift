import Foundation
import Testing

@Suite("graph-align align-all") struct AlignAllTests {
  @Test("lists groups of three renumbered copies, in the ids of the files")
  func groups() throws {
    let tool = try Tool()
    // The smallest tree without a symmetry, three times.
    try tool.write("ann bob\nbob cid\ncid dan\ndan eve\neve fay\ncid gus\n", to: "a.edges")
    try tool.write("z y\ny x\nx w\nw v\nv u\nx t\n", to: "b.edges")
    try tool.write("6 5\n5 4\n4 3\n3 2\n2 1\n4 0\n", to: "c.edges")
    let result = try tool.run("align-all", "a.edges", "b.edges", "c.edges")
    // Five lines that follow `6 5` could be the edges of six nodes.
    #expect(result.code == 0)
    #expect(
      result.errors.hasPrefix("c.edges: ") && result.errors.contains("line 1, “6 5”, is read as an edge")
        && result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    let rows = result.lines.map { $0.split(separator: "\t").map(String.init) }
    #expect(rows.map { $0[0] } == ["1", "2", "3", "4", "5", "6", "7"])
    #expect(rows.allSatisfy { $0.count == 5 })
    let groups = Set(rows.map { $0[1...3].joined(separator: " ") })
    let expected: Set<String> = [
      "ann z 6", "bob y 5", "cid x 4", "dan w 3", "eve v 2", "fay u 1", "gus t 0",
    ]
    #expect(groups == expected)
  }

  @Test("writes “-” where a graph has no node, unless only complete groups are wanted")
  func incomplete() throws {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n2 3\n3 4\n4 5\n2 6\n", to: "a.edges")
    try tool.write("0 1\n1 2\n2 3\n3 4\n4 5\n2 6\n", to: "b.edges")
    try tool.write("0 1\n1 2\n", to: "c.edges")
    let all = try tool.run("align-all", "a.edges", "b.edges", "c.edges", "--output", "g.tsv")
    #expect(all.code == 0 && all.output.isEmpty)
    let rows = try tool.read("g.tsv").split(separator: "\n").map { $0.split(separator: "\t") }
    let whole = rows.count { !$0.contains("-") }
    #expect(rows.count == 7 && whole < 7)
    let complete = try tool.run("align-all", "a.edges", "b.edges", "c.edges", "--complete")
    #expect(complete.lines.count == whole)
  }

  @Test("refuses one graph, twenty-one, anchors and a file that is not there")
  func failures() throws {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n", to: "a.edges")
    #expect(try tool.run("align-all", "a.edges").code == 2)
    let many = try tool.run(["align-all"] + [String](repeating: "a.edges", count: 21))
    #expect(many.code == 2 && many.errors.contains("2 to 20 graphs"))
    let anchored = try tool.run("align-all", "a.edges", "a.edges", "--anchors", "a.edges")
    #expect(anchored.code == 2 && anchored.errors.contains("--anchors"))
    let missing = try tool.run("align-all", "a.edges", "none.edges")
    #expect(missing.code == 3 && missing.errors.contains("none.edges"))
  }
}
