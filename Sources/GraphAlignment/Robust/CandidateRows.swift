internal import Parallel

/// A sparse matrix M with up to α entries in each row: who may correspond to whom, and how likely.
///
/// `shares` are the entries with each row adding up to 1; `values` are those divided by the sums of the
/// columns, so that a target node that everybody claims is worth little to each.
///
/// The memory is shared on purpose: kernels write to it from many threads. Nobody else has it meanwhile.
final class CandidateRows: Sendable {
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

  /// Adds an entry to a row; does nothing if the row is full.
  func append(_ id: Int, _ value: Float, toRow row: Int) {
    guard Int(counts[row]) < width else { return }
    let place = row * width + Int(counts[row])
    ids[place] = Int32(id)
    shares[place] = value
    values[place] = value
    counts[row] += 1
  }

  /// Makes an entry the only one of its row.
  func setOnly(_ id: Int, inRow row: Int) {
    counts[row] = 0
    append(id, 1, toRow: row)
  }

  /// Takes over a row of another matrix of the same width, its values scaled.
  func copyRow(_ row: Int, of other: CandidateRows, scale: Float) {
    counts[row] = other.counts[row]
    for place in other.places(of: row) {
      ids[place] = other.ids[place]
      shares[place] = other.shares[place]
      values[place] = other.values[place] * scale
    }
  }

  /// A copy with no more than `width` places in a row: the first of each.
  func narrowed(to width: Int) -> CandidateRows {
    let result = CandidateRows(rowCount: rowCount, columnCount: columnCount, width: width)
    for row in 0..<rowCount {
      for place in places(of: row).prefix(width) {
        result.append(Int(ids[place]), values[place], toRow: row)
      }
    }
    return result
  }

  /// The places of a row's entries.
  func places(of row: Int) -> Range<Int> { row * width..<row * width + Int(counts[row]) }

  /// The id of each row's largest value, equal ones by smaller id; −1 for an empty row.
  func bestIDs() -> [Int32] {
    (0..<rowCount).map { row in
      var best: (id: Int32, value: Float) = (-1, 0)
      for place in places(of: row) {
        let (id, value) = (ids[place], values[place])
        if value > best.value || (value == best.value && best.id >= 0 && id < best.id) {
          best = (id, value)
        }
      }
      return best.id
    }
  }

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

  /// The transposed matrix; of a column with more than α entries the largest stay.
  func transposed() -> CandidateRows {
    var columns = [[(value: Float, row: Int)]](repeating: [], count: columnCount)
    for row in 0..<rowCount {
      for place in places(of: row) { columns[Int(ids[place])].append((values[place], row)) }
    }
    let result = CandidateRows(rowCount: columnCount, columnCount: rowCount, width: width)
    for (column, entries) in columns.enumerated() {
      let sorted = entries.sorted { $0.value != $1.value ? $0.value > $1.value : $0.row < $1.row }
      for entry in sorted.prefix(width) { result.append(entry.row, entry.value, toRow: column) }
    }
    return result
  }
}

extension CandidateRows {
  /// The candidates of an alignment.
  convenience init(_ alignment: Alignment, width: Int) {
    self.init(rowCount: alignment.sourceCount, columnCount: alignment.targetCount, width: width)
    for source in 0..<alignment.sourceCount {
      let row = alignment.candidates(of: source)
      for i in row.indices where i < width {
        append(row[i].target, max(row[i].similarity, .leastNormalMagnitude), toRow: source)
      }
    }
  }
}
