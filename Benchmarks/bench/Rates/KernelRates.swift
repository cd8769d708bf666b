internal import CBench
internal import CKernels
internal import Foundation
internal import Parallel

/// How fast rows of the kernel matrix are computed, and how fast this machine multiplies and adds.
struct KernelRates: Codable {
  struct Peak: Codable {
    var threads: Int
    var gigaflops: Double
  }

  struct Rate: Codable {
    var width: Int
    var threads: Int
    var seconds: Double
    var elementsPerSecond: Double
    var gigaflops: Double
    var shareOfPeak: Double
  }

  var rows: Int
  var landmarks: Int
  var peaks: [Peak]
  var rates: [Rate]

  /// As many landmarks as ⌊10·log₂ n⌋ for the rows.
  static func measure(threadCounts: [Int], timing: TimingOptions) throws -> KernelRates {
    let (rows, landmarks) = (100_000, 166)
    var result = KernelRates(rows: rows, landmarks: landmarks, peaks: [], rates: [])
    for threads in threadCounts {
      var rates: [Rate] = []
      var peaks: [Double] = []
      for width in [12, 16, 20, 24, 28, 32] {
        note("kernel: width \(width), \(threads) threads …")
        // Before each width, so that the peak sees the same clock as the kernel.
        peaks.append(peak(threads: threads, timing: timing))
        let block = KernelBlock(rows: rows, landmarks: landmarks, width: width, seed: timing.seed)
        try block.check()
        let time = median(
          Parallelism.withThreadCount(threads) { timing.measure { block.compute() } })
        let elements = Double(rows * landmarks)
        rates.append(
          Rate(
            width: width, threads: threads, seconds: time, elementsPerSecond: elements / time,
            gigaflops: elements * Double(3 * width + 22) / time / 1e9, shareOfPeak: 0))
      }
      let best = peaks.max()!
      for i in rates.indices { rates[i].shareOfPeak = rates[i].gigaflops / best }
      result.peaks.append(Peak(threads: threads, gigaflops: best))
      result.rates += rates
    }
    return result
  }

  private static func peak(threads: Int, timing: TimingOptions) -> Double {
    var operations = 0.0
    let samples = Parallelism.withThreadCount(threads) {
      timing.measure {
        let counts = parallelCounts(threads) {
          var sink: Float = 0
          return unsafe bench_multiply_add(4_000_000, &sink)
        }
        operations = counts.reduce(0, +)
      }
    }
    return operations / samples.min()! / 1e9
  }

  /// The same work on each of several threads.
  private static func parallelCounts(
    _ threads: Int, _ work: @Sendable () -> Double
  ) -> [Double] {
    var counts = [Double](repeating: 0, count: threads)
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      // SAFETY: each iteration writes its own count.
      nonisolated(unsafe) let counts = unsafe counts
      parallelFor(threads, grain: 1) { range in
        for i in range { unsafe counts[i] = work() }
      }
    }
    return counts
  }
}

/// Rows and landmarks, and the kernel between them, a block of rows at a time as an embedding does it.
private struct KernelBlock: Sendable {
  let rows: Int
  let landmarks: Int
  let width: Int
  let stride: Int
  let signatures: [Float]
  /// Coordinate by coordinate.
  let transposed: [Float]

  static let grain = 256

  init(rows: Int, landmarks: Int, width: Int, seed: UInt64) {
    (self.rows, self.landmarks, self.width) = (rows, landmarks, width)
    stride = (landmarks + 15) / 16 * 16
    var generator = SeededGenerator(seed: seed)
    signatures = (0..<rows * width).map { _ in Float(generator.unit()) }
    var transposed = [Float](repeating: 0, count: width * stride)
    for j in 0..<landmarks {
      for i in 0..<width { transposed[i * stride + j] = signatures[j * 97 % rows * width + i] }
    }
    self.transposed = transposed
  }

  /// The kernel between some rows and all landmarks, each row divided by its largest element.
  private func fill(_ nodes: Range<Int>, _ block: UnsafeMutablePointer<Float>) {
    unsafe signatures.withUnsafeBufferPointer { signatures in
      unsafe ga_landmark_distances(
        signatures.baseAddress! + nodes.lowerBound * width, Int64(nodes.count), Int64(width),
        transposed, Int64(stride), 1, block)
    }
    for local in 0..<nodes.count {
      _ = unsafe ga_shifted_exp(block + local * stride, Int64(landmarks))
    }
  }

  func compute() {
    parallelFor(rows, grain: Self.grain) { nodes in
      unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.grain * stride) { block in
        unsafe fill(nodes, block.baseAddress!)
      }
    }
  }

  /// Compares the first rows with exp in `Double`.
  func check() throws {
    try unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.grain * stride) {
      block in
      unsafe fill(0..<Self.grain, block.baseAddress!)
      for row in 0..<Self.grain {
        let exponents = (0..<landmarks).map { j in
          (0..<width).reduce(0.0) { sum, i in
            let gap =
              Double(signatures[row * width + i]) - Double(transposed[i * stride + j])
            return sum + gap * gap
          }
        }
        let least = exponents.min()!
        for j in 0..<landmarks {
          let found = unsafe Double(block[row * stride + j])
          guard abs(found - exp(least - exponents[j])) < 1e-5 else {
            throw WrongAnswer(description: "the kernel of row \(row) and landmark \(j) is wrong")
          }
        }
      }
    }
  }
}
