import AlignmentTestSupport
import LinearAlgebra
import NearestNeighbors
import Parallel
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

  /// Products bound the first points by groups of them, of which there are 64.
  @Test(
    "finds as many as are wanted, equal and tied rows among them",
    arguments: [1, 2, 16, 63, 64, 65, 300, 1300])
  func counts(count: Int) {
    let points = Matrix.random(rowCount: 1200, columnCount: 4, in: 0..<5, seed: 21)
    let queries = Matrix.random(rowCount: 90, columnCount: 4, in: 0..<5, seed: 22)
    let expected = BruteForceIndex(points).nearest(toRowsOf: queries, count: count)
    #expect(BlockedIndex(points).nearest(toRowsOf: queries, count: count) == expected)
    let spread = Matrix.uniform(rowCount: 1200, columnCount: 4, seed: 23)
    #expect(
      BlockedIndex(spread).nearest(toRowsOf: queries, count: count)
        == BruteForceIndex(spread).nearest(toRowsOf: queries, count: count))
  }
}
