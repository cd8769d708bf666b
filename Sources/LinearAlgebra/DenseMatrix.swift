public import Parallel

/// A dense matrix, stored row by row in one flat array.
///
/// ```swift
/// var a = Matrix(rowCount: 2, columnCount: 3)
/// a[1, 2] = 5
/// print(a[row: 1][2])  // 5.0
/// ```
///
/// Large matrices are kept in `Float` (``Matrix``); small ones that are to be factored, in `Double`
/// (``DoubleMatrix``).
public struct DenseMatrix<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int

  /// The elements, row by row: element (i, j) stands at `i * columnCount + j`.
  public var elements: [Scalar]

  /// A matrix of zeros.
  ///
  /// - Precondition: neither count is negative.
  /// - Complexity: O(rows · columns)
  public init(rowCount: Int, columnCount: Int) {
    precondition(
      rowCount >= 0 && columnCount >= 0, "a matrix cannot be \(rowCount) × \(columnCount)")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = [Scalar](repeating: 0, count: rowCount * columnCount)
  }

  /// A matrix of the given elements, row by row.
  ///
  /// - Precondition: `elements.count == rowCount * columnCount`.
  /// - Complexity: O(1): the array is not copied.
  public init(rowCount: Int, columnCount: Int, elements: [Scalar]) {
    precondition(
      rowCount >= 0 && columnCount >= 0 && elements.count == rowCount * columnCount,
      "\(elements.count) elements do not fill \(rowCount) × \(columnCount)")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// A matrix whose elements `fill` writes, all of them: zeros written first would be written by one
  /// thread, and memory is slow where it is touched for the first time.
  @inlinable package init(
    rowCount: Int, columnCount: Int, fill: (UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    precondition(
      rowCount >= 0 && columnCount >= 0, "a matrix cannot be \(rowCount) × \(columnCount)")
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = unsafe [Scalar](unsafeUninitializedCapacity: rowCount * columnCount) {
      elements, count in
      count = rowCount * columnCount
      unsafe fill(UnsafeMutableBufferPointer(rebasing: elements[..<count]))
    }
  }

  /// Element (i, j).
  ///
  /// A column beyond the last is not noticed unless it leads beyond the last element: it is an element of a
  /// later row.
  ///
  /// - Complexity: O(1)
  @inlinable public subscript(_ row: Int, _ column: Int) -> Scalar {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// One row, without a copy.
  ///
  /// - Complexity: O(1)
  @inlinable public subscript(row row: Int) -> Span<Scalar> {
    @_lifetime(borrow self)
    get { elements.span.extracting(row * columnCount..<(row + 1) * columnCount) }
  }
}

/// A matrix in single precision: embeddings, signatures, everything with a row per node.
public typealias Matrix = DenseMatrix<Float>

/// A matrix in double precision: what is factored.
public typealias DoubleMatrix = DenseMatrix<Double>

extension DenseMatrix: Equatable {}

extension DenseMatrix {
  /// The rows with the given indices, in that order.
  ///
  /// - Precondition: there is a row of each index.
  /// - Complexity: O(rows · columns), in parallel
  @inlinable public func selectingRows(_ rows: some Sequence<Int>) -> DenseMatrix {
    let selection = Array(rows)
    return copyingRows(selection.count) { selection[$0] }
  }

  /// The rows of a range, as a matrix of their own.
  ///
  /// - Precondition: there is a row of each index.
  /// - Complexity: O(rows · columns), in parallel
  @inlinable public func selectingRows(_ rows: Range<Int>) -> DenseMatrix {
    copyingRows(rows.count) { rows.lowerBound + $0 }
  }

  /// A matrix of `count` rows of this one.
  @inlinable func copyingRows(_ count: Int, _ rowOf: @Sendable (Int) -> Int) -> DenseMatrix {
    let width = columnCount
    guard width > 0 else { return DenseMatrix(rowCount: count, columnCount: 0) }
    return unsafe DenseMatrix(rowCount: count, columnCount: width) { result in
      unsafe elements.withUnsafeBufferPointer { elements in
        // SAFETY: each range of rows writes only its own elements.
        nonisolated(unsafe) let (result, elements) = unsafe (result, elements)
        parallelFor(count, grain: Swift.max(1, 1 << 16 / width)) { range in
          for place in range {
            let row = rowOf(place)
            precondition(row >= 0 && row < rowCount, "there is no row \(row) of \(rowCount)")
            let source = unsafe UnsafeBufferPointer(
              rebasing: elements[row * width..<(row + 1) * width])
            unsafe (result.baseAddress! + place * width).initialize(
              from: source.baseAddress!, count: width)
          }
        }
      }
    }
  }

  /// The index of the first row that holds a NaN or an infinity, if there is one.
  ///
  /// - Complexity: O(rows · columns)
  @inlinable public var firstNonFiniteRow: Int? {
    // Without a way out of the loop many elements are looked at at once.
    var strange: UInt32 = 0
    for element in elements {
      strange |= element.magnitude <= Scalar.greatestFiniteMagnitude ? 0 : 1
    }
    guard strange != 0 else { return nil }
    return elements.firstIndex { !$0.isFinite }! / columnCount
  }
}
