import Foundation
import Graphs
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Names in another language") struct NameTranslationTests {
  /// Invented names, and the same ones in letters of which none is shared: syllable by syllable, each
  /// spelled in another way, words in the same order.
  private struct Languages {
    var source: [String] = []
    var target: [String] = []

    init(count: Int, seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      let (consonants, vowels) = (Array("bdfgklmnprst"), Array("aeiou"))
      let (others, sounds) = (Array("бдфгклмнпрст"), Array("аэиоу"))
      for _ in 0..<count {
        var (word, spelled) = ("", "")
        for _ in 0..<3 + generator.index(below: 3) {
          let (c, v) = (generator.index(below: 12), generator.index(below: 5))
          word += "\(consonants[c])\(vowels[v])"
          spelled += "\(others[c])\(sounds[v])"
        }
        source.append(word)
        target.append(spelled)
      }
    }
  }

  /// The share of nodes from `first` on whose best target by name is the one of their number.
  private func found(_ prior: SparsePrior, from first: Int, of count: Int) -> Double {
    var best: [Int: SparsePrior.Entry] = [:]
    for entry in prior.entries where entry.similarity > best[entry.source]?.similarity ?? 0 {
      best[entry.source] = entry
    }
    return Double((first..<count).count { best[$0]?.target == $0 }) / Double(count - first)
  }

  @Test("are found by what known pairs teach of their letters")
  func teaches() {
    let names = Languages(count: 600, seed: 1)
    let known = (0..<300).map { (source: $0, target: $0) }
    let without = SparsePrior(names: names.source, and: names.target)
    let with = SparsePrior(names: names.source, and: names.target, known: known)
    #expect(found(without, from: 300, of: 600) < 0.05)
    #expect(found(with, from: 300, of: 600) > 0.8)
    // Known pairs are no better than what is to be found: they did not teach their own names.
    let (taught, rest) = (found(with, from: 0, of: 300), found(with, from: 300, of: 600))
    #expect(abs(taught - rest) < 0.1, "\(taught), \(rest)")
  }

  @Test("are compared by letters alone where known pairs teach nothing")
  func control() {
    let names = Languages(count: 600, seed: 2)
    var generator = SeededGenerator(seed: 3)
    let order = generator.permutation(300)
    let shuffled = (0..<300).map { (source: $0, target: order[$0]) }
    let letters = SparsePrior(names: names.source, and: names.source)
    #expect(SparsePrior(names: names.source, and: names.source, known: shuffled) == letters)
    let few = (0..<50).map { (source: $0, target: $0) }
    #expect(
      SparsePrior(names: names.source, and: names.target, known: few)
        == SparsePrior(names: names.source, and: names.target))
  }

  @Test("are the same for any number of threads, and without the marks of letters")
  func laws() {
    let names = Languages(count: 300, seed: 4)
    let known = (0..<150).map { (source: $0, target: $0) }
    let one = Parallelism.withThreadCount(1) {
      SparsePrior(names: names.source, and: names.target, known: known)
    }
    #expect(SparsePrior(names: names.source, and: names.target, known: known) == one)
    let plain = SparsePrior(names: ["Abdullah Gül", "Ján Mucha"], and: ["abdullah gul", "Jan Mucha"])
    #expect(plain.entries.contains { $0.source == 0 && $0.target == 0 && $0.similarity > 0.99 })
  }

  @Test("are taught again by the matches that few known pairs lead to")
  func matchesTeach() throws {
    let count = 300
    let names = Languages(count: count, seed: 6)
    var generator = SeededGenerator(seed: 7)
    let order = generator.permutation(count)
    var targetNames = names.target
    for (source, target) in order.enumerated() { targetNames[target] = names.target[source] }
    // A tree and few other edges, different ones in each graph: edges alone do not tell who is who.
    let tree = (1..<count).map { (generator.index(below: $0), $0) }
    func others() -> [(Int, Int)] {
      (0..<count / 2).map { _ in (generator.index(below: count), generator.index(below: count)) }
        .filter { $0.0 != $0.1 }
    }
    let source = Graph(nodeCount: count, edges: tree + others())
    let target = Graph(nodeCount: count, edges: tree + others()).relabeled(by: order)
    let anchors = (0..<100).map { WeightedAnchor(source: $0, target: order[$0], confidence: 1) }
    let prior = SparsePrior(
      names: names.source, and: targetNames, known: anchors.map { ($0.source, $0.target) })
    let truth = order.indices.map { $0 < 100 ? nil : order[$0] }
    func aligned(_ prior: SparsePrior) throws -> Alignment {
      try RobustAligner().align(
        source, to: target, evidence: AlignmentEvidence(anchors: anchors, priors: [prior]))
    }
    // A list of similarities cannot be taught: it is what the known pairs made of it.
    let (again, once) = try (aligned(prior), aligned(SparsePrior(prior.entries)))
    #expect(again != once)
    #expect(
      again.scores(against: truth).expectedAccuracy >= once.scores(against: truth).expectedAccuracy)
  }

  @Test("are better known by more pairs; a list of similarities is not taught")
  func morePairsTeachMore() throws {
    let names = Languages(count: 600, seed: 8)
    func pairs(_ count: Int) -> [(source: Int, target: Int)] { (0..<count).map { ($0, $0) } }
    let prior = SparsePrior(names: names.source, and: names.target, known: pairs(100))
    let taught = try #require(prior.taught(by: pairs(400)))
    #expect(found(taught, from: 400, of: 600) > found(prior, from: 400, of: 600))
    let known = SparsePrior(names: names.source, and: names.target, known: pairs(400))
    #expect(taught.entries == known.entries)
    #expect(SparsePrior(prior.entries).taught(by: pairs(400)) == nil)
  }

  /// Pairs of up to five n-grams of 12, and of 15; some names may have none.
  private func randomPairs(_ count: Int, seed: UInt64) -> [(source: [Int32], target: [Int32])] {
    var generator = SeededGenerator(seed: seed)
    func set(_ bound: Int) -> [Int32] {
      NameTranslation.distinct(
        (0..<generator.index(below: 6)).map { _ in Int32(generator.index(below: bound)) })
    }
    return (0..<count).map { _ in (source: set(12), target: set(15)) }
  }

  @Test("follow IBM Model 1 as dictionaries compute it")
  func twin() {
    let pairs = randomPairs(40, seed: 5)
    var chances: [[Int32]: Double] = [:]
    for pair in pairs { for f in pair.source { for e in pair.target { chances[[f, e]] = 1 } } }
    for _ in 0..<5 {
      var counts: [[Int32]: Double] = [:]
      for pair in pairs {
        for e in pair.target {
          let sum = pair.source.reduce(0) { $0 + chances[[$1, e]]! }
          for f in pair.source { counts[[f, e], default: 0] += chances[[f, e]]! / sum }
        }
      }
      for f in Set(counts.keys.map { $0[0] }) {
        let sum = counts.filter { $0.key[0] == f }.values.reduce(0, +)
        for key in counts.keys where key[0] == f { chances[key] = counts[key]! / sum }
      }
    }
    let table = TranslationExamples(pairs, sourceGramCount: 12).translation(from: { _ in true }).table
    for (key, chance) in chances {
      let own = table[Int(key[0])].first { $0.gram == key[1] }?.weight ?? 0
      // Single precision, and chances below .001 are left out.
      #expect(abs(Double(own) - chance) < (own == 0 ? 1.1e-3 : 1e-4), "\(key)")
    }
  }

  @Test("learn from some of the pairs as if there were no others, to the last bit")
  func folds() {
    let pairs = randomPairs(60, seed: 9)
    let examples = TranslationExamples(pairs, sourceGramCount: 12)
    for fold in 0..<4 {
      let some = examples.translation(from: { $0 % 3 != fold }).table
      let alone = TranslationExamples(
        pairs.indices.filter { $0 % 3 != fold }.map { pairs[$0] }, sourceGramCount: 12
      ).translation(from: { _ in true }).table
      #expect(some.map { $0.map(\.gram) } == alone.map { $0.map(\.gram) })
      #expect(some.map { $0.map(\.weight) } == alone.map { $0.map(\.weight) })
    }
  }

  @Test("add up to vectors as dictionaries do, and count n-grams as sets do")
  func sums() {
    var generator = SeededGenerator(seed: 4)
    let lists = (0..<80).map { _ in
      (0..<generator.index(below: 12)).map { _ in Int32(generator.index(below: 30)) }.sorted()
    }
    let rarity = GramVectors.rarity(of: lists, count: 30)
    let (first, second) = (GramVectors(lists, rarity: rarity), GramVectors(lists.reversed(), rarity: rarity))
    let sum = first.adding(second)
    for name in lists.indices {
      var expected: [Int32: Float] = [:]
      for entry in first.rows[name] + second.rows[name] { expected[entry.gram, default: 0] += entry.weight }
      let norm = expected.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(sum.rows[name].map(\.gram) == expected.keys.sorted())
      #expect(sum.rows[name].allSatisfy { abs($0.weight - expected[$0.gram]! / norm) < 1e-6 })
    }
    for gram in 0..<Int32(30) {
      let count = lists.count { Set($0).contains(gram) }
      #expect(abs(rarity[Int(gram)] - Float(log(81 / Double(max(count, 1))))) < 1e-6)
    }
  }
}
