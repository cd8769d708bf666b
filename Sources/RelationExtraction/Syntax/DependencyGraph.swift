internal import Files

/// The words of a text and which word depends on which: the first graph of MEGA.
///
/// A text of several sentences is a forest: each sentence has a root of its own.
public struct DependencyGraph: Sendable, Hashable {
  /// A word as the parser cut it.
  public struct Word: Sendable, Hashable, Codable {
    /// The word; of released graphs, whose words are not published, the empty string.
    public var form: String
    /// What stands in the text, where a parser takes one token for several words: “zum” is “zu” and
    /// “dem”. `nil` for the word itself; empty for one that is part of the surface before it.
    public var surface: String?

    /// A word, whose surface is itself unless given.
    public init(_ form: String, surface: String? = nil) { (self.form, self.surface) = (form, surface) }
  }

  /// One word depends on another.
  public struct Dependency: Sendable, Hashable, Codable {
    /// A word, and the word that depends on it.
    public var governor, dependent: Int
    /// How, such as `nsubj`, if that is known.
    public var label: String?

    /// A dependency between two words.
    public init(governor: Int, dependent: Int, label: String? = nil) {
      (self.governor, self.dependent, self.label) = (governor, dependent, label)
    }
  }

  /// The words, in the order of the text.
  public var words: [Word]
  /// Without the edges from outside to the roots.
  public var edges: [Dependency]
  /// The words that depend on no word.
  public var roots: [Int]

  /// - Precondition: edges and roots are among the words.
  public init(words: [Word], edges: [Dependency], roots: [Int]) {
    (self.words, self.edges, self.roots) = (words, edges, roots)
    precondition(problem == nil, problem ?? "")
  }

  /// Edges or roots that are not among the words.
  private var problem: String? {
    for edge in edges
    where !words.indices.contains(edge.governor) || !words.indices.contains(edge.dependent) {
      return "\(edge.governor) → \(edge.dependent) is no dependency of \(words.count) words"
    }
    return roots.allSatisfy(words.indices.contains) ? nil : "a root is not among \(words.count) words"
  }

  /// A text of several sentences, one after the other.
  public init(joining sentences: some Sequence<DependencyGraph>) {
    self.init(words: [], edges: [], roots: [])
    for sentence in sentences {
      let offset = words.count
      words += sentence.words
      edges += sentence.edges.map {
        Dependency(governor: $0.governor + offset, dependent: $0.dependent + offset, label: $0.label)
      }
      roots += sentence.roots.map { $0 + offset }
    }
  }
}

extension DependencyGraph: Codable {
  /// Decodes a graph.
  ///
  /// - Throws: `DecodingError`, also when edges or roots are not among the words.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    words = try values.decode([Word].self, forKey: .words)
    edges = try values.decode([Dependency].self, forKey: .edges)
    roots = try values.decode([Int].self, forKey: .roots)
    if let problem { throw DecodingError.invalid(problem, in: decoder) }
  }
}
