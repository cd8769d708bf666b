/// The dependencies of a text between the tokens of a sample instead of a parser's words.
public struct TokenGraph: Sendable, Equatable {
  /// A word for each token. Edges inside of a token are gone, and one that two pairs of words gave
  /// occurs once.
  public var graph: DependencyGraph
  /// The token that stands for each token in the graph: itself, or, where a word covers several tokens,
  /// the one that has the word's edges; `nil` for a token that no word covers.
  public var representatives: [Int?]

  /// The share of tokens that a word covers; 1 without tokens.
  public var coverage: Double {
    representatives.isEmpty ? 1 : Double(representatives.count { $0 != nil }) / Double(representatives.count)
  }
}

extension DependencyGraph {
  /// Moves the dependencies from words to tokens, by the characters that they share.
  ///
  /// - Complexity: O(words + edges), and what ``WordTokenMatch`` needs
  public func contracted(onto tokens: [String]) -> TokenGraph {
    let match = WordTokenMatch(words, tokens: tokens)
    var moved: [Dependency] = []
    var seen: Set<[Int]> = []
    for edge in edges {
      guard let governor = match.tokenOfWord[edge.governor],
        let dependent = match.tokenOfWord[edge.dependent], governor != dependent,
        seen.insert([governor, dependent]).inserted
      else { continue }
      moved.append(Dependency(governor: governor, dependent: dependent, label: edge.label))
    }
    var seenRoots: Set<Int> = []
    let rootTokens = roots.compactMap { match.tokenOfWord[$0] }.filter { seenRoots.insert($0).inserted }
    return TokenGraph(
      graph: DependencyGraph(words: tokens.map { Word($0) }, edges: moved, roots: rootTokens),
      representatives: match.wordOfToken.map { word in word.flatMap { match.tokenOfWord[$0] } })
  }
}
