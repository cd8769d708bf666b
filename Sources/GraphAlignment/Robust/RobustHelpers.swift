package import LinearAlgebra
package import NearestNeighbors

/// Other processes that compute rows for stages of the robust aligner.
///
/// The process that calls keeps graphs and candidates and decides what is done; what it gets is what it would have
/// computed alone, to the last bit.
package protocol RobustHelpers: Sendable {
  /// The histograms of the rings around all nodes, one after the other, where rows have room for more.
  ///
  /// - Parameters:
  ///   - graph: 0 for the source, 1 for the target.
  ///   - buckets: the bucket of each node.
  func ringHistograms(
    ofGraph graph: Int, buckets: [Int32], bucketCount: Int, hopCount: Int, width: Int
  ) throws -> Matrix

  /// The points nearest to some rows.
  ///
  /// - Parameter leafLimit: how many leaves of a tree are looked at; `nil` for an exact search.
  func neighbors(
    of queries: Matrix, among points: Matrix, count: Int, search: SearchMethod, leafLimit: Int?
  ) throws -> NeighborLists

  /// Rounds of refinement in one direction.
  ///
  /// - Parameter isReversed: whether from target to source.
  func refine(
    _ start: CandidateRows, isReversed: Bool, options: Refinement, width: Int, roundCount: Int,
    anchors: AnchorLinks, progress: (Int) -> Void
  ) throws -> CandidateRows

  /// What a step has left another time, if that is kept.
  func kept(_ name: String, rowCount: Int, columnCount: Int) throws -> CandidateRows?

  /// Keeps what a step has left.
  func keep(_ rows: CandidateRows, _ name: String) throws
}
