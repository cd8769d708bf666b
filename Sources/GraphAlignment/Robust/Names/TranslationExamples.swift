internal import Graphs
internal import Parallel

/// Pairs of names that belong together, as what ``NameTranslation`` learns from: which n-grams stand in a pair
/// together is the same for all tables that are learned from some of the pairs.
struct TranslationExamples: Sendable {
  private static let roundCount = 5
  /// Chances below count as none.
  private static let leastChance: Float = 1e-3

  private let pairs: [(source: [Int32], target: [Int32])]
  /// For each n-gram f the e that stand in a pair with it, ascending.
  private let ids: [[Int32]]
  /// Where the e of each f begin among those of all.
  private let offsets: [Int]
  /// The places of a pair's (e, f) among them, e by e.
  private let places: [[Int32]]

  /// - Complexity: O(Σ over pairs of the product of their numbers of n-grams, times its logarithm)
  init(_ pairs: [(source: [Int32], target: [Int32])], sourceGramCount: Int) {
    var columns = [[Int32]](repeating: [], count: sourceGramCount)
    for pair in pairs { for f in pair.source { columns[Int(f)] += pair.target } }
    columns.mutableSpan.forEachRow(rowCount: sourceGramCount, grain: 64) { _, own in
      own[0] = NameTranslation.distinct(own[0])
    }
    let ids = columns
    var ends = [0]
    for row in ids { ends.append(ends[ends.count - 1] + row.count) }
    let offsets = ends
    var places = [[Int32]](repeating: [], count: pairs.count)
    places.mutableSpan.forEachRow(rowCount: pairs.count, grain: 64) { index, own in
      own[0] = pairs[index].target.flatMap { e in
        pairs[index].source.map { f in
          let row = ids[Int(f)]
          return Int32(offsets[Int(f)] + (0..<row.count).partitioningPoint { row[$0] >= e })
        }
      }
    }
    (self.pairs, self.ids, self.offsets, self.places) = (pairs, ids, offsets, places)
  }

  /// Learns from those pairs whose number meets a condition.
  ///
  /// - Complexity: O(rounds · Σ over pairs of the product of their numbers of n-grams)
  func translation(from isUsed: (Int) -> Bool) -> NameTranslation {
    let used = pairs.indices.filter(isUsed)
    var chances = [Float](repeating: 1, count: offsets[ids.count])
    var counts = chances
    for _ in 0..<Self.roundCount {
      for place in counts.indices { counts[place] = 0 }
      for index in used {
        let (own, length) = (places[index], pairs[index].source.count)
        for first in stride(from: 0, to: own.count, by: max(length, 1)) {
          var sum: Float = 0
          for k in first..<first + length { sum += chances[Int(own[k])] }
          guard sum > 0 else { continue }
          for k in first..<first + length {
            let place = Int(own[k])
            counts[place] += chances[place] / sum
          }
        }
      }
      for f in ids.indices {
        var sum: Float = 0
        for place in offsets[f]..<offsets[f + 1] { sum += counts[place] }
        for place in offsets[f]..<offsets[f + 1] { chances[place] = sum > 0 ? counts[place] / sum : 0 }
      }
    }
    return NameTranslation(
      table: ids.indices.map { f in
        zip(ids[f], chances[offsets[f]..<offsets[f + 1]]).compactMap { e, chance in
          chance < Self.leastChance ? nil : (e, chance)
        }
      })
  }
}
