import AlignmentTestSupport
import Foundation
import LinearAlgebra
import Testing

@testable import NearestNeighbors

@Suite("Search axes") struct SearchAxesTests {
  /// Rows whose columns vary independently of each other and ever less.
  private static func fading(_ rowCount: Int, width: Int) -> Matrix {
    var rows = Matrix.uniform(rowCount: rowCount, columnCount: width, seed: 3)
    for row in 0..<rowCount {
      // The columns of most variance come last: order must not matter.
      for column in 0..<width { rows[row, column] /= Float(1 << min(20, width - 1 - column)) }
    }
    return rows
  }

  /// The same rows with their last columns mixed by a cosine transform, which is orthonormal.
  private static func turned(_ rows: Matrix, columns: Int) -> Matrix {
    var result = rows
    let first = rows.columnCount - columns
    for row in 0..<rows.rowCount {
      for j in 0..<columns {
        let sum = (0..<columns).reduce(0.0) {
          let wave = cos(Double.pi / Double(columns) * Double($1) * (Double(j) + 0.5))
          return $0 + Double(rows[row, first + $1]) * wave * ($1 == 0 ? 0.5.squareRoot() : 1)
        }
        result[row, first + j] = Float(sum * (2 / Double(columns)).squareRoot())
      }
    }
    return result
  }

  private static func axes(_ rows: Matrix, residualShare: Double = 1e-4) throws -> SearchAxes {
    try SearchAxes(
      of: rows, selecting: (0..<Int32(rows.rowCount)).map { $0 }, residualShare: residualShare)
  }

  @Test("are columns, the most telling first, where columns vary by themselves")
  func columns() throws {
    let rows = Self.fading(700, width: 40)
    guard case .columns(let columns) = try Self.axes(rows) else {
      Issue.record("the rows were turned")
      return
    }
    // Variances fall by 4 from column to column: 4⁻⁷ < 10⁻⁴ < 4⁻⁶.
    #expect(columns == Array((33..<40).reversed()))
  }

  @Test("are principal where columns vary together, or many vary alike")
  func principal() throws {
    for rows in [
      Self.turned(Self.fading(700, width: 40), columns: 12),
      Self.turned(Self.fading(700, width: 40), columns: 40),
      .uniform(rowCount: 700, columnCount: 40, seed: 1),
    ] {
      guard case .principal = try Self.axes(rows) else {
        Issue.record("the rows were not turned")
        return
      }
    }
  }

  @Test("never lengthen a distance, and answers do not depend on them")
  func distances() throws {
    for rows in [
      Self.fading(1500, width: 40), Self.turned(Self.fading(1500, width: 40), columns: 40),
    ] {
      let along = try Self.axes(rows).coordinates(
        of: rows, selecting: (0..<Int32(rows.rowCount)).map { $0 })
      for row in 0..<rows.rowCount {
        let other = (37 * row + 11) % rows.rowCount
        // 40 roundings of Float in numbers below 1.
        #expect(
          squaredDistance(along[row: row], along[row: other])
            <= squaredDistance(rows[row: row], rows[row: other]) + 1e-5)
      }
      #expect(
        KDTree(rows).nearest(toRowsOf: rows, count: 5)
          == BruteForceIndex(rows).nearest(toRowsOf: rows, count: 5))
    }
  }
}
