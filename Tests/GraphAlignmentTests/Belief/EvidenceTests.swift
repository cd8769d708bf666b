import Foundation
import Graphs
import LinearAlgebra
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Learned evidence") struct EvidenceTests {
  @Test(
    "counts agreement in a rare value more than in a common one, and nothing where one is missing")
  func categories() throws {
    let values = ["a", "a", "a", "a", "b", "c", "", "d"]
    let attributes = NodeAttributes([.init(name: "x", categories: values)])
    let codes = try #require(try AttributeCodes(attributes, attributes))
    let pairs = (0..<8).map { MatchedPair(source: $0, target: $0, weight: 1) }
    let odds = CategoryLogOdds(codes.key, pairs)
    #expect(odds.score(5, 5) > odds.score(0, 1))
    #expect(odds.score(0, 1) > 0)
    #expect(odds.score(0, 4) < 0)
    #expect(odds.score(6, 6) == 0 && odds.score(6, 0) == 0)
    // ρ = (7 + ½)/(7 + 1), q = ½.
    #expect(abs(Double(odds.score(0, 1)) - log(7.5 / 8 / 0.5)) < 1e-5)
  }

  @Test("scores numbers the same from either side, and finds near ones likelier")
  func numbers() throws {
    var generator = SeededGenerator(seed: 2)
    let first = (0..<200).map { _ in (generator.unit() * 100).rounded() }
    let second = first.map { $0 + (generator.unit() * 6).rounded() - 3 }
    let a = NodeAttributes([.init(name: "x", numbers: first)])
    let b = NodeAttributes([.init(name: "x", numbers: second)])
    let pairs = (0..<200).map { MatchedPair(source: $0, target: $0, weight: 1) }
    let ahead = AttributeEvidence(try #require(try AttributeCodes(a, b)), learnedFrom: pairs)
    let back = AttributeEvidence(try #require(try AttributeCodes(b, a)), learnedFrom: pairs)
    #expect(ahead.isInformative)
    var (right, wrong) = (Float(0), Float(0))
    for i in 0..<200 {
      right += ahead.score(i, i)
      wrong += ahead.score(i, (i + 77) % 200)
      #expect(abs(ahead.score(i, (i * 7) % 200) - back.score((i * 7) % 200, i)) < 1e-3)
    }
    #expect(right > wrong + 200)
  }

  @Test("finds nothing in attributes that are noise")
  func noise() throws {
    var generator = SeededGenerator(seed: 4)
    func random() -> NodeAttributes {
      NodeAttributes([
        .init(name: "x", categories: (0..<300).map { _ in "\(generator.index(below: 30))" })
      ])
    }
    let codes = try #require(try AttributeCodes(random(), random()))
    let pairs = (0..<300).map { MatchedPair(source: $0, target: $0, weight: 1) }
    #expect(!AttributeEvidence(codes, learnedFrom: pairs).isInformative)
  }

  @Test("learns which ranks of a prior are right")
  func prior() {
    // The second of each source is right.
    let prior = SparsePrior(
      (0..<50).flatMap { i in
        [
          .init(source: i, target: (i + 1) % 50, similarity: 0.9),
          .init(source: i, target: i, similarity: 0.8),
        ]
      })
    var evidence = PriorEvidence(prior, sourceCount: 50, targetCount: 50)
    #expect(evidence.score(0, 1) > evidence.score(0, 0))
    evidence.learn(from: (0..<50).map { MatchedPair(source: $0, target: $0, weight: 1) })
    #expect(evidence.score(0, 0) > evidence.score(0, 1))
    #expect(evidence.score(0, 1) > evidence.score(0, 2))
  }

  @Test("gives misleading evidence no weight, and good evidence some")
  func weights() {
    var generator = SeededGenerator(seed: 6)
    let examples = (0..<200).map { _ in
      ConditionalWeights.Example(
        features: (0..<5).flatMap { k -> [Float] in
          [Float(generator.unit()) + (k == 0 ? 1 : 0), Float(generator.unit()) - (k == 0 ? 1 : 0)]
        }, offsets: [0, 0, 0, 0, 0], right: 0, weight: 1)
    }
    let fit = ConditionalWeights.fit(
      examples, [.init(value: 1, penalty: 0), .init(value: 1, penalty: 0)])
    #expect(fit.weights[0] > 1 && fit.weights[1] == 0)
    #expect(fit.gain > 1 && fit.gain > 3 * fit.deviation)
  }

  @Test("scales beliefs to what they are worth, keeping their order")
  func confidence() {
    // Told .5, right nine times in ten.
    let scale = ConfidenceScale((0..<500).map { (0.5, $0 % 10 != 0) })
    #expect(abs(scale(0.5) - 0.9) < 0.02)
    let beliefs: [Float] = [0, 1e-6, 0.1, 0.3, 0.9, 1]
    let scaled = beliefs.map { scale($0) }
    #expect(zip(scaled, scaled.dropFirst()).allSatisfy { $0 <= $1 } && scaled[0] == 0)
    #expect(ConfidenceScale()(0.37) == 0.37)
  }

  @Test("finds the most similar names")
  func names() {
    let prior = SparsePrior(
      names: ["Anna Maria Berg", "Otto Stein", ""], and: ["otto  stein", "Berg, Anna M.", "x"],
      count: 2)
    func best(_ i: Int) -> Int? {
      prior.entries.filter { $0.source == i }.max { $0.similarity < $1.similarity }?.target
    }
    #expect(best(0) == 1 && best(1) == 0 && best(2) == nil)
  }
}
