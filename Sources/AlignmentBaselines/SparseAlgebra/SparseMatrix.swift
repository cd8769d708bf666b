internal import Graphs
public import LinearAlgebra

/// A sparse matrix in double precision, stored as compressed sparse rows.
///
/// Three flat arrays say everything: row *i* has the entries
/// `columns[offsets[i]..<offsets[i + 1]]` with the values at the same positions, ascending by column and
/// none twice. For
///
///     ⎡ 0 5 0 ⎤      offsets  0 1 3
///     ⎣ 7 0 2 ⎦      columns  1 0 2
///                    values   5 7 2
///
/// ```swift
/// let a = SparseMatrix(rowCount: 2, columnCount: 3, entries: [(0, 1, 5), (1, 0, 7), (1, 2, 2)])
/// let square = try a.multiplied(by: a.transposed())
/// print(square[1, 1])  // 53.0
/// ```
///
/// A stored entry may be 0; two matrices are equal only if they store the same entries.
public struct SparseMatrix: Sendable, Equatable {
  /// The number of rows.
  public let rowCount: Int

  /// The number of columns.
  public let columnCount: Int

  /// `rowCount + 1` positions in ``columns``; the last is its length.
  public let offsets: [Int]

  /// The columns of row 0's entries, then of row 1's, and so on.
  public let columns: [Int32]

  /// The value of each entry.
  public let values: [Double]

  /// The number of stored entries.
  public var entryCount: Int { columns.count }

  /// A matrix of the given compressed rows.
  ///
  /// - Precondition: the arrays have the form described above.
  /// - Complexity: O(rows + entries)
  public init(
    rowCount: Int, columnCount: Int, offsets: [Int], columns: [Int32], values: [Double]
  ) {
    precondition(
      rowCount >= 0 && columnCount >= 0, "a matrix cannot be \(rowCount) × \(columnCount)")
    precondition(
      offsets.count == rowCount + 1 && offsets[0] == 0 && offsets[rowCount] == columns.count,
      "\(offsets.count) offsets do not divide \(columns.count) entries into \(rowCount) rows")
    precondition(
      values.count == columns.count, "\(values.count) values for \(columns.count) entries")
    for row in 0..<rowCount {
      precondition(
        offsets[row] <= offsets[row + 1], "the entries of row \(row) end before they begin")
      var previous: Int32 = -1
      for i in offsets[row]..<offsets[row + 1] {
        precondition(
          columns[i] > previous && columns[i] < columnCount,
          "row \(row) has column \(columns[i]) after \(previous), in \(columnCount) columns")
        previous = columns[i]
      }
    }
    self.init(
      uncheckedRowCount: rowCount, columnCount: columnCount, offsets: offsets, columns: columns,
      values: values)
  }

  /// The same without looking, for rows that are known to be in order.
  init(
    uncheckedRowCount rowCount: Int, columnCount: Int, offsets: [Int], columns: [Int32],
    values: [Double]
  ) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.offsets = offsets
    self.columns = columns
    self.values = values
  }

  /// A matrix of entries (row, column, value) in any order; entries of one place are added up.
  ///
  /// - Precondition: every place lies in the matrix.
  /// - Complexity: O(rows + entries · log entries)
  public init(
    rowCount: Int, columnCount: Int, entries: [(row: Int, column: Int, value: Double)]
  ) {
    let sorted = entries.enumerated().sorted {
      // The position decides last, so that values of one place are added up in the order given.
      ($0.element.row, $0.element.column, $0.offset)
        < ($1.element.row, $1.element.column, $1.offset)
    }
    var (columns, values): ([Int32], [Double]) = ([], [])
    var offsets = [Int](repeating: 0, count: rowCount + 1)
    var last: (row: Int, column: Int)?
    for (_, entry) in sorted {
      precondition(
        entry.row >= 0 && entry.row < rowCount && entry.column >= 0 && entry.column < columnCount,
        "no place (\(entry.row), \(entry.column)) in a \(rowCount) × \(columnCount) matrix")
      if let last, last == (entry.row, entry.column) {
        values[values.count - 1] += entry.value
        continue
      }
      last = (entry.row, entry.column)
      columns.append(Int32(entry.column))
      values.append(entry.value)
      offsets[entry.row + 1] += 1
    }
    for row in 0..<rowCount { offsets[row + 1] += offsets[row] }
    self.init(
      uncheckedRowCount: rowCount, columnCount: columnCount, offsets: offsets, columns: columns,
      values: values)
  }

  /// Element (i, j), 0 where nothing is stored.
  ///
  /// - Complexity: O(log entries of the row)
  public subscript(_ row: Int, _ column: Int) -> Double {
    let places = offsets[row]..<offsets[row + 1]
    let place = places.partitioningPoint { columns[$0] >= column }
    return place < places.upperBound && columns[place] == column ? values[place] : 0
  }

  /// The same matrix with zeros written out.
  ///
  /// - Complexity: O(rows · columns)
  public var dense: DoubleMatrix {
    var result = DoubleMatrix(rowCount: rowCount, columnCount: columnCount)
    for row in 0..<rowCount {
      for i in offsets[row]..<offsets[row + 1] { result[row, Int(columns[i])] = values[i] }
    }
    return result
  }
}
