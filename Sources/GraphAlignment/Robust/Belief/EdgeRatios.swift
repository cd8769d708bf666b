internal import Foundation
package import Graphs
internal import Parallel

/// How much more often edges of two labels correspond than chance would have it, learned from matches.
///
/// Let *i* match *w* and *j* match *v*, and let both graphs have the edge, (i, j) with label *a* and (w, v)
/// with label *b*. Were labels noise, such pairs would occur p(a)·q(b) of the times, p and q being the
/// frequencies of labels among these edges. Learned is
///
///     ρ(a, b) = P(a, b | the same edge) / (p(a) · q(b)),
///
/// by which the likelihood ratio of an edge is multiplied, and by how much more or less often than others
/// edges of these labels are kept. It is a product of
///
/// - a factor for directions (leaves, enters, both), or of relations if there are some, each the geometric
///   mean of (N(a,b)/q(b) + α·ρ₀)/(N(a) + α) and of the same with the graphs swapped. α observations are
///   taken for granted: of ρ₀ = 1 for directions, of the ratio of the directions for relations. It is the α
///   that predicts each observation best from the others, so that noise makes α large and the ratio 1. A
///   relation that has been seen ten times, and never with *b*, makes *b* unlikely; one that has not been
///   seen says nothing;
/// - a factor for the weights of each direction, by the distance *k* of two classes of weights:
///   h(k)/√(Z(a)·Z(b)), where Z(a) = Σ_b q(b)·h(k(a,b)) and h is fitted to the distances that occur.
///
/// Relations of the two graphs need not have names in common: which of them correspond is what N says.
package struct EdgeRatios: Sendable, Equatable {
  /// The number of labels of the source, rows of ``ratios``.
  package let sourceCount: Int
  /// The number of labels of the target, columns of ``ratios``.
  package let targetCount: Int
  /// ρ, row by row.
  package private(set) var ratios: [Float]
  /// For each label of the source, the share of its edges that the target has too.
  package let sourceRetention: [Float]
  /// For each label of the target, the share of its edges that the source has too.
  package let targetRetention: [Float]
  /// The mean of ln ρ over edges that correspond, in nats: what labels tell about an edge. Near 0 for noise.
  package private(set) var information = 0.0

  /// How many entries of the source have a counterpart.
  package let correspondingCount: Double

  /// ρ and its logarithm, as kernels read them.
  var table: LabelTable { LabelTable(ratios, rowCount: sourceCount, columnCount: targetCount) }

  /// ρ of two labels.
  package subscript(_ a: Int, _ b: Int) -> Float { ratios[a * targetCount + b] }

  /// Matches that are believed in so far: for each source node a target node, or −1, and how firmly.
  package struct Matches {
    var targets: [Int32]
    var weights: [Float]

    package init(targets: [Int32], weights: [Float]) {
      precondition(
        targets.count == weights.count, "\(weights.count) weights for \(targets.count) matches")
      (self.targets, self.weights) = (targets, weights)
    }
  }

  /// Learns from the edges whose ends are matched.
  ///
  /// - Parameters:
  ///   - matches: should be right for the most part. Of two source nodes with one target the firmer counts.
  ///   - source: the undirected adjacency that the source's labels belong to.
  ///   - target: the same of the target.
  /// - Complexity: O(m · log degree + pairs of labels)
  package init(
    _ matches: Matches, source: Adjacency, _ sourceLabels: EdgeLabeling, target: Adjacency,
    _ targetLabels: EdgeLabeling
  ) {
    let seen = CorrespondingEdges(matches, source, sourceLabels, target, targetLabels)
    sourceCount = sourceLabels.count
    targetCount = targetLabels.count
    correspondingCount = seen.total
    sourceRetention = seen.sourceRetention
    targetRetention = seen.targetRetention
    let (rows, columns) = (sourceLabels.parts, targetLabels.parts)
    ratios = KindRatios(seen, rows, columns).table(rows, columns)
    if let weights = WeightRatios(seen, sourceLabels, targetLabels) {
      weights.multiply(&ratios, sourceLabels, targetLabels)
    }
    // An edge of a kind that is rarely kept is worth less, and one that is kept says more.
    let (own, other) = (seen.sourceRetention, seen.targetRetention)
    ratios.mutableSpan.forEachRow(rowCount: own.count, grain: 16) { a, ratios in
      let factor = own[a] / seen.meanRetention.0
      for b in ratios.indices { ratios[b] *= factor * other[b] / seen.meanRetention.1 }
    }
    if seen.total > 0 {
      let sum = seen.pairs.reduce(0.0) {
        $0 + $1.weight * Double(log(ratios[$1.source * targetCount + $1.target]))
      }
      information = sum / seen.total
    }
  }
}

/// The pairs of edges that correspond under the matches so far.
struct CorrespondingEdges: Sendable {
  struct Pair: Sendable {
    var source, target: Int
    var weight: Double
  }

  /// Pairs of labels and how often they meet, ordered.
  private(set) var pairs: [Pair] = []
  /// How often edges correspond at all.
  private(set) var total = 0.0
  private(set) var sourceRetention: [Float] = []
  private(set) var targetRetention: [Float] = []
  private(set) var meanRetention: (Float, Float) = (1, 1)

  init(
    _ matches: EdgeRatios.Matches, _ source: Adjacency, _ sourceLabels: EdgeLabeling,
    _ target: Adjacency, _ targetLabels: EdgeLabeling
  ) {
    var owners = [Int32](repeating: -1, count: target.nodeCount)
    for (i, w) in matches.targets.enumerated() where w >= 0 {
      let owner = owners[Int(w)]
      if owner < 0 || matches.weights[i] > matches.weights[Int(owner)] {
        owners[Int(w)] = Int32(i)
      }
    }
    var counts: [Int: Double] = [:]
    var all = [
      [Double](repeating: 0, count: sourceLabels.count),
      .init(repeating: 0, count: targetLabels.count),
    ]
    var kept = all
    for i in 0..<source.nodeCount {
      let w = matches.targets[i]
      guard w >= 0, owners[Int(w)] == i else { continue }
      for place in source.offsets[i]..<source.offsets[i + 1] {
        let j = Int(source.neighbors[place])
        let v = matches.targets[j]
        guard v >= 0, Int(owners[Int(v)]) == j else { continue }
        let weight = Double(matches.weights[i]) * Double(matches.weights[j])
        let a = Int(sourceLabels.labels[place])
        all[0][a] += weight
        let image = target.place(of: Int(v), from: Int(w))
        guard image < target.offsets[Int(w) + 1], target.neighbors[image] == v else { continue }
        let b = Int(targetLabels.labels[image])
        counts[a * targetLabels.count + b, default: 0] += weight
        kept[0][a] += weight
        kept[1][b] += weight
      }
    }
    for w in 0..<target.nodeCount where owners[w] >= 0 {
      for place in target.offsets[w]..<target.offsets[w + 1] {
        let owner = owners[Int(target.neighbors[place])]
        guard owner >= 0 else { continue }
        all[1][Int(targetLabels.labels[place])] +=
          Double(matches.weights[Int(owners[w])]) * Double(matches.weights[Int(owner)])
      }
    }
    for key in counts.keys.sorted() {
      let (a, b) = key.quotientAndRemainder(dividingBy: targetLabels.count)
      pairs.append(Pair(source: a, target: b, weight: counts[key]!))
      total += counts[key]!
    }
    func mean(_ side: Int) -> Double {
      (kept[side].reduce(0, +) + 1) / (all[side].reduce(0, +) + 2)
    }
    let means: [Double] = [mean(0), mean(1)]
    func retention(_ side: Int) -> [Float] {
      // A label is like the others until ten of its edges say otherwise.
      all[side].indices.map { label in
        let retained: Double = kept[side][label] + 10 * means[side]
        return Float(retained / (all[side][label] + 10))
      }
    }
    sourceRetention = retention(0)
    targetRetention = retention(1)
    meanRetention = (Float(means[0]), Float(means[1]))
  }
}

extension EdgeRatios.Matches {
  /// Pairs that are taken for right; of several of a source node the last counts.
  init(_ pairs: [MatchedPair], sourceCount: Int) {
    targets = .init(repeating: -1, count: sourceCount)
    weights = .init(repeating: 0, count: sourceCount)
    for pair in pairs {
      targets[pair.source] = Int32(pair.target)
      weights[pair.source] = pair.weight
    }
  }
}
