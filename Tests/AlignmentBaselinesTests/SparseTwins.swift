import AlignmentBaselines
import GraphAlignment
import LinearAlgebra
import Parallel

extension SparseMatrix {
  /// A random matrix with small whole numbers as values, so that every order of summation is exact.
  static func random(
    rowCount: Int, columnCount: Int, density: Double, seed: UInt64
  ) -> SparseMatrix {
    var generator = SeededGenerator(seed: seed)
    var entries: [(row: Int, column: Int, value: Double)] = []
    for i in 0..<rowCount {
      for j in 0..<columnCount where generator.unit() < density {
        entries.append((i, j, Double(1 + generator.index(below: 7))))
      }
    }
    return SparseMatrix(rowCount: rowCount, columnCount: columnCount, entries: entries)
  }

  /// A·B for sparse A and dense B in the plainest way: rows of B, scaled and added up.
  func plainlyMultiplied(by other: DoubleMatrix) -> DoubleMatrix {
    var result = DoubleMatrix(rowCount: rowCount, columnCount: other.columnCount)
    let width = other.columnCount
    for row in 0..<rowCount {
      for i in offsets[row]..<offsets[row + 1] {
        let (factor, start) = (values[i], Int(columns[i]) * width)
        for column in 0..<width {
          result.elements[row * width + column] += factor * other.elements[start + column]
        }
      }
    }
    return result
  }
}

extension DenseMatrix<Double> {
  /// A·B for dense A and sparse B in the plainest way: each element is spread over a row of B.
  func plainlyMultiplied(by other: SparseMatrix) -> DoubleMatrix {
    var result = DoubleMatrix(rowCount: rowCount, columnCount: other.columnCount)
    for row in 0..<rowCount {
      for inner in 0..<columnCount {
        let factor = self[row, inner]
        for i in other.offsets[inner]..<other.offsets[inner + 1] {
          result[row, Int(other.columns[i])] += factor * other.values[i]
        }
      }
    }
    return result
  }

  /// The product of three loops.
  func plainlyMultiplied(by other: DoubleMatrix) -> DoubleMatrix {
    var result = DoubleMatrix(rowCount: rowCount, columnCount: other.columnCount)
    for i in 0..<rowCount {
      for j in 0..<other.columnCount {
        for k in 0..<columnCount { result[i, j] += self[i, k] * other[k, j] }
      }
    }
    return result
  }

  /// Rows become columns.
  var plainlyTransposed: DoubleMatrix {
    var result = DoubleMatrix(rowCount: columnCount, columnCount: rowCount)
    for i in 0..<rowCount {
      for j in 0..<columnCount { result[j, i] = self[i, j] }
    }
    return result
  }
}
