internal import Foundation
internal import LinearAlgebra
internal import NearestNeighbors
internal import Parallel

/// Finds the nodes with the nearest signatures, as a start for refinement.
struct CandidateSearch {
  let method: SearchMethod
  /// Candidates for each node.
  let count: Int
  let attributes: AttributeTable?
  let attributeWeight: Double
  /// Source nodes come first in the numbering of attributes.
  let sourceCount: Int

  /// With attributes, the best are chosen by both out of so many times the candidates by signature.
  private static let surplus = 4

  /// The candidates of each query, weighted by exp(−distance − γ_a·disagreements).
  ///
  /// - Parameter isReversed: whether the queries are target nodes and the points source nodes.
  func candidates(
    of queries: Matrix, among points: Matrix, isReversed: Bool = false
  ) -> CandidateRows {
    let wanted = attributes == nil ? count : Self.surplus * count
    let lists = method.index(of: RowSelection(points)).nearest(toRowsOf: queries, count: wanted)
    let rows = CandidateRows(
      rowCount: queries.rowCount, columnCount: points.rowCount, width: count)
    for query in 0..<queries.rowCount {
      let list = lists[query]
      guard let attributes else {
        for i in list.indices {
          rows.append(list[i].index, weight(list[i].squaredDistance.squareRoot()), toRow: query)
        }
        continue
      }
      let weighted = list.indices.map { i in
        let (a, b) = isReversed ? (list[i].index, query) : (query, list[i].index)
        let mismatch = Double(attributes.distance(a, sourceCount + b))
        return (
          list[i].index, list[i].squaredDistance.squareRoot() + attributeWeight * mismatch
        )
      }
      let best = weighted.sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }
      for (id, exponent) in best.prefix(count) { rows.append(id, weight(exponent), toRow: query) }
    }
    return rows
  }

  /// A weight that is never zero, so that every candidate is heard of.
  private func weight(_ exponent: Double) -> Float { Float(max(exp(-exponent), 1e-20)) }
}

extension CandidateRows {
  /// The rows as lists, best first as they are.
  func lists() -> [[Candidate]] {
    (0..<rowCount).map { row in
      places(of: row).map { Candidate(target: Int(ids[$0]), similarity: values[$0]) }
    }
  }
}
