internal import Parallel

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
  /// How many n-grams a translated name keeps.
  private static let width = 60

  /// For each n-gram f its e, ascending, with t(e | f).
  let table: [[GramVectors.Entry]]

  /// What a source name is likely to contain as a target's: Σ of t(e | f) over its n-grams, rare ones counting more, a
  /// vector of unit length.
  ///
  /// - Parameter sums: a zero for each n-gram of target names, and so again afterwards.
  /// - Complexity: O(n-grams · their translations)
  func translated(
    _ name: [GramVectors.Entry], rarity: [Float], sums: inout OwnedBuffer<Float>
  ) -> [GramVectors.Entry] {
    var touched: [Int32] = []
    for entry in name {
      for translation in table[Int(entry.gram)] {
        let gain = entry.weight * translation.weight * rarity[Int(translation.gram)]
        guard gain > 0 else { continue }
        if sums[Int(translation.gram)] == 0 { touched.append(translation.gram) }
        sums[Int(translation.gram)] += gain
      }
    }
    let all = touched.map { (gram: $0, weight: sums[Int($0)]) }
    for gram in touched { sums[Int(gram)] = 0 }
    let best = all.sorted { $0.weight != $1.weight ? $0.weight > $1.weight : $0.gram < $1.gram }
      .prefix(Self.width)
    return GramVectors.unit(best.sorted { $0.gram < $1.gram })
  }

  /// A list without repetition, ascending.
  static func distinct(_ list: [Int32]) -> [Int32] {
    var result: [Int32] = []
    for id in list.sorted() where result.last != id { result.append(id) }
    return result
  }
}
