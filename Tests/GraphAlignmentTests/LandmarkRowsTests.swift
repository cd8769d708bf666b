import AlignmentTestSupport
import Foundation
import Graphs
import LinearAlgebra
import Parallel
import Testing

@testable import GraphAlignment

/// The rows of C that the kernel in C computes, against exponents one by one in Double.
@Suite("Landmark rows") struct LandmarkRowsTests {
  struct Row { let least: Double, values: [Double], padding: [Float] }

  static func rows(_ exponents: SimilarityExponents, landmarks: [Int]) -> [Row] {
    let source = LandmarkRows(exponents, landmarks: landmarks)
    let n = exponents.signatures.rowCount
    let nodes = (0..<Int32(n)).map { $0 }[...]
    var block = [Float](repeating: .nan, count: n * source.stride)
    var least = [Float](repeating: .nan, count: n)
    unsafe block.withUnsafeMutableBufferPointer { block in
      unsafe least.withUnsafeMutableBufferPointer { least in
        unsafe source.fill(nodes, block: block, least: least)
      }
    }
    return (0..<n).map { node in
      let row = block[node * source.stride..<(node + 1) * source.stride]
      return Row(
        least: Double(least[node]), values: row.prefix(landmarks.count).map(Double.init),
        padding: Array(row.dropFirst(landmarks.count)))
    }
  }

  static func exponents(
    _ signatures: Matrix, _ kernel: Kernel, _ weight: Double = 1,
    attributes: AttributeTable? = nil, attributeWeight: Double = 1
  ) -> SimilarityExponents {
    SimilarityExponents(
      signatures: signatures, attributes: attributes, kernel: kernel, structureWeight: weight,
      attributeWeight: attributeWeight)
  }

  @Test("have exp right to 3e-7 over its whole range, and zeros below 1e-37")
  func exponential() {
    // One landmark at 0 fixes the least exponent; the other moves away in one coordinate.
    let count = 40_000
    var signatures = Matrix(rowCount: count + 1, columnCount: 1)
    for i in 0..<count { signatures[i + 1, 0] = Float(i) * 0.0025 }
    let landmarks = Array(1...count)
    let row = Self.rows(Self.exponents(signatures.selectingRows(0..<1), .laplacian), landmarks: [0])
    #expect(row[0].least == 0 && row[0].values == [1])
    let all = LandmarkRows(Self.exponents(signatures, .laplacian), landmarks: landmarks)
    var block = [Float](repeating: .nan, count: all.stride)
    var least: [Float] = [.nan]
    unsafe block.withUnsafeMutableBufferPointer { block in
      unsafe least.withUnsafeMutableBufferPointer {
        unsafe all.fill([0], block: block, least: $0)
      }
    }
    #expect(least == [0])
    var (worst, beyond) = (0.0, 0)
    for i in 0..<count {
      let x = Double(signatures[i + 1, 0])
      guard x <= 85 else {
        if block[i] != 0 { beyond += 1 }
        continue
      }
      let error = abs(Double(block[i]) / exp(-x) - 1)
      if !(error <= worst) { worst = error }
    }
    #expect(worst <= 3e-7)
    #expect(worst > 0 && beyond == 0)
    #expect(block[count...].allSatisfy { $0 == 0 })
  }

  @Test("do not depend on the order of nodes, nor on which come together")
  func anyOrder() {
    let exponents = Self.exponents(.uniform(rowCount: 30, columnCount: 7, seed: 2), .laplacian)
    let landmarks = [3, 9, 27]
    let rows = Self.rows(exponents, landmarks: landmarks)
    let source = LandmarkRows(exponents, landmarks: landmarks)
    let nodes: [Int32] = [0, 1, 29, 4, 29, 0, 17, 2]
    var block = [Float](repeating: .nan, count: 6 * source.stride)
    var least = [Float](repeating: .nan, count: 6)
    unsafe block.withUnsafeMutableBufferPointer { block in
      unsafe least.withUnsafeMutableBufferPointer { least in
        unsafe source.fill(nodes[2...], block: block, least: least)
      }
    }
    for (place, node) in nodes[2...].enumerated() {
      #expect(Double(least[place]) == rows[Int(node)].least)
      for j in 0..<3 {
        #expect(Double(block[place * source.stride + j]) == rows[Int(node)].values[j])
      }
    }
  }

  @Test(
    "have the bits of products and sums fused one by one", arguments: [1, 3, 4, 5, 9],
    [1, 16, 17, 40])
  func bits(nodeCount: Int, p: Int) {
    let signatures = Matrix.uniform(rowCount: nodeCount + p, columnCount: 11, seed: UInt64(p))
    let rows = Self.rows(
      Self.exponents(signatures, .gaussian), landmarks: (0..<p).map { nodeCount + $0 })
    for node in 0..<nodeCount {
      let distances = (0..<p).map { j in
        (0..<11).reduce(Float(0)) { sum, i in
          let difference = signatures[node, i] - signatures[nodeCount + j, i]
          return sum.addingProduct(difference, difference)
        }
      }
      let least = distances.min()!
      #expect(rows[node].least == Double(least))
      for j in 0..<p { #expect(rows[node].values[j] == Double(plainExp(least - distances[j]))) }
    }
  }

  /// The kernel's exponential, operation by operation.
  private func plainExp(_ x: Float) -> Float {
    let clamped = max(x, -85)
    let rounded = Float(12_582_912).addingProduct(clamped, 1.44269504) - 12_582_912
    let r = clamped.addingProduct(rounded, -0.693359375).addingProduct(rounded, 2.12194440e-4)
    let sum = [Float(1) / 120, Float(1) / 24, Float(1) / 6, 0.5, 1, 1]
      .reduce(Float(1) / 720) { $1.addingProduct($0, r) }
    return x >= -85 ? sum * Float(sign: .plus, exponent: Int(rounded), significand: 1) : 0
  }

  @Test("equal serial exponents", arguments: Kernel.allCases, [1, 0.25, 0, 3, 100])
  func equalSerial(kernel: Kernel, weight: Double) throws {
    for (width, p) in [(1, 1), (5, 15), (9, 16), (12, 17), (0, 3)] {
      let signatures = Matrix.uniform(rowCount: 70, columnCount: width, seed: UInt64(width + p))
      let landmarks = (0..<p).map { 4 * $0 + 1 }
      check(Self.exponents(signatures, kernel, weight), landmarks)
    }
  }

  @Test("count attributes", arguments: Kernel.allCases, [0, 1, 2.5])
  func attributes(kernel: Kernel, attributeWeight: Double) throws {
    var generator = SeededGenerator(seed: 4)
    var graph = Graph.edgeless(nodeCount: 40)
    graph.attributes = NodeAttributes([
      .init(name: "a", categories: (0..<40).map { _ in String(generator.index(below: 3)) }),
      .init(name: "b", numbers: (0..<40).map { _ in 10 * generator.unit() }),
      .init(name: "c", categories: (0..<40).map { _ in String(generator.index(below: 2)) }),
    ])
    let table = try #require(try AttributeTable([graph]))
    let signatures = Matrix.uniform(rowCount: 40, columnCount: 3, seed: 5)
    check(
      Self.exponents(signatures, kernel, attributes: table, attributeWeight: attributeWeight),
      [3, 1, 4, 15, 9, 2, 6])
  }

  @Test("are zero, never NaN, where exponents are beyond Float")
  func infiniteExponents() {
    let signatures = Matrix(rowCount: 3, columnCount: 1, elements: [0, 1, 1e30])
    for weight in [1e38, 1e300] {
      let rows = Self.rows(Self.exponents(signatures, .gaussian, weight), landmarks: [0, 1])
      #expect(rows[0].values == [1, 0] && rows[0].least == 0)
      #expect(rows[1].values == [0, 1] && rows[1].least == 0)
      #expect(rows[2].least >= 1e38)
      #expect(rows[2].values.allSatisfy { $0.isFinite })
    }
  }

  private func check(_ exponents: SimilarityExponents, _ landmarks: [Int]) {
    for (node, row) in Self.rows(exponents, landmarks: landmarks).enumerated() {
      let exact = landmarks.map { exponents.exponent(node, $0) }
      let least = exact.min()!
      // Distances are sums of at most 12 squares in Float: a relative error of 14 roundings of 2⁻²⁴,
      // and a little for the root, the weights and the attributes.
      let error = exact.map { 1e-6 * $0 + 1e-7 }
      #expect(abs(row.least - least) <= 1e-6 * least + 1e-7)
      let isClose = row.values.indices.allSatisfy { j in
        let similarity = exp(least - exact[j])
        // An error e in the exponent is one of e · similarity; exp itself is good to 3e-7.
        let tolerance = (error[j] + 1e-6 * least + 4e-7) * similarity + 2e-37
        return abs(row.values[j] - similarity) <= tolerance
      }
      #expect(isClose, "node \(node)")
      #expect(row.values.contains(1))
      #expect(row.padding.allSatisfy { $0 == 0 })
    }
  }
}
