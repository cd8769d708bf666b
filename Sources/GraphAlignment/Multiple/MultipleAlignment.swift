public import Graphs

/// Several graphs aligned at once: all pairs, made consistent with each other, and the groups that they form.
///
/// ```swift
/// let all = try MultipleAlignment(of: [yeast, fly, human])
/// for group in all.groups { print(group.members, group.weight) }
/// let pair = all.alignment(from: 0, to: 2)
/// ```
///
/// Let B_ab be the belief of the aligner for graphs a and b: B_ab(i, j) is the similarity of node i of a and
/// node j of b where j is a candidate of i, and 0 elsewhere. A similarity is taken for a chance: what is below 0
/// becomes 0, above 1 becomes 1, and each entry is divided by the sum of its row or of its column, whichever is the
/// larger, if that is above 1. A pair of graphs is aligned once, and B_ba is the transpose of B_ab.
///
/// If i corresponds to k in a third graph c, and k to j, then i corresponds to j. A round takes this for evidence,
/// in all pairs at once from what the round before left:
///
///     D_ab = (1 / (N − 2)) · Σ_c B_ac · B_cb
///     B_ab(i, j) ← ½ · B_ab(i, j) + ½ · (D_ab(i, j) + (1 − t_ij) · B_ab(i, j))
///
/// with N graphs, and t_ij the larger of the sums of row i and column j of D_ab. It is the mean of the direct
/// and the composed belief; where detours say nothing, as of a node that the other graphs lack, the direct belief
/// stands in for them, so that beliefs stay chances: no row or column sums up to more than 1, rounding aside. The
/// heaviest entries of each row stay. With two graphs there is nothing to compose.
///
/// Groups have at most one node of each graph. Pairs of nodes of different graphs that are each other's best, by
/// weight and then by the smaller node, are taken with the heaviest first; a pair merges the groups of its nodes
/// if these have no graph in common.
///
/// Beliefs that are composed through third graphs are known from SMETANA: Sahraeian & Yoon, PLoS ONE 8(7), 2013,
/// doi:10.1371/journal.pone.0067995; its weights of edges and neighbors have no part here.
///
/// Internally graphs are ordered by their sizes, so that the result hardly depends on the order given: only graphs
/// of equal numbers of nodes and edges and equal sums of squared degrees stay in it.
public struct MultipleAlignment: Sendable, Equatable {
  /// Nodes that correspond to each other.
  public struct Group: Sendable, Equatable {
    /// For each graph its node, or `nil`.
    public let members: [Int?]
    /// The mean of B over all pairs of members.
    public let weight: Double

    /// The number of nodes.
    public var count: Int { members.count { $0 != nil } }
  }

  /// How far the work has come.
  public struct Progress: Sendable, Equatable {
    /// The graphs that are being aligned, by their places; `nil` once all are.
    public let pair: [Int]?
    /// What the aligner of the pair reports.
    public let step: AlignmentProgress?
    /// Between 0 and 1.
    public let fractionCompleted: Double
  }

  /// The largest number of graphs.
  public static let graphLimit = 64

  /// What the nodes of each graph are called.
  public let identifiers: [NodeIdentifiers]

  /// Groups of at least two nodes: those with more nodes first, then the heavier ones.
  public let groups: [Group]

  /// What a user should know, a sentence each.
  public let notes: [String]

  private let beliefs: ConsistentBeliefs
  /// The place of each graph in ``beliefs``.
  private let places: [Int]

  /// Aligns all pairs of graphs.
  ///
  /// - Parameters:
  ///   - graphs: two or more.
  ///   - aligner: aligns each pair; its similarities should be chances, as those of ``RobustAligner`` are.
  ///   - roundCount: how often beliefs are composed; 0 leaves every pair as it is.
  ///   - candidateCount: how many entries of a row stay.
  ///   - progress: is called on the calling thread as work proceeds.
  /// - Throws: what the aligner throws, and `CancellationError` if the task is cancelled.
  /// - Precondition: there are 2 to ``graphLimit`` graphs, rounds are not negative and candidates positive.
  /// - Complexity: N(N − 1)/2 alignments, and O(N³ · n · k²) a round for graphs of n nodes with k candidates each
  public init(
    of graphs: [Graph], aligner: some GraphAligner = RobustAligner(), roundCount: Int = 2,
    candidateCount: Int = 10, progress: (Progress) -> Void = { _ in }
  ) throws {
    precondition(
      (2...Self.graphLimit).contains(graphs.count), "\(graphs.count) graphs are not 2 to 64")
    precondition(
      roundCount >= 0 && candidateCount > 0, "\(roundCount) rounds, \(candidateCount) candidates")
    let order = Self.order(graphs)
    var places = [Int](repeating: 0, count: graphs.count)
    for (place, graph) in order.enumerated() { places[graph] = place }
    let pairCount = graphs.count * (graphs.count - 1) / 2
    var (done, rows, notes): (Int, [CandidateRows], [String]) = (0, [], [])
    for (place, a) in order.enumerated() {
      for b in order.dropFirst(place + 1) {
        let alignment = try aligner.align(graphs[a], to: graphs[b]) { step in
          progress(
            Progress(pair: [a, b], step: step, fractionCompleted: Double(done) / Double(pairCount)))
        }
        rows.append(alignment.rows)
        notes += alignment.notes.map { "graphs \(a + 1) and \(b + 1): \($0)" }
        done += 1
      }
    }
    var beliefs = ConsistentBeliefs(graphs: graphs.count, rows)
    for _ in 0..<roundCount where graphs.count > 2 {
      try Task.checkCancellation()
      beliefs.compose(keeping: candidateCount)
    }
    progress(Progress(pair: nil, step: nil, fractionCompleted: 1))
    let groups = beliefs.groups(nodeCounts: order.map { graphs[$0].nodeCount })
    (self.beliefs, self.places, self.notes) = (beliefs, places, notes)
    identifiers = graphs.map(\.identifiers)
    self.groups = groups.map { group in
      Group(members: places.map { group.members[$0] }, weight: group.weight)
    }
  }

  /// The graphs by number of nodes, of edges, and by their sums of squared degrees.
  private static func order(_ graphs: [Graph]) -> [Int] {
    let keys = graphs.map { graph in
      let neighbors = graph.undirected
      let squares = (0..<graph.nodeCount).reduce(0) {
        $0 + neighbors.count(of: $1) * neighbors.count(of: $1)
      }
      return (graph.nodeCount, graph.edgeCount, squares)
    }
    return graphs.indices.sorted {
      let (a, b) = (keys[$0], keys[$1])
      return a == b ? $0 < $1 : a < b
    }
  }

  /// The alignment of two of the graphs, by their places, with the composed beliefs for similarities.
  ///
  /// - Precondition: they are two graphs of these.
  /// - Complexity: O(candidates · log candidates of a node)
  public func alignment(from source: Int, to target: Int) -> Alignment {
    precondition(source != target, "graph \(source) is not aligned with itself")
    let rows = beliefs[places[source], places[target]]
    return Alignment(
      rows: rows.best(rows.columnCount), sourceIdentifiers: identifiers[source],
      targetIdentifiers: identifiers[target])
  }
}
