/// The words of a released graph, with its sentences one behind the other.
public struct RepairedText: Sendable, Equatable {
  /// The dependencies of all sentences.
  public var graph: DependencyGraph
  /// The sentences that were found.
  public var sentenceCount: Int
  /// Sentences of one word, which have no edge. How many there are is known where the number of words
  /// is, but not where they stand; they are put at the end.
  public var appendedWordCount: Int
}

extension CombinedGraph {
  /// The dependencies as they are in the file, where every sentence starts again at word 0.
  ///
  /// - Returns: as many words as the file says, or as its edges need.
  public var overlaidText: DependencyGraph {
    let count = wordCount ?? Self.wordCount(of: textEdges)
    let dependents = Set(textEdges.map(\.dependent))
    return DependencyGraph(
      words: [DependencyGraph.Word](repeating: .init(""), count: count), edges: textEdges,
      roots: (0..<count).filter { !dependents.contains($0) })
  }

  /// The dependencies with every sentence behind the one before it.
  ///
  /// Inside of a sentence dependents ascend, so one that does not starts the next; a sentence is as long
  /// as its largest number says. Each one is a tree: all words but one depend on another.
  ///
  /// - Returns: `nil` if the sentences have more words than the file, or are no trees: then the file was
  ///   made in another way.
  public func repairedText() -> RepairedText? {
    var sentences: [[DependencyGraph.Dependency]] = []
    for edge in textEdges {
      if let last = sentences.last?.last, edge.dependent > last.dependent {
        sentences[sentences.count - 1].append(edge)
      } else {
        sentences.append([edge])
      }
    }
    var trees: [DependencyGraph] = []
    for sentence in sentences {
      let count = Self.wordCount(of: sentence)
      guard let root = Self.root(of: sentence, wordCount: count) else { return nil }
      trees.append(
        DependencyGraph(
          words: [DependencyGraph.Word](repeating: .init(""), count: count), edges: sentence, roots: [root]))
    }
    let known = trees.reduce(0) { $0 + $1.words.count }
    let missing = (wordCount ?? known) - known
    guard missing >= 0 else { return nil }
    let single = DependencyGraph(words: [.init("")], edges: [], roots: [0])
    return RepairedText(
      graph: DependencyGraph(joining: trees + Array(repeating: single, count: missing)),
      sentenceCount: trees.count + missing, appendedWordCount: missing)
  }

  private static func wordCount(of edges: [DependencyGraph.Dependency]) -> Int {
    edges.reduce(0) { max($0, $1.governor + 1, $1.dependent + 1) }
  }

  /// The only word that depends on none, if the edges are a tree.
  private static func root(of edges: [DependencyGraph.Dependency], wordCount: Int) -> Int? {
    var governors = [Int?](repeating: nil, count: wordCount)
    for edge in edges {
      guard governors[edge.dependent] == nil else { return nil }
      governors[edge.dependent] = edge.governor
    }
    let roots = governors.indices.filter { governors[$0] == nil }
    guard roots.count == 1 else { return nil }
    // With one word less to depend on than words, no cycle means one tree.
    for word in governors.indices {
      var (current, steps) = (word, 0)
      while let next = governors[current] {
        (current, steps) = (next, steps + 1)
        if steps > wordCount { return nil }
      }
    }
    return roots[0]
  }
}
