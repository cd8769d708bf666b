import Foundation
import Testing

@Suite("graph-align batch") struct BatchCommandTests {
  /// Three pairs of small graphs, one of them with names.
  private func pairs() throws -> Tool {
    let tool = try Tool()
    try tool.write("0 1\n1 2\n2 3\n3 4\n1 5\n", to: "path-source.edges")
    try tool.write("9 8\n8 7\n7 6\n6 5\n8 4\n", to: "path-target.edges")
    try tool.write("ann bob\nbob cid\nann cid\n", to: "b-source.edges")
    try tool.write("x y\ny z\n", to: "b-target.txt")
    try tool.write("1 2\n1 3\n1 4\n", to: "star-source.edges")
    try tool.write("5 6\n5 7\n", to: "star-target.edges")
    return tool
  }

  private let list = """
    # three pairs
    path-source.edges path-target.edges

    b-source.edges\tb-target.txt
    star-source.edges  star-target.edges
    """

  @Test("gives each pair the lines that align gives it", arguments: ["regal", "paper", "authors"])
  func agreesWithAlign(preset: String) throws {
    let tool = try pairs()
    try tool.write(list, to: "list.txt")
    let options = ["--preset", preset, "--top", "2"]
    let batch = try tool.run(["batch", "list.txt"] + options)
    #expect(batch.code == 0 && batch.errors.isEmpty)
    var certain = 0
    for (number, name) in [("1", "path"), ("2", "b"), ("3", "star")] {
      let target = name == "b" ? "b-target.txt" : "\(name)-target.edges"
      let alone = try tool.run(["align", "\(name)-source.edges", target] + options)
      let lines = batch.lines.map { $0.split(separator: "\t").map(String.init) }
        .filter { $0[0] == number }.map { Array($0.dropFirst()) }
      let expected = alone.lines.map { $0.split(separator: "\t").map(String.init) }
      #expect(!lines.isEmpty && lines.count == expected.count)
      for (ours, theirs) in zip(lines, expected) {
        #expect([ours[0], ours[3]] == [theirs[0], theirs[3]])
        // exp(−d) is steep at 0, where single precision leaves d uncertain.
        #expect(abs(Float(ours[2])! - Float(theirs[2])!) < 1e-3)
        // What is like nothing else is found by both.
        if ours[2] == "1.0", ours[3] == "1" {
          #expect(ours[1] == theirs[1])
          certain += 1
        }
      }
    }
    // The path and its other name match exactly, so that names are compared at least there.
    #expect(certain >= 6)
  }

  @Test("finds pairs in a folder by name, and reads a list from standard input")
  func folderAndInput() throws {
    let tool = try pairs()
    let folder = try tool.run("batch", ".", "--output", "all.tsv")
    #expect(folder.code == 0 && folder.output.isEmpty && folder.errors.isEmpty)
    let names = try tool.read("all.tsv").split(separator: "\n").map { $0.split(separator: "\t")[0] }
    #expect(names.count == 13)
    #expect(Set(names) == ["b", "path", "star"] && names == names.sorted())
    let input = try tool.run("batch", "-", input: list)
    #expect(input.lines.count == 13)
  }

  @Test("writes a file for each pair, the same for any number of threads")
  func separateOutputs() throws {
    let tool = try pairs()
    try tool.write(
      "path-source.edges path-target.edges one.tsv\nb-source.edges b-target.txt two.tsv\n",
      to: "list.txt")
    #expect(try tool.run("batch", "list.txt", "--threads", "1").code == 0)
    let (one, two) = (try tool.read("one.tsv"), try tool.read("two.tsv"))
    #expect(one.split(separator: "\n").count == 6 && two.split(separator: "\n").count == 3)
    #expect(two.hasPrefix("ann\t"))
    let again = try tool.run("batch", "list.txt", "--threads", "3", "--verbose")
    #expect(again.code == 0 && again.errors.hasPrefix("2 pairs, read in"))
    #expect(try tool.read("one.tsv") == one)
    #expect(try tool.read("two.tsv") == two)
  }

  @Test("exits with 3, says where, and writes nothing when a list cannot be used")
  func unusableLists() throws {
    let tool = try pairs()
    let before = try tool.files() + ["list.txt"]
    for (text, reason) in [
      ("path-source.edges\n", "list.txt:1: "), ("a b c d\n", "list.txt:1: "),
      ("# nothing\n", "lists no pairs"),
      ("b-source.edges b-target.txt o.tsv\nb-source.edges b-target.txt\n", "list.txt:2: either"),
      (
        "b-source.edges b-target.txt o.tsv\nb-source.edges b-target.txt o.tsv\n",
        "that of line 1"
      ),
      ("b-source.edges b-target.txt o.tsv\nb-source.edges no.txt p.tsv\n", "no.txt"),
      ("- b-target.txt\n", "list.txt:1: "),
    ] {
      try tool.write(text, to: "list.txt")
      let outcome = try tool.run("batch", "list.txt")
      #expect(outcome.code == 3 && outcome.errors.contains(reason), "\(text): \(outcome.errors)")
      #expect(outcome.output.isEmpty)
      #expect(try tool.files() == before.sorted())
    }
    try tool.write("b-source.edges b-target.txt o.tsv\n", to: "list.txt")
    #expect(try tool.run("batch", "list.txt", "--output", "all.tsv").code == 2)
    #expect(try tool.run("batch", "list.txt", "--top", "0").code == 2)
    try tool.write("0 1\n", to: "lost-source.edges")
    let lost = try tool.run("batch", ".")
    #expect(lost.code == 3 && lost.errors.contains("lost-target"))
  }
}
