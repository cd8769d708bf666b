/// A target node that a source node may correspond to.
public struct Candidate: Sendable, Equatable, Codable {
  /// The target node.
  public let target: Int
  /// How alike the two are; larger is more alike. The scale is the aligner's own.
  public let similarity: Float

  /// A candidate of the given similarity.
  public init(target: Int, similarity: Float) {
    self.target = target
    self.similarity = similarity
  }
}

/// The candidates of one source node, best first.
///
/// ```swift
/// let row = alignment.candidates(of: 0)
/// for i in row.indices { print(row[i].target, row[i].similarity) }
/// let likely = row.filter { $0.similarity > 0.5 }
/// ```
///
/// A view: the numbers stay where the alignment has them.
public struct Candidates: RandomAccessCollection, Sendable, Equatable {
  @usableFromInline let ids: ArraySlice<Int32>
  @usableFromInline let weights: ArraySlice<Float>

  init(ids: ArraySlice<Int32>, weights: ArraySlice<Float>) {
    self.ids = ids
    self.weights = weights
  }

  /// 0, the rank of the best candidate.
  @inlinable public var startIndex: Int { 0 }

  /// The number of candidates.
  @inlinable public var endIndex: Int { ids.count }

  /// The candidate of a rank, counted from 0.
  ///
  /// - Precondition: there are so many candidates.
  /// - Complexity: O(1)
  @inlinable public subscript(rank: Int) -> Candidate {
    Candidate(
      target: Int(ids[ids.startIndex + rank]), similarity: weights[weights.startIndex + rank])
  }
}
