internal import CGraphAlignmentHeader

/// The entries of a sparse matrix that came from C, all of them checked.
struct MatrixEntries {
  let rowCount: Int
  let columnCount: Int
  private(set) var rows: [Int32] = []
  private(set) var columns: [Int32] = []
  /// What stands there; `nil` for 1 everywhere.
  private(set) var values: [Double]?

  /// - Parameter quantity: what errors call the values.
  /// - Throws: ``ArgumentError`` for the first thing that is wrong.
  init(_ pointer: UnsafePointer<ga_matrix>?, quantity: String) throws(ArgumentError) {
    guard let pointer = unsafe pointer else { throw ArgumentError("the matrix is NULL") }
    let matrix = unsafe pointer.pointee
    let shape = unsafe "\(matrix.row_count) × \(matrix.column_count)"
    let sizes = 0...Int64(Int32.max) - 1
    guard unsafe sizes.contains(matrix.row_count), unsafe sizes.contains(matrix.column_count) else {
      throw ArgumentError("a matrix of \(shape) is too large: there may be \(sizes.upperBound) nodes")
    }
    (rowCount, columnCount) = unsafe (Int(matrix.row_count), Int(matrix.column_count))
    switch unsafe (Int(matrix.offset_type), Int(matrix.index_type)) {
    case (GA_INT32, GA_INT32): try unsafe read(matrix, Int32.self, Int32.self)
    case (GA_INT32, GA_INT64): try unsafe read(matrix, Int32.self, Int64.self)
    case (GA_INT64, GA_INT32): try unsafe read(matrix, Int64.self, Int32.self)
    case (GA_INT64, GA_INT64): try unsafe read(matrix, Int64.self, Int64.self)
    default: throw ArgumentError("offsets and indices are of a type that is no integer")
    }
    guard unsafe matrix.values != nil else { return }
    switch unsafe Int(matrix.value_type) {
    case GA_FLOAT32: try unsafe readValues(matrix, Float.self, quantity)
    case GA_FLOAT64: try unsafe readValues(matrix, Double.self, quantity)
    default: throw ArgumentError("values are of a type that is no floating-point number")
    }
  }

  private mutating func read<Offset: FixedWidthInteger, Index: FixedWidthInteger>(
    _ matrix: ga_matrix, _: Offset.Type, _: Index.Type
  ) throws(ArgumentError) {
    // SAFETY: the caller says of which types the arrays are, and how long.
    let offsets = try unsafe elements(
      matrix.offsets?.assumingMemoryBound(to: Offset.self), count: matrix.row_count + 1,
      named: "offsets")
    let indices = try unsafe elements(
      matrix.indices?.assumingMemoryBound(to: Index.self), count: matrix.entry_count, named: "indices")
    guard unsafe offsets[0] == 0 else {
      throw unsafe ArgumentError("offsets (indptr) begin with \(offsets[0]), not with 0")
    }
    guard unsafe Int64(offsets[rowCount]) == matrix.entry_count else {
      throw unsafe ArgumentError(
        "offsets (indptr) end with \(offsets[rowCount]), but there are \(matrix.entry_count) entries")
    }
    for row in 0..<rowCount where unsafe offsets[row] > offsets[row + 1] {
      throw unsafe ArgumentError(
        "offsets (indptr) go back from \(offsets[row]) to \(offsets[row + 1]) at row \(row)")
    }
    rows.reserveCapacity(indices.count)
    columns.reserveCapacity(indices.count)
    for row in 0..<rowCount {
      for place in unsafe Int(offsets[row])..<Int(offsets[row + 1]) {
        let column = unsafe indices[place]
        guard column >= 0, column < columnCount else {
          throw ArgumentError(
            "row \(row) has an entry in column \(column), and there are \(columnCount) columns, from 0")
        }
        rows.append(Int32(truncatingIfNeeded: row))
        columns.append(Int32(truncatingIfNeeded: column))
      }
    }
  }

  private mutating func readValues<Value: BinaryFloatingPoint>(
    _ matrix: ga_matrix, _: Value.Type, _ quantity: String
  ) throws(ArgumentError) {
    let numbers = try unsafe elements(
      matrix.values?.assumingMemoryBound(to: Value.self), count: matrix.entry_count, named: "values")
    var all: [Double] = []
    all.reserveCapacity(numbers.count)
    for place in numbers.indices {
      let value = unsafe Double(numbers[place])
      guard value.isFinite else {
        throw ArgumentError(
          "the \(quantity) in row \(rows[place]), column \(columns[place]) is \(value): expected a finite number"
        )
      }
      all.append(value)
    }
    values = all
  }
}
