internal import LinearAlgebra

extension BucketedEntries {
  /// The rows, ascending, with one entry for each run of equal ones.
  ///
  /// - Complexity: O(nodes + entries)
  func sortedAndMerged(weighted: Bool) -> Adjacency {
    let bucketCount = starts.count - 1
    // First every bucket writes its rows to where its entries were; repetitions leave gaps at the
    // ends of buckets, which are closed afterwards. `offsets[row + 1]` is the length of the row.
    var offsets = [Int](repeating: 0, count: nodeCount + 1)
    var kept = [Int](repeating: 0, count: bucketCount)
    var weights: [Double]?
    if weighted {
      weights = unsafe Array(unsafeUninitializedCapacity: entries.count) { weights, count in
        unsafe weights.initialize(repeating: 1)
        count = entries.count
      }
    }
    var neighbors = unsafe [Int32](unsafeUninitializedCapacity: entries.count) { neighbors, count in
      unsafe entries.withUnsafeBufferPointer { entries in
        unsafe offsets.withUnsafeMutableBufferPointer { offsets in
          unsafe kept.withUnsafeMutableBufferPointer { kept in
            unsafe weights.withMutablePointer { weights in
              // SAFETY: each iteration reads and writes only what belongs to its own bucket.
              nonisolated(unsafe) let (neighbors, entries, offsets, kept, weights) =
                unsafe (neighbors.baseAddress, entries, offsets, kept, weights)
              parallelFor(bucketCount, grain: 1) { buckets in
                for bucket in buckets where starts[bucket] < starts[bucket + 1] {
                  let start = starts[bucket]
                  unsafe kept[bucket] = unsafe mergeBucket(
                    bucket, of: UnsafeBufferPointer(rebasing: entries[start..<starts[bucket + 1]]),
                    lengths: offsets.baseAddress! + 1, neighbors: neighbors! + start,
                    weights: weights.map { unsafe $0 + start })
                }
              }
              // SAFETY: gaps hold nothing that is read, but an array has none.
              for bucket in 0..<bucketCount
              where unsafe kept[bucket] < starts[bucket + 1] - starts[bucket] {
                unsafe (neighbors! + starts[bucket] + kept[bucket]).initialize(
                  repeating: 0, count: starts[bucket + 1] - starts[bucket] - kept[bucket])
              }
            }
          }
        }
      }
      count = entries.count
    }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    if offsets[nodeCount] < entries.count {
      neighbors = closingGaps(neighbors, kept: kept)
      weights = weights.map { closingGaps($0, kept: kept) }
    }
    // Without the edges of weight 0 and the smaller of repeated weights, all that is left may be 1.
    if weights?.allSatisfy({ $0 == 1 }) ?? false { weights = nil }
    return Adjacency(offsets: offsets, neighbors: neighbors, weights: weights)
  }

  private func closingGaps<Element>(_ elements: [Element], kept: [Int]) -> [Element] {
    var dense: [Element] = []
    dense.reserveCapacity(kept.reduce(0, +))
    for bucket in kept.indices {
      dense.append(contentsOf: elements[starts[bucket]..<starts[bucket] + kept[bucket]])
    }
    return dense
  }

  /// Sorts the entries of one bucket and writes them without repetitions.
  ///
  /// - Returns: how many were written.
  private func mergeBucket(
    _ bucket: Int, of entries: UnsafeBufferPointer<Entry>, lengths: UnsafeMutablePointer<Int>,
    neighbors: UnsafeMutablePointer<Int32>, weights: UnsafeMutablePointer<Double>?
  ) -> Int {
    let count = entries.count
    let firstRow = bucket << shift
    let rowCount = min(1 << shift, nodeCount - firstRow)
    // Two spare arrays in turn; the input itself is left alone.
    let spare = UnsafeMutablePointer<Entry>.allocate(capacity: 2 * count)
    defer { unsafe spare.deallocate() }
    var from = entries.baseAddress!
    var (to, other) = unsafe (spare, spare + count)

    // Counting sorts are stable, so sorting by the lower digits of the column, then by the higher
    // ones and then by the row leaves rows ascending and every row ascending.
    var digit = 0
    repeat {
      unsafe distribute(from, count: count, to: to, keyCount: min(nodeCount, 2048)) {
        (Int($0.column) >> digit) & 2047
      }
      unsafe from = unsafe UnsafePointer(to)
      unsafe swap(&to, &other)
      digit += 11
    } while (nodeCount - 1) >> digit > 0
    unsafe distribute(from, count: count, to: to, keyCount: rowCount) { Int($0.row) - firstRow }

    var written = 0
    for i in 0..<count {
      let entry = unsafe to[i]
      if i > 0, unsafe to[i - 1].row == entry.row, unsafe to[i - 1].column == entry.column {
        if let weights = unsafe weights {
          unsafe weights[written - 1] = unsafe max(weights[written - 1], entry.weight)
        }
        continue
      }
      unsafe (neighbors + written).initialize(to: entry.column)
      if let weights = unsafe weights { unsafe weights[written] = entry.weight }
      unsafe lengths[Int(entry.row)] += 1
      written += 1
    }
    return written
  }

  /// Sorts entries by a small key, keeping the order of those with equal keys.
  @inline(__always)
  private func distribute(
    _ from: UnsafePointer<Entry>, count: Int, to: UnsafeMutablePointer<Entry>, keyCount: Int,
    by key: (Entry) -> Int
  ) {
    unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: keyCount + 1) { next in
      unsafe next.initialize(repeating: 0)
      for i in 0..<count { unsafe next[key(from[i]) + 1] += 1 }
      for i in 1..<keyCount { unsafe next[i] += next[i - 1] }
      for i in 0..<count {
        let position = unsafe next[key(from[i])]
        unsafe next[key(from[i])] = position + 1
        unsafe (to + position).initialize(to: from[i])
      }
    }
  }
}

extension Optional where Wrapped == [Double] {
  /// Calls `body` with a pointer to the elements, or with `nil`.
  fileprivate mutating func withMutablePointer<Result>(
    _ body: (UnsafeMutablePointer<Double>?) -> Result
  ) -> Result {
    guard self != nil else { return body(nil) }
    return unsafe self!.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
  }
}
