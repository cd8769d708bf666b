public import LinearAlgebra

/// The nodes of some graphs as points of unit length, comparable across graphs: what
/// ``REGAL/embed(_:progress:)`` gives.
public struct NodeEmbedding: Sendable, Equatable {
  /// n × r: a row for each node, the nodes of the first graph first; r is the numerical rank of the
  /// landmarks' similarities, at most p.
  public let rows: Matrix

  /// Where each graph's rows begin, and the end of the last.
  public let splits: [Int]

  /// The landmarks, numbered through all graphs.
  public let landmarks: [Int]

  /// Nodes whose similarity to every landmark underflows to zero, ascending. Their rows are zero, and so at
  /// distance 1 from every other: as targets they come after every row whose product with the source's
  /// is above one half, and as sources they are matched by signature.
  public let underflowedNodes: [Int]

  /// The embedding of one graph's nodes.
  public func rows(ofGraph graph: Int) -> Matrix {
    rows.selectingRows(splits[graph]..<splits[graph + 1])
  }
}
