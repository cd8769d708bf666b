internal import CKernels
internal import Parallel

/// Names as vectors over n-grams, to be searched by inner product: for each n-gram the names that have it.
struct NameSearch: ~Copyable {
  private let offsets: OwnedBuffer<Int64>
  private let names: OwnedBuffer<Int32>
  private let weights: OwnedBuffer<Float>
  private let nameCount: Int

  /// - Complexity: O(n-grams of all names)
  init(_ vectors: GramVectors, gramCount: Int) {
    nameCount = vectors.rows.count
    var counts = [Int64](repeating: 0, count: gramCount + 1)
    for row in vectors.rows { for entry in row { counts[Int(entry.gram) + 1] += 1 } }
    for gram in 0..<gramCount { counts[gram + 1] += counts[gram] }
    offsets = OwnedBuffer(counts)
    let total = Int(counts[gramCount])
    var (names, weights) = ([Int32](repeating: 0, count: total), [Float](repeating: 0, count: total))
    for (name, row) in vectors.rows.enumerated() {
      for entry in row {
        let place = Int(counts[Int(entry.gram)])
        counts[Int(entry.gram)] += 1
        (names[place], weights[place]) = (Int32(name), entry.weight)
      }
    }
    self.names = OwnedBuffer(names)
    self.weights = OwnedBuffer(weights)
  }

  /// The most similar names of each query, best first; of equally similar ones the first. What shares no n-gram is not
  /// among them.
  ///
  /// - Complexity: O(queries · (names that share an n-gram, as often as they do, + names))
  func nearest(to queries: GramVectors, count: Int) -> [[(id: Int32, value: Float)]] {
    var results = [[(id: Int32, value: Float)]](repeating: [], count: queries.rows.count)
    let postings = unsafe ga_name_postings(
      offsets: offsets.address, names: names.address, weights: weights.address,
      nameCount: Int64(nameCount))
    // SAFETY: `self` owns the arrays, which nobody writes, and outlives the loop.
    nonisolated(unsafe) let shared = unsafe postings
    let nameCount = nameCount
    results.mutableSpan.forEachSlice(rowCount: queries.rows.count, grain: 256) { range, results in
      var sums = OwnedBuffer<Float>(repeating: 0, count: nameCount)
      var ids = OwnedBuffer<Int32>(repeating: 0, count: count)
      var values = OwnedBuffer<Float>(repeating: 0, count: count)
      var postings = unsafe shared
      for query in range {
        let grams = OwnedBuffer(queries.rows[query].map(\.gram))
        let weights = OwnedBuffer(queries.rows[query].map(\.weight))
        let found = unsafe ga_nearest_names(
          &postings, grams.address, weights.address, Int64(grams.count), Int32(count),
          sums.mutableAddress, ids.mutableAddress, values.mutableAddress)
        results[query - range.lowerBound] = (0..<Int(found)).map { (ids[$0], values[$0]) }
      }
    }
    return results
  }
}
