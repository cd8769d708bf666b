import Graphs

@testable import GraphAlignment

/// Rounds of refinement as their definition says them, with dictionaries and in `Double`. Every row is computed
/// in every round.
struct PlainRefinement {
  let tuning: RefinementTuning
  let source, target: Adjacency
  let anchors: AnchorLinks
  /// α.
  let width: Int
  /// M, each row by the ids of its entries.
  private(set) var values: [[Int: Double]]
  private var shares: [[Int: Double]]

  init(
    _ tuning: RefinementTuning, source: Adjacency, target: Adjacency, start: CandidateRows,
    width: Int, anchors: AnchorLinks
  ) {
    (self.tuning, self.source, self.target) = (tuning, source, target)
    (self.width, self.anchors) = (width, anchors)
    values = (0..<start.rowCount).map { row in
      Dictionary(
        uniqueKeysWithValues: start[row].prefix(width).map { ($0.target, Double($0.similarity)) })
    }
    for anchor in anchors.pairs { values[anchor.source] = [anchor.target: 1] }
    shares = values
  }

  mutating func run(_ roundCount: Int) {
    for round in 0..<roundCount {
      refineOnce(epsilon: Double(tuning.epsilon(round: round, of: roundCount)))
    }
  }

  private mutating func refineOnce(epsilon: Double) {
    let senders = values.indices.map { self.senders(of: $0) }
    let owners = Dictionary(
      uniqueKeysWithValues: anchors.strength == .hard
        ? anchors.pairs.map { ($0.target, $0.source) } : [])
    shares = values.indices.map { row in
      let degree = Double(source.count(of: row))
      var sums: [Int: Double] = [:]
      for neighbor in source.list(row) {
        for (match, value) in senders[neighbor] {
          for w in target.list(match) { sums[w, default: 0] += value }
        }
      }
      var scores: [(id: Int, value: Double)] = []
      for (w, sum) in sums where owners[w] ?? row == row {
        let other = Double(target.count(of: w))
        let jaccard = sum / (degree + other - min(sum, degree, other))
        let power = (0..<tuning.power).reduce(1.0) { power, _ in power * jaccard }
        scores.append((w, power * ((values[row][w] ?? 0) + epsilon)))
      }
      let best = scores.map(\.value).max() ?? 0
      let kept = largest(width, of: scores.filter { $0.value >= tuning.scoreFloor * best })
      let total = kept.reduce(0) { $0 + $1.value }
      guard total > 0 else { return shares[row] }
      return Dictionary(uniqueKeysWithValues: kept.map { ($0.id, $0.value / total) })
    }
    if anchors.strength == .hard {
      for anchor in anchors.pairs { shares[anchor.source] = [anchor.target: 1] }
    }
    var sums: [Int: Double] = [:]
    for row in shares { for (id, share) in row { sums[id, default: 0] += share } }
    values = shares.map { row in
      Dictionary(uniqueKeysWithValues: row.map { ($0.key, $0.value / sums[$0.key]!) })
    }
  }

  /// What the neighbors of a node get to hear.
  private func senders(of row: Int) -> [(id: Int, value: Double)] {
    let limit = min(max(tuning.propagationBudget / max(source.count(of: row), 1), 3), width)
    let most = values[row].values.max() ?? 0
    return largest(
      limit, of: values[row].filter { $0.value > tuning.senderShare * most }.map { ($0, $1) })
  }

  private func largest(
    _ count: Int, of entries: [(id: Int, value: Double)]
  ) -> [(id: Int, value: Double)] {
    Array(
      entries.sorted { $0.value != $1.value ? $0.value > $1.value : $0.id < $1.id }.prefix(count))
  }
}

extension Adjacency {
  /// The neighbors of a node.
  func list(_ node: Int) -> [Int] {
    neighbors[offsets[node]..<offsets[node + 1]].map(Int.init)
  }
}
