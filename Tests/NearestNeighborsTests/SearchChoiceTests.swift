import AlignmentTestSupport
import LinearAlgebra
import NearestNeighbors
import Testing

@Suite("Choice of a search") struct SearchChoiceTests {
  @Test("does not change the answer: few rows, many with structure, many without")
  func agreesWithExhaustiveSearch() {
    var generator = SeededGenerator(seed: 9)
    for (rowCount, columnCount, isCurve) in [
      (40, 5, false), (3000, 40, true), (3000, 40, false), (6000, 3, false), (3000, 0, false),
    ] {
      func rows() -> Matrix {
        let elements = (0..<rowCount).flatMap { _ -> [Float] in
          let t = Float(generator.unit())
          return (0..<columnCount).map { column in
            isCurve ? t * Float(column) + Float(generator.unit()) * 0.01 : Float(generator.unit())
          }
        }
        return Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
      }
      let (points, queries) = (rows(), rows())
      let expected = BruteForceIndex(points).nearest(toRowsOf: queries, count: 10)
      #expect(AutomaticIndex(points).nearest(toRowsOf: queries, count: 10) == expected)
      #expect(BlockedIndex(points).nearest(toRowsOf: queries, count: 10) == expected)
      #expect(KDTree(points).nearest(toRowsOf: queries, count: 10) == expected)
    }
  }

  @Test("finds near points far from the origin, where products cancel")
  func farFromOrigin() {
    var points = Matrix.random(rowCount: 700, columnCount: 9, in: 0..<3, seed: 1)
    for i in points.elements.indices { points.elements[i] = points.elements[i] * 0.001 + 4000 }
    let expected = BruteForceIndex(points).nearest(toRowsOf: points, count: 7)
    #expect(BlockedIndex(points).nearest(toRowsOf: points, count: 7) == expected)
    #expect(KDTree(points).nearest(toRowsOf: points, count: 7) == expected)
  }
}
