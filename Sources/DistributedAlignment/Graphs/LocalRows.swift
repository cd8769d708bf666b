internal import CKernels
internal import Graphs

/// Entries of an adjacency matrix on their way to the rank of their row.
struct EntryBatch {
  /// Rows and columns in turn.
  var pairs: [Int32] = []
  var weights: [Double]?

  init(isWeighted: Bool) { if isWeighted { weights = [] } }

  mutating func append(_ row: Int32, _ column: Int32, _ weight: Double) {
    pairs.append(row)
    pairs.append(column)
    weights?.append(weight)
  }
}

extension Adjacency {
  /// The rows of a rank: sorted, of repeated entries the one of the largest weight.
  ///
  /// - Parameters:
  ///   - nodes: the rows.
  ///   - entries: in any order; no loops.
  ///   - keepsWeights: whether weights stay even if all are 1.
  /// - Complexity: O(nodes + entries)
  init(nodes: Range<Int>, _ entries: EntryBatch) {
    let (count, first) = (entries.pairs.count / 2, nodes.lowerBound)
    var next = [Int](repeating: 0, count: nodes.count + 1)
    for i in 0..<count { next[Int(entries.pairs[2 * i]) - first + 1] += 1 }
    for row in 0..<nodes.count { next[row + 1] += next[row] }
    let starts = next
    var columns = [Int32](repeating: 0, count: count)
    var weights = entries.weights.map { [Double](repeating: 0, count: $0.count) }
    for i in 0..<count {
      let row = Int(entries.pairs[2 * i]) - first
      columns[next[row]] = entries.pairs[2 * i + 1]
      if let own = entries.weights { weights![next[row]] = own[i] }
      next[row] += 1
    }
    let longest = (0..<nodes.count).reduce(0) { max($0, starts[$1 + 1] - starts[$1]) }
    var spare = [Int32](repeating: 0, count: longest)
    var spareWeights = [Double](repeating: 0, count: weights == nil ? 0 : longest)
    var merged = [Int32](repeating: 0, count: longest)
    var mergedWeights = spareWeights
    var (offsets, written) = ([0], 0)
    offsets.reserveCapacity(nodes.count + 1)
    for row in 0..<nodes.count {
      let (start, length) = (starts[row], starts[row + 1] - starts[row])
      if length > 0 {
        let kept = unsafe columns.withUnsafeMutableBufferPointer { columns in
          // SAFETY: the row lies in both arrays, and there is room for the longest row in the others.
          guard weights != nil else {
            return unsafe ga_merge_row(
              columns.baseAddress! + start, nil, Int64(length), &spare, nil, &merged, nil)
          }
          return unsafe weights!.withUnsafeMutableBufferPointer { weights in
            unsafe ga_merge_row(
              columns.baseAddress! + start, weights.baseAddress! + start, Int64(length), &spare,
              &spareWeights, &merged, &mergedWeights)
          }
        }
        for i in 0..<Int(kept) {
          columns[written + i] = merged[i]
          weights?[written + i] = mergedWeights[i]
        }
        written += Int(kept)
      }
      offsets.append(written)
    }
    columns.removeLast(count - written)
    weights?.removeLast(count - written)
    self.init(offsets: offsets, neighbors: columns, parts: weights)
  }

  /// The same rows without weights.
  var withoutWeights: Adjacency { Adjacency(offsets: offsets, neighbors: neighbors, parts: nil) }

  /// Rows that have the neighbors of either.
  func union(_ other: Adjacency, nodes: Range<Int>) -> Adjacency {
    var entries = EntryBatch(isWeighted: false)
    for rows in [self, other] {
      for row in 0..<rows.nodeCount {
        for place in rows.offsets[row]..<rows.offsets[row + 1] {
          entries.append(Int32(nodes.lowerBound + row), rows.neighbors[place], 1)
        }
      }
    }
    return Adjacency(nodes: nodes, entries)
  }
}
