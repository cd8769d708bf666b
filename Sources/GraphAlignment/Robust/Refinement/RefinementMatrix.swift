internal import Parallel

/// A matrix M of candidates while rounds of refinement work on it: up to α entries in each row.
///
/// `shares` are the entries with each row adding up to 1; `values` are those divided by the sums of the
/// columns, so that a target node that many claim is worth little to each.
///
/// The memory is shared on purpose: kernels write to it from many threads. Only one pass has it.
final class RefinementMatrix: Sendable {
  let rowCount: Int
  let columnCount: Int
  /// α, the places of a row.
  let width: Int
  let counts: SharedBuffer<Int32>
  let ids: SharedBuffer<Int32>
  let shares: SharedBuffer<Float>
  let values: SharedBuffer<Float>

  /// A matrix without entries.
  init(rowCount: Int, columnCount: Int, width: Int) {
    (self.rowCount, self.columnCount, self.width) = (rowCount, columnCount, width)
    counts = SharedBuffer(repeating: 0, count: rowCount)
    ids = SharedBuffer(repeating: 0, count: rowCount * width)
    shares = SharedBuffer(repeating: 0, count: rowCount * width)
    values = SharedBuffer(repeating: 0, count: rowCount * width)
  }

  /// A matrix of the first `width` candidates of each row.
  convenience init(_ candidates: CandidateRows, width: Int) {
    self.init(
      rowCount: candidates.rowCount, columnCount: candidates.columnCount, width: width)
    for row in 0..<rowCount {
      for place in candidates.places(of: row).prefix(width) {
        append(candidates.ids[place], candidates.weights[place], toRow: row)
      }
    }
  }

  /// The entries, by their values.
  var candidates: CandidateRows {
    var result = CandidateRows(columnCount: columnCount)
    result.reserve(
      rowCount: rowCount, entryCount: (0..<rowCount).reduce(0) { $0 + Int(counts[$1]) })
    for row in 0..<rowCount {
      for place in places(of: row) { result.append(ids[place], values[place]) }
      result.endRow()
    }
    return result
  }

  private func append(_ id: Int32, _ value: Float, toRow row: Int) {
    let place = row * width + Int(counts[row])
    ids[place] = id
    shares[place] = value
    values[place] = value
    counts[row] += 1
  }

  /// Makes every anchor the only candidate of its source node.
  func pin(_ anchors: AnchorLinks) {
    for pair in anchors.pairs {
      counts[pair.source] = 0
      append(Int32(pair.target), 1, toRow: pair.source)
    }
  }

  /// The places of a row's entries.
  func places(of row: Int) -> Range<Int> { row * width..<row * width + Int(counts[row]) }

  /// Sets values to shares divided by the sums of their columns.
  ///
  /// - Complexity: O(entries + columns)
  func normalizeColumns() {
    var sums = [Float](repeating: 0, count: columnCount)
    // One thread, always in the same order: sums of Float depend on it.
    for row in 0..<rowCount {
      for place in places(of: row) { sums[Int(ids[place])] += shares[place] }
    }
    for row in 0..<rowCount {
      for place in places(of: row) { values[place] = shares[place] / sums[Int(ids[place])] }
    }
  }
}
