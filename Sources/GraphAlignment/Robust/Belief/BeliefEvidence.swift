internal import Graphs

/// Similarities of some pairs of nodes that are known from elsewhere: names, embeddings, sequences.
public struct SparsePrior: Sendable, Equatable {
  /// A pair that is not listed is taken for less likely than any that is.
  public struct Entry: Sendable, Equatable {
    /// The source node.
    public let source: Int
    /// The target node.
    public let target: Int
    /// Larger is more alike; the scale does not matter, only the order.
    public let similarity: Double

    /// A pair that is alike to the given extent.
    public init(source: Int, target: Int, similarity: Double) {
      (self.source, self.target, self.similarity) = (source, target, similarity)
    }
  }

  /// By source, then by target; of a pair listed twice the larger similarity stays.
  public let entries: [Entry]

  /// The names whose translation was learned, if it is of that kind: more known pairs teach more.
  let translatedNames: TranslatedNames?

  /// - Precondition: similarities are finite.
  public init(_ entries: [Entry]) {
    precondition(
      entries.allSatisfy(\.similarity.isFinite), "a similarity of the prior is not finite")
    var sorted: [Entry] = []
    for entry in entries.sorted(by: {
      ($0.source, $0.target, -$0.similarity) < ($1.source, $1.target, -$1.similarity)
    }) where sorted.last?.source != entry.source || sorted.last?.target != entry.target {
      sorted.append(entry)
    }
    self.init(ascending: sorted)
  }

  /// Entries that are finite, by source and then by target, no pair twice.
  init(ascending entries: [Entry], translatedNames: TranslatedNames? = nil) {
    (self.entries, self.translatedNames) = (entries, translatedNames)
  }
}

/// A correspondence that is known with some confidence.
public struct WeightedAnchor: Sendable, Equatable {
  /// The source node.
  public let source: Int
  /// The target node that it corresponds to.
  public let target: Int
  /// The chance that it is right; 1 for one that stands whatever else is found.
  public let confidence: Double

  /// - Precondition: the confidence is above 0 and at most 1.
  public init(source: Int, target: Int, confidence: Double = 1) {
    precondition(confidence > 0 && confidence <= 1, "a confidence of \(confidence) is no chance")
    (self.source, self.target, self.confidence) = (source, target, confidence)
  }
}

/// What is known of a pair of graphs beside their edges and the attributes of their nodes.
public struct AlignmentEvidence: Sendable, Equatable {
  /// Known correspondences, each source node at most once.
  public var anchors: [WeightedAnchor] = []
  /// Similarities from elsewhere, each of which counts as far as the pair shows that it says something.
  public var priors: [SparsePrior] = []

  /// What is known.
  public init(anchors: [WeightedAnchor] = [], priors: [SparsePrior] = []) {
    (self.anchors, self.priors) = (anchors, priors)
  }

  /// What a soft anchor without a confidence of its own is given.
  package static let softConfidence = 0.9

  /// Whether nothing is known.
  public var isEmpty: Bool { anchors.isEmpty && priors.isEmpty }

  /// The pairs of nodes that are certain to correspond.
  public var certainPairs: [(source: Int, target: Int)] {
    anchors.filter { $0.confidence == 1 }.map { ($0.source, $0.target) }
  }
}

extension AlignmentEvidence {
  /// Certain anchors, split into those to build on and every fifth to learn from, which are hidden at first.
  ///
  /// Every fifth by degree, so that hidden ones are like the others; with fewer than 40 none is hidden.
  func split(_ source: Adjacency, _ target: Adjacency) -> (
    shown: [MatchedPair], hidden: [MatchedPair]
  ) {
    let certain = anchors.filter { $0.confidence == 1 }
      .map { MatchedPair(source: $0.source, target: $0.target, weight: 1) }
    guard certain.count >= 40 else { return (certain, []) }
    let sorted = certain.map { pair in
      let (a, b) = (source.count(of: pair.source), target.count(of: pair.target))
      return (pair, a * b, min(a, b), pair.symmetricKey)
    }.sorted { ($0.1, $0.2, $0.3) < ($1.1, $1.2, $1.3) }
    var (shown, hidden): ([MatchedPair], [MatchedPair]) = ([], [])
    for (index, element) in sorted.enumerated() {
      if index % 5 == 2 { hidden.append(element.0) } else { shown.append(element.0) }
    }
    return (shown, hidden)
  }
}
