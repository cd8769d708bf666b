import RelationExtraction
import Testing

@Suite("Words and tokens") struct WordTokenMatchTests {
  private func match(_ words: [String], _ tokens: [String]) -> WordTokenMatch {
    WordTokenMatch(words.map { .init($0) }, tokens: tokens)
  }

  @Test("are matched by the characters that they share")
  func characters() {
    // Words finer than tokens, and coarser.
    let finer = match(["ca", "n't", "#", "tag"], ["can't", "#tag"])
    #expect(
      finer.tokenOfWord == [0, 0, 1, 1] && finer.wordOfToken == [1, 3] && finer.coverage == 1)
    let coarser = match(["New York"], ["New", "York"])
    #expect(coarser.tokenOfWord == [1] && coarser.wordOfToken == [0, 0])
    // Composed and decomposed, brackets and quotes of the Penn Treebank.
    let forms = match(["cafe\u{301}", "-LRB-", "``", "x", "''"], ["café", "(", "\"", "x", "\""])
    #expect(forms.wordOfToken == [0, 1, 2, 3, 4])
    // Words that straddle: the larger share decides.
    #expect(match(["abc", "def"], ["ab", "cdef"]).tokenOfWord == [0, 1])
  }

  @Test("may be missing on either side")
  func missing() {
    let address = match(["Zoe", "sings", "!"], ["Zoe", "sings", "https://t.co/x", "!"])
    #expect(address.wordOfToken == [0, 1, nil, 2] && address.coverage == 0.75)
    #expect(match([], ["a"]).wordOfToken == [nil] && match(["a"], []).tokenOfWord == [nil])
    #expect(match([], []).coverage == 1)
  }

  @Test("words of one surface share its token")
  func surfaces() {
    let words = [
      DependencyGraph.Word("zu", surface: "zum"),
      DependencyGraph.Word("dem", surface: ""), DependencyGraph.Word("See"),
    ]
    let match = WordTokenMatch(words, tokens: ["zum", "See"])
    #expect(match.tokenOfWord == [0, 0, 1] && match.wordOfToken == [0, 2])
  }

  @Test("dependencies move from words to tokens")
  func contraction() {
    let graph = DependencyGraph(
      words: ["He", "ca", "n't", "stay", "NewYork"].map { .init($0) },
      edges: [
        .init(governor: 3, dependent: 0), .init(governor: 3, dependent: 1),
        .init(governor: 3, dependent: 2), .init(governor: 1, dependent: 2),
        .init(governor: 3, dependent: 4),
      ], roots: [3])
    let moved = graph.contracted(onto: ["He", "can't", "stay", "New", "York", "http"])
    #expect(
      moved.graph.edges == [
        .init(governor: 2, dependent: 0), .init(governor: 2, dependent: 1),
        .init(governor: 2, dependent: 4),
      ])
    #expect(moved.graph.roots == [2])
    // “New” has no edges of its own; the token with its word's edges stands for it.
    #expect(moved.representatives == [0, 1, 2, 4, 4, nil])
    #expect(moved.coverage == 5.0 / 6)
  }
}
