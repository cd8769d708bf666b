internal import Foundation
internal import LinearAlgebra
internal import Parallel

/// How much each kind of evidence is worth: a conditional logit over candidates.
///
/// Each example is a node whose match is known, with its candidates and what each kind of evidence f says of them. The
/// weights θ maximize Σ wₑ·ln(e^{z_true} / Σ e^z), z = offset + Σ_f θ_f·x_f, less Σ_f penalty·(ln θ_f − ln θ⁰_f)². Weights
/// are not negative: evidence that misleads gets 0, and then says nothing.
///
/// The search goes along one weight at a time by factors, which needs no derivatives and always ends at the same weights.
struct ConditionalWeights {
  /// A node with its candidates.
  struct Example: Sendable {
    /// candidates × kinds of evidence.
    var features: [Float]
    /// What is fixed for each candidate.
    var offsets: [Float]
    /// Which candidate is right.
    var right: Int
    var weight: Double
  }

  /// What is thought of a weight beforehand.
  struct Expectation: Sendable {
    var value: Double
    /// How firmly; without a penalty the weight may be 0.
    var penalty: Double
    var limit: Double = 4
  }

  /// The weights, and what they gain over all weights 0 for an example of weight 1.
  static func fit(
    _ examples: [Example], _ expectations: [Expectation]
  ) -> (weights: [Double], gain: Double, deviation: Double) {
    var weights = expectations.map(\.value)
    guard !examples.isEmpty else { return (weights, 0, 0) }
    func value(_ weights: [Double]) -> Double {
      let likelihood = likelihoods(examples, weights).reduce(0, +)
      return zip(weights, expectations).reduce(likelihood) { sum, pair in
        guard pair.1.penalty > 0 else { return sum }
        let distance = log(max(pair.0, 1e-6) / max(pair.1.value, 1e-6))
        return sum - pair.1.penalty * distance * distance
      }
    }
    var best = value(weights)
    for factors in [[4, 2, 0.5, 0.25], [2, 1.4, 0.7, 0.5], [1.4, 1.15, 0.87, 0.7]] as [[Double]] {
      for _ in 0..<3 {
        let before = best
        for f in weights.indices {
          var trials = factors.map { min(weights[f] * $0, expectations[f].limit) }
          if expectations[f].penalty == 0 {
            trials.append(0)
            if weights[f] == 0 { trials.append(expectations[f].value) }
          }
          for trial in trials {
            var changed = weights
            changed[f] = trial
            let new = value(changed)
            if new > best + 1e-6 { (best, weights) = (new, changed) }
          }
        }
        if best - before < 1e-3 { break }
      }
    }
    let total = examples.reduce(0) { $0 + $1.weight }
    let with = likelihoods(examples, weights)
    let without = likelihoods(examples, weights.map { _ in 0 })
    let gains = zip(with, without).map { $0 - $1 }
    let mean = gains.reduce(0, +) / total
    let square = zip(gains, examples).reduce(0) {
      $0 + pow($1.0 - mean * $1.1.weight, 2)
    }
    return (weights, mean, square.squareRoot() / total)
  }

  /// The logarithm of the chance of each example's right candidate, times its weight.
  private static func likelihoods(_ examples: [Example], _ weights: [Double]) -> [Double] {
    let count = weights.count
    let theta = weights.map { Float($0) }
    return unsafe [Double](unsafeUninitializedCapacity: examples.count) { values, initialized in
      initialized = examples.count
      // SAFETY: each range writes only its own examples.
      nonisolated(unsafe) let values = unsafe values
      parallelFor(examples.count, grain: 16) { range in
        for e in range {
          let example = examples[e]
          let z = example.offsets.indices.map { candidate in
            (0..<count).reduce(example.offsets[candidate]) {
              $0 + theta[$1] * example.features[candidate * count + $1]
            }
          }
          let most = z.max()!
          let sum = z.reduce(0.0) { $0 + Double(exp($1 - most)) }
          unsafe values.initializeElement(
            at: e, to: example.weight * (Double(z[example.right] - most) - log(sum)))
        }
      }
    }
  }
}
