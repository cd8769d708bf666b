import Files
import GraphAlignment
import Graphs
import LinearAlgebra
import Parallel
import Testing

@Suite("Truth as it is") struct TruthTests {
  private func pairs(_ text: String) throws -> NodePairs {
    try NodePairs(parsing: Array(text.utf8), named: "truth")
  }

  @Test("may give a source several targets and a target several sources, or none")
  func known() throws {
    let ids = NodeIdentifiers.consecutive(4)
    let known = try pairs("0 1\n0 3\n1 1\n0 1\n2 -\n1 -\n").known(source: ids, target: ids)
    #expect(known.targets == [[1, 3], [1], [], []] && known.unmatched == [2])
    #expect(known.sourcesWithSeveral == 1 && known.targetsWithSeveral == 1)
    #expect(throws: FileError.self) {
      try pairs("0 1\n2 4").known(source: ids, target: ids)
    }
    // A target that is called “-” is one.
    let dash = try pairs("0 -").known(source: ids, target: NodeIdentifiers(["-", "a"]))
    #expect(dash.targets[0] == [0] && dash.unmatched.isEmpty)
  }

  @Test("may name nodes that hold spaces and commas, between tabs")
  func names() throws {
    #expect(
      try pairs("http://a/Paris,_Texas\tParis (Texas)\n").pairs == [
        .init(source: "http://a/Paris,_Texas", target: "Paris (Texas)", line: 1)
      ])
  }

  private static func identity(_ count: Int, firstID: Int64) -> Alignment {
    let ids = NodeIdentifiers((0..<Int64(count)).map { $0 + firstID })
    return Alignment(
      candidates: (0..<count).map { [Candidate(target: ($0 * 7 + 3) % count, similarity: 1)] },
      sourceIdentifiers: ids, targetIdentifiers: ids)
  }

  @Test("earns a warning if it is shifted by one or reversed, and none if it is right or just bad")
  func doubts() throws {
    let alignment = Self.identity(20, firstID: 1)
    func doubts(_ line: (Int) -> (Int, Int)) throws -> [String] {
      let text = (0..<20).map { line($0 + 1) }.map { "\($0) \($1)\n" }.joined()
      return alignment.doubts(about: try pairs(text))
    }
    let right = { (node: Int) in (node, ((node - 1) * 7 + 3) % 20 + 1) }
    #expect(try doubts(right).isEmpty)
    #expect(try doubts { (right($0).1, right($0).0) }.first?.contains("reversed") == true)
    let sources = try doubts { (right($0).0 - 1, right($0).1) }
    #expect(
      sources == [
        "The truth looks shifted by one: with +1 on the ids of sources 20 of 20 pairs agree with "
          + "the alignment, and 0 as it is."
      ])
    #expect(
      try doubts { (right($0).0, right($0).1 + 1) }.first?.contains("−1 on the ids of targets")
        == true)
    #expect(
      try doubts { (right($0).0 - 1, right($0).1 - 1) }.first?.contains("both columns") == true)
    var generator = SeededGenerator(seed: 1)
    let other = generator.permutation(20)
    #expect(try doubts { ($0, other[$0 - 1] + 1) }.isEmpty)
  }
}
