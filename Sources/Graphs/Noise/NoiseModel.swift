/// How the target of a test pair differs from its source, beside the numbers of its nodes.
///
/// ```swift
/// let pair = try NoiseModel(removedShare: 0.05).perturb(graph, seed: 1)
/// // Node i of pair.source is node pair.truth[i] of pair.target.
/// ```
///
/// This is the protocol by which alignment methods are compared: the target is a random relabelling
/// of the source with round(s·m) of its m edges removed, chosen uniformly.
///
/// With ``guardsDegreeZero`` the chosen edges are taken one after another in random order, and one
/// stays if removing it would leave a node without edges at that moment; so somewhat fewer than
/// round(s·m) disappear. A node that had no edges to begin with is no concern of the guard.
///
/// - SeeAlso: the three kinds are those of Skitsas, Orłowski, Hermanns, Mottin & Karras,
///   "Comprehensive evaluation of algorithms for unrestricted graph alignment", EDBT 2023,
///   doi:10.48786/edbt.2023.21.
public struct NoiseModel: Sendable, Equatable, Codable {
  /// Which of the two graphs lose edges, and whether new ones appear.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The target loses edges; the source is the graph itself.
    case oneWay
    /// Source and target each lose edges, independently.
    case twoWay
    /// The target loses edges and gains others.
    case multimodal
  }

  /// Which graphs change, and how.
  public var kind: Kind

  /// The share s of edges chosen for removal, in `0...1`.
  public var removedShare: Double

  /// The share of the number of edges that is added to the target: round(share·m) new edges of weight
  /// 1, chosen uniformly among the pairs that are not edges of the original. 0 unless
  /// ``Kind/multimodal``.
  public var addedShare: Double

  /// Whether an edge stays if it is the last of a node.
  public var guardsDegreeZero: Bool

  /// Noise of which only the share of removed edges must be said.
  ///
  /// Values are checked when the model is applied: see ``perturb(_:seed:)``.
  public init(
    kind: Kind = .oneWay, removedShare: Double, addedShare: Double = 0,
    guardsDegreeZero: Bool = true
  ) {
    self.kind = kind
    self.removedShare = removedShare
    self.addedShare = addedShare
    self.guardsDegreeZero = guardsDegreeZero
  }
}

/// Two graphs and which nodes correspond.
public struct PerturbedPair: Sendable, Equatable {
  /// Numbered like the original graph.
  public var source: Graph
  /// Numbered at random, with the identifiers of the original in their order: its node *w* is called
  /// `identifiers[w]`, which says nothing about the node of that name in the source.
  public var target: Graph
  /// The target node of each source node.
  public var truth: [Int]

  /// A pair of graphs and the target node of each source node.
  public init(source: Graph, target: Graph, truth: [Int]) {
    self.source = source
    self.target = target
    self.truth = truth
  }
}

/// A noise model that cannot be applied.
public enum NoiseError: Error, Equatable, CustomStringConvertible {
  /// A share outside of its range.
  case invalidShare(name: String, value: Double)
  /// Edges to add, but a kind of noise that adds none.
  case addsNoEdges(kind: NoiseModel.Kind, addedShare: Double)
  /// More edges to add than there are pairs without one.
  case tooFewNonEdges(requested: Int, available: Int)

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .invalidShare("addedShare", let value):
      "addedShare must be a number and not negative, not \(value)"
    case .invalidShare(let name, let value): "\(name) must be in 0...1, not \(value)"
    case .addsNoEdges(let kind, let share):
      "\(kind.rawValue) noise adds no edges: addedShare must be 0, not \(share)"
    case .tooFewNonEdges(let requested, let available):
      "cannot add \(requested) edges: there is room for \(available)"
    }
  }
}
