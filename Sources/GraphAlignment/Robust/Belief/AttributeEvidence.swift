internal import Foundation
internal import LinearAlgebra
internal import Parallel

/// What attributes say of a pair of nodes, as log-odds learned from pairs taken for matched.
///
/// Agreement in a rare value says much, in a common one little. With ρ the share of matched pairs that agree and
/// q = √(q₁·q₂) the frequency of a value in the two graphs, categories count
///
///     agree: ln(ρ / max(q, 1/√(n₁n₂))),   disagree: ln((1 − ρ) / √((1 − q₁)(1 − q₂))),   missing: 0.
///
/// Bins of numbers b, b′ fall in a class k: both 0, one 0, or bins 0, 1, 2, 3, or more apart. With h(k) how much more
/// often matched pairs fall in a class than chance would have it,
///
///     ln h(k) − ½ ln Σ q₂(b″)·h(k(b, b″)) − ½ ln Σ q₁(b″)·h(k(b″, b′)),
///
/// summed over columns; a set of words is many columns of 0 and 1, each with frequencies of its own.
struct AttributeEvidence: Sendable {
  let codes: AttributeCodes
  /// What agreement of the whole row, of single categories, and of numbers is worth.
  private(set) var weights: [Double] = [1, 0, 0]
  /// What the weights gain for a pair, against random partners, and how sure that is.
  private(set) var gain = 0.0
  private(set) var deviation = 0.0
  private(set) var key: CategoryLogOdds
  private var categories: [CategoryLogOdds]
  private var numbers: NumberLogOdds?

  /// - Parameter pairs: matched pairs, weighted.
  init(_ codes: AttributeCodes, learnedFrom pairs: [MatchedPair]) {
    self.codes = codes
    key = CategoryLogOdds(codes.key, pairs)
    categories = codes.categories.map { CategoryLogOdds($0, pairs) }
    numbers = codes.numberCount > 0 ? NumberLogOdds(codes, pairs) : nil
    learnWeights(pairs)
  }

  /// Whether attributes tell matched pairs from random ones beyond doubt.
  var isInformative: Bool { gain > 3 * deviation && gain > 0 }

  /// The log-odds of a pair.
  ///
  /// - Complexity: O(columns of categories + numbers of the two nodes that are not zero)
  func score(_ source: Int, _ target: Int) -> Float {
    let parts = parts(source, target)
    return Float(weights[0]) * parts.0 + Float(weights[1]) * parts.1 + Float(weights[2]) * parts.2
  }

  private func parts(_ source: Int, _ target: Int) -> (Float, Float, Float) {
    (
      key.score(source, target),
      categories.reduce(0) { $0 + $1.score(source, target) },
      numbers?.score(source, target, codes) ?? 0
    )
  }

  /// Scales the three parts by the conditional likelihood of matched pairs among random ones, seen from either side.
  private mutating func learnWeights(_ pairs: [MatchedPair]) {
    let (sourceCount, targetCount) = (codes.key.source.count, codes.key.target.count)
    guard sourceCount > 1, targetCount > 1 else { return }
    // Which pairs and partners are drawn must not depend on which graph comes first.
    let keyed = pairs.map { (key: $0.symmetricKey, pair: $0) }.sorted { $0.key < $1.key }
    let stride = max(1, keyed.count / 500)
    var examples: [ConditionalWeights.Example] = []
    for index in Swift.stride(from: 0, to: keyed.count, by: stride) {
      let pair = keyed[index].pair
      for isBackward in [false, true] {
        var random = SeededGenerator(seed: keyed[index].key)
        var features: [Float] = []
        for k in 0...100 {
          var (i, w) = (pair.source, pair.target)
          if k > 0 {
            if isBackward {
              i = random.index(below: sourceCount)
            } else {
              w = random.index(below: targetCount)
            }
          }
          let parts = parts(i, w)
          features += [parts.0, parts.1, parts.2]
        }
        examples.append(
          .init(
            features: features, offsets: [Float](repeating: 0, count: 101), right: 0,
            weight: Double(pair.weight) / 2))
      }
    }
    let expected: [Double] = [
      codes.numberCount == 0 && codes.categories.isEmpty ? 1 : 0.25,
      codes.categories.isEmpty ? 0 : 0.5, codes.numberCount == 0 ? 0 : 0.5,
    ]
    let fit = ConditionalWeights.fit(
      examples, expected.map { .init(value: $0, penalty: 0, limit: $0 > 0 ? 1.5 : 0) })
    (weights, gain, deviation) = (fit.weights, fit.gain, fit.deviation)
  }
}

/// What agreement in a category says.
struct CategoryLogOdds: Sendable {
  let codes: AttributeCodes.Categories
  /// ρ.
  let rate: Double
  /// For each value.
  let agreement: [Float]
  private let sourceDisagreement, targetDisagreement: [Float]
  private let disagreement: Float

  init(_ codes: AttributeCodes.Categories, _ pairs: [MatchedPair]) {
    self.codes = codes
    var (agreeing, total) = (0.5, 1.0)
    for pair in pairs {
      let (a, b) = (codes.source[pair.source], codes.target[pair.target])
      guard a >= 0, b >= 0 else { continue }
      total += Double(pair.weight)
      if a == b { agreeing += Double(pair.weight) }
    }
    rate = agreeing / total
    func frequencies(_ values: [Int32]) -> [Double] {
      var counts = [Double](repeating: 0, count: codes.count)
      for value in values where value >= 0 { counts[Int(value)] += 1 }
      return counts.map { $0 / Double(max(values.count, 1)) }
    }
    let (first, second) = (frequencies(codes.source), frequencies(codes.target))
    let least = 1 / (Double(codes.source.count) * Double(codes.target.count)).squareRoot()
    let rate = rate
    agreement = zip(first, second).map { Float(log(rate / max(($0 * $1).squareRoot(), least))) }
    disagreement = Float(log(1 - rate))
    sourceDisagreement = first.map { Float(-0.5 * log(max(1 - $0, 1e-3))) }
    targetDisagreement = second.map { Float(-0.5 * log(max(1 - $0, 1e-3))) }
  }

  func score(_ source: Int, _ target: Int) -> Float {
    let (a, b) = (Int(codes.source[source]), Int(codes.target[target]))
    guard a >= 0, b >= 0 else { return 0 }
    return a == b
      ? agreement[a] : disagreement + sourceDisagreement[a] + targetDisagreement[b]
  }

  /// What agreement says more than disagreement, for each value.
  var advantages: [Float] {
    agreement.indices.map {
      max(0, agreement[$0] - disagreement - sourceDisagreement[$0] - targetDisagreement[$0])
    }
  }
}
