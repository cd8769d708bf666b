public import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

/// A target node that a source node may correspond to.
public struct Candidate: Sendable, Equatable, Codable {
  /// The target node.
  public let target: Int
  /// How alike the two are; larger is more alike. The scale is the aligner's own.
  public let similarity: Float

  public init(target: Int, similarity: Float) {
    self.target = target
    self.similarity = similarity
  }
}

/// For each source node its candidates among the target nodes, best first.
///
/// ```swift
/// let row = alignment.candidates(of: 0)
/// for i in row.indices { print(row[i].target, row[i].similarity) }
/// ```
///
/// A node may have fewer candidates than others, or none. Aligners order equally similar candidates by
/// the smaller target node, before similarities are rounded to `Float`; the order given is kept.
public struct Alignment: Sendable, Equatable {
  /// What source nodes are called; there are as many as the source has nodes.
  public let sourceIdentifiers: NodeIdentifiers
  /// What target nodes are called.
  public let targetIdentifiers: NodeIdentifiers
  /// Where each source node's candidates begin, and the end of the last's.
  private var offsets: [Int]
  private var entries: [Candidate]

  /// What a user should know about how this came to be, a sentence each. Usually empty.
  public var notes: [String] = []

  /// The number of source nodes.
  public var sourceCount: Int { sourceIdentifiers.count }
  /// The number of target nodes.
  public var targetCount: Int { targetIdentifiers.count }
  /// The largest number of candidates that a source node has.
  public var candidateCount: Int {
    (0..<sourceCount).reduce(0) { max($0, offsets[$1 + 1] - offsets[$1]) }
  }

  /// An alignment of the given candidates, best first.
  ///
  /// - Precondition: there is a list for each source node, targets exist and none stands twice in a list,
  ///   and no list ascends in similarity.
  public init(
    candidates: [[Candidate]], sourceIdentifiers: NodeIdentifiers,
    targetIdentifiers: NodeIdentifiers
  ) {
    precondition(
      candidates.count == sourceIdentifiers.count,
      "\(candidates.count) lists of candidates for \(sourceIdentifiers.count) source nodes")
    self.sourceIdentifiers = sourceIdentifiers
    self.targetIdentifiers = targetIdentifiers
    offsets = [0]
    entries = []
    for (node, list) in candidates.enumerated() {
      precondition(
        list.allSatisfy { $0.target >= 0 && $0.target < targetIdentifiers.count },
        "source node \(node) has a candidate that is no target node")
      precondition(
        Set(list.map(\.target)).count == list.count,
        "source node \(node) has a candidate twice")
      precondition(
        zip(list, list.dropFirst()).allSatisfy { $0.similarity >= $1.similarity },
        "the candidates of source node \(node) are not ordered by similarity")
      entries += list
      offsets.append(entries.count)
    }
  }

  /// The candidates of a source node, best first.
  @_lifetime(borrow self)
  public func candidates(of source: Int) -> Span<Candidate> {
    entries.span.extracting(offsets[source]..<offsets[source + 1])
  }

  /// The best candidate of a source node, if it has any.
  public func bestMatch(of source: Int) -> Int? {
    offsets[source] < offsets[source + 1] ? entries[offsets[source]].target : nil
  }

  /// The best candidate of every source node.
  public var bestMatches: [Int?] { (0..<sourceCount).map { bestMatch(of: $0) } }
}

extension Alignment {
  init(_ source: Graph, _ target: Graph, _ candidates: [[Candidate]]) {
    self.init(
      candidates: candidates, sourceIdentifiers: source.identifiers,
      targetIdentifiers: target.identifiers)
  }

  /// An alignment of equally many candidates for each source node, best first.
  init(_ source: Graph, _ target: Graph, entries: [Candidate], countPerSource: Int) {
    sourceIdentifiers = source.identifiers
    targetIdentifiers = target.identifiers
    self.entries = entries
    offsets = (0...source.nodeCount).map { $0 * countPerSource }
  }

  /// An alignment from nearest neighbors.
  ///
  /// - Parameter rows: the source node of each list; `nil` if they are all nodes in order.
  init(
    _ source: Graph, _ target: Graph, _ lists: NeighborLists, rows: [Int]? = nil,
    similarity: @Sendable (Double) -> Float
  ) {
    sourceIdentifiers = source.identifiers
    targetIdentifiers = target.identifiers
    let neighbors = lists.neighbors
    entries = unsafe [Candidate](unsafeUninitializedCapacity: neighbors.count) { entries, count in
      count = neighbors.count
      // SAFETY: each range writes only its own places.
      nonisolated(unsafe) let entries = unsafe entries
      parallelFor(neighbors.count, grain: 1024) { range in
        for i in range {
          let neighbor = neighbors[i]
          unsafe entries.initializeElement(
            at: i,
            to: Candidate(
              target: neighbor.index, similarity: similarity(neighbor.squaredDistance)))
        }
      }
    }
    if let rows {
      var sizes = [Int](repeating: 0, count: source.nodeCount)
      for row in rows { sizes[row] = lists.count }
      offsets = sizes.reduce(into: [0]) { $0.append($0.last! + $1) }
    } else {
      offsets = (0...source.nodeCount).map { $0 * lists.count }
    }
  }

  /// Puts other candidates in the place of a node's own.
  mutating func replaceCandidates(of source: Int, with list: Span<Candidate>) {
    let range = offsets[source]..<offsets[source + 1]
    let replacement = list.indices.map { list[$0] }
    entries.replaceSubrange(range, with: replacement)
    let change = replacement.count - range.count
    if change != 0 {
      for i in (source + 1)..<offsets.count { offsets[i] += change }
    }
  }
}

extension Alignment {
  /// The same alignment with at most `count` candidates for each source node.
  ///
  /// - Precondition: `count` is not negative.
  /// - Complexity: O(candidates)
  public func keeping(_ count: Int) -> Alignment {
    precondition(count >= 0, "cannot keep \(count) candidates")
    return keepingPrefixes { min($0.count, count) }
  }

  /// The same alignment with as many of each source node's first candidates as `length` says.
  func keepingPrefixes(_ length: (Span<Candidate>) -> Int) -> Alignment {
    var result = self
    result.entries = []
    result.offsets = [0]
    for source in 0..<sourceCount {
      result.entries += entries[offsets[source]..<offsets[source + 1]]
        .prefix(length(candidates(of: source)))
      result.offsets.append(result.entries.count)
    }
    return result
  }
}
