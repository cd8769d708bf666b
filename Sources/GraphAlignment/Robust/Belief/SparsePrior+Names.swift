internal import Foundation
internal import LinearAlgebra
internal import Parallel

extension SparsePrior {
  /// How alike names are: the cosine of their character n-grams of two and three letters, weighted by tf–idf, for the
  /// most similar names of each node of either graph.
  ///
  /// Case is ignored, and what separates words is one blank. An n-gram in more than a tenth of all names (and more than
  /// 100) is left out, so that the search stays sparse; an empty name is like none.
  ///
  /// - Parameters:
  ///   - source: a name for each source node.
  ///   - target: a name for each target node.
  ///   - count: how many similar names of the other graph each node gets.
  /// - Complexity: O(Σ over n-grams of their occurrences in the one graph times those in the other)
  public init(names source: [String], and target: [String], count: Int = 20) {
    var vocabulary: [[UInt32]: Int32] = [:]
    func grams(_ name: String) -> [Int32] {
      var letters: [UInt32] = [32]
      for scalar in name.lowercased().unicodeScalars {
        let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        if isLetter {
          letters.append(scalar.value)
        } else if letters.last != 32 {
          letters.append(32)
        }
      }
      if letters.last != 32 { letters.append(32) }
      var result: [Int32] = []
      for length in 2...3 where letters.count > length {
        for start in 0...letters.count - length {
          let gram = Array(letters[start..<start + length])
          let id = vocabulary[gram] ?? Int32(vocabulary.count)
          vocabulary[gram] = id
          result.append(id)
        }
      }
      return result.sorted()
    }
    let (first, second) = (source.map(grams), target.map(grams))
    var frequency = [Int](repeating: 0, count: vocabulary.count)
    for list in first + second { for gram in Set(list) { frequency[Int(gram)] += 1 } }
    let total = Double(source.count + target.count)
    let weights = frequency.map { count in
      Double(count) > max(100, total / 10) ? 0 : Float(log((total + 1) / Double(count)))
    }
    func vectors(_ lists: [[Int32]]) -> [[(gram: Int32, weight: Float)]] {
      lists.map { list in
        var entries: [(gram: Int32, weight: Float)] = []
        for gram in list where weights[Int(gram)] > 0 {
          if entries.last?.gram == gram {
            entries[entries.count - 1].weight += weights[Int(gram)]
          } else {
            entries.append((gram, weights[Int(gram)]))
          }
        }
        let norm = entries.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
        return entries.map { ($0.gram, $0.weight / max(norm, .leastNormalMagnitude)) }
      }
    }
    let (rows, columns) = (vectors(first), vectors(second))
    let ahead = Self.nearest(rows, columns, vocabulary.count, count)
    let back = Self.nearest(columns, rows, vocabulary.count, count)
    self.init(
      ahead.map { Entry(source: $0.query, target: $0.point, similarity: $0.similarity) }
        + back.map { Entry(source: $0.point, target: $0.query, similarity: $0.similarity) })
  }

  private static func nearest(
    _ queries: [[(gram: Int32, weight: Float)]], _ points: [[(gram: Int32, weight: Float)]],
    _ gramCount: Int, _ count: Int
  ) -> [(query: Int, point: Int, similarity: Double)] {
    var postings = [[(point: Int32, weight: Float)]](repeating: [], count: gramCount)
    for (point, entries) in points.enumerated() {
      for entry in entries { postings[Int(entry.gram)].append((Int32(point), entry.weight)) }
    }
    let lists = postings
    var results = [[(id: Int32, value: Float)]](repeating: [], count: queries.count)
    results.mutableSpan.forEachSlice(rowCount: queries.count, grain: 64) { range, results in
      var sums = [Float](repeating: 0, count: points.count)
      for query in range {
        var touched: [Int32] = []
        for entry in queries[query] {
          for posting in lists[Int(entry.gram)] {
            if sums[Int(posting.point)] == 0 { touched.append(posting.point) }
            sums[Int(posting.point)] += entry.weight * posting.weight
          }
        }
        var best: [(id: Int32, value: Float)] = []
        for point in touched {
          let entry = (id: point, value: sums[Int(point)])
          sums[Int(point)] = 0
          if best.count == count, !CandidateRows.precedes(entry, best[count - 1]) { continue }
          if best.count == count { best.removeLast() }
          let place = best.firstIndex { CandidateRows.precedes(entry, $0) } ?? best.count
          best.insert(entry, at: place)
        }
        results[query - range.lowerBound] = best
      }
    }
    return results.enumerated().flatMap { query, best in
      best.map { (query, Int($0.id), Double($0.value)) }
    }
  }
}
