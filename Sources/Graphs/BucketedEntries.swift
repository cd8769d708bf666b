internal import Parallel

/// Entries of an adjacency matrix, dealt into buckets of `1 << shift` consecutive rows.
///
/// Dealing is one counting pass and one moving pass over the input, in pieces: every piece counts its
/// entries for each bucket, which tells where in every bucket the piece may write, and pieces need
/// not wait for each other. Within a bucket, entries keep the order of the input.
struct BucketedEntries<Entry: AdjacencyEntry>: Sendable {
  let nodeCount: Int
  let shift: Int
  /// Where each bucket starts in `entries`; the last is their number.
  let starts: [Int]
  let entries: [Entry]

  /// Deals the entries, except for self-loops and entries of weight 0.
  ///
  /// - Parameter symmetric: whether every entry (i, j) also stands for (j, i).
  init(nodeCount: Int, pieces: [EntryPiece], symmetric: Bool) {
    let total = unsafe pieces.reduce(0) { unsafe $0 + $1.count } * (symmetric ? 2 : 1)
    let shift = Self.bucketShift(nodeCount: nodeCount, entryCount: total)
    let bucketCount = max((nodeCount + (1 << shift) - 1) >> shift, 1)
    var positions = unsafe Self.counts(
      pieces, bucketCount: bucketCount, shift: shift, symmetric: symmetric)
    // The counts become positions: piece after piece within a bucket, bucket after bucket.
    var starts = [0]
    var sum = 0
    for bucket in 0..<bucketCount {
      for i in stride(from: bucket, to: positions.count, by: bucketCount) {
        (positions[i], sum) = (sum, sum + positions[i])
      }
      starts.append(sum)
    }
    self.nodeCount = nodeCount
    self.shift = shift
    self.starts = starts
    entries = unsafe Self.deal(pieces, to: &positions, shift: shift, symmetric: symmetric, sum)
  }

  /// How many entries each piece has for each bucket: a row of numbers for every piece.
  private static func counts(
    _ pieces: [EntryPiece], bucketCount: Int, shift: Int, symmetric: Bool
  ) -> [Int] {
    var counts = unsafe [Int](repeating: 0, count: pieces.count * bucketCount)
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      // SAFETY: each iteration writes only its own row of `counts`, and rows are in `0..<nodeCount`.
      nonisolated(unsafe) let (counts, pieces) = unsafe (counts, pieces)
      unsafe parallelFor(pieces.count, grain: 1) { range in
        for i in range {
          let own = unsafe counts.baseAddress! + i * bucketCount
          unsafe pieces[i].visitEntries { row, column, _ in
            unsafe own[Int(row) >> shift] += 1
            if symmetric { unsafe own[Int(column) >> shift] += 1 }
          }
        }
      }
    }
    return counts
  }

  /// Moves every entry to where its piece's next one for its bucket goes.
  private static func deal(
    _ pieces: [EntryPiece], to positions: inout [Int], shift: Int, symmetric: Bool, _ total: Int
  ) -> [Entry] {
    let bucketCount = unsafe positions.count / max(pieces.count, 1)
    return unsafe Array(unsafeUninitializedCapacity: total) { entries, initializedCount in
      unsafe entries.adviseHugePages()
      unsafe positions.withUnsafeMutableBufferPointer { positions in
        // SAFETY: each iteration writes its own row of `positions`, and as many entries from each of
        // those positions on as it has counted.
        nonisolated(unsafe) let (entries, positions, pieces) =
          unsafe (entries.baseAddress, positions, pieces)
        unsafe parallelFor(pieces.count, grain: 1) { range in
          for i in range {
            let next = unsafe positions.baseAddress! + i * bucketCount
            unsafe pieces[i].visitEntries { row, column, weight in
              let bucket = Int(row) >> shift
              unsafe (entries! + next[bucket]).initialize(
                to: Entry(row: row, column: column, weight: weight))
              unsafe next[bucket] += 1
              guard symmetric else { return }
              let mirrored = Int(column) >> shift
              unsafe (entries! + next[mirrored]).initialize(
                to: Entry(row: column, column: row, weight: weight))
              unsafe next[mirrored] += 1
            }
          }
        }
      }
      initializedCount = total
    }
  }

  /// About 2¹⁵ entries for each bucket, so that it stays in the second-level cache while it is sorted,
  /// but no more than 2⁹ buckets, because each is a place that a piece writes to in turn.
  private static func bucketShift(nodeCount: Int, entryCount: Int) -> Int {
    let wanted = min(max(entryCount >> 15, 1), 512)
    var shift = 0
    while (nodeCount - 1) >> shift >= wanted { shift += 1 }
    return shift
  }
}
