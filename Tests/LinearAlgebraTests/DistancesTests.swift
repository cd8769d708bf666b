import AlignmentTestSupport
import LinearAlgebra
import Testing

@Suite("Squared distance") struct DistancesTests {
  /// Every remainder modulo the eight lanes, and none at all.
  @Test("agrees with a serial sum in Double", arguments: [0, 1, 7, 8, 9, 15, 16, 17, 150])
  func agreesWithSerialSum(width: Int) {
    for (seed, scale) in [(UInt64(1), Float(1)), (2, 1e15), (3, 1e-15), (4, 1e38), (5, 0x1p-133)] {
      var points = Matrix.uniform(rowCount: 2, columnCount: width, seed: seed)
      points.elements = points.elements.map { $0 * scale }
      let serial = (0..<width).reduce(0.0) {
        let difference = Double(points[0, $1]) - Double(points[1, $1])
        return $0 + difference * difference
      }
      let distance = squaredDistance(points[row: 0], points[row: 1])
      // Only the order of at most 150 positive terms differs: 150 roundings of 2⁻⁵³ at most.
      #expect(abs(distance - serial) <= 150 * 0x1p-53 * serial, "scale \(scale)")
      #expect(squaredDistance(points[row: 1], points[row: 0]) == distance)
      #expect(squaredDistance(points[row: 1], points[row: 1]) == 0)
    }
  }

  @Test("adds coordinate i to sum i mod 8, and the sums pairwise")
  func orderOfSums() {
    // Powers of two far enough apart that any other order loses other bits.
    var a = Matrix(rowCount: 2, columnCount: 19)
    for i in 0..<19 { a[0, i] = Float((i * 7919) % 31 + 1) * (i % 3 == 0 ? 0x1p26 : 1) }
    var sums = [Double](repeating: 0, count: 8)
    for i in 0..<19 { sums[i % 8] += Double(a[0, i]) * Double(a[0, i]) }
    let expected =
      ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]))
    #expect(squaredDistance(a[row: 0], a[row: 1]) == expected)
  }

  @Test("traps on rows of different length")
  func trapsOnLengths() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let (a, b) = (Matrix(rowCount: 1, columnCount: 2), Matrix(rowCount: 1, columnCount: 3))
      _ = squaredDistance(a[row: 0], b[row: 0])
    }
    expectSaid("cannot compare 2 with 3 coordinates", result)
  }
}
