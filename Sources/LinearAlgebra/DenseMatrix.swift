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
  public let rowCount: Int
  public let columnCount: Int

  /// The elements, row by row: element (i, j) stands at `i * columnCount + j`.
  public var elements: [Scalar]

  /// A matrix of zeros.
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
  public init(rowCount: Int, columnCount: Int, elements: [Scalar]) {
    precondition(
      rowCount >= 0 && columnCount >= 0 && elements.count == rowCount * columnCount,
      "\(elements.count) elements do not fill \(rowCount) × \(columnCount)")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// Element (i, j).
  @inlinable public subscript(_ row: Int, _ column: Int) -> Scalar {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// One row.
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
  /// - Complexity: O(rows · columns)
  @inlinable public func selectingRows(_ rows: some Sequence<Int>) -> DenseMatrix {
    var selected: [Scalar] = []
    selected.reserveCapacity(rows.underestimatedCount * columnCount)
    var count = 0
    for row in rows {
      selected.append(contentsOf: elements[row * columnCount..<(row + 1) * columnCount])
      count += 1
    }
    return DenseMatrix(rowCount: count, columnCount: columnCount, elements: selected)
  }

  /// The rows of a range, as a matrix of their own.
  @inlinable public func selectingRows(_ rows: Range<Int>) -> DenseMatrix {
    DenseMatrix(
      rowCount: rows.count, columnCount: columnCount,
      elements: Array(elements[rows.lowerBound * columnCount..<rows.upperBound * columnCount]))
  }

  /// The index of the first row that holds a NaN or an infinity, if there is one.
  ///
  /// - Complexity: O(rows · columns)
  @inlinable public var firstNonFiniteRow: Int? {
    for index in elements.indices where !elements[index].isFinite { return index / columnCount }
    return nil
  }
}
