internal import CKernels
internal import LinearAlgebra
internal import Parallel

/// Rows, grouped by being identical.
struct RowGroups: Sendable {
  /// The group of each row; groups are numbered by their first row.
  let groupOfRow: [Int32]
  /// Where each group's members begin in ``members``, and the end of the last.
  let offsets: [Int]
  /// The rows of each group, ascending.
  let members: [Int32]

  var count: Int { offsets.count - 1 }

  /// The rows of a group, ascending.
  subscript(_ group: Int) -> ArraySlice<Int32> { members[offsets[group]..<offsets[group + 1]] }

  /// The number of rows in a group.
  func size(_ group: Int32) -> Int32 {
    Int32(truncatingIfNeeded: offsets[Int(group) + 1] - offsets[Int(group)])
  }

  /// The first row of each group.
  var representatives: [Int32] { (0..<count).map { members[offsets[$0]] } }

  /// Groups the rows of a matrix by their bits.
  ///
  /// - Complexity: O(rows · columns) expected
  init(_ rows: Matrix) {
    let (rowCount, width) = (rows.rowCount, rows.columnCount)
    precondition(rowCount < Int32.max, "cannot tell \(rowCount) rows apart")
    guard rowCount > 0, width > 0 else {
      // Rows without columns are all equal.
      self.init(groupOfRow: [Int32](repeating: 0, count: rowCount), count: min(rowCount, 1))
      return
    }
    let hashes = Self.hashes(rows)
    var table = [UInt64](repeating: 0, count: (2 * rowCount).nextPowerOfTwo)
    var groupOfRow = [Int32](repeating: 0, count: rowCount)
    let groupCount = unsafe ga_row_groups(
      rows.elements, Int64(rowCount), Int64(width), hashes, &table, Int64(table.count), &groupOfRow)
    self.init(groupOfRow: groupOfRow, count: Int(groupCount))
  }

  /// Groups rows by a number that each has.
  ///
  /// - Precondition: numbers are in 0..<keyCount.
  /// - Complexity: O(rows + keyCount)
  init(keys: [Int32], keyCount: Int) {
    var groupOfKey = [Int32](repeating: -1, count: keyCount)
    var groupOfRow = [Int32](repeating: 0, count: keys.count)
    var groupCount: Int32 = 0
    for (row, key) in keys.enumerated() {
      precondition(key >= 0 && key < keyCount, "there is no row \(key) of \(keyCount)")
      if groupOfKey[Int(key)] < 0 {
        groupOfKey[Int(key)] = groupCount
        groupCount += 1
      }
      groupOfRow[row] = groupOfKey[Int(key)]
    }
    self.init(groupOfRow: groupOfRow, count: Int(groupCount))
  }

  /// - Parameter count: the number of groups, which are numbered by their first row.
  private init(groupOfRow: [Int32], count: Int) {
    var next = [Int](repeating: 0, count: count + 1)
    for group in groupOfRow { next[Int(group) + 1] += 1 }
    for group in 0..<count { next[group + 1] += next[group] }
    offsets = next
    var members = [Int32](repeating: 0, count: groupOfRow.count)
    for (row, group) in groupOfRow.enumerated() {
      members[next[Int(group)]] = Int32(row)
      next[Int(group)] += 1
    }
    (self.groupOfRow, self.members) = (groupOfRow, members)
  }

  /// A hash of the bits of each row.
  private static func hashes(_ rows: Matrix) -> [UInt64] {
    let width = rows.columnCount
    return unsafe [UInt64](unsafeUninitializedCapacity: rows.rowCount) { hashes, count in
      unsafe rows.elements.withUnsafeBufferPointer { elements in
        // SAFETY: each range of rows writes only its own hashes.
        nonisolated(unsafe) let (hashes, elements) = unsafe (hashes, elements)
        parallelFor(rows.rowCount, grain: 1024) { range in
          unsafe ga_row_hashes(
            elements.baseAddress! + range.lowerBound * width, Int64(range.count), Int64(width),
            hashes.baseAddress! + range.lowerBound)
        }
      }
      count = rows.rowCount
    }
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
