internal import Graphs

/// Which n-grams of target names stand for which of source names, learned from names that are known to belong
/// together: Chinese names of people and places are spelled by sound, syllable by syllable.
///
/// t(e | f), the chance that the n-gram f of a source name brings about e in the target's, is IBM Model 1 with
/// n-grams for words, by expectation and maximization:
///
///     c(f, e) = Σ over pairs with f and e of t(e | f) / Σ over f′ of the source name of t(e | f′)
///     t(e | f) = c(f, e) / Σ over e′ of c(f, e′)
///
/// Brown, Della Pietra, Della Pietra & Mercer, "The Mathematics of Statistical Machine Translation", Computational
/// Linguistics 19 (2), 1993, aclanthology.org/J93-2003.
struct NameTranslation {
  private static let roundCount = 5
  /// Chances below count as none.
  private static let leastChance: Float = 1e-3
  /// How many n-grams a translated name keeps.
  private static let width = 60

  /// For each n-gram f its e, ascending, with t(e | f).
  let table: [[GramVectors.Entry]]

  /// Learns from pairs of names, each a set of n-grams.
  ///
  /// - Complexity: O(rounds · Σ over pairs of the product of their numbers of n-grams)
  init(_ pairs: [(source: [Int32], target: [Int32])], sourceGramCount: Int) {
    var columns = [[Int32]](repeating: [], count: sourceGramCount)
    for pair in pairs { for f in pair.source { columns[Int(f)] += pair.target } }
    let ids = columns.map { Self.distinct($0) }
    var offsets = [0]
    for row in ids { offsets.append(offsets[offsets.count - 1] + row.count) }
    // The place of each pair's (e, f) among all entries of the table, e by e.
    var places: [Int32] = []
    for pair in pairs {
      for e in pair.target {
        for f in pair.source {
          let row = ids[Int(f)]
          places.append(Int32(offsets[Int(f)] + (0..<row.count).partitioningPoint { row[$0] >= e }))
        }
      }
    }
    var chances = [Float](repeating: 1, count: offsets[sourceGramCount])
    for _ in 0..<Self.roundCount {
      var counts = [Float](repeating: 0, count: chances.count)
      var next = 0
      for pair in pairs {
        for _ in pair.target {
          let own = places[next..<next + pair.source.count]
          next += pair.source.count
          let sum = own.reduce(Float(0)) { $0 + chances[Int($1)] }
          guard sum > 0 else { continue }
          for place in own { counts[Int(place)] += chances[Int(place)] / sum }
        }
      }
      for f in 0..<sourceGramCount {
        let row = offsets[f]..<offsets[f + 1]
        let sum = counts[row].reduce(0, +)
        for place in row { chances[place] = sum > 0 ? counts[place] / sum : 0 }
      }
    }
    table = ids.indices.map { f in
      zip(ids[f], chances[offsets[f]..<offsets[f + 1]]).compactMap { e, chance in
        chance < Self.leastChance ? nil : (e, chance)
      }
    }
  }

  /// What a source name is likely to contain as a target's: Σ of t(e | f) over its n-grams, rare ones counting more, a
  /// vector of unit length.
  ///
  /// - Complexity: O(n-grams · their translations)
  func translated(
    _ name: [GramVectors.Entry], rarity: [Float]
  ) -> [GramVectors.Entry] {
    var sums: [Int32: Float] = [:]
    for entry in name {
      for translation in table[Int(entry.gram)] {
        sums[translation.gram, default: 0] +=
          entry.weight * translation.weight * rarity[Int(translation.gram)]
      }
    }
    let best = sums.filter { $0.value > 0 }
      .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
      .prefix(Self.width)
    return GramVectors.unit(best.map { ($0.key, $0.value) }.sorted { $0.gram < $1.gram })
  }

  /// A list without repetition, ascending.
  static func distinct(_ list: [Int32]) -> [Int32] {
    var result: [Int32] = []
    for id in list.sorted() where result.last != id { result.append(id) }
    return result
  }
}
