internal import LinearAlgebra

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
  init(
    nodeCount: Int, rows: [Int32], columns: [Int32], weights: [Double]?, symmetric: Bool
  ) {
    self.nodeCount = nodeCount
    let total = rows.count * (symmetric ? 2 : 1)
    let shift = Self.bucketShift(nodeCount: nodeCount, entryCount: total)
    self.shift = shift
    let bucketCount = max((nodeCount + (1 << shift) - 1) >> shift, 1)
    let pieceSize = max((rows.count + 63) / 64, 1 << 14)
    let pieceCount = (rows.count + pieceSize - 1) / pieceSize

    // The counts become positions: piece after piece within a bucket, bucket after bucket.
    var positions = [Int](repeating: 0, count: pieceCount * bucketCount)
    unsafe positions.withUnsafeMutableBufferPointer { positions in
      unsafe rows.withUnsafeBufferPointer { rows in
        unsafe columns.withUnsafeBufferPointer { columns in
          unsafe weights.withOptionalPointer { weights in
            // SAFETY: each iteration writes only its own row of `positions`.
            nonisolated(unsafe) let (positions, rows, columns, weights) =
              unsafe (positions, rows, columns, weights)
            parallelFor(pieceCount, grain: 1) { pieces in
              for piece in pieces {
                let counts = unsafe positions.baseAddress! + piece * bucketCount
                for i in unsafe piece * pieceSize..<min((piece + 1) * pieceSize, rows.count) {
                  let (row, column) = unsafe (rows[i], columns[i])
                  if row == column { continue }
                  if let weights = unsafe weights, unsafe weights[i] == 0 { continue }
                  unsafe counts[Int(row) >> shift] += 1
                  if symmetric { unsafe counts[Int(column) >> shift] += 1 }
                }
              }
            }
          }
        }
      }
    }
    var starts = [0]
    var sum = 0
    for bucket in 0..<bucketCount {
      for piece in 0..<pieceCount {
        let count = positions[piece * bucketCount + bucket]
        positions[piece * bucketCount + bucket] = sum
        sum += count
      }
      starts.append(sum)
    }
    self.starts = starts

    entries = unsafe Array(unsafeUninitializedCapacity: sum) { entries, initializedCount in
      unsafe positions.withUnsafeMutableBufferPointer { positions in
        unsafe rows.withUnsafeBufferPointer { rows in
          unsafe columns.withUnsafeBufferPointer { columns in
            unsafe weights.withOptionalPointer { weights in
              // SAFETY: each iteration writes its own row of `positions`, and as many entries from
              // each of those positions on as it has counted.
              nonisolated(unsafe) let (entries, positions, rows, columns, weights) =
                unsafe (entries.baseAddress, positions, rows, columns, weights)
              parallelFor(pieceCount, grain: 1) { pieces in
                for piece in pieces {
                  let next = unsafe positions.baseAddress! + piece * bucketCount
                  for i in unsafe piece * pieceSize..<min((piece + 1) * pieceSize, rows.count) {
                    let (row, column) = unsafe (rows[i], columns[i])
                    if row == column { continue }
                    let weight = unsafe weights.map { unsafe $0[i] } ?? 1
                    if weight == 0 { continue }
                    let bucket = Int(row) >> shift
                    unsafe (entries! + next[bucket]).initialize(
                      to: Entry(row: row, column: column, weight: weight))
                    unsafe next[bucket] += 1
                    guard symmetric else { continue }
                    let mirrored = Int(column) >> shift
                    unsafe (entries! + next[mirrored]).initialize(
                      to: Entry(row: column, column: row, weight: weight))
                    unsafe next[mirrored] += 1
                  }
                }
              }
            }
          }
        }
      }
      initializedCount = sum
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

extension Optional where Wrapped == [Double] {
  /// Calls `body` with a pointer to the elements, or with `nil`.
  func withOptionalPointer<Result>(_ body: (UnsafePointer<Double>?) -> Result) -> Result {
    guard let self else { return body(nil) }
    return unsafe self.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
  }
}
