internal import Foundation
internal import LinearAlgebra
internal import Parallel

/// The posterior of a partial one-to-one matching: beliefs from the log-odds of pairs.
///
/// If s of the n₁ and n₂ nodes correspond, and nothing else is known, a pair is right with odds s/((n₁ − s)(n₂ − s))
/// against both nodes staying alone. With evidence z the weights are x = s/((n₁ − s)(n₂ − s)) · eᶻ, and
///
///     uᵢ = 1/(1 + Σ_w x v_w),   v_w = 1/(1 + Σᵢ x uᵢ),   M = x·u·v,
///
/// so that uᵢ and v_w are the chances that i and w have no match. Rows and columns are treated alike: exchanging
/// the graphs transposes M. Where the graphs overlap wholly the fixed point is that of Sinkhorn's balanced matrix,
/// where hardly anything is shared every column is free; no switch has to say which.
struct PartialMatching {
  /// For each pair.
  private(set) var beliefs: [Float]
  /// For each source and target node, the chance that it has no match.
  private(set) var sourceAlone: [Double]
  private(set) var targetAlone: [Double]

  /// - Parameters:
  ///   - evidence: z, one for each pair.
  ///   - logOdds: of a pair before evidence: ln(s/((n₁ − s)(n₂ − s))).
  ///   - stepCount: how many half-steps; each is the geometric mean of the old and the new factors.
  init(_ pairs: CandidatePairs, evidence: [Double], logOdds: Double, stepCount: Int = 30) {
    // Rows of overwhelming evidence are scaled down, and the weight of being alone with them: u is larger by as much.
    let scales = (0..<pairs.sourceCount).map { source in
      pairs.pairs(of: source).reduce(0) { max($0, evidence[$1] + logOdds - 60) }
    }
    let alone = scales.map { exp(-$0) }
    let weights = pairs.mapDoubles { source, pair in
      exp(max(evidence[pair] + logOdds - scales[source], -300))
    }
    // The same from the target's side: they are read in order thirty times.
    let turned = pairs.turned(weights)
    var (u, v) = (
      [Double](repeating: 1, count: pairs.sourceCount),
      [Double](repeating: 1, count: pairs.targetCount)
    )
    for _ in 0..<stepCount {
      // Both from the old factors, so that neither graph comes first.
      let (oldU, oldV) = (u, v)
      let newU = Self.factors(pairs.sourceCount) { source, sum in
        sum = alone[source]
        for pair in pairs.pairs(of: source) {
          sum += weights[pair] * oldV[Int(pairs.targets[pair])]
        }
      }
      let newV = Self.factors(pairs.targetCount) { target, sum in
        for place in pairs.columnOffsets[target]..<pairs.columnOffsets[target + 1] {
          sum += turned[place] * oldU[Int(pairs.sources[place])]
        }
      }
      for i in u.indices { u[i] = (u[i] * newU[i]).squareRoot() }
      for w in v.indices { v[w] = (v[w] * newV[w]).squareRoot() }
    }
    // Rows and columns that still add up to more than 1 are scaled, each pair by the worse of its two.
    var (rows, columns) = (u.map { _ in 0.0 }, v.map { _ in 0.0 })
    for source in u.indices {
      for pair in pairs.pairs(of: source) {
        let belief = weights[pair] * u[source] * v[Int(pairs.targets[pair])]
        rows[source] += belief
        columns[Int(pairs.targets[pair])] += belief
      }
    }
    let (sums, totals, finalU, finalV) = (rows, columns, u, v)
    beliefs = pairs.map { source, pair in
      let target = Int(pairs.targets[pair])
      return Float(
        weights[pair] * finalU[source] * finalV[target] / max(1, sums[source], totals[target]))
    }
    sourceAlone = sums.map { max(0, 1 - $0) }
    targetAlone = totals.map { max(0, 1 - $0) }
    prices = (zip(u, scales).map { log(max($0, 1e-300)) - $1 }, v.map { log(max($0, 1e-300)) })
  }

  /// ln u and ln v: what competitors leave of a node.
  let prices: (source: [Double], target: [Double])

  private static func factors(
    _ count: Int, _ sum: @Sendable (Int, inout Double) -> Void
  ) -> [Double] {
    unsafe [Double](unsafeUninitializedCapacity: count) { values, initialized in
      initialized = count
      // SAFETY: each range writes only its own nodes.
      nonisolated(unsafe) let values = unsafe values
      parallelFor(count, grain: 256) { nodes in
        for node in nodes {
          var total = 1.0
          sum(node, &total)
          unsafe values.initializeElement(at: node, to: 1 / total)
        }
      }
    }
  }
}
