/// The words of a text and which word depends on which: the first graph of MEGA.
///
/// A text of several sentences is a forest: each sentence has a root of its own.
public struct DependencyGraph: Sendable, Hashable {
  /// A word as the parser cut it.
  public struct Word: Sendable, Hashable {
    /// The word; of released graphs, whose words are not published, the empty string.
    public var form: String
    /// What stands in the text; differs from ``form`` where a parser takes one token for several
    /// words: “zum” is “zu” and “dem”.
    public var surface: String
    /// Whether the word is part of the surface of the word before it.
    public var continuesSurface: Bool

    /// A word, whose surface is itself unless given.
    public init(_ form: String, surface: String? = nil, continuesSurface: Bool = false) {
      self.form = form
      self.surface = surface ?? form
      self.continuesSurface = continuesSurface
    }
  }

  /// One word depends on another.
  public struct Dependency: Sendable, Hashable {
    /// The word on which the other depends.
    public var governor: Int
    /// The word that depends on it.
    public var dependent: Int
    /// How, such as `nsubj`, if that is known.
    public var label: String?

    /// A dependency between two words.
    public init(governor: Int, dependent: Int, label: String? = nil) {
      self.governor = governor
      self.dependent = dependent
      self.label = label
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
    for edge in edges {
      precondition(
        words.indices.contains(edge.governor) && words.indices.contains(edge.dependent),
        "\(edge.governor) → \(edge.dependent) is no dependency of \(words.count) words")
    }
    precondition(
      roots.allSatisfy(words.indices.contains), "a root is not among \(words.count) words")
    self.words = words
    self.edges = edges
    self.roots = roots
  }

  /// A text of several sentences, one after the other.
  public init(joining sentences: some Sequence<DependencyGraph>) {
    self.init(words: [], edges: [], roots: [])
    for sentence in sentences {
      let offset = words.count
      words += sentence.words
      edges += sentence.edges.map {
        Dependency(
          governor: $0.governor + offset, dependent: $0.dependent + offset, label: $0.label)
      }
      roots += sentence.roots.map { $0 + offset }
    }
  }

  /// The same graph with each root depending on the one before it, so that it is connected.
  public func chainingRoots() -> DependencyGraph {
    var chained = self
    for (first, second) in zip(roots, roots.dropFirst()) {
      chained.edges.append(Dependency(governor: first, dependent: second))
    }
    chained.roots = Array(roots.prefix(1))
    return chained
  }
}

/// A sentence with what its file says of it.
public struct ParsedSentence: Sendable, Hashable {
  /// The sentence's name (`# sent_id`), if it has one.
  public var id: String?
  /// The name of the document to which it belongs (`# newdoc id`), if that has one.
  public var documentID: String?
  /// The text from which it was made (`# text`), if that is given.
  public var text: String?
  /// The words and their dependencies.
  public var graph: DependencyGraph

  /// A sentence with what is known of it.
  public init(
    id: String? = nil, documentID: String? = nil, text: String? = nil, graph: DependencyGraph
  ) {
    self.id = id
    self.documentID = documentID
    self.text = text
    self.graph = graph
  }

  /// The texts that sentences belong to, by name.
  ///
  /// - Parameters:
  ///   - sentences: the parsed sentences.
  ///   - name: the name of the text of a sentence, such as `\.documentID` or `\.id`; sentences without one
  ///     are left out.
  public static func documents(
    _ sentences: [ParsedSentence], by name: (ParsedSentence) -> String?
  ) -> [String: DependencyGraph] {
    var groups: [String: [DependencyGraph]] = [:]
    for sentence in sentences {
      if let key = name(sentence) { groups[key, default: []].append(sentence.graph) }
    }
    return groups.mapValues { DependencyGraph(joining: $0) }
  }
}
