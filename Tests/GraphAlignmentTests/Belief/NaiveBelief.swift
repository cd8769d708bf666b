import Foundation
import Graphs

@testable import GraphAlignment

/// The equations of one round with dictionaries in `Double`, as they are written down; nothing is fast here.
struct NaiveBelief {
  let rows, columns: Adjacency
  let beliefs: [[Int: Double]]
  let retention: (Double, Double)
  var labels: EdgeLabelPair?
  /// How likely an edge of each label of the rows is kept; `retention` for all if `nil`.
  var retentions: [Double]?

  init(
    rows: Adjacency, columns: Adjacency, _ beliefs: CandidateRows, _ retention: EdgeRetention,
    _ labels: EdgeLabelPair?
  ) {
    (self.rows, self.columns, self.labels) = (rows, columns, labels)
    self.beliefs = beliefs.lists().map { list in
      Dictionary(uniqueKeysWithValues: list.map { (Int($0.id), Double($0.value)) })
    }
    self.retention = (retention.ofRows, retention.ofColumns)
  }

  private func neighbors(_ graph: Adjacency, _ node: Int) -> [Int] {
    let span = graph[node]
    return span.indices.map { Int(span[$0]) }
  }

  private func label(_ graph: Adjacency, _ labels: [UInt16], _ from: Int, _ to: Int) -> Int {
    let place = (graph.offsets[from]..<graph.offsets[from + 1]).first {
      Int(graph.neighbors[$0]) == to
    }!
    return Int(labels[place])
  }

  /// 1 − r of an edge of the rows.
  private func missing(_ i: Int, _ j: Int) -> Double {
    guard let labels, let retentions else { return 1 - retention.0 }
    return 1 - retentions[label(rows, labels.source.labels, i, j)]
  }

  /// L(i, j, w, v).
  func ratio(_ i: Int, _ j: Int, _ w: Int, _ v: Int) -> Double {
    let edges = Double(rows.entryCount) * Double(columns.entryCount)
    let degrees = Double(
      rows.count(of: i) * rows.count(of: j) * columns.count(of: w) * columns.count(of: v))
    var ratio = (retention.0 * retention.1 * edges / degrees).squareRoot()
    if let labels {
      let a = label(rows, labels.source.labels, i, j)
      let b = label(columns, labels.target.labels, w, v)
      ratio *= Double(labels.ratios[a * labels.target.count + b])
    }
    return max(1, ratio)
  }

  func evidence(_ i: Int, _ w: Int) -> Double {
    let others = Set(neighbors(columns, w))
    return neighbors(rows, i).reduce(0) { sum, j in
      let c = min(1, beliefs[j].values.reduce(0, +))
      let common = beliefs[j].filter { others.contains($0.key) }
      guard !common.isEmpty else { return sum }
      let q = common.values.reduce(0, +)
      let x = common.reduce(0) { $0 + $1.value * ratio(i, j, w, $1.key) }
      let missing = missing(i, j)
      return sum + log((x + max(c - q, 0) * missing + 1 - c) / (c * missing + 1 - c))
    }
  }

  func absence(_ i: Int) -> Double {
    neighbors(rows, i).reduce(0) { sum, j in
      let c = min(1, beliefs[j].values.reduce(0, +))
      return sum + log(c * missing(i, j) + 1 - c)
    }
  }

  /// What neighbors propose to a row, and how strongly.
  func proposals(_ i: Int) -> [Int: Double] {
    var sums: [Int: Double] = [:]
    for j in neighbors(rows, i) {
      for (v, belief) in beliefs[j] {
        for w in neighbors(columns, v) { sums[w, default: 0] += belief * log(ratio(i, j, w, v)) }
      }
    }
    return sums
  }
}
