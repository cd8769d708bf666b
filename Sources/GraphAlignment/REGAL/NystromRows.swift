internal import CKernels
internal import Foundation
internal import Graphs
package import LinearAlgebra
internal import Parallel

/// The precision in which an embedding is computed. It is stored in `Float` either way.
public enum EmbeddingPrecision: String, Sendable, Codable, CaseIterable {
  /// `Float` for the n × p part, `Double` for the p × p part.
  case single
  /// `Double` throughout, several times slower: the twin by which ``single`` is judged.
  case double
}

/// The second step of REGAL: the coordinates of one node of each class, Ỹ = C·U·Σ^½ with rows of unit length
/// (REGAL, section 3.2; Williams & Seeger, NIPS 2001).
///
/// C is never held as a whole: rows are computed, multiplied and scaled a block at a time.
package struct NystromRows {
  package let rows: Matrix
  /// Whether the node of a row has a similarity of zero to every landmark, even in `Double`.
  package let isUnderflowed: [Bool]

  /// Embeds some nodes, a row for each.
  ///
  /// - Complexity: O(n · p · (b + r) + p³) time, O(n · r) space
  init(
    _ nodes: [Int32], _ exponents: SimilarityExponents, landmarks: [Int], cutoff: Double,
    precision: EmbeddingPrecision
  ) throws(LAPACKError) {
    let factor = try Self.factor(exponents, landmarks: landmarks, cutoff: cutoff)
    self.init(nodes, exponents, landmarks: landmarks, factor: factor, precision: precision)
  }

  /// U·Σ^½, p × r: the part of the embedding that all nodes share.
  ///
  /// - Complexity: O(p² · b + p³)
  package static func factor(
    _ exponents: SimilarityExponents, landmarks: [Int], cutoff: Double
  ) throws(LAPACKError) -> DoubleMatrix {
    try LandmarkFactor(similarities(exponents, landmarks), cutoff: cutoff).factor
  }

  /// Rows are multiplied in blocks of so many: how a product is rounded may depend on a row's place in its block.
  package static let blockSize = 256

  /// Embeds some nodes by a factor that is known.
  ///
  /// - Complexity: O(n · p · (b + r)) time, O(n · r) space
  package init(
    _ nodes: [Int32], _ exponents: SimilarityExponents, landmarks: [Int], factor: DoubleMatrix,
    precision: EmbeddingPrecision
  ) {
    var isZero = [Bool](repeating: false, count: nodes.count)
    rows = unsafe Matrix(rowCount: nodes.count, columnCount: factor.columnCount) { elements in
      unsafe isZero.withUnsafeMutableBufferPointer { isZero in
        let output = unsafe Output(elements: elements, isZero: isZero, width: factor.columnCount)
        switch precision {
        case .single: unsafe Self.fillSingle(output, nodes, exponents, landmarks, factor)
        case .double: unsafe Self.fillDouble(output, nodes, exponents, landmarks, factor)
        }
      }
    }
    isUnderflowed = isZero
  }

  /// W, the similarities between landmarks; the lower triangle, which is all that is needed.
  private static func similarities(
    _ exponents: SimilarityExponents, _ landmarks: [Int]
  ) -> DoubleMatrix {
    let p = landmarks.count
    var similarities = DoubleMatrix(rowCount: p, columnCount: p)
    unsafe similarities.elements.withUnsafeMutableBufferPointer { elements in
      // SAFETY: each range writes only its own rows.
      nonisolated(unsafe) let elements = unsafe elements
      parallelFor(p, grain: 8) { range in
        for i in range {
          for j in 0...i {
            unsafe elements[i * p + j] = exp(-exponents.exponent(landmarks[i], landmarks[j]))
          }
        }
      }
    }
    return similarities
  }

  /// Where rows go. Each thread writes only its own rows.
  @unsafe private struct Output: @unchecked Sendable {
    let elements: UnsafeMutableBufferPointer<Float>
    let isZero: UnsafeMutableBufferPointer<Bool>
    let width: Int

    /// Stores a row at unit length; a row of zeros, or one beyond underflow, is stored as zeros and
    /// marked.
    func store(_ place: Int, _ row: UnsafePointer<Float>, leastExponent: Double) {
      let out = unsafe elements.baseAddress! + place * width
      let sum = unsafe ga_unit_row(row, Int64(width), out)
      unsafe clearIfUnusable(place, sum, leastExponent)
    }

    /// The same in `Double`.
    func store(_ place: Int, _ row: UnsafePointer<Double>, leastExponent: Double) {
      var sum = 0.0
      let out = unsafe UnsafeMutableBufferPointer(
        rebasing: elements[place * width..<(place + 1) * width])
      for i in out.indices { sum += unsafe row[i] * row[i] }
      let scale = 1 / sum.squareRoot()
      for i in out.indices { unsafe out[i] = Float(row[i] * scale) }
      unsafe clearIfUnusable(place, sum, leastExponent)
    }

    private func clearIfUnusable(_ place: Int, _ squaredNorm: Double, _ leastExponent: Double) {
      let isUsable =
        leastExponent < Kernel.underflowExponent && squaredNorm > 0 && squaredNorm.isFinite
      unsafe isZero[place] = !isUsable
      guard !isUsable else { return }
      unsafe elements[place * width..<(place + 1) * width].update(repeating: 0)
    }
  }

  private static func fillSingle(
    _ output: Output, _ nodes: [Int32], _ exponents: SimilarityExponents, _ landmarks: [Int],
    _ factor: DoubleMatrix
  ) {
    let source = LandmarkRows(exponents, landmarks: landmarks)
    let (stride, width) = (source.stride, factor.columnCount)
    // Rows of zeros below the factor meet the zeros that fill up the rows of C.
    let small = factor.elements.map(Float.init)
    let padded = small + [Float](repeating: 0, count: (stride - landmarks.count) * width)
    let grain = blockSize
    parallelFor(nodes.count, grain: grain) { places in
      unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: grain * (stride + width + 1)) {
        memory in
        let block = unsafe UnsafeMutableBufferPointer(rebasing: memory[..<(grain * stride)])
        let product = unsafe UnsafeMutableBufferPointer(
          rebasing: memory[(grain * stride)..<(grain * (stride + width))])
        let least = unsafe UnsafeMutableBufferPointer(
          rebasing: memory[(grain * (stride + width))...])
        unsafe source.fill(nodes[places], block: block, least: least)
        unsafe Float.multiply(
          block.baseAddress!, padded, transposed: false, rows: places.count, columns: width,
          inner: stride, into: product.baseAddress!)
        for (local, place) in places.enumerated() {
          unsafe output.store(
            place, product.baseAddress! + local * width, leastExponent: Double(least[local]))
        }
      }
    }
  }

  private static func fillDouble(
    _ output: Output, _ nodes: [Int32], _ exponents: SimilarityExponents, _ landmarks: [Int],
    _ factor: DoubleMatrix
  ) {
    let (p, width) = (landmarks.count, factor.columnCount)
    parallelFor(nodes.count, grain: 64) { places in
      var block = DoubleMatrix(rowCount: places.count, columnCount: p)
      var least = [Double](repeating: 0, count: places.count)
      for (local, place) in places.enumerated() {
        let row = landmarks.map { exponents.exponent(Int(nodes[place]), $0) }
        least[local] = row.min() ?? 0
        for j in 0..<p { block[local, j] = exp(least[local] - row[j]) }
      }
      let product = block.multiplied(by: factor)
      unsafe product.elements.withUnsafeBufferPointer { product in
        for (local, place) in places.enumerated() {
          unsafe output.store(
            place, product.baseAddress! + local * width, leastExponent: least[local])
        }
      }
    }
  }
}
