internal import CKernels
internal import Parallel

extension BucketedEntries {
  /// The rows, ascending, with one entry for each run of equal ones.
  ///
  /// - Complexity: O(nodes + entries)
  func sortedAndMerged() -> Adjacency {
    // First every bucket writes its rows to where its entries were; repetitions leave gaps at the
    // ends of buckets, which are closed afterwards. `offsets[row + 1]` is the length of the row.
    var offsets = [Int](repeating: 0, count: nodeCount + 1)
    var kept = [Int](repeating: 0, count: starts.count - 1)
    var weights: [Double] = []
    var neighbors = unsafe [Int32](unsafeUninitializedCapacity: entries.count) { neighbors, count in
      unsafe neighbors.adviseHugePages()
      if Entry.isWeighted {
        weights = unsafe Array(unsafeUninitializedCapacity: entries.count) { weights, count in
          unsafe weights.adviseHugePages()
          unsafe mergeBuckets(
            into: neighbors, weights.baseAddress, lengths: &offsets, keptCounts: &kept)
          count = unsafe closeGaps(in: weights, kept: kept)
        }
      } else {
        unsafe mergeBuckets(into: neighbors, nil, lengths: &offsets, keptCounts: &kept)
      }
      count = unsafe closeGaps(in: neighbors, kept: kept)
    }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    neighbors.trim(whenBelow: entries.count)
    weights.trim(whenBelow: entries.count)
    // Without the edges of weight 0 and the smaller of repeated weights, all that is left may be 1.
    let areAllOne = weights.allSatisfy { $0 == 1 }
    return Adjacency(offsets: offsets, neighbors: neighbors, weights: areAllOne ? nil : weights)
  }

  /// Sorts and merges every bucket, to where its entries are in `entries`.
  private func mergeBuckets(
    into neighbors: UnsafeMutableBufferPointer<Int32>, _ weights: UnsafeMutablePointer<Double>?,
    lengths: inout [Int], keptCounts: inout [Int]
  ) {
    unsafe lengths.withUnsafeMutableBufferPointer { lengths in
      unsafe keptCounts.withUnsafeMutableBufferPointer { kept in
        unsafe entries.withUnsafeBufferPointer { entries in
          // SAFETY: each iteration reads and writes only what belongs to its own bucket.
          nonisolated(unsafe) let (neighbors, weights, lengths, kept, entries) =
            unsafe (neighbors.baseAddress, weights, lengths.baseAddress!, kept, entries)
          parallelFor(starts.count - 1, grain: 1) {
            RowSpace(rowCount: 1 << shift)
          } body: { space, buckets in
            for bucket in buckets where starts[bucket] < starts[bucket + 1] {
              let start = starts[bucket]
              let own = unsafe UnsafeBufferPointer(rebasing: entries[start..<starts[bucket + 1]])
              space.reserve(own.count, isWeighted: Entry.isWeighted)
              unsafe kept[bucket] = unsafe mergeBucket(
                own, firstRow: bucket << shift, space: space, lengths: lengths + 1,
                neighbors: neighbors! + start, weights: weights.map { unsafe $0 + start })
            }
          }
        }
      }
    }
  }

  /// Sorts the entries of one bucket and writes them without repetitions.
  ///
  /// One pass puts every entry into its row, which is then sorted by itself: rows are short.
  ///
  /// - Returns: how many were written.
  private func mergeBucket(
    _ entries: UnsafeBufferPointer<Entry>, firstRow: Int, space: RowSpace,
    lengths: UnsafeMutablePointer<Int>, neighbors: UnsafeMutablePointer<Int32>,
    weights: UnsafeMutablePointer<Double>?
  ) -> Int {
    let (count, rowCount) = (entries.count, min(1 << shift, nodeCount - firstRow))
    let next = unsafe space.next.baseAddress!
    // SAFETY: every row is in the bucket's range, so that `next` has a place for it, and `space` has
    // room for twice as many entries as there are; `merged` never goes past those that were read.
    unsafe next.update(repeating: 0, count: rowCount + 1)
    for i in 0..<count { unsafe next[Int(entries[i].row) - firstRow + 1] += 1 }
    for row in 0..<rowCount { unsafe next[row + 1] += next[row] }
    for i in 0..<count {
      let entry = unsafe entries[i]
      let row = Int(entry.row) - firstRow
      let place = unsafe next[row]
      unsafe next[row] = place + 1
      unsafe space.columns![place] = entry.column
      if Entry.isWeighted { unsafe space.weights![place] = entry.weight }
    }
    // Now `next[row]` is where the row ends.
    var (start, written) = (0, 0)
    for row in 0..<rowCount {
      let end = unsafe next[row]
      guard start < end else { continue }
      let kept = unsafe ga_merge_row(
        space.columns! + start, space.weights.map { unsafe $0 + start }, Int64(end - start),
        space.columns! + entries.count, space.weights.map { unsafe $0 + entries.count },
        neighbors + written, weights.map { unsafe $0 + written })
      unsafe lengths[firstRow + row] = Int(kept)
      written += Int(kept)
      start = end
    }
    return written
  }

  /// Moves the elements of all buckets together, `kept[i]` from bucket `i`.
  ///
  /// - Returns: how many elements there are.
  private func closeGaps<Element: BitwiseCopyable>(
    in elements: UnsafeMutableBufferPointer<Element>, kept: [Int]
  ) -> Int {
    var end = 0
    for (start, count) in zip(starts, kept) where count > 0 {
      // SAFETY: `end` is never past `start`: no bucket has more elements than it had entries.
      let (to, from) = unsafe (elements.baseAddress! + end, elements.baseAddress! + start)
      if end < start { unsafe to.update(from: from, count: count) }
      end += count
    }
    return end
  }
}

/// What a thread needs to sort the rows of a bucket.
@safe private final class RowSpace {
  /// A place for each row of a bucket, and one more.
  let next: UnsafeMutableBufferPointer<Int>
  /// Room for twice the entries of a bucket.
  private(set) var columns: UnsafeMutablePointer<Int32>?
  private(set) var weights: UnsafeMutablePointer<Double>?
  private var capacity = 0

  init(rowCount: Int) {
    unsafe next = .allocate(capacity: rowCount + 1)
    unsafe next.initialize(repeating: 0)
  }

  deinit {
    unsafe next.deallocate()
    unsafe columns?.deallocate()
    unsafe weights?.deallocate()
  }

  func reserve(_ count: Int, isWeighted: Bool) {
    guard count > capacity else { return }
    capacity = count + count / 8
    // SAFETY: nothing is kept from one bucket to the next.
    unsafe columns?.deallocate()
    unsafe weights?.deallocate()
    unsafe columns = .allocate(capacity: 2 * capacity)
    unsafe weights = isWeighted ? .allocate(capacity: 2 * capacity) : nil
  }
}

extension Array where Element: BitwiseCopyable {
  /// Gives back memory if a quarter of the room for `capacity` elements was not needed.
  fileprivate mutating func trim(whenBelow capacity: Int) {
    guard count < capacity / 4 * 3 else { return }
    self = unsafe withUnsafeBufferPointer { from in
      unsafe Array(unsafeUninitializedCapacity: from.count) { to, count in
        // SAFETY: both have room for `from.count` elements.
        count = unsafe to.initialize(fromContentsOf: from)
      }
    }
  }
}
