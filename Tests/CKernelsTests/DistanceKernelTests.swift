import CKernels
import Testing

@Suite("Kernels of distances") struct DistanceKernelTests {
  @Test("square and add in the order that is written down, to the bit", arguments: 0...41)
  func squaredDistance(width: Int) {
    let rows = uniform(17 * width, -3..<5, seed: UInt64(width))
    for i in 0..<16 {
      let (a, b) = (rows[..<width], rows[(i + 1) * width..<(i + 2) * width])
      let found = unsafe ga_squared_distance(Array(a), Array(b), Int64(width))
      #expect(found == KernelTwins.squaredDistance(a, b))
    }
  }

  @Test("give the same for named rows, and leave the other places alone", arguments: [1, 7, 8, 20])
  func squaredDistances(width: Int) {
    let stride = (width + 7) / 8 * 8
    let numbers = uniform(17 * width, -3..<5, seed: 2)
    let padded = (0..<17).map { row in
      numbers[row * width..<(row + 1) * width] + [Float](repeating: 0, count: stride - width)
    }
    for named: UInt32 in [0, 1, 0x8000, 0xa5c3, 0xffff] {
      var distances = [Double](repeating: -1, count: 16)
      unsafe ga_squared_distances(
        Array(padded[16]), padded[..<16].flatMap { $0 }, named, Int64(stride), &distances)
      for i in 0..<16 {
        let expected = KernelTwins.squaredDistance(
          numbers[16 * width..<17 * width], numbers[i * width..<(i + 1) * width])
        #expect(distances[i] == (named >> i & 1 == 1 ? expected : -1))
      }
    }
  }

  @Test("to landmarks are fused, coordinate by coordinate", arguments: [1, 3, 4, 9], [1, 16, 33])
  func landmarkDistances(rowCount: Int, landmarkCount: Int) {
    let (width, stride) = (5, (landmarkCount + 15) / 16 * 16)
    let rows = uniform(rowCount * width, -2..<2, seed: 3)
    let landmarks = (0..<landmarkCount).map { uniform(width, -2..<2, seed: UInt64(10 + $0)) }
    var transposed = [Float](repeating: 0, count: width * stride)
    for j in 0..<landmarkCount {
      for i in 0..<width { transposed[i * stride + j] = landmarks[j][i] }
    }
    for isSquared in [true, false] {
      var distances = [Float](repeating: .nan, count: rowCount * stride)
      unsafe ga_landmark_distances(
        rows, Int64(rowCount), Int64(width), transposed, Int64(stride), isSquared ? 1 : 0,
        &distances)
      for row in 0..<rowCount {
        for j in 0..<landmarkCount {
          #expect(
            distances[row * stride + j]
              == KernelTwins.landmarkDistance(
                rows[row * width..<(row + 1) * width], landmarks[j], isSquared: isSquared))
        }
        let beyond = distances[row * stride + landmarkCount..<(row + 1) * stride]
        #expect(beyond.allSatisfy { $0.isFinite })
      }
    }
  }

  @Test("become shifted powers of e, with zeros beyond the last", arguments: [1, 15, 16, 17, 50])
  func shiftedExp(count: Int) {
    var x = uniform((count + 15) / 16 * 16, 2..<70, seed: UInt64(count))
    if count > 15 { x[3] = .infinity }
    let numbers = x[..<count]
    let least = unsafe ga_shifted_exp(&x, Int64(count))
    #expect(least == numbers.min())
    for i in 0..<count {
      let exact = exponential(Double(least) - Double(numbers[i]))
      // The difference is rounded to Float, which the power multiplies: half an ulp of at most 68.
      #expect(abs(Double(x[i]) - exact) <= (3e-7 + 0x1p-18) * exact)
    }
    #expect(x[count...].allSatisfy { $0 == 0 })
    var none: [Float] = [7]
    #expect(unsafe ga_shifted_exp(&none, 0) == 0)
    var endless = [Float](repeating: .infinity, count: 16)
    #expect(unsafe ga_shifted_exp(&endless, 16) == .infinity)
    #expect(endless.allSatisfy { $0 == 0 })
  }

  /// eˣ by its series, of x / 1024.
  private func exponential(_ x: Double) -> Double {
    guard x > -200 else { return 0 }
    var (term, sum) = (1.0, 1.0)
    for k in 1...20 {
      term *= x / 1024 / Double(k)
      sum += term
    }
    for _ in 0..<10 { sum *= sum }
    return sum
  }
}
