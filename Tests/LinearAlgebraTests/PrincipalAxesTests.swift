import AlignmentTestSupport
import LinearAlgebra
import Testing

@Suite("Principal axes") struct PrincipalAxesTests {
  /// Points on a smooth curve in `width` dimensions: long rows that hold little.
  static func curve(rowCount: Int, width: Int) -> Matrix {
    var points = Matrix(rowCount: rowCount, columnCount: width)
    for row in 0..<rowCount {
      let t = Float(row) / Float(rowCount)
      for column in 0..<width {
        points[row, column] = 1 / (1 + 9 * (t - Float(column) / Float(width)).magnitude)
      }
    }
    return points
  }

  @Test("are orthonormal, the one of largest variance first")
  func orthonormal() throws {
    let points = Self.curve(rowCount: 500, width: 60)
    let principal = try PrincipalAxes(of: points)
    let axes = principal.axes
    #expect(axes.rowCount > 1 && axes.rowCount < 60)
    for i in 0..<axes.rowCount {
      for j in 0..<axes.rowCount {
        let dot = (0..<60).reduce(0.0) { $0 + Double(axes[i, $1]) * Double(axes[j, $1]) }
        // Axes are rounded to Float: 60 products of numbers below 1, each off by 2⁻²³ at most.
        #expect(abs(dot - (i == j ? 1 : 0)) <= 1e-6)
      }
    }
    let along = principal.coordinates(of: points)
    let variances = (0..<axes.rowCount).map { axis in
      (0..<500).reduce(0.0) { $0 + Double(along[$1, axis]) * Double(along[$1, axis]) }
    }
    // Rounding of Float, relative to the largest.
    #expect(zip(variances, variances.dropFirst()).allSatisfy { $0 >= $1 - 1e-6 * variances[0] })
  }

  @Test("hold all but the residual share of the variance, and never lengthen a distance")
  func keepDistances() throws {
    let points = Self.curve(rowCount: 300, width: 40)
    let share = 1e-3
    let principal = try PrincipalAxes(of: points, residualShare: share)
    let along = principal.coordinates(of: points)
    var (total, kept) = (0.0, 0.0)
    for row in 0..<300 {
      for column in 0..<40 {
        let x = Double(points[row, column] - principal.mean[column])
        total += x * x
      }
      for axis in 0..<along.columnCount { kept += Double(along[row, axis] * along[row, axis]) }
      let other = (row * 37 + 11) % 300
      let (short, long) = (
        squaredDistance(along[row: row], along[row: other]),
        squaredDistance(points[row: row], points[row: other])
      )
      // 40 roundings of Float in numbers below 2.
      #expect(short <= long + 1e-5)
    }
    #expect(total - kept <= 1.01 * share * total)
    #expect(total - kept > 0, "something was left out, or the test shows nothing")
  }

  @Test("look at no more rows than they may", arguments: [99, 100, 101, 199, 200, 201])
  func sampleLimit(rowCount: Int) throws {
    // Each row is the only one to vary in its own coordinate: the rank is the number of rows seen,
    // less one for the mean.
    var points = Matrix(rowCount: rowCount, columnCount: rowCount)
    for row in 0..<rowCount { points[row, row] = 1 }
    let axes = try PrincipalAxes(of: points, residualShare: 1e-9, sampleLimit: 100).axes
    #expect(axes.rowCount < 100)
    #expect(axes.rowCount >= 49)
  }

  @Test("of equal rows, of one row, of none and of width 0 are none")
  func degenerate() throws {
    for (rows, width) in [(5, 3), (1, 3), (0, 3), (4, 0), (0, 0)] {
      let points = Matrix(
        rowCount: rows, columnCount: width, elements: .init(repeating: 7, count: rows * width))
      let principal = try PrincipalAxes(of: points)
      #expect(principal.axes.rowCount == 0)
      #expect(principal.coordinates(of: points).rowCount == rows)
    }
  }
}
