internal import Foundation
internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

/// The second stage: from signatures to the nodes with the nearest ones.
struct CandidateStage {
  let search: SearchMethod
  let attributeWeight: Double
  /// Candidates for each source node.
  let forwardCount: Int
  /// Candidates for each target node; `nil` if none are needed.
  let backwardCount: Int?
  /// Other processes that search; `nil` for none.
  var helpers: (any RobustHelpers)?

  /// With attributes, the best are chosen by both out of so many times the candidates by signature.
  private static let surplus = 4

  /// Candidates weigh exp(−distance − γ_a·disagreements), best first.
  func run(
    _ signatures: SignatureStage.Output, _ problem: RobustProblem
  ) throws -> TwoWayCandidates {
    let forward = try candidates(
      of: signatures.forward[0], among: signatures.forward[1], count: forwardCount
    ) { source, target in problem.disagreement(source, target) }
    let backward = try backwardCount.map { count in
      try candidates(
        of: signatures.backward[1], among: signatures.backward[0], count: count
      ) { target, source in problem.disagreement(source, target) }
    }
    return TwoWayCandidates(
      forward: forward, backward: backward ?? CandidateRows(columnCount: forward.rowCount))
  }

  /// - Parameter disagreement: how far attributes of a query and a point disagree; `nil` without attributes.
  private func candidates(
    of queries: Matrix, among points: Matrix, count: Int,
    disagreement: @Sendable (Int, Int) -> Double?
  ) throws -> CandidateRows {
    let hasAttributes =
      queries.rowCount > 0 && points.rowCount > 0 && disagreement(0, 0) != nil
    let lists = try neighbors(
      of: queries, among: points, count: hasAttributes ? Self.surplus * count : count)
    guard hasAttributes else {
      return CandidateRows(lists, columnCount: points.rowCount) { Self.weight($0.squareRoot()) }
    }
    return CandidateRows(
      rowCount: queries.rowCount, columnCount: points.rowCount,
      nearest: min(count, lists.count), grain: 32
    ) { query, nearest in
      let list = lists[query]
      for i in list.indices {
        let exponent =
          list[i].squaredDistance.squareRoot()
          + attributeWeight * disagreement(query, list[i].index)!
        nearest.insert(Neighbor(index: list[i].index, squaredDistance: exponent))
      }
    } weight: {
      Self.weight($0)
    }
  }

  /// Robust signatures of large graphs have too many columns for an exact search: it would take nearly as long
  /// as to compare all pairs. Refinement finds what a bounded one misses.
  ///
  /// - Complexity: exact for up to some 32 000 points; O(n · ``leafLimit``) beyond
  private func neighbors(
    of queries: Matrix, among points: Matrix, count: Int
  ) throws -> NeighborLists {
    if let helpers {
      let isExact = search != .automatic || points.rowCount <= Self.exactLimit
      return try helpers.neighbors(
        of: queries, among: points, count: count, search: search,
        leafLimit: isExact ? nil : Self.leafLimit)
    }
    let selection = RowSelection(points)
    guard search == .automatic, points.rowCount > Self.exactLimit else {
      return search.index(of: selection).nearest(toRowsOf: queries, count: count)
    }
    return KDTree(selection).near(
      to: RowSelection(queries), count: count, leafLimit: Self.leafLimit)
  }

  /// Up to so many points the search is exact.
  private static let exactLimit = 32_768

  /// How many leaves of 64 points sixteen queries together look at in larger graphs.
  private static let leafLimit = 512

  /// A weight that is never zero, so that every candidate is heard of.
  private static func weight(_ exponent: Double) -> Float { Float(max(exp(-exponent), 1e-20)) }
}

extension RobustProblem {
  /// How far the attributes of a source and a target node disagree; `nil` without attributes.
  fileprivate func disagreement(_ source: Int, _ target: Int) -> Double? {
    attributes.map { Double($0.distance(source, sourceEdges.nodeCount + target)) }
  }
}
